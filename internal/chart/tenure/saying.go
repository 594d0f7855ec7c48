package tenure

import "slices"

// saying is what was said of one stay, in the order it was heard.
type saying[K comparable] struct {
	deeds []Deed[K]
	// Of a number that a whole hospital was given, as by a sender that fills the
	// field with zeros, each deed would be sought among those of everybody.
	known map[Deed[K]]bool
	names map[K]bool // patients
}

// few deeds are sought one by one: nearly every visit has no more.
const few = 16

// add takes a deed, and reports whether it says something new.
func (s *saying[K]) add(d Deed[K]) bool {
	if s.has(d) {
		return false
	}
	s.deeds = append(s.deeds, d)
	switch n := len(s.deeds); {
	case n == few+1:
		s.known, s.names = map[Deed[K]]bool{}, map[K]bool{}
		for _, old := range s.deeds {
			s.index(old)
		}
	case n > few:
		s.index(d)
	}
	return true
}

func (s *saying[K]) index(d Deed[K]) {
	s.known[d] = true
	if d.Act != Within {
		s.names[d.Of] = true
	}
}

// has reports whether a deed is known, or no more than a patient's name is said
// who was named before.
func (s *saying[K]) has(d Deed[K]) bool {
	if s.known != nil {
		return s.known[d] || d.Act == Named && s.names[d.Of]
	}
	return slices.ContainsFunc(s.deeds, func(old Deed[K]) bool { return old == d || d.Act == Named && old.names(d.Of) })
}

// registrations counts the patients that registration has given the number of
// a deed to.
func (s *saying[K]) registrations(d Deed[K]) int {
	n := 0
	for _, old := range s.deeds {
		if old.Act == Registered && old.Source == d.Source {
			n++
		}
	}
	return n
}
