package segment

import (
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/immunization"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// Shot is what one RXA says of a vaccination. It may name no vaccine.
type Shot struct {
	Note     *immunization.Note
	Recorded fact.Time // RXA-22
}

// Shots reads the vaccinations of a patient. What stands below an RXA is said
// of that vaccination, observations too.
func Shots(segments []hl7.Segment, clock *field.Clock) []Shot {
	var filler fact.ID
	var shots []Shot
	below := false
	for _, s := range segments {
		switch s.Name() {
		case "ORC":
			filler, below = field.Entity(s.Field(3).Rep(0)), false
		case "RXA":
			shots, below = append(shots, Shot{shot(s, filler, clock), clock.Time(s.Field(22))}), true
		default:
			if below {
				describeShot(shots[len(shots)-1].Note, s)
			}
		}
	}
	return shots
}

func shot(rxa hl7.Segment, filler fact.ID, clock *field.Clock) *immunization.Note {
	return &immunization.Note{
		Filler: filler, Vaccine: field.Coded(rxa.Field(5).Rep(0)), At: clock.Time(rxa.Field(3)),
		Amount: field.Present(rxa.Field(6)), Unit: field.Words(rxa.Field(7).Rep(0)), Notes: field.All(rxa.Field(9)),
		By: field.Doctor(rxa.Field(10).Rep(0)), Lot: rxa.Field(15).Text(), Expires: clock.Time(rxa.Field(16)),
		Manufacturer: field.Words(rxa.Field(17).Rep(0)), Reasons: field.All(rxa.Field(18)),
		Completion: field.Code(rxa.Field(20)), Action: field.Code(rxa.Field(21)),
	}
}

// describeShot takes what follows an RXA.
func describeShot(n *immunization.Note, s hl7.Segment) {
	switch s.Name() {
	case "RXR":
		n.Route, n.Site = field.Words(s.Field(1).Rep(0)), field.Words(s.Field(2).Rep(0))
	case "NTE":
		n.Notes = append(n.Notes, strings.Join(field.NoteLines(s), "\n"))
	case "OBX":
		value, _ := field.Observation(s)
		n.Notes = append(n.Notes, strings.Join(field.Sent(field.Words(s.Field(3).Rep(0)), value), ": "))
	}
}
