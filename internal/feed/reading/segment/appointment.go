package segment

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/appointment"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// AppointmentAct is what a schedule event (SIU) does, if there is such an event.
func AppointmentAct(event string) (appointment.Act, bool) {
	act, ok := map[string]appointment.Act{
		"S12": appointment.Book, "S13": appointment.Move, "S14": appointment.Modify, "S15": appointment.Cancel,
		"S16": appointment.Discontinue, "S17": appointment.Delete, "S18": appointment.AddPart, "S19": appointment.ModifyPart,
		"S20": appointment.CancelPart, "S21": appointment.CancelPart, "S22": appointment.CancelPart,
		"S23": appointment.Block, "S24": appointment.Unblock, "S26": appointment.Miss,
	}[event]
	return act, ok
}

// Appointment reads an SCH, with what all the message's segments say of the
// appointment, and what stands below the patient.
func Appointment(sch hl7.Segment, all, patient []hl7.Segment, clock *field.Clock) *appointment.Note {
	n := &appointment.Note{
		Placer: field.Entity(sch.Field(1).Rep(0)), Filler: field.Entity(sch.Field(2).Rep(0)), Occurrence: sch.Field(3).Text(),
		Why: field.Words(sch.Field(6).Rep(0)), Reason: field.Words(sch.Field(7).Rep(0)), Type: field.Words(sch.Field(8).Rep(0)),
		Duration: duration(sch.Field(9), sch.Field(10)), Status: field.Words(sch.Field(25).Rep(0)),
		Contact: strings.Join(field.Sent(field.Doctor(sch.Field(16).Rep(0)), field.Phone(sch.Field(17).Rep(0))), ", "),
	}
	n.Start, n.End = clock.TimeOf(sch.Field(11).Component(4)), clock.TimeOf(sch.Field(11).Component(5))
	n.Notes, n.Resources = scheduleNotes(n, all, clock), needs(patient, clock)
	for _, need := range n.Resources {
		n.Start = cmp.Or(n.Start, need.Start)
	}
	return n
}

// duration is an amount with its unit, as sent. A unit alone says nothing.
func duration(amount, unit hl7.Field) string {
	if field.Present(amount) == "" {
		return ""
	}
	return field.Amount(amount, unit)
}

// needs reads what the appointment takes (AIS, AIG, AIL, AIP), each with its
// notes.
func needs(segments []hl7.Segment, clock *field.Clock) []appointment.Resource {
	var needs []appointment.Resource
	for _, s := range segments {
		switch s.Name() {
		case "AIS":
			needs = append(needs, need("service", s, 4, clock))
		case "AIG":
			needs = append(needs, need("equipment", s, 8, clock))
		case "AIL":
			needs = append(needs, need("place", s, 6, clock))
		case "AIP":
			needs = append(needs, need("person", s, 6, clock))
		case "NTE":
			if n := len(needs); n > 0 {
				lines := append([]string{needs[n-1].Note}, field.NoteLines(s)...)
				needs[n-1].Note = strings.Join(field.Sent(lines...), "\n")
			}
		}
	}
	return needs
}

// scheduleNotes reads what stands between SCH and the first PID: the notes, and
// the times of the appointment where SCH has none.
func scheduleNotes(n *appointment.Note, all []hl7.Segment, clock *field.Clock) []string {
	var notes []string
	for _, s := range all {
		switch s.Name() {
		case "PID", "RGS":
			return notes
		case "NTE":
			notes = append(notes, field.NoteLines(s)...)
		case "TQ1":
			n.Start, n.End = cmp.Or(n.Start, clock.Time(s.Field(7))), cmp.Or(n.End, clock.Time(s.Field(8)))
		}
	}
	return notes
}

// need reads one of the four segments, which agree from the start time on:
// start, two fields of an offset, duration and its unit, substitution, status.
func need(kind string, s hl7.Segment, start int, clock *field.Clock) appointment.Resource {
	n := appointment.Resource{
		Kind: kind, Code: field.Coded(s.Field(3).Rep(0)), Out: field.Code(s.Field(2)) == "D", Start: clock.Time(s.Field(start)),
		Duration: duration(s.Field(start+3), s.Field(start+4)), Status: field.Words(s.Field(start + 6).Rep(0)),
	}
	n.Name, n.Role = n.Code.Words(), field.Words(s.Field(4).Rep(0))
	switch kind {
	case "service":
		n.Role = "" // AIS-4 is the time
	case "person":
		n.Code, n.Name = fact.Coded{}, field.Doctor(s.Field(3).Rep(0))
	case "place":
		n.Code, n.Name = fact.Coded{}, placeName(s.Field(3))
	case "equipment":
		n.Name = cmp.Or(n.Name, n.Role)
	}
	return n
}

// placeName is a place on one line, in the order sent.
func placeName(f hl7.Field) string {
	p := field.Place(f)
	return strings.Join(field.Sent(p.Unit, p.Room, p.Bed, p.Facility), ", ")
}
