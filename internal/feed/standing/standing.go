// Package standing holds how a feed stands: what became of its messages, what
// each source gives and up to when, and one message as it was received.
package standing

import (
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/veil"
)

// Status counts what became of every message received. Received is the sum of
// charted, quarantined, ignored and waiting. Exact replays are counted apart, as
// duplicates, when they are read: until then they are received and waiting, since
// nothing is compared before a message is acknowledged, and from then on neither.
type Status struct {
	Received    int64          `json:"received"`
	Charted     int64          `json:"charted"`
	Quarantined int64          `json:"quarantined"`
	Ignored     int64          `json:"ignored"`
	Waiting     int64          `json:"waiting"`
	Duplicates  int64          `json:"duplicates"`
	Sources     []SourceStatus `json:"sources"`
	Doubt       string         `json:"clock_not_trusted,omitempty"`     // why, in words
	Frozen      []asof.Hold    `json:"frozen,omitempty"`                // sections held at their last good; not known while locked
	Unopened    int            `json:"guard_records_damaged,omitempty"` // of what vanished before: less is counted towards a freeze than came
}

// SourceStatus is one source: how much it sent, when last, and what it gives.
type SourceStatus struct {
	Name       string        `json:"name"`
	Link       asof.Link     `json:"connection"` // open, closed, or not known
	Mode       string        `json:"mode"`       // trial or live
	Zone       string        `json:"zone"`
	Received   int64         `json:"received"`
	Duplicates int64         `json:"duplicates"`
	Heard      asof.Instant  `json:"last_heard"`
	AsOf       asof.Instant  `json:"as_of"`
	Voices     []Voice       `json:"gives"`
	Behind     time.Duration `json:"-"` // how far its times are behind ours, 0 within what is allowed
}

// Voice is one kind of thing a source says, and up to when it is known complete.
type Voice struct {
	Family   reading.Family `json:"family"`
	Sections []fact.Section `json:"sections"`
	Count    int64          `json:"count"`
	Heard    asof.Instant   `json:"last_heard"`
	AsOf     asof.Instant   `json:"as_of"`
	Giving   asof.Giving    `json:"-"`
}

// Kept is one message as it was received, and what became of it.
type Kept struct {
	Number   int64
	Source   string
	Received time.Time
	Kind     string // message type and event, "unreadable" where there is none
	State    reading.Outcome
	Reason   string // why it was quarantined or ignored, in plain words
	Letters  string // in which character set it is read, where that is not the one it declares
	Size     int    // in bytes
	Passages veil.Passages
	Test     bool     // sent as a test, or by a source on trial
	Person   string   // whom it names, in the words sent; "" where it names nobody
	Patients []string // ids of the charts it speaks of
	Changes  []string // what it says, one sentence a fact; of what is withheld, that it is
}
