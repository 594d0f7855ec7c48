package kardex

import (
	"cmp"
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/notation"
	"redoutlet/internal/wording"
	"redoutlet/internal/wording/pen"
)

// MedicineSection is every medication order, by what is to be done with it.
type MedicineSection struct {
	pen.Section
	Given      wording.Known // how the last doses are known
	OrdersOnly string        // the words where no administrations can be relied on (hazard H-040)
	Groups     []MedicineGroup
	Older      []Medicine // stopped earlier than a day ago
	OlderTitle string
	Loose      []Supply // under no order that is known
}

// MedicineGroup is some orders under a heading.
type MedicineGroup struct {
	Title     string
	Class     string
	Medicines []Medicine
}

// Medicine is one order: what and how much in two lines that the eye can run
// down, then what else the sender says, its state and its last dose.
type Medicine struct {
	Drug      string
	HighAlert string     // the words HIGH ALERT, and what in the site's list it matches
	Kind      []pen.Part // strength and form, beside the drug
	Sig       []pen.Part // dose, rate, route, frequency: the second line
	Steps     []Step     // where the timing has several
	Due       []string   // times of day that were sent for a single step, as 0900; none of what is given if needed, held or over
	More      []pen.Part
	State     string // "" for one that is plainly active: Below says so
	Marks     []pen.Mark
	Pump      string
	Last      *Dose
	LastUnder string // the number of the order that this one replaced, where Last stands under that
	LastWords string
	InDay     string // how many doses were taken in the last day, of what is given if needed
	Latest    *Dose  // a newer record that is not a dose taken: refused, not given
	Supplies  []Supply
	Below     []string
	From      *fact.From
}

// stoppedShown is how long a stopped order stands among the current ones.
const stoppedShown = 24 * time.Hour

// Medicines writes the medication orders.
func (w Writer) Medicines(v *asof.View) MedicineSection {
	given := v.Administrations
	sec := MedicineSection{
		Section: pen.NewSection(w.Pen, v.Medications, "Medicines"),
		Given:   wording.NewKnown(given.Standing(), w.Now, w.Zone),
	}
	if len(given.Sources) == 0 || !given.Freshness.Current() {
		sec.OrdersOnly = w.orderListOnly(given)
	}
	groups := medicineGroups()
	for i := range v.Medications.Items {
		m := &v.Medications.Items[i]
		at := medicineGroupOf(m)
		if at == stoppedMedicines && !w.Within(stoppedAt(m), stoppedShown) {
			sec.Older = append(sec.Older, w.medicine(m))
			continue
		}
		groups[at].Medicines = append(groups[at].Medicines, w.medicine(m))
	}
	for _, g := range groups {
		if len(g.Medicines) > 0 {
			g.Title += " (" + notation.Number(int64(len(g.Medicines))) + ")"
			sec.Groups = append(sec.Groups, g)
		}
	}
	for i := range v.Loose {
		sec.Loose = append(sec.Loose, w.supply(&v.Loose[i]))
	}
	sec.OlderTitle = notation.Count(int64(len(sec.Older)), "order stopped earlier", "orders stopped earlier")
	return sec
}

// orderListOnly heads orders whose doses are not known up to now, and says up to
// when those that stand below are known.
func (w Writer) orderListOnly(given asof.List[medication.Dose]) string {
	if given.AsOf.IsZero() || len(given.Items) == 0 {
		return wordsOrderListOnly
	}
	return wordsOrderListOnly + " SINCE " + notation.Stamp(given.AsOf.Time, w.Zone)
}

// stoppedAt is when an order ended: by an act, or because its time passed.
func stoppedAt(m *asof.MedicationLine) fact.Time {
	if m.State.Ended() {
		return m.Since
	}
	return m.Stop
}

func (w Writer) medicine(m *asof.MedicationLine) Medicine {
	line := Medicine{
		Drug: cmp.Or(m.Drug, "drug "+notation.NotRecorded), Kind: kindParts(m), Sig: sigParts(m), More: moreParts(m),
		State: w.stateWords(m), LastWords: m.LastWords, From: m.From, Below: w.orderDetails(m),
	}
	line.Marks, line.InDay = w.Marks(m.Marks), w.inDay(m.InDay)
	if line.State == string(order.Active) {
		line.State, line.Below = "", append([]string{line.State}, line.Below...)
	}
	line.Pump = pumpWords(m)
	line.Steps = w.steps(m.Steps)
	if m.State == order.Active && !m.Over() {
		line.Due = due(&m.Timing)
	}
	if m.HighAlert != "" {
		line.HighAlert = wordsHighAlert + " (" + m.HighAlert + ")"
	}
	if m.State == order.Held && m.Since.Known() && !w.Within(m.Since, holdReviewed) {
		line.Marks = append(line.Marks, pen.Mark{Words: wordsLongHold, Class: "warn"})
	}
	for _, one := range []*medication.Supply{m.Dispensed, m.Instructed} {
		if one != nil {
			line.Supplies = append(line.Supplies, w.supply(one))
		}
	}
	if m.LastGiven != nil {
		d := w.dose(m.LastGiven)
		line.Last, line.LastWords = &d, ""
		if len(m.LastUnder) > 0 {
			line.LastUnder = m.LastUnder[0].Value
		}
	}
	if m.Latest != nil {
		d := w.dose(m.Latest)
		line.Latest = &d
	}
	if line.Last == nil && m.LastWords == chart.WordsNeverGiven && !m.Start.IsZero() {
		line.LastWords += ", " + w.When(m.Start)
	}
	return line
}

