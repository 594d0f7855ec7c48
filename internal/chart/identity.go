package chart

import (
	"slices"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/tie"
)

// Link says whether numbers belong to one person: one message listed them
// together, merged one into another, or parted them.
type Link struct {
	Survivor fact.ID // the number that goes on
	Prior    fact.ID // the other number
	Act      tie.Act
	By       string    // who did it, where that was sent
	Why      string    // the reason in their words, where one was sent
	When     fact.Time // when it was recorded
}

// About is the section of identity.
func (*Link) About() fact.Section { return fact.SectionIdentity }

// Parting says that two numbers, one of them the patient's, were found to be
// two people's, by whom and why.
type Parting struct {
	Number fact.ID    `json:"number"`
	Other  fact.ID    `json:"other"` // zero: every other
	By     string     `json:"by,omitempty"`
	Why    string     `json:"why,omitempty"`
	At     fact.Time  `json:"at"`
	From   *fact.From `json:"from,omitempty"`
}

// numberFold collects the numbers of one patient.
type numberFold struct {
	seen   map[string]int
	ids    []fact.ID
	owners map[string]bool // numbers that facts were said of
	links  []Link          // other than lists, in order
	ties   tie.Ties[string]
	parted []Parting
}

func (n *numberFold) add(id fact.ID) {
	if id.IsZero() {
		return
	}
	if n.seen == nil {
		n.seen, n.owners = map[string]int{}, map[string]bool{}
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

// own notes a number that something was said of.
func (n *numberFold) own(id fact.ID) {
	if n.add(id); !id.IsZero() {
		n.owners[id.Key()] = true
	}
}

func (n *numberFold) link(l *Link, told *fact.Fact) {
	n.add(l.Survivor)
	n.add(l.Prior)
	deed := tie.Deed[string]{First: l.Survivor.Key(), Second: l.Prior.Key(), Act: l.Act, Stamp: told.Stamp.Sortable()}
	if !n.ties.Add(deed) || l.Act == tie.List {
		return
	}
	n.links = append(n.links, *l)
	if l.Act == tie.Part || l.Act == tie.Alone {
		p := Parting{Number: l.Survivor, Other: l.Prior, By: l.By, Why: l.Why, At: l.When, From: told.From}
		if l.Act == tie.Alone {
			p.Other = fact.ID{}
		}
		n.parted = append(n.parted, p)
	}
}

// belongs reports whether a number is the patient's: something was said of it,
// it is of a kind that nobody merges, or it is tied to one that is.
func (n *numberFold) belongs() map[string]bool {
	theirs := map[string]bool{}
	for _, id := range n.ids {
		if n.owners[id.Key()] || !id.IsRecord() {
			for _, key := range n.ties.All(id.Key()) {
				theirs[key] = true
			}
		}
	}
	return theirs
}

// merges are the merges that stand, in order.
func (n *numberFold) merges() []Link {
	var standing []Link
	for _, l := range n.links {
		if l.Act == tie.Merge && n.ties.Tied(l.Survivor.Key(), l.Prior.Key()) {
			standing = append(standing, l)
		}
	}
	return standing
}

// partings are those that nothing has undone.
func (n *numberFold) partings() []Parting {
	var standing []Parting
	for _, p := range n.parted {
		if p.Other.IsZero() || !n.ties.Tied(p.Number.Key(), p.Other.Key()) {
			standing = append(standing, p)
		}
	}
	return standing
}

// split returns the numbers in use, record numbers first, and those merged
// away. Each list is ordered by the numbers themselves, so that arrival does
// not matter.
func (n *numberFold) split() (inUse, former []fact.ID) {
	away := map[string]bool{}
	for _, l := range n.merges() {
		away[l.Prior.Key()] = true
		delete(away, l.Survivor.Key())
	}
	theirs := n.belongs()
	for _, id := range n.ids {
		switch {
		case !theirs[id.Key()]:
		case away[id.Key()]:
			former = append(former, id)
		default:
			inUse = append(inUse, id)
		}
	}
	slices.SortFunc(inUse, fact.CompareIDs)
	slices.SortFunc(former, fact.CompareIDs)
	return inUse, former
}
