package reading

import (
	"strings"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// allergies reads the AL1 and IAM segments of the patient at hand, whatever
// the message. That there are none says nothing (hazard H-031).
func (r *patient) allergies() {
	rows := map[fact.Coded]int{}
	for _, s := range r.segments {
		var note *chart.AllergyNote
		switch s.Name() {
		case "AL1":
			note = r.allergyListed(s)
		case "IAM":
			note = r.allergyChanged(s)
		default:
			continue
		}
		note.Repeat = rows[note.Substance]
		rows[note.Substance]++
		r.allergy(note, s)
	}
	if len(rows) > 0 {
		r.gave(FamilyAllergies)
	}
}

func (r *patient) allergyListed(s hl7.Segment) *chart.AllergyNote {
	return &chart.AllergyNote{
		Substance: field.Coded(s.Field(3).Rep(0)), Kind: field.Coded(s.Field(2).Rep(0)), Severity: field.Coded(s.Field(4).Rep(0)),
		Reactions: field.All(s.Field(5)), Noted: r.time(s.Field(6)),
	}
}

// allergyChanged reads IAM, which says what to do with the allergy: A and U
// list it, D removes it, X leaves it alone (specification 7.4).
func (r *patient) allergyChanged(s hl7.Segment) *chart.AllergyNote {
	note := &chart.AllergyNote{
		Substance: field.Coded(s.Field(3).Rep(0)), Kind: field.Coded(s.Field(2).Rep(0)), Severity: field.Coded(s.Field(4).Rep(0)),
		Reactions: field.All(s.Field(5)), Noted: field.FirstTime(r.time(s.Field(11)), r.time(s.Field(13))),
		Unique: field.Entity(s.Field(7).Rep(0)), Status: field.Coded(s.Field(17).Rep(0)), By: field.Doctor(s.Field(18).Rep(0)),
		Nature: field.Coded(s.Field(9).Rep(0)), Reported: r.time(s.Field(13)), Assessed: r.time(s.Field(20)),
		Reporter: strings.Join(field.Sent(field.PlainName(s.Field(14).Rep(0)), field.Words(s.Field(15).Rep(0))), ", "),
	}
	switch act := field.Code(s.Field(6)); {
	case act == "X":
		note.Act = chart.LeaveAllergy
	case act == "D", note.Status.Code == "E":
		note.Act = chart.RemoveAllergy
	case note.Status.Code == "I":
		note.Inactive = true
	}
	return note
}

func (r *patient) allergy(note *chart.AllergyNote, s hl7.Segment) {
	switch {
	case note.Act == chart.LeaveAllergy:
		return
	case s.Field(3).IsNull():
		r.unread(fact.SectionAllergies, "The source sent a deletion where an allergy belongs, and nothing is declared of what it means by that. Nothing was removed.")
		return
	case note.Substance.Words() == "" && (note.Unique.IsZero() || note.Act == chart.ListAllergy):
		r.unread(fact.SectionAllergies, "An allergy segment that names no substance.")
		return
	}
	if r.profile.notAsked(note.Substance) {
		note.Act = taken(note, chart.LeaveUnasked, chart.WithdrawUnasked)
		r.add(r.event, note)
		return
	}
	if scope, ok := r.profile.noneScope(note.Substance); ok {
		r.denial(note, scope)
		return
	}
	r.add(r.event, note)
}

// denial reads a row whose substance is a statement that there are none. Taken
// back or inactive, it states nothing any more.
func (r *patient) denial(note *chart.AllergyNote, scope string) {
	note.Scope = scope
	note.Act = taken(note, chart.DenyAllergies, chart.WithdrawDenial)
	r.add(r.event, note)
}

// taken is the act of a row that states something, or takes it back.
func taken(note *chart.AllergyNote, state, withdraw chart.AllergyAct) chart.AllergyAct {
	if note.Act == chart.RemoveAllergy || note.Inactive {
		return withdraw
	}
	return state
}
