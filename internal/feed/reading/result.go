package reading

import (
	"cmp"
	"fmt"
	"strings"

	"redoutlet/internal/chart"
	"redoutlet/internal/hl7"
)

// results reads ORU.
func (r *patient) results() {
	if n := r.observations(); n == 0 {
		if _, ok := r.first("OBR"); !ok {
			r.quarantine("A result message with neither an OBR nor an OBX segment.")
		}
	}
}

// observations reads every OBX of the patient at hand, under the OBR and ORC
// that stand above it, and returns how many there were.
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
			run.specimen = words(s.Field(4).Rep(0))
		}
	}
	run.flush()
	return run.rows
}

// observationRun walks the segments of one patient and holds the OBX at hand
// until its notes have been read.
type observationRun struct {
	*patient
	placer, filler chart.ID
	obr            hl7.Segment
	named          chart.Coded // OBR-4
	taken          chart.Time  // OBR-7
	status         string      // OBR-25
	specimen       string
	panelNotes     []string // notes of the OBR, which head its first row
	pending        *chart.ResultNote
	at             chart.Time
	repeats        map[string]int
	rows           int
}

func (o *observationRun) order(orc hl7.Segment) {
	o.flush()
	o.placer, o.filler = entity(orc.Field(2).Rep(0)), entity(orc.Field(3).Rep(0))
	o.under(hl7.Segment{})
	o.specimen, o.panelNotes = "", nil
}

// under takes what the OBR says of every row below it.
func (o *observationRun) under(obr hl7.Segment) {
	o.obr, o.named, o.status = obr, coded(obr.Field(4).Rep(0)), present(obr.Field(25))
	o.taken, o.at = o.time(obr.Field(7)), o.time(obr.Field(22))
}

func (o *observationRun) panel(obr hl7.Segment) {
	o.flush()
	if o.obr.Name() != "" { // a second OBR without an ORC of its own
		o.placer, o.filler = chart.ID{}, chart.ID{}
	}
	o.under(obr)
	o.panelNotes = nil
	o.placer = cmp.Or(entity(obr.Field(2).Rep(0)), o.placer)
	o.filler = cmp.Or(entity(obr.Field(3).Rep(0)), o.filler)
	o.specimen = words(obr.Field(15).Rep(0))
	clear(o.repeats)
}

func (o *observationRun) note(nte hl7.Segment) {
	switch {
	case o.pending != nil:
		o.pending.Notes = append(o.pending.Notes, noteLines(nte)...)
	case o.obr.Name() != "":
		o.panelNotes = append(o.panelNotes, noteLines(nte)...)
	}
}

func (o *observationRun) observation(obx hl7.Segment) {
	o.flush()
	o.rows++
	test := coded(obx.Field(3).Rep(0))
	if test.IsZero() {
		o.unread(chart.SectionResults, "A result row that names no test.")
		return
	}
	sub := obx.Field(4).Text()
	key := cmp.Or(test.Code, test.Text) + "\x1f" + test.System + "\x1f" + sub
	value, has := observationValue(obx)
	o.pending = &chart.ResultNote{
		Placer: o.placer, Filler: o.filler, Panel: o.named, Test: test, Sub: sub,
		Repeat: o.repeats[key], Row: o.rows, HasValue: has, Value: value,
		Unit: unit(obx.Field(6)), Range: present(obx.Field(7)), Flags: wordsOfAll(obx.Field(8)),
		Status:   cmp.Or(present(obx.Field(11)), o.status),
		Observed: firstSent(o.time(obx.Field(14)), o.taken), Reported: o.at,
		Specimen: o.specimen, Method: strings.Join(wordsOfAll(obx.Field(17)), ", "),
		By:    cmp.Or(obx.Field(23).Component(1).Text(), words(obx.Field(15).Rep(0))),
		Notes: o.panelNotes,
	}
	o.repeats[key]++
	o.panelNotes = nil
}

// firstSent is the first time that was sent, readable or not: a time that
// cannot be read is still shown.
func firstSent(times ...chart.Time) chart.Time { return cmp.Or(times...) }

func (o *observationRun) flush() {
	if o.pending != nil {
		o.add(o.at, o.pending)
		o.pending = nil
	}
}

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
