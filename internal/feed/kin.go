package feed

import (
	"bytes"
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/tie"
)

// Edge is what one message did to two numbers.
type Edge = tie.Deed[PatientID]

// kin knows which record numbers belong to one patient, as the set of edges has
// it. The smallest id of a patient's numbers stands for the patient, whatever
// order the edges came in.
type kin struct {
	ties    tie.Ties[PatientID]
	head    map[PatientID]PatientID   // of numbers that are not their own
	members map[PatientID][]PatientID // of patients with several numbers
}

func newKin(edges []Edge) *kin {
	k := &kin{head: map[PatientID]PatientID{}, members: map[PatientID][]PatientID{}}
	for _, e := range edges {
		k.add(e)
	}
	return k
}

// of is the id that stands for the patient.
func (k *kin) of(id PatientID) PatientID {
	if head, ok := k.head[id]; ok {
		return head
	}
	return id
}

// all lists the ids of a patient's numbers.
func (k *kin) all(id PatientID) []PatientID {
	head := k.of(id)
	if members := k.members[head]; members != nil {
		return members
	}
	return []PatientID{head}
}

// regrouped is what an edge came to: who the two numbers stood for before, and
// who they stand for now.
type regrouped struct {
	before, after []PatientID
}

// add takes an edge. It reports whether it is new, and how patients were
// grouped by it.
func (k *kin) add(e Edge) (r regrouped, isNew bool) {
	if !k.ties.Add(e) {
		return r, false
	}
	var numbers []PatientID
	for _, id := range []PatientID{e.First, e.Second} {
		if head := k.of(id); !slices.Contains(r.before, head) {
			r.before = append(r.before, head)
			numbers = append(numbers, k.all(head)...)
		}
	}
	groups := k.groups(numbers)
	if len(groups) == len(r.before) { // one edge joins two groups, or opens one
		return regrouped{}, true
	}
	for _, id := range numbers {
		delete(k.head, id)
		delete(k.members, id)
	}
	for _, group := range groups {
		r.after = append(r.after, group[0])
		if len(group) == 1 {
			continue
		}
		k.members[group[0]] = group
		for _, id := range group {
			k.head[id] = group[0]
		}
	}
	return r, true
}

// groups sorts numbers into patients, the smallest number of each in front.
func (k *kin) groups(numbers []PatientID) [][]PatientID {
	var groups [][]PatientID
	placed := map[PatientID]bool{}
	for _, id := range numbers {
		if placed[id] {
			continue
		}
		group := k.ties.All(id)
		for _, member := range group {
			placed[member] = true
		}
		slices.SortFunc(group, func(a, b PatientID) int { return bytes.Compare(a[:], b[:]) })
		groups = append(groups, group)
	}
	return groups
}

// standing leaves out the links between numbers that are not one patient's: an
// undone merge is no part of either chart. That numbers were parted stays.
func (b *Book) standing(facts []*fact.Fact) []*fact.Fact {
	undone := func(f *fact.Fact) bool {
		link, ok := f.Body.(*chart.Link)
		if !ok || link.Act == tie.Part || link.Act == tie.Alone || !link.Prior.IsRecord() {
			return false
		}
		return b.kin.of(b.numbers.id(link.Survivor)) != b.kin.of(b.numbers.id(link.Prior))
	}
	if !slices.ContainsFunc(facts, undone) {
		return facts
	}
	return slices.DeleteFunc(slices.Clone(facts), undone)
}
