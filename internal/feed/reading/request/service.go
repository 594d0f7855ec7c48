package request

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// service reads an order for anything but a medicine: a test, a diet, blood, an
// article, a measure.
func (r *reader) service(g orderGroup) {
	obr := g.first("OBR")
	note := &order.Note{
		Act:    r.act(g.orc),
		Placer: cmp.Or(field.Entity(obr.Field(2).Rep(0)), field.Entity(g.orc.Field(2).Rep(0))),
		Filler: cmp.Or(field.Entity(obr.Field(3).Rep(0)), field.Entity(g.orc.Field(3).Rep(0))),
		Parent: parent(g.orc),
	}
	note.Content = r.content(g, obr)
	if note.Content.Service.IsZero() && len(note.Content.Lines) == 0 {
		r.unread(fact.SectionOrders, "An order that does not say what is ordered.")
	}
	r.add(r.time(g.orc.Field(9)), note)
}

func (r *reader) content(g orderGroup, obr hl7.Segment) *order.Content {
	c := &order.Content{
		Service: field.Coded(obr.Field(4).Rep(0)), Modifiers: field.List(field.All(obr.Field(45))), Danger: field.Words(obr.Field(12).Rep(0)),
		Reasons: append(field.All(obr.Field(31)), field.Sent(field.Present(obr.Field(13)))...),
		Orderer: cmp.Or(field.Doctor(g.orc.Field(12).Rep(0)), field.Doctor(obr.Field(16).Rep(0))), Visit: r.Visit, EnteredBy: field.Doctor(g.orc.Field(10).Rep(0)),
		Report: strings.ToUpper(field.Present(obr.Field(25))), Timing: r.timing(g, obr.Field(27)),
	}
	r.specimen(c, g, obr)
	for _, s := range g.segments {
		r.body(c, s)
	}
	c.Start = cmp.Or(c.Start, r.time(obr.Field(36)), r.time(obr.Field(6)))
	c.Kind = r.orderKind(c, obr)
	return c
}

// specimen reads what was taken and when. OBR-7 of an order is sent both for
// the time of collection and for the time that is planned: one later than the
// message is a plan.
func (m *Message) specimen(c *order.Content, g orderGroup, obr hl7.Segment) {
	var taken []string
	for _, spm := range g.all("SPM") {
		taken = append(taken, field.Sent(strings.Join(field.Sent(field.Words(spm.Field(4).Rep(0)), field.Words(spm.Field(8).Rep(0))), " "))...)
		c.Collected = cmp.Or(c.Collected, m.Time(spm.Field(17).Component(1)))
		c.Received = cmp.Or(c.Received, m.time(spm.Field(18)))
	}
	c.Specimen = cmp.Or(field.List(taken), field.Words(obr.Field(15).Rep(0)))
	c.Received = cmp.Or(c.Received, m.time(obr.Field(14)))
	at := m.time(obr.Field(7))
	switch {
	case !at.Known():
	case m.Sent.Known() && at.SurelyAfter(m.Sent):
		c.Start = cmp.Or(c.Start, at)
	default:
		c.Collected = cmp.Or(c.Collected, at)
	}
}

