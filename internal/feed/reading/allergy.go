package reading

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/hl7"
)

// allergies reads the AL1 and IAM segments of the patient at hand, whatever
// the message. That there are none says nothing (hazard H-031).
func (r *patient) allergies() {
	gave := false
	for _, s := range r.segments {
		switch s.Name() {
		case "AL1":
			r.allergyListed(s)
			gave = true
		case "IAM":
			r.allergyChanged(s)
			gave = true
		}
	}
	if gave {
		r.Gave = append(r.Gave, FamilyAllergies)
	}
}

func (r *patient) allergyListed(s hl7.Segment) {
	r.allergy(&chart.AllergyNote{
		Substance: coded(s.Field(3).Rep(0)), Kind: coded(s.Field(2).Rep(0)), Severity: coded(s.Field(4).Rep(0)),
		Reactions: wordsOfAll(s.Field(5)), Noted: r.time(s.Field(6)),
	})
}

// allergyChanged reads IAM, which says what to do with the allergy: A and U
// list it, D removes it, X leaves it alone (specification 7.4).
func (r *patient) allergyChanged(s hl7.Segment) {
	note := &chart.AllergyNote{
		Substance: coded(s.Field(3).Rep(0)), Kind: coded(s.Field(2).Rep(0)), Severity: coded(s.Field(4).Rep(0)),
		Reactions: wordsOfAll(s.Field(5)), Noted: firstTime(r.time(s.Field(11)), r.time(s.Field(13))),
		Unique: entity(s.Field(7).Rep(0)), Status: coded(s.Field(17).Rep(0)), By: doctor(s.Field(18).Rep(0)),
	}
	switch {
	case s.Field(6).Component(1).Text() == "X":
		return
	case s.Field(6).Component(1).Text() == "D", note.Status.Code == "E":
		note.Act = chart.RemoveAllergy
	case note.Status.Code == "I":
		note.Inactive = true
	}
	r.allergy(note)
}

func (r *patient) allergy(note *chart.AllergyNote) {
	if note.Substance.IsZero() && (note.Unique.IsZero() || note.Act == chart.ListAllergy) {
		r.unread(chart.SectionAllergies, "An allergy segment that names no substance.")
		return
	}
	if scope, ok := r.profile.noneScope(note.Substance); ok && note.Act == chart.ListAllergy {
		note.Act, note.Scope = chart.DenyAllergies, scope
	}
	r.add(r.event, note)
}
