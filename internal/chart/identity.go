package chart

import (
	"slices"

	"redoutlet/internal/chart/fact"
)

// Link says that numbers belong to one person, because one message listed them
// together or merged one into another.
type Link struct {
	Survivor fact.ID // the number that goes on
	Prior    fact.ID // the other number
	Merged   bool    // Prior was merged away (A40, A34 ...); else both are in use
}

// About is the section of identity.
func (*Link) About() fact.Section { return fact.SectionIdentity }

// numberFold collects the numbers of one patient.
type numberFold struct {
	seen   map[string]int
	ids    []fact.ID
	merged map[string]bool
}

func (n *numberFold) add(id fact.ID) {
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
func (n *numberFold) split() (inUse, former []fact.ID) {
	for _, id := range n.ids {
		if n.merged[id.Key()] {
			former = append(former, id)
			continue
		}
		inUse = append(inUse, id)
	}
	slices.SortFunc(inUse, fact.CompareIDs)
	slices.SortFunc(former, fact.CompareIDs)
	return inUse, former
}