// body reads one segment below the ORC into the order's lines and notes.
func (r *reader) body(c *order.Content, s hl7.Segment) {
	line := func(parts ...string) {
		c.Lines = append(c.Lines, field.Sent(strings.Join(field.Sent(parts...), " "))...)
	}
	switch s.Name() {
	case "NTE":
		c.Notes = append(c.Notes, field.NoteLines(s)...)
	case "OBX": // what the sender asked when the order was placed
		value, _ := r.Value(s)
		line(field.Words(s.Field(3).Rep(0))+":", value, field.Unit(s.Field(6)))
	case "DG1":
		c.Reasons = append(c.Reasons, field.Sent(cmp.Or(field.Words(s.Field(3).Rep(0)), field.Present(s.Field(4))))...)
	case "ODS":
		c.Service = cmp.Or(c.Service, field.Coded(s.Field(3).Rep(0)))
		line(dietKind(field.Present(s.Field(1))), field.List(field.All(s.Field(2))), field.List(field.All(s.Field(3))), field.List(field.All(s.Field(4))))
	case "ODT":
		c.Service = cmp.Or(c.Service, field.Coded(s.Field(1).Rep(0)))
		line("tray", field.List(field.All(s.Field(1))), field.List(field.All(s.Field(2))), field.Present(s.Field(3)))
	case "BPO":
		c.Service = cmp.Or(c.Service, field.Coded(s.Field(2).Rep(0)))
		c.Amount = cmp.Or(c.Amount, strings.Join(field.Sent(field.Present(s.Field(4)), field.Amount(s.Field(5), s.Field(6))), ", "))
		c.Start = cmp.Or(c.Start, r.time(s.Field(7)), r.time(s.Field(10)))
		c.Reasons = append(c.Reasons, field.All(s.Field(13))...)
		line(field.List(field.All(s.Field(3))))
	case "BPX", "BTX":
		line(unitOfBlood(s)...)
	case "RQD":
		c.Service = cmp.Or(c.Service, field.Coded(s.Field(2).Rep(0)), field.Coded(s.Field(3).Rep(0)), field.Coded(s.Field(4).Rep(0)))
		c.Amount = cmp.Or(c.Amount, field.Amount(s.Field(5), s.Field(6)))
		c.Start = cmp.Or(c.Start, r.time(s.Field(10)))
	}
}

// dietKind says HL7 table 0159 in words; another code stands as sent.
func dietKind(code string) string {
	switch code {
	case "D":
		return "diet"
	case "S":
		return "supplement"
	case "P":
		return "preference"
	}
	return code
}

// unitOfBlood writes what became of one unit (BPX, BTX): its number, component
// and status, as sent.
func unitOfBlood(s hl7.Segment) []string {
	if s.Name() == "BTX" {
		return []string{"unit", s.Field(2).Component(1).Text(), field.Words(s.Field(3).Rep(0)), field.Words(s.Field(11).Rep(0)), s.Field(13).Text()}
	}
	return []string{"unit", s.Field(5).Component(1).Text(), field.Words(s.Field(6).Rep(0)), field.Words(s.Field(2).Rep(0)), s.Field(4).Text()}
}

// orderKind is what the order is for: by what the site declares of its code,
// else by the kind of message and the department it goes to.
func (m *Message) orderKind(c *order.Content, obr hl7.Segment) order.Kind {
	if kind, ok := m.Rules.kindOf(c.Service); ok {
		return kind
	}
	switch m.Type {
	case "OML", "ORL":
		return order.Laboratory
	case "OMI", "ORI":
		return order.Imaging
	case "OMD", "ORD":
		return order.Diet
	case "OMB", "ORB", "BPS", "BTS", "BRP", "BRT":
		return order.Blood
	case "OMS", "OMN", "ORS", "ORN":
		return order.Supply
	}
	return department(field.Present(obr.Field(24)))
}

// department is what a diagnostic service section does (HL7 table 0074).
func department(section string) order.Kind {
	switch strings.ToUpper(section) {
	case "LAB", "BG", "CH", "CP", "GE", "HM", "IMM", "MB", "MCB", "MYC", "OSL", "SR", "SP", "TX", "VR", "CG", "PAT":
		return order.Laboratory
	case "RAD", "CT", "NMR", "NMS", "RUS", "RX", "XRC", "VUS", "OUS", "CUS", "IMG", "MRI", "US", "NUC":
		return order.Imaging
	case "BLB":
		return order.Blood
	case "NRS", "NUR":
		return order.Nursing
	case "ICU":
		return order.Monitoring
	case "RC", "PF":
		return order.Respiratory
	case "OT", "PT":
		return order.Activity
	case "PHY":
		return order.Consult
	case "CTH", "EC", "EN", "SUR":
		return order.Procedure
	}
	return order.Other
}
