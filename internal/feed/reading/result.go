package reading

import (
	"cmp"
	"fmt"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/hl7"
)

// results reads ORU.
func (r *patient) results() {
	if r.observations() == 0 {
		r.quarantine("A result message with neither an OBR nor an OBX segment.")
	}
}

// observations reads every OBR and OBX of the patient at hand, each under the
// OBR and ORC that stand above it, and returns how many rows there were.
func (r *patient) observations() int {
	run := observationRun{patient: r, repeats: map[string]int{}}
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
	notes          []string       // of the OBR: they head its first row
	heard          bool           // an OBX stands below the OBR, readable or not
	rows           []*result.Note // of the OBR
	last           *result.Note   // the row that notes belong to
	repeats        map[string]int // rows of the message by all that tells them apart
	count          int            // rows of the message
}

func (o *observationRun) order(orc hl7.Segment) {
	o.close()
	o.placer, o.filler = entity(orc.Field(2).Rep(0)), entity(orc.Field(3).Rep(0))
	o.under(hl7.Segment{})
}

func (o *observationRun) panel(obr hl7.Segment) {
	o.close()
	if o.obr.Name() != "" { // a second OBR without an ORC of its own
		o.placer, o.filler = fact.ID{}, fact.ID{}
	}
	o.under(obr)
	o.placer = cmp.Or(entity(obr.Field(2).Rep(0)), o.placer)
	o.filler = cmp.Or(entity(obr.Field(3).Rep(0)), o.filler)
}

// under takes what the OBR says of every row below it.
func (o *observationRun) under(obr hl7.Segment) {
	o.obr, o.named, o.status = obr, coded(obr.Field(4).Rep(0)), rowStatus(obr.Field(25))
	o.collected, o.at = o.time(obr.Field(7)), o.time(obr.Field(22))
	o.specimen, o.notes, o.heard, o.last = words(obr.Field(15).Rep(0)), nil, false, nil
}

// rowStatus is OBR-25 (HL7 table 0123) in the codes of OBX-11 (table 0085), for
// rows without a status of their own. The same letters mean other things there:
// A is "some, not all, results available", no amendment.
func rowStatus(f hl7.Field) string {
	switch status := strings.ToUpper(present(f)); status {
	case "O", "I", "S", "N":
		return "I" // there is no value yet
	case "A", "P", "M":
		return "P" // nothing says that this value is final
	case "C", "R", "F", "X":
		return status
	}
	return "" // not in the table, or no record of such an order: nothing about a row
}

// isPart reports whether OBR-25 says that more of the report is to come.
func isPart(f hl7.Field) bool {
	switch strings.ToUpper(present(f)) {
	case "A", "I", "M", "O", "P", "S":
		return true
	}
	return false
}

// taken reads an SPM, which says of the OBR before it what was examined. Rows
// may stand on either side of it.
func (o *observationRun) taken(spm hl7.Segment) {
	o.specimen = cmp.Or(words(spm.Field(4).Rep(0)), o.specimen)
	for _, row := range o.rows {
		row.Specimen = cmp.Or(row.Specimen, o.specimen)
	}
}

func (o *observationRun) note(nte hl7.Segment) {
	switch {
	case o.last != nil:
		o.last.Notes = append(o.last.Notes, noteLines(nte)...)
	case !o.heard:
		o.notes = append(o.notes, noteLines(nte)...)
	}
}

func (o *observationRun) observation(obx hl7.Segment) {
	o.heard, o.last = true, nil
	if note, ok := o.request().Row(obx); ok {
		o.add(o.at, note)
	}
	value, has := observationValue(obx)
	o.row(&result.Note{
		Test: coded(obx.Field(3).Rep(0)), Sub: obx.Field(4).Text(), HasValue: has, Value: value,
		Unit: unit(obx.Field(6)), Range: present(obx.Field(7)), Flags: wordsOfAll(obx.Field(8)),
		Status:   cmp.Or(present(obx.Field(11)), o.status),
		Observed: firstSent(o.time(obx.Field(14)), o.collected),
		Method:   strings.Join(wordsOfAll(obx.Field(17)), ", "),
		By:       cmp.Or(obx.Field(23).Component(1).Text(), words(obx.Field(15).Rep(0))),
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
	n.Reported, n.Specimen, n.Notes, n.More = o.at, o.specimen, o.notes, isPart(o.obr.Field(25))
	o.rows, o.last, o.notes = append(o.rows, n), n, nil
}

// close states the rows of the OBR at hand. An OBR without any says something
// too: that a result is due, or why there will be none.
func (o *observationRun) close() {
	if o.obr.Name() != "" && !o.heard {
		o.row(&result.Note{Test: o.named, Status: o.status, Observed: o.collected})
	}
	for _, n := range o.rows {
		key := o.likeness(n)
		n.Repeat = o.repeats[key]
		o.repeats[key]++
		o.add(o.at, n)
	}
	o.rows = nil
}

// likeness is all that tells a row from others: laboratories put two bottles,
// or two times of one test, under one number.
func (o *observationRun) likeness(n *result.Note) string {
	return strings.Join([]string{
		n.Placer.Key(), n.Filler.Key(), n.Panel.Code, n.Panel.Text, n.Specimen, o.collected.Text,
		cmp.Or(n.Test.Code, n.Test.Text), n.Test.System, n.Sub,
	}, "\x1f")
}

// firstSent is the first time that was sent, readable or not: a time that
// cannot be read is still shown.
func firstSent(times ...fact.Time) fact.Time { return cmp.Or(times...) }

// observationValue writes OBX-5 as sent, with its sign. The type in OBX-2 is
// a help, not a condition: a value under a wrong or missing type is shown.
func observationValue(obx hl7.Segment) (value string, has bool) {
	f := obx.Field(5)
	if f.State() != hl7.Present {
		return "", false
	}
	kind := obx.Field(2).Text()
	if isText(kind) {
		return f.Text(), true
	}
	var values []string
	for i := range f.Reps() {
		values = append(values, typedValue(kind, f.Rep(i)))
	}
	return strings.Join(values, "\n"), true
}

// isText reports whether a value type is words, in which a stray delimiter is
// only a character.
func isText(kind string) bool { return kind == "ST" || kind == "TX" || kind == "FT" }

func typedValue(kind string, v hl7.Value) string {
	switch kind {
	case "SN": // comparator, number, separator, number
		return v.Component(1).Text() + v.Component(2).Text() + v.Component(3).Text() + v.Component(4).Text()
	case "CE", "CWE", "CF", "CNE", "IS", "ID":
		return words(v)
	case "ED", "RP":
		return fmt.Sprintf("attached document (%d bytes), not shown here: see the message", len(v.Raw()))
	case "NM", "DT", "TM", "TS", "DTM", "":
		return v.Text()
	}
	var parts []string
	for n := 1; n <= v.Components(); n++ {
		parts = append(parts, nonEmpty(v.Component(n).Text())...)
	}
	return strings.Join(parts, " ")
}

// unit is the unit's code, which laboratories print; the words stand in where
// there is no code. A null is no unit.
func unit(f hl7.Field) string {
	c := coded(f.Rep(0))
	if f.IsNull() {
		return ""
	}
	return cmp.Or(c.Code, c.Text)
}