// due are the times of day at which a medicine is given again and again, as they
// were sent. Nothing is derived from a frequency.
func due(t *order.Timing) []string {
	if len(t.Steps) != 1 || t.AsNeeded != "" {
		return nil
	}
	var times []string
	for _, sent := range strings.FieldsFunc(t.Steps[0].Times, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(sent) == 4 {
			times = append(times, sent)
		}
	}
	return times
}

// inDay says how many doses were taken in the last day, and up to when that is
// known.
func (w Writer) inDay(t *asof.Taken) string {
	if t == nil {
		return ""
	}
	words := notation.Count(int64(t.Doses), "dose", "doses") + " known to be given in the last 24 h, up to " + notation.Stamp(t.UpTo.Time, w.Zone)
	if t.More {
		words += ". " + wordsMoreDoses
	}
	return words
}

// stateWords is the order's state with its time and reason.
func (w Writer) stateWords(m *asof.MedicationLine) string {
	words := cmp.Or(m.Shown, string(m.State), wordsUnclassified)
	switch {
	case words == asof.ShownStopPassed:
		words += " " + w.When(m.Stop)
	case m.State == order.Held && !m.Since.IsZero():
		words += " since " + w.When(m.Since)
	case m.State != order.Active && !m.Since.IsZero():
		words += " " + w.When(m.Since)
	}
	switch {
	case m.State == order.Active: // a reason would be that of a hold which is over
	case m.Reason != "":
		words += ": " + m.Reason
	case m.State == order.Held:
		words += ": reason " + notation.NotRecorded
	}
	return words + w.effect(&m.Course, m.Start)
}

// effect says from when on the state holds where that was sent and is news. A
// stop or a hold that was written for later leaves doses due until then.
func (w Writer) effect(c *order.Course, start fact.Time) string {
	switch {
	case c.Postponed():
		return " - TAKES EFFECT " + w.When(c.Effective) + ", VERIFY"
	case c.Effective.IsZero(), c.Effective.Text == start.Text, c.Effective.Text == c.Since.Text:
		return ""
	}
	return ", effective " + w.When(c.Effective)
}

// The attributes of a medicine stand in the order strength, form, dose, rate,
// route, frequency, and what the sender adds (CUI MEDi-001).

// kindParts say what the drug comes as.
func kindParts(m *asof.MedicationLine) []pen.Part {
	var p pen.Parts
	p.Add("", m.Strength, false)
	p.Add("", m.Form, false)
	return p
}

// sigParts say how much, by which way, how often.
func sigParts(m *asof.MedicationLine) []pen.Part {
	var p pen.Parts
	switch {
	case m.Dose == "" && (len(m.Steps) > 1 || m.Rate != ""): // each step has its own, and a rate is one
	case m.Dose == "":
		p.Add("DOSE", notation.NotRecorded, true)
	default:
		p.Add("DOSE", strings.TrimSpace(m.Dose+" "+m.DoseUnit), true)
	}
	p.Add("ordered rate", m.Rate, true)
	p.Add("", cmp.Or(m.Route, "route "+notation.NotRecorded), false)
	p.Add("", m.Site, false)
	switch {
	case len(m.Steps) > 1:
		p.Add("", notation.Number(int64(len(m.Steps)))+" steps, in the order sent", true)
	case m.Frequency == "": // words say it better than the field; the message shows it as sent
		p.Add("", "frequency "+notation.NotRecorded, true)
		p.Add("timing as sent", m.AsSent, true)
	default:
		p.Add("", m.Frequency, true)
	}
	p.Add("if needed:", m.AsNeeded, true)
	if !quiet(&m.Timing) {
		p.Add("priority", notation.Priority(m.Priority), true)
	}
	return p
}

// routine is the priority that says nothing (HL7 table 0485).
const routine = "R"

// quiet reports whether the priority says nothing that is not said already: that
// it is routine, or PRN of what is given if needed.
func quiet(t *order.Timing) bool {
	return t.Priority == routine || strings.EqualFold(t.Priority, "PRN") && t.AsNeeded != ""
}

// moreParts are the rest of what the order says.
func moreParts(m *asof.MedicationLine) []pen.Part {
	var p pen.Parts
	p.Add("", m.Directions, false)
	p.Add("total in a day", m.TotalDaily, true)
	for _, note := range m.Notes {
		p.Add("note:", note, false)
	}
	p.Add("", m.Method, false)
	p.Add("device", m.Device, false)
	for _, c := range m.Sig.Parts {
		p.Add("with", c, false)
	}
	return p
}

// orderDetails are the sentences below the line.
func (w Writer) orderDetails(m *asof.MedicationLine) []string {
	var words []string
	add := func(label, text string) {
		if text != "" {
			words = append(words, label+text)
		}
	}
	add("For ", m.Indication)
	if m.Start.IsZero() {
		add("Start ", notation.NotRecorded)
	} else {
		add("Start ", w.When(m.Start))
	}
	if !m.Stop.IsZero() {
		add("Stop ", w.When(m.Stop))
	}
	if quiet(&m.Timing) {
		add("Priority ", notation.Priority(m.Priority))
	}
	add("Prescriber ", m.Prescriber)
	add("Verified by ", m.Verifier)
	for _, id := range m.Numbers {
		add("Order ", pen.NumberWords(id))
	}
	for _, id := range m.Replaces {
		add("Replaces order ", pen.NumberWords(id))
	}
	return words
}
