// Package directive adds up what must be known of a patient before anything is
// done: code status, precautions and diet, as registration, observations and
// orders state them.
package directive

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Kind is what a statement is about.
type Kind string

// The kinds of statements.
const (
	CodeStatus Kind = "code status"
	LivingWill Kind = "living will" // stands beside the code status and never contradicts it
	Precaution Kind = "precaution"
	Diet       Kind = "diet"
)

// Note is what one field or row of a message states.
type Note struct {
	Kind    Kind
	Place   string       // the field, as PV2-45, or the code of the observation
	Visit   fact.ID      // PV1-19; zero where the message names no visit, or the field is about the person
	Said    []fact.Coded // each repetition
	Removed bool         // sent as null, or withdrawn: it does not stand any more
	By      string       // who stated it, where that is sent
}

// About is the section of orders.
func (*Note) About() fact.Section { return fact.SectionOrders }

// Statement is one thing stated, in the sender's words.
type Statement struct {
	Kind    Kind       `json:"kind"`
	Words   string     `json:"words"`
	Meaning string     `json:"meaning,omitempty"` // what HL7's own table says of a bare code
	Place   string     `json:"place"`
	Visit   fact.ID    `json:"visit"`
	By      string     `json:"by,omitempty"`
	Since   fact.Time  `json:"since"`           // when it was first stated, as far as it has not changed since
	State   string     `json:"state,omitempty"` // of an order that is not plainly active
	Ended   string     `json:"ended,omitempty"` // the state of an order that is over, with its time
	From    *fact.From `json:"from,omitempty"`
	code    string
}

// Fold keeps the newest statement of each source, field and visit. Notes are
// added in the order of their stamps.
type Fold struct {
	said []standing
}

type standing struct {
	source, place string
	kind          Kind
	visit         string
	removed       bool
	statements    []Statement
}

// Add takes what one message states.
func (f *Fold) Add(n *Note, told *fact.Fact) {
	s := f.find(n, told.From.Source)
	s.removed = n.Removed
	old := s.statements
	s.statements = nil
	if n.Removed {
		return
	}
	for _, said := range n.Said {
		one := Statement{
			Kind: n.Kind, Words: said.Words(), Meaning: meaning(n.Place, said), Place: n.Place, Visit: n.Visit, By: n.By,
			Since: told.Stamp.At, From: told.From, code: strings.ToUpper(said.Code),
		}
		for _, o := range old {
			if o.Words == one.Words {
				one.Since, one.By = o.Since, cmp.Or(one.By, o.By)
			}
		}
		s.statements = append(s.statements, one)
	}
}

func (f *Fold) find(n *Note, source string) *standing {
	for i := range f.said {
		s := &f.said[i]
		if s.source == source && s.place == n.Place && s.kind == n.Kind && s.visit == n.Visit.Key() {
			return s
		}
	}
	f.said = append(f.said, standing{source: source, place: n.Place, kind: n.Kind, visit: n.Visit.Key()})
	return &f.said[len(f.said)-1]
}

// Finish lists the statements that stand, by kind, place and words.
func (f *Fold) Finish() []Statement {
	var list []Statement
	for _, s := range f.said {
		list = append(list, s.statements...)
	}
	slices.SortStableFunc(list, func(a, b Statement) int {
		return cmp.Or(
			strings.Compare(string(a.Kind), string(b.Kind)), b.Since.At.Compare(a.Since.At), strings.Compare(a.Place, b.Place),
			strings.Compare(a.Words, b.Words), strings.Compare(a.Visit.Key(), b.Visit.Key()), strings.Compare(a.From.Source, b.From.Source),
		)
	})
	return list
}

// meaning is what HL7's table says of a code that was sent without words. The
// same letter N means no code in table 0433 and no directive in table 0435
// (specification 5.2).
func meaning(place string, said fact.Coded) string {
	if said.Text != "" || said.Also != "" {
		return ""
	}
	switch place + " " + said.Code {
	case "PV2-41 N":
		return "no-code, do not resuscitate"
	case "PV2-41 A":
		return "aggressive"
	case "PV2-41 B":
		return "blind"
	case "PV2-41 C":
		return "confused"
	case "PV2-41 D":
		return "deaf"
	case "PV2-41 I":
		return "on IV"
	case "PV2-41 O":
		return "other"
	case "PV2-41 P":
		return "paraplegic"
	case "PV2-41 U":
		return "not known to the sender"
	case "PV2-45 DNR", "PD1-15 DNR":
		return "do not resuscitate"
	case "PV2-45 N", "PD1-15 N":
		return "no directive"
	case "PV2-43 Y", "PD1-7 Y":
		return "has a living will"
	case "PV2-43 F", "PD1-7 F":
		return "has a living will, not on file"
	case "PV2-43 N", "PD1-7 N":
		return "has no living will, no information was provided"
	case "PV2-43 I", "PD1-7 I":
		return "has no living will, information was provided"
	case "PV2-43 U", "PD1-7 U":
		return "not known to the sender"
	}
	return ""
}
