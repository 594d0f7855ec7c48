package directive

import (
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Standing is what holds of one kind for a patient now.
type Standing struct {
	Now      []Statement // of this visit, or of the person
	Earlier  []Statement // of another visit, or over: history only (hazard H-060)
	Disagree bool        // the statements of code status differ
	Withheld bool        // some were left out by rule (hazard H-075)
}

// Visible is what stands without what a rule withholds. What is left disagrees
// only where it does so on the page.
func (s Standing) Visible() Standing {
	restricted := func(one Statement) bool { return one.From != nil && one.From.Label != "" }
	s.Withheld = slices.ContainsFunc(s.Now, restricted) || slices.ContainsFunc(s.Earlier, restricted)
	s.Now = slices.DeleteFunc(slices.Clone(s.Now), restricted)
	s.Earlier = slices.DeleteFunc(slices.Clone(s.Earlier), restricted)
	s.Disagree = disagree(s.Now)
	return s
}

// Of sorts statements by whether they hold during a visit. Where the patient is
// in no visit, what was stated for one is history.
func Of(list []Statement, kinds []Kind, current fact.ID) Standing {
	var s Standing
	for _, one := range list {
		switch {
		case !slices.Contains(kinds, one.Kind):
		case one.Ended != "" || !one.Visit.IsZero() && one.Visit.Key() != current.Key():
			s.Earlier = append(s.Earlier, one)
		default:
			s.Now = append(s.Now, one)
		}
	}
	s.Disagree = disagree(s.Now)
	return s
}

// disagree reports whether two statements of code status are not the same. A
// living will, and that there is no directive, contradict nothing.
func disagree(list []Statement) bool {
	first := ""
	for i := range list {
		class := list[i].class()
		switch {
		case class == "":
		case first == "":
			first = class
		case class != first:
			return true
		}
	}
	return false
}

// class is what a statement of code status comes to, as far as codes of HL7's
// tables tell that two fields say the same; else its words.
func (s *Statement) class() string {
	fields := s.Place == "PV2-45" || s.Place == "PD1-15"
	switch {
	case s.Kind != CodeStatus, fields && s.code == "N":
		return ""
	case s.Place == "PV2-41" && s.code == "N":
		return "DNR"
	case s.code == "DNR":
		return "DNR"
	}
	return strings.ToUpper(strings.TrimSpace(s.Words))
}

// Sentence is the statement in one line: the sender's words, and what they
// cannot be read without.
func (s *Statement) Sentence() string {
	words := s.Words
	if s.Kind == LivingWill {
		words = "living will: " + words
	}
	if s.Meaning != "" {
		words += " (in HL7's table: " + s.Meaning + ")"
	}
	if s.State != "" {
		words += ", " + s.State
	}
	return words
}
