package bedside

import (
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/notation"
)

// whereabouts says where a patient is while the bed stays theirs, and what is
// to come (specification 6.1).
func (s staySheet) whereabouts(errand *visit.Errand, leave *visit.Absence, pending []visit.Pending) []string {
	var words []string
	if leave != nil {
		line := "ON LEAVE since " + s.timeOr(leave.Since)
		if leave.Due.IsZero() {
			line += ", return time " + notation.NotRecorded
		} else {
			line += ", due back " + s.when(leave.Due)
		}
		words = append(words, line)
	}
	if errand != nil {
		words = append(words, s.errand(errand))
	}
	for _, p := range pending {
		words = append(words, s.pending(p))
	}
	return words
}

// errand says that the patient is somewhere else for now, or on the way.
func (s staySheet) errand(e *visit.Errand) string {
	switch {
	case e.Arrived:
		return "at " + s.placeWords(e.Place) + " since " + s.timeOr(e.Since)
	case e.Place.IsZero():
		return "IN TRANSIT since " + s.timeOr(e.Since) + ", where to " + notation.NotRecorded
	}
	return "IN TRANSIT to " + s.placeWords(e.Place) + " since " + s.timeOr(e.Since)
}

// pending says what is to come, when, and since when that is known.
func (s staySheet) pending(p visit.Pending) string {
	words := "Pending " + p.What
	if !p.Place.IsZero() {
		words += " to " + s.placeWords(p.Place)
	}
	if !p.Due.IsZero() {
		words += ", expected " + s.when(p.Due)
	}
	return words + ", announced " + s.timeOr(p.Said)
}

// placeWords writes a place on one line, as much as was sent.
func (s staySheet) placeWords(p visit.Place) string {
	words := unitName(s.units, p.Unit)
	if p.Room != "" || p.Bed != "" {
		words += ", " + bedWords(p)
	}
	return words
}

// since is a time that ends a phrase, nothing where none was sent.
func (s staySheet) since(t fact.Time) string {
	if t.IsZero() {
		return ""
	}
	return " since " + s.when(t)
}
