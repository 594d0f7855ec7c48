// Package order adds up what messages say of orders: the state of each, when it
// is to be carried out, and, of those that are not for medicines, what is asked
// for and what has become of it.
package order

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Kind is what an order asks for.
type Kind string

// The kinds of orders. What the sender does not tell is other.
const (
	CodeStatus  Kind = "code status"
	Precaution  Kind = "precaution"
	Isolation   Kind = "isolation"
	Restraint   Kind = "restraint"
	Diet        Kind = "diet"
	Nursing     Kind = "nursing"
	Activity    Kind = "activity"
	Monitoring  Kind = "monitoring"
	Respiratory Kind = "respiratory"
	Laboratory  Kind = "laboratory"
	Imaging     Kind = "imaging"
	Blood       Kind = "blood product"
	Consult     Kind = "consult"
	Procedure   Kind = "procedure"
	Supply      Kind = "supply"
	Other       Kind = "other"
)

// Kinds lists the kinds in the order in which they are shown.
func Kinds() []Kind {
	return []Kind{
		CodeStatus, Isolation, Precaution, Restraint, Diet, Nursing, Activity, Monitoring, Respiratory,
		Blood, Procedure, Consult, Imaging, Laboratory, Supply, Other,
	}
}

// Reported reports whether an order of this kind ends in a report, so that one
// without is pending.
func (k Kind) Reported() bool { return k == Laboratory || k == Imaging }

// Parent names the order that another one replaces, by either of its numbers
// (ORC-8).
type Parent struct{ Placer, Filler fact.ID }

// IDs lists the parent's numbers.
func (p Parent) IDs() []fact.ID {
	var ids []fact.ID
	for _, id := range []fact.ID{p.Placer, p.Filler} {
		if !id.IsZero() {
			ids = append(ids, id)
		}
	}
	return ids
}

// Numbers is how the parent is named.
func (p Parent) Numbers() fact.Numbers { return fact.Numbers{Placer: p.Placer, Filler: p.Filler} }

// Note is what one ORC group says of an order that is not for a medicine.
type Note struct {
	Act
	Placer  fact.ID // OBR-2, ORC-2
	Filler  fact.ID // OBR-3, ORC-3
	Parent  Parent  // ORC-8
	Content *Content
	// Unsorted says that the message does not tell whether the order is for a
	// medicine (an ORM that only names its order).
	Unsorted bool
}

// About is the section of orders.
func (*Note) About() fact.Section { return fact.SectionOrders }

// named is how the note names its order. A result may come from another source
// than the order, so numbers without a namespace are one space here.
func (n *Note) named() fact.Numbers { return fact.Numbers{Placer: n.Placer, Filler: n.Filler} }

// Names implements [fact.Named].
func (n *Note) Names() []string { return fact.OrderNames(n.Placer, n.Filler) }

// Codes are the codes of what is ordered, where the message says that.
func (n *Note) Codes() []fact.Coded {
	if n.Content == nil {
		return nil
	}
	return []fact.Coded{n.Content.Service}
}

// Content is what is asked for, in the sender's words.
type Content struct {
	Kind      Kind       `json:"kind"`
	Service   fact.Coded `json:"service"`             // OBR-4, ODS-3, BPO-2, RQD-2 and their kin
	Modifiers string     `json:"modifiers,omitempty"` // OBR-45, such as the side
	Amount    string     `json:"amount,omitempty"`    // BPO-4 to 6, RQD-5, 6
	Specimen  string     `json:"specimen,omitempty"`  // SPM-4, 8, OBR-15
	Reasons   []string   `json:"reasons,omitempty"`   // OBR-31, OBR-13, BPO-13, DG1
	Lines     []string   `json:"lines,omitempty"`     // rows of the order that stand for themselves: diets, trays, units of blood, answers
	Notes     []string   `json:"notes,omitempty"`     // NTE
	Danger    string     `json:"danger,omitempty"`    // OBR-12
	Orderer   string     `json:"orderer,omitempty"`   // ORC-12, OBR-16
	EnteredBy string     `json:"entered_by,omitempty"`
	Visit     fact.ID    `json:"visit"`     // PV1-19 of the message
	Collected fact.Time  `json:"collected"` // SPM-17, OBR-7
	Received  fact.Time  `json:"received"`  // SPM-18, OBR-14: by the laboratory
	Report    string     `json:"report,omitempty"`
	Timing
}

// over lays newer content over older: what a later message leaves out stays.
func (c Content) over(old Content) Content {
	merged := Content{
		Kind: cmp.Or(c.Kind, old.Kind), Service: cmp.Or(c.Service, old.Service), Modifiers: cmp.Or(c.Modifiers, old.Modifiers),
		Amount: cmp.Or(c.Amount, old.Amount), Specimen: cmp.Or(c.Specimen, old.Specimen), Danger: cmp.Or(c.Danger, old.Danger),
		Orderer: cmp.Or(c.Orderer, old.Orderer), EnteredBy: cmp.Or(c.EnteredBy, old.EnteredBy), Visit: cmp.Or(c.Visit, old.Visit),
		Collected: cmp.Or(c.Collected, old.Collected), Received: cmp.Or(c.Received, old.Received), Report: cmp.Or(c.Report, old.Report),
		Reasons: orOld(c.Reasons, old.Reasons), Lines: orOld(c.Lines, old.Lines), Notes: orOld(c.Notes, old.Notes),
		Timing: c.Timing.Over(old.Timing),
	}
	if c.Kind == Other && old.Kind != "" {
		merged.Kind = old.Kind
	}
	return merged
}

func orOld(list, old []string) []string {
	if len(list) > 0 {
		return list
	}
	return old
}

// Order is one order as its messages add up.
type Order struct {
	Numbers  []fact.ID `json:"numbers"`
	What     string    `json:"what"`
	Replaces []fact.ID `json:"replaces,omitempty"`
	Course
	Content
	Stage    Stage     `json:"stage,omitempty"`
	Resulted fact.Time `json:"resulted"` // when the newest report of it was made
}

// Origin is the message that the order stands for.
func (o Order) Origin() *fact.From { return o.From }

// Statement is the order in one line: what is asked for, and whatever stands
// beside it.
func (o *Order) Statement() string {
	words := cmp.Or(o.What, "order without words")
	for _, more := range append(o.Rest(), o.Notes...) {
		if !strings.HasSuffix(words, ".") {
			words += ";"
		}
		words += " " + more
	}
	return words
}

// Rest are the rows of the order without what only repeats its kind and what is
// asked for, as the row of a diet does.
func (o *Order) Rest() []string {
	var rest []string
	for _, line := range o.Lines {
		after, repeats := strings.CutPrefix(strings.TrimPrefix(line, string(o.Kind)+" "), o.What)
		if o.What == "" || !repeats || after != "" && !strings.ContainsRune(" ,", rune(after[0])) {
			rest = append(rest, line)
		} else if after = strings.TrimLeft(after, " ,"); after != "" {
			rest = append(rest, after)
		}
	}
	return rest
}
