package chart

import (
	"redoutlet/internal/chart/contact"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/problem"
	"redoutlet/internal/chart/visit"
)

// Following is on whose chart a fact stands after its visit was given to
// another patient.
type Following uint8

// What a fact may do.
const (
	Goes   Following = iota // it is about the visit: with whoever has that
	Remain                  // it is about the person
	Both                    // nobody may miss it
)

// Follow says what a fact does when its visit is given to another patient
// (hazard H-019). Who a person is and who stands by them was told of the person,
// and so was the problem list. An allergy may have been told by whoever was in the bed: it
// stays, and is shown to those who care for the other too, since one that should
// not be there costs a question and one that is missing may cost a life. That
// there are none, or that one is gone, is said of nobody but whom it was said
// of. What could not be read may have been about either.
func Follow(body fact.Body) Following {
	switch b := body.(type) {
	case *Person, *Link, *visit.Handover, *contact.Note, *contact.Protection:
		return Remain
	case *problem.Note:
		if b.Kind != problem.Diagnosis && b.Kind != problem.Procedure {
			return Remain
		}
	case *AllergyNote:
		if b.Act == ListAllergy {
			return Both
		}
		return Remain
	case *fact.Unread:
		return Both
	}
	return Goes
}
