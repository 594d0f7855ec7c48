package reading

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/tie"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/feed/reading/segment"
	"redoutlet/internal/hl7"
)

// identifiers reads who the PID is about. A null is no number, and a number
// without an assigning authority is nobody's until the site declares one: it
// is never matched by guess (hazard H-010). problem says why there may be none.
func (r *message) identifiers(pid hl7.Segment) (ids []fact.ID, problem string) {
	problem = "The PID segment holds no patient number."
	list := pid.Field(3)
	if list.IsEmpty() {
		list = pid.Field(2) // version 2.2 and before, and senders that never moved on
	}
	for i := range list.Reps() {
		id := r.declared(identifier(list.Rep(i)))
		if id.IsZero() {
			continue
		}
		if id.Authority == "" {
			problem = r.withoutAuthority()
			continue
		}
		ids = append(ids, id)
	}
	return ids, problem
}

// declared gives a number sent without an assigning authority the one that the
// site declares for its record numbers. It stands for no other register: two of
// them may give the same number to two people.
func (r *message) declared(id fact.ID) fact.ID {
	switch strings.ToUpper(id.Type) {
	case "", "MR", "MRN":
		id.Authority = cmp.Or(id.Authority, r.profile.Authority)
	}
	return id
}

func (r *message) withoutAuthority() string {
	if r.profile.Authority != "" {
		return "Authority missing: the patient number names no assigning authority, and the one declared for this source is for record numbers (MR) only. Nobody's chart was changed."
	}
	return "Authority missing: the patient number names no assigning authority, and none is declared for this source. Nobody's chart was changed."
}

// identifier reads a CX. Its check digit is no part of the number. The
// authority is its name, or failing that its universal id.
func identifier(v hl7.Value) fact.ID {
	number := v.Component(1)
	if number.State() != hl7.Present {
		return fact.ID{}
	}
	authority := v.Component(4)
	return fact.ID{
		Value:     field.Number(number),
		Authority: cmp.Or(field.Number(authority.Sub(1)), field.Number(authority.Sub(2))),
		Type:      field.Number(v.Component(5)),
	}
}

// ownerOf picks the number that names the chart: the first record number, or
// failing that the first number of any kind.
func ownerOf(ids []fact.ID) (fact.ID, bool) {
	for _, id := range ids {
		if id.IsRecord() {
			return id, true
		}
	}
	if len(ids) == 0 {
		return fact.ID{}, false
	}
	return ids[0], true
}

// linkNumbers ties the record numbers that one PID lists.
func (r *patient) linkNumbers(owner fact.ID, ids []fact.ID) {
	for _, id := range ids {
		if id.IsRecord() && id.Key() != owner.Key() {
			r.tie(tie.List, owner, id)
		}
	}
}

func (r *patient) person(pid hl7.Segment, ids []fact.ID) *chart.Person {
	p := &chart.Person{Registry: r.header.Type == "ADT", IDs: ids}
	r.name(p, pid.Field(5))
	p.Alias = segment.Alias(pid)
	p.Born = field.SaidField(pid.Field(7), field.Text)
	p.BornAt = r.time(pid.Field(7))
	p.Sex = field.SaidField(pid.Field(8), field.Words)
	p.Address = field.SaidField(pid.Field(11), field.Address)
	p.Phone, p.WorkPhone = field.SaidAll(pid.Field(13), field.Phone), field.SaidAll(pid.Field(14), field.Phone)
	p.Language = field.SaidField(pid.Field(15), field.Words)
	p.Account = field.SaidField(pid.Field(18), numberWords)
	p.Died = segment.Died(pid)
	if mother := r.declared(identifier(pid.Field(21).Rep(0))); mother.IsRecord() {
		p.Mother = mother
	}
	p.Multiple, p.BirthOrder = field.SaidField(pid.Field(24), field.Text), field.SaidField(pid.Field(25), field.Text)
	p.Unknown, p.Reliability = field.SaidField(pid.Field(31), field.Text), field.SaidAll(pid.Field(32), field.Text)
	return p
}

// name takes the legal name (L), or the first one sent.
func (r *patient) name(p *chart.Person, f hl7.Field) {
	name := f.Rep(0)
	for i := range f.Reps() {
		if f.Rep(i).Component(7).Text() == "L" {
			name = f.Rep(i)
			break
		}
	}
	if f.IsNull() || name.State() != hl7.Present {
		return
	}
	family := cmp.Or(name.Component(1).Sub(1).Text(), name.Component(1).Text())
	p.Family = field.Said(name.Component(1), family)
	part := func(n int) fact.Said { return field.Said(name.Component(n), name.Component(n).Text()) }
	p.Given, p.Middle, p.Suffix, p.Title = part(2), part(3), part(4), part(5)
}
