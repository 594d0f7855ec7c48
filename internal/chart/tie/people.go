package tie

import "slices"

// People knows whose each number is, as the set of deeds has it. The smallest
// of a person's numbers stands for the person, whatever order the deeds came in.
type People[K comparable] struct {
	ties    Ties[K]
	compare func(a, b K) int
	head    map[K]K   // of numbers that stand for a person with several
	members map[K][]K // of persons with several numbers
}

// NewPeople returns the people of these deeds; compare puts numbers in order.
func NewPeople[K comparable](compare func(a, b K) int, deeds []Deed[K]) *People[K] {
	p := &People[K]{compare: compare, head: map[K]K{}, members: map[K][]K{}}
	for _, d := range deeds {
		p.Add(d)
	}
	return p
}

// Of is the number that stands for the person.
func (p *People[K]) Of(number K) K {
	if head, ok := p.head[number]; ok {
		return head
	}
	return number
}

// All lists the person's numbers, the one that stands for them in front.
func (p *People[K]) All(number K) []K {
	head := p.Of(number)
	if members := p.members[head]; members != nil {
		return members
	}
	return []K{head}
}

// Regrouped is what a deed came to: who stood for its numbers' people before,
// and who does now; nothing where the people are the same.
type Regrouped[K comparable] struct {
	Before, After []K
}

// Add takes a deed. It reports whether it is new, and how people were grouped
// by it.
func (p *People[K]) Add(d Deed[K]) (r Regrouped[K], isNew bool) {
	if !p.ties.Add(d) {
		return r, false
	}
	var numbers []K
	for _, number := range []K{d.First, d.Second} {
		if head := p.Of(number); !slices.Contains(r.Before, head) {
			r.Before = append(r.Before, head)
			numbers = append(numbers, p.All(head)...)
		}
	}
	groups := p.groups(numbers)
	if len(groups) == len(r.Before) { // a deed joins groups, or opens one
		return Regrouped[K]{}, true
	}
	for _, number := range numbers {
		delete(p.head, number)
		delete(p.members, number)
	}
	for _, group := range groups {
		r.After = append(r.After, group[0])
		if len(group) == 1 {
			continue
		}
		p.members[group[0]] = group
		for _, number := range group {
			p.head[number] = group[0]
		}
	}
	return r, true
}

// groups sorts numbers into people, the smallest number of each in front.
func (p *People[K]) groups(numbers []K) [][]K {
	var groups [][]K
	placed := map[K]bool{}
	for _, number := range numbers {
		if placed[number] {
			continue
		}
		group := p.ties.All(number)
		for _, member := range group {
			placed[member] = true
		}
		slices.SortFunc(group, p.compare)
		groups = append(groups, group)
	}
	return groups
}
