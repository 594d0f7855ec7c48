package reading

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/feed/reading/segment"
	"redoutlet/internal/hl7"
)

// results reads ORU, OUL and OPU.
func (r *patient) results() {
	if r.observations() == 0 {
		r.quarantine("A result message with neither an OBR nor an OBX segment.")
	}
}

// isAnswer reports whether the message is sent to tell results: only there does
// an OBR without a row say that one is due.
func (r *message) isAnswer() bool { return r.Family == FamilyResults }

// observations reads every OBR and OBX of the patient at hand, each under the
// OBR and ORC that stand above it, and returns how many rows there were.
func (r *patient) observations() int {
	run := observationRun{patient: r, repeats: map[string]int{}, likes: map[string][]like{}}
	for _, s := range r.segments {
		switch s.Name() {
		case "ORC":
			run.order(s)
		case "OBR":
			run.panel(s)
		case "OBX":
			run.observation(s)
		case "NTE":
			run.note(s)
		case "SPM":
			run.taken(s)
		}
	}
	run.close()
	return run.count
}

// observationRun walks the segments of one patient and holds the rows of the
// OBR at hand until all that is said of them has been read.
type observationRun struct {
	*patient
	placer, filler fact.ID
	obr            hl7.Segment
	named          fact.Coded // OBR-4
	collected      fact.Time  // OBR-7
	at             fact.Time  // OBR-22
	status         string     // OBR-25, in the codes of OBX-11
	specimen       string
	bottle         string            // number of the specimen
	service        string            // OBR-24
	parent         result.Parent     // OBR-26, OBR-29
	vital          bool              // OBR-4 names a panel of vital signs
	leads          bool              // the specimen stands before its orders (OUL^R22, R23, OPU)
	notes          []string          // of the OBR: they head its first row
	heard          bool              // an OBX stands below the OBR, readable or not
	rows           []*result.Note    // of the OBR
	last           *result.Note      // the row that notes belong to
	repeats        map[string]int    // rows of the message by all that tells them apart
	likes          map[string][]like // rows of the message by that without their time
	count          int               // rows of the message
}

// order reads an ORC: it opens an order, or, in messages that put it after the
// OBR (OUL, OPU), says more of the one at hand.
func (o *observationRun) order(orc hl7.Segment) {
	if o.sortedBySpecimen() && o.obr.Name() != "" && !o.heard {
		o.placer = cmp.Or(o.placer, field.Entity(orc.Field(2).Rep(0)))
		o.filler = cmp.Or(o.filler, field.Entity(orc.Field(3).Rep(0)))
		return
	}
	o.close()
	o.placer, o.filler = field.Entity(orc.Field(2).Rep(0)), field.Entity(orc.Field(3).Rep(0))
	o.under(hl7.Segment{})
}

func (o *observationRun) panel(obr hl7.Segment) {
	o.close()
	if o.obr.Name() != "" { // a second OBR without an ORC of its own
		o.placer, o.filler = fact.ID{}, fact.ID{}
	}
	o.under(obr)
	o.placer = cmp.Or(field.Entity(obr.Field(2).Rep(0)), o.placer)
	o.filler = cmp.Or(field.Entity(obr.Field(3).Rep(0)), o.filler)
}

// under takes what the OBR says of every row below it.
func (o *observationRun) under(obr hl7.Segment) {
	o.obr, o.named, o.status = obr, field.Coded(obr.Field(4).Rep(0)), rowStatus(obr.Field(25))
	o.collected, o.at = o.time(obr.Field(7)), o.time(obr.Field(22))
	o.service, o.parent = obr.Field(24).Text(), parentOf(obr)
	o.vital = segment.IsVital(obr.Field(4), o.profile.VitalCodes)
	if !o.leads {
		o.specimen, o.bottle = "", ""
	}
	o.specimen = cmp.Or(field.Words(obr.Field(15).Rep(0)), o.specimen)
	o.notes, o.heard, o.last = nil, false, nil
}

// rowStatus is OBR-25 (HL7 table 0123) in the codes of OBX-11 (table 0085), for
// rows without a status of their own. The same letters mean other things there:
// A is "some, not all, results available", no amendment.
func rowStatus(f hl7.Field) string {
	switch status := strings.ToUpper(field.Code(f)); status {
	case "O", "I", "S", "N":
		return "I" // there is no value yet
	case "A", "P", "M":
		return "P" // nothing says that this value is final
	case "C", "R", "F", "X":
		return status
	}
	return "" // not in the table, or no record of such an order: nothing about a row
}

// parentOf reads which result the OBR goes on from: OBR-29 gives its order,
// OBR-26 its row.
func parentOf(obr hl7.Segment) result.Parent {
	row, order := obr.Field(26).Rep(0), obr.Field(29).Rep(0)
	test := row.Component(1) // a coded value in subcomponents
	return result.Parent{
		Placer: field.EntityBelow(order.Component(1)), Filler: field.EntityBelow(order.Component(2)), Sub: row.Component(2).Text(), Words: row.Component(3).Text(),
		Test: fact.Coded{Code: test.Sub(1).Text(), Text: test.Sub(2).Text(), System: test.Sub(3).Text()},
	}
}

// sortedBySpecimen reports whether the message speaks of specimens first and
// puts the ORC after its OBR (OUL^R22 to R24, OPU). In OUL^R24 the specimen
// stands below the order all the same.
func (o *observationRun) sortedBySpecimen() bool {
	return o.header.Type == "OPU" || o.header.Type == "OUL" && o.header.Event != "R21"
}

