package reading

import (
	"strings"

	"redoutlet/internal/chart"
	"redoutlet/internal/hl7"
)

// Describe says one fact in one sentence, for the page that shows what a
// message changed.
func Describe(f *chart.Fact) string {
	switch body := f.Body.(type) {
	case *chart.Person:
		return "Names the patient."
	case *chart.Link:
		if body.Merged {
			return "Merges a number into the patient's: " + body.Prior.String() + " is now " + body.Survivor.String() + "."
		}
		return "Gives another number of the patient: " + body.Prior.String() + "."
	case *chart.Movement:
		return describeMovement(body)
	case *chart.AllergyNote:
		return describeAllergy(body)
	case *chart.OrderNote:
		drug := ""
		if body.Content != nil {
			drug = ": " + body.Content.DrugCode.Words()
		}
		return "Medication order, control " + body.Control + drug + "."
	case *chart.DoseNote:
		return "Administration record of " + body.Drug.Words() + ", completion " + orEmpty(body.Completion) + ", action " + orEmpty(body.Action) + "."
	case *chart.ResultNote:
		return "Result of " + body.Test.Words() + ", status " + orEmpty(body.Status) + "."
	case *chart.Unread:
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

func describeMovement(m *chart.Movement) string {
	act := map[chart.Act]string{
		chart.Update: "Updates the visit", chart.Admit: "Admits the patient", chart.Register: "Registers the patient",
		chart.Transfer: "Transfers the patient", chart.Discharge: "Discharges the patient",
		chart.CancelAdmit: "Cancels the admission", chart.CancelTransfer: "Cancels the last transfer",
		chart.CancelDischarge: "Cancels the discharge",
	}[m.Act]
	if place := strings.Join(nonEmpty(m.Place.Unit, m.Place.Room, m.Place.Bed), " - "); place != "" {
		return act + ", place " + place + "."
	}
	return act + "."
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

// PersonIn is the name a message gives, so that staff can see whose message
// waits in quarantine; "" where none can be read.
func PersonIn(l Letter) string {
	msg, err := hl7.Parse(l.Raw)
	if err != nil {
		return ""
	}
	pid, ok := msg.First("PID")
	if !ok {
		return ""
	}
	return plainName(pid.Field(5).Rep(0))
}
