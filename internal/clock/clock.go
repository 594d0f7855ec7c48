// Package clock says whether our own clock can be trusted (hazard H-004).
//
// A [Watch] holds the clock on the wall against one that only runs, against the
// last instant that is on disk, and against the times that senders give. While
// it is in doubt nothing that is reckoned from it may be shown: no age, and
// nothing that is due. Times that were kept or sent stand as they are.
package clock

import (
	"slices"
	"sync"
	"time"
)

// Reading is one look at the clocks of this machine.
type Reading struct {
	Wall time.Time     // what the clock on the wall says
	Run  time.Duration // on a clock that only runs, since some moment of the process
}

// What a clock may do without being doubted: be set right by so much, and
// differ so much from those of the senders.
const (
	mostStep  = time.Minute
	mostApart = 5 * time.Minute
	agreeing  = 3              // messages in a row by which doubt is laid to rest
	apartDays = 24 * time.Hour // so far from every sender that it must be ours that is wrong
)

// made is when this program was made: it has never run before.
func made() time.Time { return time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC) }

// The reasons for doubt, in plain words.
const (
	WordsBeforeMade = "it shows a day before this program was made"
	WordsBeforeSeen = "it is behind the last message that was kept"
	WordsBack       = "it was set back while the program ran"
	WordsForward    = "it jumped forward while the program ran, or the machine slept"
	WordsApart      = "every source says another day"
)

// Watch watches our clock. It is safe for concurrent use.
type Watch struct {
	read  func() Reading
	mu    sync.Mutex
	base  Reading // the last reading that was trusted
	doubt string
	agree int                      // messages in a row since the doubt began whose time is ours
	apart map[string]time.Duration // by source, how far the last message's time was behind ours
}

// NewWatch watches the clock that read reads. seen is the newest instant that is
// on disk; zero where there is none.
func NewWatch(read func() Reading, seen time.Time) *Watch {
	w := &Watch{read: read, base: read(), apart: map[string]time.Duration{}}
	switch {
	case w.base.Wall.Before(made()):
		w.doubt = WordsBeforeMade
	case w.base.Wall.Before(seen.Add(-mostStep)):
		w.doubt = WordsBeforeSeen
		w.base.Wall = seen // what it has to reach before it is trusted
	}
	return w
}

// Doubt says why our clock is not trusted, in words, "" where it is. It has to
// be asked, or told of messages, every minute or so to notice a jump.
func (w *Watch) Doubt() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.look()
	return w.doubt
}

// look holds the wall against the clock that only runs.
func (w *Watch) look() Reading {
	now := w.read()
	off := now.Wall.Sub(w.base.Wall.Add(now.Run - w.base.Run))
	steady := off > -mostStep && off < mostStep
	switch {
	case steady && !now.Wall.Before(made()) && w.doubt != WordsApart:
		w.doubt, w.base = "", now // put right again, or never wrong
	case w.doubt != "": // whatever it does now, what was known of it is lost
	case off < 0:
		w.doubt, w.agree = WordsBack, 0
	default:
		w.doubt, w.agree = WordsForward, 0
	}
	return now
}

// Witness takes the time that a message bears, and when it was received; one
// that has waited since is no witness. Senders whose times are ours lay a doubt
// to rest; when every one of them says another day, ours is wrong.
func (w *Watch) Witness(source string, sent, received time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.look()
	if now.Wall.Sub(received).Abs() > mostStep {
		return
	}
	behind := received.Sub(sent)
	w.apart[source] = behind
	agrees := mostApart
	if w.doubt == WordsApart { // that not everyone says another day is enough: a backlog of days comes to its end
		agrees = apartDays
	}
	if behind > -agrees && behind < agrees {
		w.agree++
	} else {
		w.agree = 0
	}
	switch {
	case w.doubt != "" && w.agree >= agreeing && !now.Wall.Before(made()):
		w.doubt, w.base = "", now
	case w.doubt == "" && w.everyoneApart():
		w.doubt, w.agree = WordsApart, 0
	}
}

// everyoneApart reports whether two sources at least, and all there are, are
// days away from us on the same side. One alone may be wrong itself, or late.
func (w *Watch) everyoneApart() bool {
	var behind []time.Duration
	for _, d := range w.apart {
		behind = append(behind, d)
	}
	return len(behind) > 1 && (slices.Min(behind) > apartDays || slices.Max(behind) < -apartDays)
}
