package request

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/order"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// timing reads when an order is to be carried out: from TQ1, or from the timing
// fields that came before it (TQ: in RXE-1 or OBR-27, else in ORC-7). The words
// are the sender's; nothing is decoded.
func (m *Message) timing(g orderGroup, older hl7.Field) order.Timing {
	var steps []order.Step
	var raw []string
	for _, tq1 := range g.all("TQ1") {
		steps = append(steps, m.stepOfTQ1(tq1))
		raw = append(raw, string(tq1.Raw()))
	}
	if len(raw) > 0 {
		return order.TimingOf(strings.Join(raw, "\n"), steps)
	}
	if older.IsEmpty() {
		older = g.orc.Field(7)
	}
	for i := range older.Reps() {
		steps = append(steps, m.stepOfTQ(older.Rep(i)))
	}
	return order.TimingOf(string(older.Raw()), steps)
}

func (m *Message) stepOfTQ1(tq1 hl7.Segment) order.Step {
	return order.Step{
		Amount: field.Quantity(tq1.Field(2).Rep(0)), Repeat: field.List(patterns(tq1.Field(3))), Times: field.List(field.All(tq1.Field(4))),
		Offset: field.Quantities(tq1.Field(5)), Duration: field.Quantities(tq1.Field(6)),
		Start: m.time(tq1.Field(7)), Stop: m.time(tq1.Field(8)), Priority: field.List(field.All(tq1.Field(9))),
		Condition: field.Present(tq1.Field(10)), Text: field.Present(tq1.Field(11)), Join: conjunction(field.Present(tq1.Field(12))),
		Lasts: field.Quantity(tq1.Field(13).Rep(0)), Total: field.Present(tq1.Field(14)),
	}
}

func (m *Message) stepOfTQ(v hl7.Value) order.Step {
	return order.Step{
		Amount: field.Pair(v.Sub(1), v.Sub(2)), Repeat: v.Component(2).Sub(1).Text(), Times: v.Component(2).Sub(2).Text(),
		Duration: v.Component(3).Text(), Start: m.Time(v.Component(4)), Stop: m.Time(v.Component(5)),
		Priority: v.Component(6).Text(), Condition: v.Component(7).Text(), Text: v.Component(8).Text(),
		Join: conjunction(v.Component(9).Text()), Lasts: field.Pair(v.Component(11).Sub(1), v.Component(11).Sub(2)), Total: v.Component(12).Text(),
	}
}

// conjunction says how the next step follows (HL7 table 0472). A code that is
// not in the table stands as sent.
func conjunction(code string) string {
	switch code {
	case "S":
		return "then"
	case "A":
		return "and"
	case "C":
		return "until the time that follows"
	}
	return code
}

// patterns reads repeat patterns (RPT) in the sender's words.
func patterns(f hl7.Field) []string {
	var all []string
	for i := range f.Reps() {
		all = append(all, field.Sent(pattern(f.Rep(i)))...)
	}
	return all
}

// pattern reads one: a code with words of its own below it, a code aligned to
// the calendar, or, as many send it, a code and words side by side.
func pattern(v hl7.Value) string {
	if text := v.Sub(2).Text(); text != "" {
		return text
	}
	switch v.Component(2).Text() {
	case "DY", "DW", "HD", "MH", "MY", "NH", "SM", "WY": // HL7 table 0527
		return field.Rest(v)
	}
	return cmp.Or(field.Words(v), field.Rest(v))
}
