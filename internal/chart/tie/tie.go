// Package tie decides which numbers are one person's.
//
// What messages did to pairs of numbers is a set: which of them were read
// first does not matter. The newest act on a pair decides whether the two are
// one person's, by the stamps of the facts; a person's numbers are those that
// tied pairs connect.
package tie

import (
	"cmp"
	"slices"
	"strings"
)

// Act is what a message does to two numbers, or to one.
type Act uint8

// The acts. A message that lists two numbers of a person only repeats what is
// known there: it ties them as long as nobody has done more, and brings back
// nothing that was parted.
const (
	List  Act = iota // PID-3 lists both
	Alone            // the number belongs to no other: all that tied it is undone. First and second are the same
	Part             // A37: they are two people's
	Link             // A24: both are one person's, and both go on
	Merge            // A40 and its kin: the second was merged into the first
	Move             // A43: the second goes to the first; it undoes a merge of the first into the second
)

// Deed is one act on two numbers, at a time that sorts as text.
type Deed[K comparable] struct {
	First, Second K
	Act           Act
	Stamp         string
}

// Ties is a set of deeds. The zero Ties is empty.
type Ties[K comparable] struct {
	of map[K]map[K][]Deed[K] // both ways
}

// Add takes a deed and reports whether it is new.
func (t *Ties[K]) Add(d Deed[K]) bool {
	if d.Act == List {
		d.Stamp = "" // before everything else, once
	}
	if slices.Contains(t.of[d.First][d.Second], d) {
		return false
	}
	t.put(d.First, d.Second, d)
	if d.First != d.Second {
		t.put(d.Second, d.First, d)
	}
	return true
}

func (t *Ties[K]) put(a, b K, d Deed[K]) {
	if t.of == nil {
		t.of = map[K]map[K][]Deed[K]{}
	}
	if t.of[a] == nil {
		t.of[a] = map[K][]Deed[K]{}
	}
	t.of[a][b] = append(t.of[a][b], d)
}

// Tied reports whether two numbers are said to be one person's, each by itself
// and not by way of others.
func (t *Ties[K]) Tied(a, b K) bool {
	deeds := slices.Concat(t.of[a][b], t.of[a][a], t.of[b][b])
	slices.SortFunc(deeds, func(x, y Deed[K]) int {
		return cmp.Or(strings.Compare(x.Stamp, y.Stamp), cmp.Compare(x.Act, y.Act))
	})
	var now pair[K]
	for _, d := range deeds {
		now = now.after(d)
	}
	return now.tied
}

// pair is how two numbers stand while their deeds are replayed.
type pair[K comparable] struct {
	tied bool
	by   Deed[K] // the deed that made it so
}

func (p pair[K]) after(d Deed[K]) pair[K] {
	switch d.Act {
	case Part, Alone:
		return pair[K]{false, d}
	case Move:
		back := p.by.Act == Merge && p.by.First == d.Second && p.by.Second == d.First
		again := p.by.Act == Move && p.by.First == d.First && p.by.Second == d.Second
		if again { // sent twice, it moves once
			return p
		}
		return pair[K]{!(p.tied && back), d}
	}
	return pair[K]{true, d}
}

// All lists the numbers of the person whose number this is, in no order.
func (t *Ties[K]) All(number K) []K {
	all := []K{number}
	met := map[K]bool{number: true}
	for i := 0; i < len(all); i++ {
		for other := range t.of[all[i]] {
			if !met[other] && t.Tied(all[i], other) {
				met[other] = true
				all = append(all, other)
			}
		}
	}
	return all
}
