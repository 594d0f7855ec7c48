package feed

import (
	"bytes"
	"errors"
	"sync/atomic"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/envelope"
	"redoutlet/internal/feed/owner"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/voice"
	"redoutlet/internal/seal"
)

// What is said of a letter that opens or reads badly. One such letter is set
// aside alone: the feed behind it, and the other charts, go on.
const (
	unreadable   = "unreadable" // the kind of what has no message type
	reasonSealed = "This kept message does not open: the record was altered or damaged. Restore it from a backup, then rebuild the charts."
	reasonFailed = "Reading this message failed, which is a fault of this program. It is kept, and will be charted by a version without the fault."
)

// reader opens and reads letters, each by the profile of its source.
type reader struct {
	opener    *seal.Opener
	sites     atomic.Pointer[map[string]*site] // by name of the source; "" is for those that nobody declared
	read      func(reading.Letter, *reading.Profile, *time.Location) reading.Reading
	dismissed func(number int64) bool // may be nil
}

// site is a profile with its zone looked up.
type site struct {
	profile reading.Profile
	loc     *time.Location
}

func newReader(desk Desk, profiles []reading.Profile) (*reader, error) {
	sites := map[string]*site{}
	for _, p := range profiles {
		loc, err := p.Location()
		if err != nil {
			return nil, err
		}
		sites[p.Name] = &site{p, loc}
	}
	rd := &reader{opener: desk.Opener, read: reading.Of, dismissed: desk.Dismissed}
	rd.sites.Store(&sites)
	return rd, nil
}

func (rd *reader) site(source string) *site {
	sites := *rd.sites.Load()
	if s := sites[source]; s != nil {
		return s
	}
	return sites[""]
}

// declared is what is declared of a source.
func (rd *reader) declared(source string) voice.Site {
	s := rd.site(source)
	return voice.Site{Profile: &s.profile, Zone: s.loc}
}

// take opens and reads one letter. One that does not open, or at which this
// program fails, is quarantined. An error says that the letter may be as good
// as any, and is to be taken again: the record or the key of its epoch could
// not be had.
func (rd *reader) take(sealed SealedLetter) (reading.Letter, reading.Reading, error) {
	letter, err := sealed.Open(rd.opener)
	if errors.Is(err, seal.ErrSealed) || errors.Is(err, envelope.ErrEmpty) {
		letter = reading.Letter{Number: sealed.Number, Source: sealed.Source, Received: sealed.Received}
		return letter, setAside(reasonSealed), nil
	}
	if err != nil {
		return letter, reading.Reading{}, err
	}
	r, sound := rd.attempt(letter)
	if !sound {
		r = rd.namesIn(letter)
	}
	if r.State == reading.Quarantined && rd.dismissed != nil && rd.dismissed(letter.Number) {
		r = owner.Dismiss(r)
	}
	return letter, r, nil
}

func setAside(reason string) reading.Reading {
	return reading.Reading{Kind: unreadable, Family: reading.FamilyOther, State: reading.Quarantined, Reason: reason}
}

// opened reports whether there was anything to read.
func opened(r *reading.Reading) bool { return r.Reason != reasonSealed }

// try is take, and quarantines what does not fold either. Reading a feed does
// without: that would cost as much again, and a record finds such a letter when
// it is folded.
func (rd *reader) try(sealed SealedLetter) (reading.Letter, reading.Reading, error) {
	letter, r, err := rd.take(sealed)
	if err == nil {
		if _, sound := fold(r.Facts); !sound {
			r = rd.namesIn(letter)
		}
	}
	return letter, r, err
}

// attempt reads a letter and reports whether that went well. What a panic says
// is let go: it may hold what was read.
func (rd *reader) attempt(l reading.Letter) (r reading.Reading, sound bool) {
	defer func() {
		if recover() != nil {
			r, sound = reading.Reading{}, false
		}
	}()
	s := rd.site(l.Source)
	r = rd.read(l, &s.profile, s.loc)
	return r, true
}

// namesIn quarantines a letter at which reading failed, and marks the patients
// it names where at least its first segments can be read (hazard H-065).
func (rd *reader) namesIn(l reading.Letter) reading.Reading {
	r := setAside(reasonFailed)
	l.Raw = firstSegments(l.Raw)
	names, sound := rd.attempt(l)
	if !sound {
		return r
	}
	r.Kind, r.Family, r.People = names.Kind, names.Family, names.People
	for _, fact := range names.Facts {
		if _, ok := fact.Body.(*chart.Person); ok {
			r.Facts = append(r.Facts, fact)
			r.Facts = append(r.Facts, missed(fact, reasonFailed)...)
		}
	}
	for row, fact := range r.Facts {
		fact.Stamp.Row = row
	}
	return r
}

// firstSegments are the segments that say what a message is and whom it names.
func firstSegments(raw []byte) []byte {
	var kept []byte
	for _, segment := range bytes.FieldsFunc(raw, func(c rune) bool { return c == '\r' || c == '\n' }) {
		switch string(segment[:min(3, len(segment))]) {
		case "MSH", "EVN", "PID":
			kept = append(append(kept, segment...), '\r')
		}
	}
	return kept
}

// missed marks every critical section of the patient of a fact: what stood in
// its message is not known, and may have been any of them.
func missed(of *fact.Fact, reason string) []*fact.Fact {
	var marks []*fact.Fact
	for row, section := range asof.Critical() {
		mark := *of
		mark.Stamp.Row, mark.Body = row, &fact.Unread{Section: section, Reason: reason}
		marks = append(marks, &mark)
	}
	return marks
}

// missedLetter marks a patient of whom a letter spoke before it was damaged.
func missedLetter(l *reading.Letter) []*fact.Fact {
	return missed(&fact.Fact{
		Stamp: fact.Stamp{Arrival: l.Number},
		From:  &fact.From{Message: l.Number, Source: l.Source, Kind: unreadable, Received: l.Received},
	}, reasonSealed)
}
