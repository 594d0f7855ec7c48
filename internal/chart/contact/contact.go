// Package contact adds up what messages say of the people around a patient:
// next of kin and others to call, and the team that cares for the patient.
package contact

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Kind is how a person stands to the patient.
type Kind string

// The kinds, in the order in which they are listed.
const (
	Kin  Kind = "next of kin"
	Team Kind = "care team"
)

// WordsProtected stands where an address would, for a patient whose
// whereabouts are protected (PD1-12; specification 5.2, hazard H-071).
const WordsProtected = "ADDRESS PROTECTED - NOT SHOWN"

// Note is what one NK1, ROL or PRT segment, or PD1-4, says of a person.
type Note struct {
	Kind     Kind
	Remove   bool   // ROL-2, PRT-2: no longer
	Name     string // NK1-2, ROL-4, PRT-5, PD1-4; NK1-30 where an organization is the contact
	Relation string // NK1-3
	Role     string // NK1-7, ROL-3, PRT-4
	Phones   []string
	Address  string    // NK1-4
	Begins   fact.Time // NK1-8, ROL-5
	Ends     fact.Time // NK1-9, ROL-6
}

// About is the section of contacts.
func (*Note) About() fact.Section { return fact.SectionContacts }

// Protection says whether the patient's whereabouts are protected (PD1-12).
type Protection struct{ On bool }

// About is the section of contacts.
func (*Protection) About() fact.Section { return fact.SectionContacts }

// Contact is one person as the messages add up.
type Contact struct {
	Kind     Kind       `json:"kind"`
	Name     string     `json:"name"`
	Relation string     `json:"relation,omitempty"`
	Role     string     `json:"role,omitempty"`
	Phones   []string   `json:"phones,omitempty"`
	Address  string     `json:"address,omitempty"` // [WordsProtected] where it may not be shown
	Begins   fact.Time  `json:"begins"`
	Ends     fact.Time  `json:"ends"`
	Removed  fact.Time  `json:"removed"`
	Marks    []string   `json:"marks,omitempty"`
	From     *fact.From `json:"from,omitempty"`
	key      string
	source   string
	listed   fact.Stamp // of the message that said so last
}

// Fold adds up notes, which come in the order of their stamps.
type Fold struct {
	people    map[string]*Contact
	latest    map[string]*fact.Fact // the last message of a source that listed people of a kind
	protected bool
}

// Protect takes whether the patient's whereabouts are protected; the newest
// word stands.
func (f *Fold) Protect(p *Protection) { f.protected = p.On }

// Protected reports whether no address of the patient may be shown.
func (f *Fold) Protected() bool { return f.protected }

// Add takes what one message says of a person.
func (f *Fold) Add(n *Note, told *fact.Fact) {
	if f.people == nil {
		f.people, f.latest = map[string]*Contact{}, map[string]*fact.Fact{}
	}
	c := &Contact{
		Kind: n.Kind, Name: n.Name, Relation: n.Relation, Role: n.Role, Phones: n.Phones, Address: n.Address,
		Begins: n.Begins, Ends: n.Ends, From: told.From, source: told.From.Source, listed: told.Stamp,
	}
	c.key = strings.Join([]string{string(n.Kind), c.source, n.Name, n.Relation, n.Role}, "\x1f")
	if n.Remove {
		c.Removed = told.Stamp.At
	}
	f.people[c.key] = c
	f.latest[c.list()] = told
}

// list is what a person is listed in: everybody of a kind whom one source names
// in one message.
func (c *Contact) list() string { return string(c.Kind) + "\x1f" + c.source }

// Finish returns the people, next of kin first, by name. Somebody whom a newer
// list leaves out stays, and it is said: that a message says less does not
// mean that the person is gone.
func (f *Fold) Finish() []Contact {
	var list []Contact
	for _, c := range f.people {
		if newest := f.latest[c.list()]; c.Kind == Kin && newest.Stamp.Later(c.listed) {
			c.Marks = []string{"not in the list sent " + newest.Stamp.At.ISO() + " - verify"}
		}
		if f.protected && c.Address != "" {
			c.Address = WordsProtected
		}
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b Contact) int {
		return cmp.Or(strings.Compare(order(a.Kind), order(b.Kind)), strings.Compare(a.key, b.key))
	})
	return list
}

func order(k Kind) string {
	if k == Kin {
		return "0"
	}
	return "1"
}

// Origin is the message that the contact stands for.
func (c Contact) Origin() *fact.From { return c.From }
