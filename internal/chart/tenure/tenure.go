// Package tenure decides whose each visit is.
//
// A visit is known by a number. Registration says whose it is, and may say
// later that it is somebody else's: HL7 events A44, which moves every visit of
// an account, and A45, which moves one. From then on all that was said of the
// visit under the former patient is the other's (hazard H-019). What still
// comes under the former patient, or names the visit with a patient whose it
// never was, agrees with nothing: it is on nobody's chart until a person has
// looked.
//
// What messages said is a set of deeds, and which of them were read first does
// not matter: whose a visit is follows from all of them, by the stamps of those
// that move it. A move that takes the visit from somebody who does not have it
// does not count, and neither does one that is repeated. A number that
// registration gave to several patients without moving it proves nothing, and
// nothing is judged by it.
package tenure

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Act is what a message says of a visit and a patient.
type Act uint8

// The acts. Leaves and Comes of one move share their stamp.
const (
	Registered Act = iota // registration named the patient with the visit
	Named                 // another message did
	Within                // what moves its Of moves the visit: its account, and another number that it has or had
	Leaves                // A44, A45: it was the patient's
	Comes                 // A44, A45: it is the patient's
)

// Deed is what one message says of a visit, or of an account.
type Deed[K comparable] struct {
	Stay K
	Of   K // the patient; of Within the account
	Act  Act
	// Source is whose number it is where the number names no authority, else
	// "". What a source that registers no such number says of it is about the
	// number of whoever does.
	Source string
	Stamp  string // of Leaves and Comes: when, as text that sorts
}

// plenty is how many patients a source has to give a number to before it proves
// nothing whatever else is said of it, unless it is moved.
const plenty = 8

// Tenures is a set of deeds. The zero Tenures is empty.
type Tenures[K comparable] struct {
	of        map[K]*saying[K]
	holds     map[K][]K      // visits by what they are within
	common    map[K]bool     // stays whose number was given to plenty of patients
	moving    map[K]bool     // stays that were moved, by themselves or with what they are within
	contested map[K]bool     // stays that several patients were named with, and all that were moved
	patients  map[K]stays[K] // contested stays by patient
}

type stays[K comparable] map[K]bool

// Add takes a deed and reports whether it is new, and whether earlier letters
// that name the visit may have to be judged again.
func (t *Tenures[K]) Add(d Deed[K]) (isNew, disturbs bool) {
	if t.of == nil {
		t.of, t.holds, t.patients = map[K]*saying[K]{}, map[K][]K{}, map[K]stays[K]{}
		t.common, t.moving, t.contested = map[K]bool{}, map[K]bool{}, map[K]bool{}
	}
	said := t.of[d.Stay]
	if said == nil {
		said = &saying[K]{}
		t.of[d.Stay] = said
	}
	if !said.add(d) {
		return false, false
	}
	if d.Act == Within {
		t.holds[d.Of] = append(t.holds[d.Of], d.Stay)
	}
	settled := t.settled(d.Stay)
	t.common[d.Stay] = t.common[d.Stay] || d.Act == Registered && said.registrations(d) >= plenty
	if d.Act == Leaves || d.Act == Within && t.moving[d.Of] {
		for _, one := range t.Inside(d.Stay) {
			t.moving[one] = true
		}
	}
	if settled && t.settled(d.Stay) {
		return true, false
	}
	t.contest(d.Stay)
	return true, t.contested[d.Stay] && d.Act != Named
}

// said lists what was said of a stay.
func (t *Tenures[K]) said(stay K) []Deed[K] {
	if s := t.of[stay]; s != nil {
		return s.deeds
	}
	return nil
}

// settled reports whether there is nothing to judge by a stay's number.
func (t *Tenures[K]) settled(stay K) bool { return t.common[stay] && !t.moving[stay] }

// names reports whether a deed names a patient.
func (d Deed[K]) names(patient K) bool { return d.Act != Within && d.Of == patient }

