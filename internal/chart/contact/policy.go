package contact

import (
	"maps"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Policy is what one IN1 segment says of who pays for the care: for the front
// desk, and never among the clinical sections (specification 5.8).
type Policy struct {
	Set     string     `json:"set,omitempty"`     // IN1-1: the first to pay, the second
	Plan    string     `json:"plan,omitempty"`    // IN1-2
	Company string     `json:"company,omitempty"` // IN1-4
	Payer   string     `json:"payer,omitempty"`   // IN1-3, the number of the company
	Number  string     `json:"number,omitempty"`  // IN1-36
	From    *fact.From `json:"from,omitempty"`
}

// About is the section of contacts.
func (*Policy) About() fact.Section { return fact.SectionContacts }

// Origin is the message that the policy stands for.
func (p Policy) Origin() *fact.From { return p.From }

// Policies keeps the newest policy of each source and place in its list. One
// that a newer message does not name stays: that it says less ends none.
type Policies struct{ all map[string]Policy }

// Add takes what one message says, in the order of the stamps.
func (f *Policies) Add(p *Policy, told *fact.Fact) {
	if f.all == nil {
		f.all = map[string]Policy{}
	}
	kept := *p
	kept.From = told.From
	f.all[strings.Join([]string{told.From.Source, p.Set}, "\x1f")] = kept
}

// Finish lists the policies by source and place.
func (f *Policies) Finish() []Policy {
	var list []Policy
	for _, key := range slices.Sorted(maps.Keys(f.all)) {
		list = append(list, f.all[key])
	}
	return list
}
