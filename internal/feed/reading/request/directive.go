package request

import (
	"maps"
	"slices"
	"strconv"

	"redoutlet/internal/chart/directive"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// standing is a field in which a registration states something that must be
// known before anything is done.
type standing struct {
	segment string
	field   int
	kind    directive.Kind
	visit   bool // it speaks of the visit, not of the person
}

// standings are the fields. PV2-41 mixes no-code with precautions: what it
// holds is told apart by code.
func standings() []standing {
	return []standing{
		{"PV2", 45, directive.CodeStatus, true}, {"PD1", 15, directive.CodeStatus, false},
		{"PV2", 43, directive.LivingWill, true}, {"PD1", 7, directive.LivingWill, false},
	}
}

// directives reads what registration states of code status and precautions
// (specification 5.2). An empty field changes nothing; a null takes it back.
func (r *reader) directives() {
	for _, s := range standings() {
		if segment := r.first(s.segment); segment.Name() != "" && r.Rules.carriesCodeStatus(s.place()) {
			r.direct(s, s.kind, nil, segment.Field(s.field))
		}
	}
	r.own()
	if pv2 := r.first("PV2"); pv2.Name() != "" {
		s := standing{"PV2", 41, directive.Precaution, true}
		noCode := func(c fact.Coded) bool { return c.Code == "N" }
		precaution := func(c fact.Coded) bool { return !noCode(c) }
		r.direct(s, directive.Precaution, precaution, pv2.Field(41))
		if r.Rules.carriesCodeStatus(s.place()) {
			r.direct(s, directive.CodeStatus, noCode, pv2.Field(41))
		}
	}
}

func (s standing) place() string {
	return s.segment + "-" + strconv.Itoa(s.field)
}

// own reads what the site's own segments state, of which there may be several of
// one name: one for each precaution, say.
func (r *reader) own() {
	for _, place := range slices.Sorted(maps.Keys(r.Rules.OwnFields)) {
		name, number, ok := ownField(place)
		kind, stands := standingKind(r.Rules.OwnFields[place])
		if !ok || !stands {
			continue
		}
		var fields []hl7.Field
		for _, s := range r.Segments {
			if s.Name() == name {
				fields = append(fields, s.Field(number))
			}
		}
		r.direct(standing{name, number, kind, true}, kind, nil, fields...)
	}
}

// direct states what the repetitions of fields say of one kind. Fields that now
// say only things of another kind take this kind back.
func (r *reader) direct(s standing, kind directive.Kind, of func(fact.Coded) bool, fields ...hl7.Field) {
	if !slices.ContainsFunc(fields, func(f hl7.Field) bool { return !f.IsEmpty() }) {
		return
	}
	note := &directive.Note{Kind: kind, Place: s.place()}
	if s.visit {
		note.Visit = r.Visit
	}
	for _, f := range fields {
		for i := range f.Reps() {
			if said := field.Coded(f.Rep(i)); !said.IsZero() && (of == nil || of(said)) {
				note.Said = append(note.Said, said)
			}
		}
	}
	note.Removed = len(note.Said) == 0
	r.add(r.Recorded, note)
}

// carriesCodeStatus reports whether a field is one in which the site says that
// its code status stands. A site that declares nothing has all of them read.
func (p *Rules) carriesCodeStatus(place string) bool {
	return len(p.CodeStatusIn) == 0 || slices.Contains(p.CodeStatusIn, place)
}

// Row is what an observation states whose code the site declares to carry code
// status, a precaution or a diet; false for any other.
func (m *Message) Row(obx hl7.Segment) (*directive.Note, bool) {
	test := field.Coded(obx.Field(3).Rep(0))
	declared, _ := m.Rules.kindOf(test)
	kind, ok := standingKind(declared)
	if !ok {
		return nil, false
	}
	note := &directive.Note{Kind: kind, Place: "observation " + test.Words(), Visit: m.Visit, By: field.Doctor(obx.Field(16).Rep(0))}
	value, has := m.Value(obx)
	switch field.Present(obx.Field(11)) {
	case "D", "W", "X":
		has = false
	}
	note.Removed = !has
	if has {
		note.Said = []fact.Coded{{Text: value}}
	}
	return note, true
}

// standingKinds are the kinds that something which must be known can be of.
func standingKinds() []order.Kind {
	return []order.Kind{order.CodeStatus, order.Diet, order.Isolation, order.Precaution, order.Restraint}
}

// standingKind is the kind of statement that an observation of a kind makes.
func standingKind(declared order.Kind) (directive.Kind, bool) {
	switch declared {
	case order.CodeStatus:
		return directive.CodeStatus, true
	case order.Diet:
		return directive.Diet, true
	case order.Isolation, order.Precaution, order.Restraint:
		return directive.Precaution, true
	}
	return "", false
}
