package chart

import (
	"cmp"
	"log/slog"
	"slices"
	"strings"
)

// ID is an identifier exactly as sent (CX, EI): never padded, stripped or
// folded. Two IDs are the same number only if authority and value are equal
// and both are of the same class.
type ID struct {
	Value     string `json:"value"`
	Authority string `json:"authority"`
	Type      string `json:"type,omitempty"`
}

// IsZero reports whether there is no number.
func (id ID) IsZero() bool { return id.Value == "" }

// Key is the identity of the number: class, authority and value. Type codes of
// one class (MR, PI, none) name the same register.
func (id ID) Key() string {
	return id.class() + "\x1f" + id.Authority + "\x1f" + id.Value
}

// String is the number with its authority, as a person types it. It identifies
// a patient: never log it.
func (id ID) String() string {
	if id.Authority == "" {
		return id.Value
	}
	return id.Value + "^" + id.Authority
}

// LogValue keeps the number out of logs.
func (id ID) LogValue() slog.Value { return slog.StringValue("[number withheld]") }

// IsRecord reports whether the number is a medical record number: one that a
// register of patients gives to one person (HL7 table 0203: MR, PI and their
// kin, or no type at all).
func (id ID) IsRecord() bool { return id.class() == "record" }

func (id ID) class() string {
	switch strings.ToUpper(id.Type) {
	case "", "MR", "MRN", "MRT", "PI", "PT", "LR", "RI", "U":
		return "record"
	}
	return strings.ToUpper(id.Type)
}

// Link says that numbers belong to one person, because one message listed them
// together or merged one into another.
type Link struct {
	Survivor ID   // the number that goes on
	Prior    ID   // the other number
	Merged   bool // Prior was merged away (A40, A34 ...); else both are in use
}

func (*Link) section() Section { return SectionIdentity }

// numberFold collects the numbers of one patient.
type numberFold struct {
	seen   map[string]int
	ids    []ID
	merged map[string]bool
}

func (n *numberFold) add(id ID) {
	if id.IsZero() {
		return
	}
	if n.seen == nil {
		n.seen, n.merged = map[string]int{}, map[string]bool{}
	}
	at, ok := n.seen[id.Key()]
	if !ok {
		n.seen[id.Key()] = len(n.ids)
		n.ids = append(n.ids, id)
		return
	}
	if n.ids[at].Type == "" {
		n.ids[at].Type = id.Type
	}
}

func (n *numberFold) link(l *Link) {
	n.add(l.Survivor)
	n.add(l.Prior)
	if l.Merged {
		n.merged[l.Prior.Key()] = true
		delete(n.merged, l.Survivor.Key())
	}
}

// split returns the numbers in use, record numbers first, and those merged
// away. Each list is ordered by the numbers themselves, so that arrival does
// not matter.
func (n *numberFold) split() (inUse, former []ID) {
	for _, id := range n.ids {
		if n.merged[id.Key()] {
			former = append(former, id)
			continue
		}
		inUse = append(inUse, id)
	}
	slices.SortFunc(inUse, compareIDs)
	slices.SortFunc(former, compareIDs)
	return inUse, former
}

func compareIDs(a, b ID) int {
	rank := func(id ID) int {
		if id.IsRecord() {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Key(), b.Key()))
}
