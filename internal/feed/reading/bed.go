package reading

import (
	"redoutlet/internal/chart/bed"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// beds reads what a message says of beds by themselves (A20): each NPU segment
// names a bed and its state. Half a message is not taken.
func (r *message) beds() {
	for row, s := range r.msg.Segments() {
		if s.Name() != "NPU" {
			continue
		}
		report, problem := r.bed(s, row)
		if problem != "" {
			r.quarantine(problem)
			return
		}
		r.Beds = append(r.Beds, report)
	}
	if len(r.Beds) == 0 {
		r.quarantine("The event says in what state a bed is, and no NPU segment says which. Nothing was changed.")
	}
}

// bed reads one NPU segment, or says why it cannot be read.
func (r *message) bed(npu hl7.Segment, row int) (report bed.Report, problem string) {
	at := field.Place(npu.Field(1))
	state := npu.Field(2)
	said := field.Coded(state.Rep(0))
	switch {
	case at.Room == "" && at.Bed == "":
		return report, "An NPU segment that names no bed. Nothing was changed."
	case !state.IsNull() && said.IsZero():
		return report, "An NPU segment names a bed, and not in what state it is. Nothing was changed."
	case state.IsNull():
		said = fact.Coded{}
	}
	when := field.FirstTime(r.event, r.sent, r.received)
	return bed.Report{
		Place: at, Said: said, From: r.recorded(when),
		Stamp: fact.Stamp{At: when, Header: r.sent, Sequence: r.seq, Control: r.control, Arrival: r.arrival, Row: row},
	}, ""
}