// isPart reports whether OBR-25 says that more of the report is to come.
func isPart(f hl7.Field) bool {
	switch strings.ToUpper(field.Code(f)) {
	case "A", "I", "M", "O", "P", "S":
		return true
	}
	return false
}

// taken reads an SPM, which says what was examined: of the OBR before it, rows
// standing on either side, or, in messages sorted by specimen, of every order
// up to the next.
func (o *observationRun) taken(spm hl7.Segment) {
	if o.sortedBySpecimen() && o.header.Event != "R24" {
		o.close()
		o.placer, o.filler, o.leads = fact.ID{}, fact.ID{}, false
		o.under(hl7.Segment{})
		o.leads = true
	}
	o.specimen = cmp.Or(field.Words(spm.Field(4).Rep(0)), o.specimen)
	id := spm.Field(2).Rep(0) // EIP: the placer's number and the filler's
	o.bottle = cmp.Or(id.Component(2).Sub(1).Text(), id.Component(1).Sub(1).Text(), o.bottle)
	for _, row := range o.rows {
		row.Specimen, row.Bottle = cmp.Or(row.Specimen, o.specimen), cmp.Or(row.Bottle, o.bottle)
	}
}

func (o *observationRun) note(nte hl7.Segment) {
	switch {
	case o.last != nil:
		o.last.Notes = append(o.last.Notes, field.NoteLines(nte)...)
	case !o.heard:
		o.notes = append(o.notes, field.NoteLines(nte)...)
	}
}

func (o *observationRun) observation(obx hl7.Segment) {
	o.heard, o.last = true, nil
	if note, ok := o.request().Row(obx); ok {
		o.add(o.at, note)
	}
	value, has := field.Observation(obx)
	o.row(&result.Note{
		Test: field.Coded(obx.Field(3).Rep(0)), Sub: obx.Field(4).Text(), HasValue: has, Null: obx.Field(5).IsNull(), Value: value,
		Unit: field.Unit(obx.Field(6)), Range: field.Present(obx.Field(7)), Flags: field.All(obx.Field(8)),
		Status:   cmp.Or(field.Code(obx.Field(11)), o.status),
		Observed: firstSent(o.time(obx.Field(14)), o.collected), Vital: o.vital || segment.IsVital(obx.Field(3), o.profile.VitalCodes),
		Numeric: field.Code(obx.Field(2)) == "NM" || field.Code(obx.Field(2)) == "SN",
		Method:  strings.Join(field.All(obx.Field(17)), ", "),
		By:      cmp.Or(obx.Field(23).Component(1).Text(), field.Words(obx.Field(15).Rep(0))),
	})
}

// row holds a row, under the OBR at hand.
func (o *observationRun) row(n *result.Note) {
	o.count++
	if n.Test.IsZero() {
		o.unread(fact.SectionResults, "A result row that names no test.")
		return
	}
	n.Placer, n.Filler, n.Panel, n.Row = o.placer, o.filler, o.named, o.count
	n.Reported, n.Specimen, n.Bottle, n.Notes = o.at, o.specimen, o.bottle, o.notes
	n.More = isPart(o.obr.Field(25))
	n.Service, n.Parent, n.Bedside = o.service, o.parent, o.atBedside()
	o.rows, o.last, o.notes = append(o.rows, n), n, nil
}

// atBedside reports whether the message tells of tests done beside the patient.
func (o *observationRun) atBedside() bool {
	return o.header.Type == "ORU" && (o.header.Event == "R30" || o.header.Event == "R31" || o.header.Event == "R32")
}

// close states the rows of the OBR at hand. An OBR without any says something
// too: that a result is due, or why there will be none.
func (o *observationRun) close() {
	if o.obr.Name() != "" && !o.heard && o.isAnswer() {
		o.row(&result.Note{Test: o.named, Status: o.status, Observed: o.collected, Vital: o.vital})
	}
	for _, n := range o.rows {
		key, time := o.likeness(n), o.collected.Text
		if n.Vital {
			time = n.Observed.Text
		}
		n.Repeat = o.repeats[key+"\x1f"+time]
		o.repeats[key+"\x1f"+time]++
		o.twin(key, n)
		if o.add(o.at, n); o.isAnswer() {
			o.gave(givenBy(n))
		}
	}
	o.rows = nil
}

// twin marks the rows of one message that only the time of their OBR tells
// apart: they are a series, and no correction of one another.
func (o *observationRun) twin(key string, n *result.Note) {
	for _, other := range o.likes[key] {
		if other.collected != o.collected.Text {
			n.Series, other.note.Series = true, true
		}
	}
	o.likes[key] = append(o.likes[key], like{n, o.collected.Text})
}

// like is a row of the message and the time of its OBR.
type like struct {
	note      *result.Note
	collected string
}

func givenBy(n *result.Note) Family {
	if n.Vital {
		return FamilyVitals
	}
	return FamilyResults
}

// likeness is all that tells a row from others: laboratories put two bottles,
// or two times of one test, under one number.
func (o *observationRun) likeness(n *result.Note) string {
	return strings.Join([]string{
		n.Placer.Key(), n.Filler.Key(), n.Panel.Code, n.Panel.Text, n.Specimen, n.Bottle,
		cmp.Or(n.Test.Code, n.Test.Text), n.Test.System, n.Sub, n.Parent.Test.Code, cmp.Or(n.Parent.Sub, n.Parent.Words),
	}, "\x1f")
}

// firstSent is the first time that was sent, readable or not: a time that
// cannot be read is still shown.
func firstSent(times ...fact.Time) fact.Time { return cmp.Or(times...) }
