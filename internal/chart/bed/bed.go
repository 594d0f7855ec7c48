// Package bed holds what is said of beds by themselves, whoever is in them:
// which is empty, which is being cleaned, which may not be used (HL7 event A20).
package bed

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

// Report is what one message says of one bed.
type Report struct {
	Place visit.Place
	Said  fact.Coded // the state in the sender's words and code; zero: its sender took it back
	Stamp fact.Stamp
	From  *fact.From
}

// State is a state of HL7 table 0116. The table is for sites to fill: a code
// means what the standard suggests only where its sender does not say otherwise.
type State string

// The states that the standard suggests.
const (
	Closed       State = "closed"
	Housekeeping State = "housekeeping"
	Occupied     State = "occupied"
	Unoccupied   State = "unoccupied"
	Contaminated State = "contaminated"
	Isolated     State = "isolated"
	Other        State = "" // in the sender's words alone
)

// State is what the report says, as far as the standard has a word for it.
func (r Report) State() State {
	state := map[string]State{
		"C": Closed, "H": Housekeeping, "O": Occupied, "U": Unoccupied, "K": Contaminated, "I": Isolated,
	}[r.Said.Code]
	if text := cmp.Or(r.Said.Text, r.Said.Also); text != "" && !strings.EqualFold(text, string(state)) {
		return Other
	}
	return state
}

// Words is the state as a person reads it, "" where its sender took it back.
func (r Report) Words() string {
	return cmp.Or(string(r.State()), r.Said.Words())
}

// Describe says the report in one sentence.
func (r Report) Describe() string {
	if r.Said.IsZero() {
		return "Takes back what was said of the state of a bed."
	}
	return "Says of a bed: " + r.Words() + "."
}

// Is reports whether the bed is the one at a place. A facility that only one of
// the messages names does not tell two beds apart.
func (r Report) Is(at visit.Place) bool {
	if r.Place.Facility == "" || at.Facility == "" {
		at.Facility = r.Place.Facility
	}
	return r.Place == at
}

// Board is the newest report of each bed, by what their senders say of when:
// the order in which reports come does not matter. The zero Board is empty.
type Board struct {
	newest map[visit.Place]Report
	stand  map[int64]int // by message: how many of its reports are the newest
}

// Turn says of a message whether any report in it still is the newest.
type Turn struct {
	Message int64
	Stands  bool
}

// Hear takes a report in, and says which messages stand for a bed by it and
// which no longer do: none where there was a newer one.
func (b *Board) Hear(r Report) []Turn {
	if b.newest == nil {
		b.newest, b.stand = map[visit.Place]Report{}, map[int64]int{}
	}
	old, known := b.newest[r.Place]
	if known && r.Stamp.Compare(old.Stamp) <= 0 {
		return nil
	}
	b.newest[r.Place] = r
	b.stand[r.Stamp.Arrival]++
	turns := []Turn{{r.Stamp.Arrival, true}}
	if !known {
		return turns
	}
	if b.stand[old.Stamp.Arrival]--; b.stand[old.Stamp.Arrival] == 0 {
		delete(b.stand, old.Stamp.Arrival)
		turns = append(turns, Turn{old.Stamp.Arrival, false})
	}
	return turns
}

// Newest lists the newest report of every bed, by unit, room and bed.
func (b *Board) Newest() []Report {
	list := make([]Report, 0, len(b.newest))
	for _, r := range b.newest {
		list = append(list, r)
	}
	slices.SortFunc(list, func(x, y Report) int {
		return cmp.Or(strings.Compare(x.Place.Unit, y.Place.Unit), strings.Compare(x.Place.Room, y.Place.Room),
			strings.Compare(x.Place.Bed, y.Place.Bed), strings.Compare(x.Place.Facility, y.Place.Facility))
	})
	return list
}