// contest notes a stay, and those within it, where there is something to judge.
func (t *Tenures[K]) contest(stay K) {
	for _, one := range t.Inside(stay) {
		patients := t.named(one)
		if len(patients) < 2 && !t.moving[one] {
			continue
		}
		t.contested[one] = true
		for patient := range patients {
			if t.patients[patient] == nil {
				t.patients[patient] = stays[K]{}
			}
			t.patients[patient][one] = true
		}
	}
}

// Inside lists a stay and all that is within it.
func (t *Tenures[K]) Inside(stay K) []K {
	return walk(stay, func(one K) []K { return t.holds[one] })
}

// around lists a stay and all that it is within.
func (t *Tenures[K]) around(stay K) []K {
	return walk(stay, func(one K) []K {
		var outer []K
		for _, d := range t.said(one) {
			if d.Act == Within {
				outer = append(outer, d.Of)
			}
		}
		return outer
	})
}

func walk[K comparable](from K, next func(K) []K) []K {
	all := []K{from}
	for i := 0; i < len(all); i++ {
		for _, one := range next(all[i]) {
			if !slices.Contains(all, one) {
				all = append(all, one)
			}
		}
	}
	return all
}

// named are the patients named with a stay, and those it was moved between.
func (t *Tenures[K]) named(stay K) map[K]bool {
	patients := map[K]bool{}
	for _, one := range t.around(stay) {
		for _, d := range t.said(one) {
			if d.Act != Within {
				patients[d.Of] = true
			}
		}
	}
	return patients
}

// Contested lists the stays that several patients were named with, or that were
// moved, of any of these patients.
func (t *Tenures[K]) Contested(patients []K) []K {
	found := stays[K]{}
	for _, patient := range patients {
		maps.Copy(found, t.patients[patient])
	}
	return slices.Collect(maps.Keys(found))
}

// Patients lists everybody named with a stay.
func (t *Tenures[K]) Patients(stay K) []K { return slices.Collect(maps.Keys(t.named(stay))) }

// Beside lists the patients under whose numbers something may be that belongs
// to one of these: those who share a visit with them, unless that was given to
// several without being moved.
func (t *Tenures[K]) Beside(patients []K, person func(K) K) []K {
	found := map[K]bool{}
	for _, stay := range t.Contested(patients) {
		if t.moving[stay] || !t.common[stay] && t.holder(stay, person) {
			maps.Copy(found, t.named(stay))
		}
	}
	return slices.Collect(maps.Keys(found))
}

// holder reports whether a stay that was not moved is one person's.
func (t *Tenures[K]) holder(stay K, person func(K) K) bool {
	return len(t.court(stay, person).registered) == 1
}

// Claim is a message that names a patient with a visit.
type Claim[K comparable] struct {
	Stay K // the account where no visit was sent
	// Account says that it names an account and no visit. Families share one, so
	// that it agrees with whatever else is known.
	Account bool
	Of      K // the patient
	Source  string
	Stamp   string
}

// Verdict is whose what a message says of a visit is.
type Verdict[K comparable] struct {
	Agrees bool
	// Holder is whose it is; where the message does not agree, who has the
	// visit.
	Holder K
}

// Judge says whose a claim is. person gives the patient that stands for all
// the numbers of one.
func (t *Tenures[K]) Judge(c Claim[K], person func(K) K) Verdict[K] {
	if !t.contested[c.Stay] || t.settled(c.Stay) {
		return Verdict[K]{true, c.Of}
	}
	verdict := t.hearing(c.Stay, c.Source, person).judge(c, person)
	if c.Account && !verdict.Agrees {
		return Verdict[K]{true, c.Of}
	}
	return verdict
}

// Stands reports whether a move of a stay counts, by its stamp. A move of an
// account counts if it counts for one of the visits within.
func (t *Tenures[K]) Stands(stay K, stamp, source string, person func(K) K) bool {
	inside := t.Inside(stay)
	if len(inside) > 1 {
		inside = inside[1:]
	}
	return slices.ContainsFunc(inside, func(one K) bool {
		h := t.hearing(one, source, person)
		return !slices.ContainsFunc(h.refused, func(m move[K]) bool { return m.stamp == stamp })
	})
}

