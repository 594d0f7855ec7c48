package workshop

import (
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/notation"
)

// firstOf is up to how many messages of a source its first ones are shown: to
// find them, all of the source are looked through, and by then nobody waits for
// the first.
const firstOf = 1000

// firstPanel shows whether the first message of a source has arrived, and what
// the first few made. Nobody is named: who connects a source opens no charts.
type firstPanel struct {
	Says     string
	Next     string // what happens next, "" where nothing is waited for
	Messages []arrival
}

// first writes the panel, nil for a source that is long past its first message.
func (s sheet) first(received int64, first []feed.Kept) *firstPanel {
	switch {
	case received > firstOf:
		return nil
	case received == 0:
		return &firstPanel{Says: "Waiting for the first message.", Next: "It appears here when it arrives. A browser without scripts does not follow: reload the page."}
	case len(first) == 0:
		return &firstPanel{Says: "The first message has arrived, was acknowledged and is kept.", Next: "It is not read yet: that takes a moment, or waits until the charts are unlocked."}
	}
	p := &firstPanel{Says: "The first message arrived " + notation.Stamp(first[0].Received, s.zone) + ". " + firstWords(first[0])}
	for _, k := range first {
		p.Messages = append(p.Messages, s.arrival(k))
	}
	return p
}

// firstWords says what it means that the first message became what it did.
func firstWords(k feed.Kept) string {
	switch k.State {
	case reading.Charted:
		return "The way from the sender to a chart is open."
	case reading.Quarantined:
		return "It is kept, and not on a chart: the reason is below."
	}
	return "It is kept, and there is nothing for a chart in it: the reason is below."
}

// made says what a message made, in numbers alone.
func made(k feed.Kept) string {
	if k.State != reading.Charted {
		return became(k)
	}
	words := "Charted"
	if n := len(k.Patients); n > 0 {
		words += " on " + notation.Count(int64(n), "chart", "charts")
	}
	if n := len(k.Changes); n > 0 {
		words += ": " + notation.Count(int64(n), "fact", "facts")
	}
	return words + "."
}
