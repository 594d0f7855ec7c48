package segment

import (
	"cmp"
	"slices"
	"strconv"

	"redoutlet/internal/chart/contact"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// Contacts reads who stands by the patient (NK1) and who cares for them (PD1-4,
// ROL, PRT), and whether the patient's whereabouts are protected; nil where
// nothing is said of that.
func Contacts(segments []hl7.Segment, clock *field.Clock) (people []*contact.Note, protection *contact.Protection) {
	near := true // what stands here speaks of the patient or the visit, not of an order or a specimen
	for _, s := range segments {
		var n *contact.Note
		switch s.Name() {
		case "PID", "PV1", "PV2":
			near = true
			continue
		case "NK1":
			n = kin(s, clock)
		case "PD1":
			protection = protected(s)
			n = &contact.Note{Kind: contact.Team, Role: "primary care provider", Name: field.Doctor(s.Field(4).Rep(0))}
		case "ROL":
			n = role(s, clock)
		case "PRT":
			n = participation(s, clock)
		default:
			near = false
			continue
		}
		if n.Name == "" || n.Kind == contact.Team && !near { // a role nobody holds, nobody to call
			continue
		}
		people = append(people, n)
	}
	return people, protection
}

// protected reads PD1-12.
func protected(pd1 hl7.Segment) *contact.Protection {
	switch f := pd1.Field(12); {
	case field.Code(f) == "Y":
		return &contact.Protection{On: true}
	case field.Code(f) == "N", f.IsNull():
		return &contact.Protection{}
	}
	return nil
}

func kin(s hl7.Segment, clock *field.Clock) *contact.Note {
	n := &contact.Note{
		Kind: contact.Kin, Name: field.PlainName(s.Field(2).Rep(0)), Relation: field.Words(s.Field(3).Rep(0)), Role: field.Words(s.Field(7).Rep(0)),
		Address: field.Address(s.Field(4).Rep(0)), Begins: clock.Time(s.Field(8)), Ends: clock.Time(s.Field(9)),
	}
	n.Name = cmp.Or(n.Name, field.PlainName(s.Field(30).Rep(0)), field.Words(s.Field(13).Rep(0)))
	for _, field := range []int{5, 6, 31} { // home, business, contact person's
		n.Phones = append(n.Phones, phones(s.Field(field))...)
	}
	return n
}

// Policies reads who pays for the care (IN1).
func Policies(segments []hl7.Segment) []*contact.Policy {
	var list []*contact.Policy
	for _, s := range segments {
		if s.Name() != "IN1" {
			continue
		}
		p := &contact.Policy{
			Plan: field.Words(s.Field(2).Rep(0)), Payer: s.Field(3).Text(), Company: s.Field(4).Text(), Number: field.Present(s.Field(36)),
		}
		if *p == (contact.Policy{}) {
			continue
		}
		p.Set = s.Field(1).Text()
		if p.Set == "" || slices.ContainsFunc(list, func(q *contact.Policy) bool { return q.Set == p.Set }) {
			p.Set = "row " + strconv.Itoa(len(list)+1)
		}
		list = append(list, p)
	}
	return list
}

func phones(f hl7.Field) []string {
	var all []string
	for i := range f.Reps() {
		all = append(all, field.Sent(field.Phone(f.Rep(i)))...)
	}
	return all
}

func role(s hl7.Segment, clock *field.Clock) *contact.Note {
	return &contact.Note{
		Kind: contact.Team, Remove: ended(s.Field(2)), Role: field.Words(s.Field(3).Rep(0)), Name: field.Doctor(s.Field(4).Rep(0)),
		Begins: clock.Time(s.Field(5)), Ends: clock.Time(s.Field(6)), Phones: phones(s.Field(12)),
	}
}

func participation(s hl7.Segment, clock *field.Clock) *contact.Note {
	return &contact.Note{
		Kind: contact.Team, Remove: ended(s.Field(2)), Role: field.Words(s.Field(4).Rep(0)), Name: field.Doctor(s.Field(5).Rep(0)),
		Begins: clock.Time(s.Field(11)), Ends: clock.Time(s.Field(12)), Phones: phones(s.Field(15)),
	}
}

// ended reads HL7 table 0287: whether somebody no longer holds a role.
func ended(f hl7.Field) bool {
	switch field.Code(f) {
	case "DE", "UN":
		return true
	}
	return false
}
