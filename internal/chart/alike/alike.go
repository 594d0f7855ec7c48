// Package alike says which patients may be taken for one another by their names.
//
// It warns (hazard H-014) and never joins: nobody is matched by name. So that
// warnings stay few enough to be read (hazard H-090), the weaker the likeness
// the closer two patients must be to be warned of: those of one name anywhere in
// the house, those whose family names are alike on one unit.
package alike

import (
	"slices"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
)

// Name is a patient's name as it is compared, made once for many comparisons.
type Name struct {
	family, given string // folded
	born          string // the day, "" where it was not sent
	numbers       []fact.ID
	mother        fact.ID // whose child the patient was sent as; zero: nobody's
}

// NameOf is the name of a patient.
func NameOf(l *roster.Line) Name {
	const day = len("2006-01-02")
	n := Name{family: Fold(l.Family), given: Fold(l.Given), numbers: l.Identifiers, mother: l.Mother}
	if len(l.Born) >= day {
		n.born = l.Born[:day]
	}
	return n
}

// Between says how two patients are alike, in words that end where the other is
// to be named, as "same family name as"; "" where they are not. together says
// that both are on one unit. What is said of a and b is said of b and a.
//
// A mother and her newborn share a family name and are linked by numbers, which
// both charts show: of them it is said only where nothing else tells their names
// apart. Two newborns of one mother are told apart by less than anybody.
func Between(a, b Name, together bool) string {
	if a.family == "" || b.family == "" {
		return ""
	}
	born := a.born != "" && a.born == b.born // both on one day, as far as days were sent
	same := a.family == b.family
	switch {
	case same && a.given != "" && a.given == b.given:
		return "same name" + and(born, "birth date") + " as"
	case a.given != "" && a.family == b.given && a.given == b.family:
		return "family and given name the other way round" + and(born, "same birth date") + " as"
	case a.bore(b) || b.bore(a):
		return ""
	case same && born:
		return "same family name and birth date as"
	case same && together:
		return "same family name as"
	case same || !born && !together:
		return ""
	case oneOff(a.family, b.family):
		return "family name one letter off" + and(born, "same birth date") + " from"
	case soundsLike(a.family, b.family):
		return "family name that sounds the same" + and(born, "same birth date") + " as"
	}
	return ""
}

func and(is bool, what string) string {
	if is {
		return " and " + what
	}
	return ""
}

// bore reports whether a child was sent with a number of this patient as its
// mother's.
func (n Name) bore(child Name) bool {
	return !child.mother.IsZero() && slices.ContainsFunc(n.numbers, func(id fact.ID) bool { return id.Key() == child.mother.Key() })
}
