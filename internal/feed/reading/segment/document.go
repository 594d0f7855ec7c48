package segment

import (
	"strings"

	"redoutlet/internal/chart/document"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// DocumentAct is what a document event (MDM) does, if there is such an event.
func DocumentAct(event string) (document.Act, bool) {
	act, ok := map[string]document.Act{
		"T01": document.Write, "T02": document.Write, "T03": document.Status, "T04": document.Status,
		"T05": document.Append, "T06": document.Append, "T07": document.Edit, "T08": document.Edit,
		"T09": document.Replace, "T10": document.Replace, "T11": document.Cancel,
	}[event]
	return act, ok
}

// Document reads a TXA, and its text from the OBX among the segments below it.
func Document(txa hl7.Segment, segments []hl7.Segment, clock *field.Clock) *document.Note {
	return &document.Note{
		Type: field.Coded(txa.Field(2).Rep(0)), Activity: clock.Time(txa.Field(4)), Provider: field.Doctor(txa.Field(5).Rep(0)),
		Originated: clock.Time(txa.Field(6)), Edited: clock.Time(txa.Field(8)), Author: field.Doctor(txa.Field(9).Rep(0)),
		Number: field.Entity(txa.Field(12).Rep(0)), Parent: field.Entity(txa.Field(13).Rep(0)),
		Orders: fact.Numbers{Placer: field.Entity(txa.Field(14).Rep(0)), Filler: field.Entity(txa.Field(15).Rep(0))},
		File:   txa.Field(16).Text(), Completion: field.Code(txa.Field(17)), Confidential: field.Code(txa.Field(18)),
		Availability: field.Code(txa.Field(19)), Reason: txa.Field(21).Text(), Signatures: signatures(txa.Field(22), clock),
		Text: documentText(segments),
	}
}

// signatures reads TXA-22 (PPN): who signed, and when.
func signatures(f hl7.Field, clock *field.Clock) []document.Signature {
	var all []document.Signature
	for i := range f.Reps() {
		s := document.Signature{By: field.Doctor(f.Rep(i)), At: clock.TimeOf(f.Rep(i).Component(15).Sub(1))}
		if s.By != "" || !s.At.IsZero() {
			all = append(all, s)
		}
	}
	return all
}

// documentText reads the OBX below a TXA, under the heading that OBX-3 gives:
// a row to a line, every line as sent.
func documentText(segments []hl7.Segment) []document.Part {
	var parts []document.Part
	below := false
	for _, s := range segments {
		below = below || s.Name() == "TXA"
		if !below || s.Name() != "OBX" {
			continue
		}
		text, _ := field.Observation(s)
		title := field.Words(s.Field(3).Rep(0))
		if n := len(parts) - 1; n >= 0 && parts[n].Title == title {
			parts[n].Text += "\n" + text
			continue
		}
		parts = append(parts, document.Part{Title: title, Text: text})
	}
	return withText(parts)
}

// withText leaves out headings under which nothing was sent.
func withText(parts []document.Part) []document.Part {
	var kept []document.Part
	for _, p := range parts {
		if strings.TrimSpace(p.Text) != "" {
			kept = append(kept, p)
		}
	}
	return kept
}