// hearing is what is known of a stay while a claim of a source is judged.
func (t *Tenures[K]) hearing(stay K, source string, person func(K) K) *court[K] {
	return t.courtOf(stay, person, func(deeds []Deed[K]) []Deed[K] {
		own := func(d Deed[K]) bool { return d.Source == source && (d.Act == Registered || d.Act == Leaves) }
		if source == "" || !slices.ContainsFunc(deeds, own) {
			return deeds
		}
		return slices.DeleteFunc(slices.Clone(deeds), func(d Deed[K]) bool { return d.Source != source && d.Source != "" })
	})
}

func (t *Tenures[K]) court(stay K, person func(K) K) *court[K] {
	return t.courtOf(stay, person, func(deeds []Deed[K]) []Deed[K] { return deeds })
}

func (t *Tenures[K]) courtOf(stay K, person func(K) K, choose func([]Deed[K]) []Deed[K]) *court[K] {
	c := &court[K]{registered: map[K]bool{}}
	moves := map[string]move[K]{}
	for _, one := range t.around(stay) {
		for _, d := range choose(t.said(one)) {
			m := moves[d.Stamp]
			switch d.Act {
			case Registered:
				c.registered[person(d.Of)] = true
			case Leaves:
				m.stamp, m.from = d.Stamp, d.Of
				moves[d.Stamp] = m
			case Comes:
				m.stamp, m.to = d.Stamp, d.Of
				moves[d.Stamp] = m
			}
		}
	}
	sorted := slices.Collect(maps.Values(moves))
	slices.SortFunc(sorted, func(a, b move[K]) int { return cmp.Compare(a.stamp, b.stamp) })
	c.replay(sorted, person)
	return c
}

// move takes a stay from one patient to another.
type move[K comparable] struct {
	stamp    string
	from, to K
}

// court is what is known of one stay.
type court[K comparable] struct {
	registered map[K]bool // persons
	moves      []move[K]  // those that count, in order
	refused    []move[K]
}

// replay sorts out which moves count.
func (c *court[K]) replay(moves []move[K], person func(K) K) {
	for _, m := range moves {
		from, to := person(m.from), person(m.to)
		switch {
		case from == to: // both numbers are one person's
		case len(c.moves) > 0:
			last := c.moves[len(c.moves)-1]
			again := from == person(last.from) && to == person(last.to)
			if from == person(last.to) {
				c.moves = append(c.moves, m)
			} else if !again {
				c.refused = append(c.refused, m)
			}
		case len(c.registered) > 0 && !c.registered[from] && !c.registered[to]:
			c.refused = append(c.refused, m)
		default:
			c.moves = append(c.moves, m)
		}
	}
}

// judge says whose a claim is.
func (c *court[K]) judge(claim Claim[K], person func(K) K) Verdict[K] {
	who := person(claim.Of)
	if len(c.moves) == 0 {
		if len(c.registered) == 1 && !c.registered[who] {
			for holder := range c.registered {
				return Verdict[K]{false, holder}
			}
		}
		return Verdict[K]{true, claim.Of}
	}
	last := c.moves[len(c.moves)-1].to
	moved := map[K]bool{}
	for _, m := range c.moves {
		moved[person(m.from)], moved[person(m.to)] = true, true
	}
	switch {
	case who == person(last):
		return Verdict[K]{true, claim.Of}
	case moved[who] && who == person(c.at(claim.Stamp)):
		return Verdict[K]{true, last}
	case moved[who]:
		return Verdict[K]{false, last}
	}
	for other := range c.registered { // the number is also somebody's from whom it never went
		if !moved[other] {
			return Verdict[K]{true, claim.Of}
		}
	}
	return Verdict[K]{false, last}
}

// at is who had the stay at a time.
func (c *court[K]) at(stamp string) K {
	holder := c.moves[0].from
	for _, m := range c.moves {
		if strings.Compare(m.stamp, stamp) <= 0 {
			holder = m.to
		}
	}
	return holder
}
