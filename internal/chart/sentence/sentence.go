// Package sentence says a fact in one sentence, for pages that show what a
// message changed.
package sentence

import (
	"slices"
	"strings"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/appointment"
	"redoutlet/internal/chart/contact"
	"redoutlet/internal/chart/directive"
	"redoutlet/internal/chart/document"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/immunization"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/problem"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/tie"
	"redoutlet/internal/chart/visit"
)

// Of says one fact in one sentence.
func Of(f *fact.Fact) string {
	switch body := f.Body.(type) {
	case *chart.Person:
		return "Names the patient."
	case *chart.Link:
		return describeLink(body)
	case *visit.Movement:
		return describeMovement(body)
	case *visit.Handover:
		return describeHandover(body)
	case *chart.AllergyNote:
		return describeAllergy(body)
	case *medication.OrderNote:
		drug := ""
		if body.Content != nil {
			drug = ": " + body.Content.DrugCode.Words()
		}
		return "Medication order, control " + body.Control + drug + "."
	case *medication.SupplyNote:
		return "Medicine " + string(body.Act) + ": " + body.Drug.Words() + "."
	case *order.Note:
		what := ""
		if body.Content != nil {
			what = ": " + body.Content.Service.Words()
		}
		return "Order, control " + orEmpty(body.Control) + what + "."
	case *directive.Note:
		return describeDirective(body)
	case *medication.DoseNote:
		return "Administration record of " + body.Drug.Words() + ", completion " + orEmpty(body.Completion) + ", action " + orEmpty(body.Action) + "."
	case *result.Note:
		return "Result of " + body.Test.Words() + ", status " + orEmpty(body.Status) + "."
	case *problem.Note:
		return "Entry of the " + string(body.Kind) + ": " + body.What.Words() + "."
	case *document.Note:
		return "Document of type " + body.Type.Words() + ", status " + document.CompletionWords(body.Completion) + "."
	case *appointment.Note:
		return "Appointment at " + body.Start.ISO() + ", status " + orEmpty(body.Status) + "."
	case *immunization.Note:
		return "Vaccination record of " + body.Vaccine.Words() + ", completion " + orEmpty(body.Completion) + "."
	case *contact.Note:
		return "Names a person of the " + string(body.Kind) + ": " + body.Name + "."
	case *contact.Policy:
		return "Names who pays for the care."
	case *contact.Protection:
		return "Says whether the patient's whereabouts are protected."
	case *fact.Unread:
		return "Marks the chart INCOMPLETE: " + body.Reason
	}
	return "A fact."
}

func orEmpty(code string) string {
	if code == "" {
		return "not sent"
	}
	return code
}

func describeLink(l *chart.Link) string {
	a, b := l.Survivor.String(), l.Prior.String()
	switch l.Act {
	case tie.Merge:
		return "Merges a number into the patient's: " + b + " is now " + a + "."
	case tie.Link:
		return "Says that two numbers are one patient's: " + a + " and " + b + "."
	case tie.Part:
		return "Says that two numbers are two patients': " + a + " and " + b + "."
	case tie.Alone:
		return "Takes the number " + a + " away from every other."
	case tie.Move:
		return "Moves what stands under the number " + b + " to " + a + "."
	}
	return "Gives another number of the patient: " + b + "."
}

func describeDirective(n *directive.Note) string {
	if n.Removed {
		return "Takes back the " + string(n.Kind) + " in " + n.Place + "."
	}
	var words []string
	for _, said := range n.Said {
		words = append(words, said.Words())
	}
	return "States the " + string(n.Kind) + " in " + n.Place + ": " + strings.Join(words, ", ") + "."
}

func describeMovement(m *visit.Movement) string {
	act := m.Act.Words()
	if place := strings.Join(sent(m.Place.Unit, m.Place.Room, m.Place.Bed), " - "); place != "" {
		return act + ", place " + place + "."
	}
	return act + "."
}

func describeHandover(h *visit.Handover) string {
	what := "the visit " + h.Visit.String()
	if h.Visit.IsZero() {
		what = "the visits of the account " + h.Account.String()
	}
	return "Moves " + what + " from " + h.Former.String() + " to " + h.Holder.String() + "."
}

func describeAllergy(n *chart.AllergyNote) string {
	switch n.Act {
	case chart.RemoveAllergy:
		return "Removes the allergy to " + n.Substance.Words() + "."
	case chart.DenyAllergies:
		return "States that there are no known allergies: " + n.Substance.Words() + "."
	}
	return "Lists the allergy to " + n.Substance.Words() + "."
}

// sent leaves out what was not sent.
func sent(parts ...string) []string {
	return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
}
