package reading

import "redoutlet/internal/chart/fact"

// cutOff reports whether the message ends inside a PID, before the patient's name
// and without the end of a segment: a number that is cut off is somebody else's.
func (r *message) cutOff() bool {
	segments := r.msg.Segments()
	last := segments[len(segments)-1]
	return last.Name() == "PID" && !last.Field(3).IsEmpty() && last.Field(5).IsEmpty() && !r.msg.EndsLine()
}

// cutBehindName says by what sign the message was cut off further on, "" where
// there is none (hazard H-065). Half a dose reads as a dose.
//
// Much cannot be told: many senders leave out the last line end, and a message
// that was cut between two letters then looks as it would whole. Only where the
// site declares that a source always sends it does its absence prove anything.
// A message cut behind a line end looks whole to everybody.
func (r *message) cutBehindName() string {
	where := r.msg.CutOff()
	switch {
	case where != "":
		where = "Cut off " + where + "."
	case r.profile.EndsLines && !r.msg.EndsLine():
		where = "Cut off: the line end is missing that this source always sends."
	default:
		return ""
	}
	return where + " What stood behind is missing. Ask for it to be sent again."
}

// missed are the sections in which something is missing of a message that is set
// aside: where a message of its kind is charted, and among the allergies where it
// has some, or was cut off before they came.
func (p *patient) missed(of fact.Section) []fact.Section {
	some := holds(p, "AL1") || holds(p, "IAM") || p.Family == FamilyRegistration && p.cutBehindName() != ""
	if some && of != fact.SectionAllergies {
		return []fact.Section{of, fact.SectionAllergies}
	}
	return []fact.Section{of}
}
