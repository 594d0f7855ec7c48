package bedside

import (
	"cmp"
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
)

// medicineSection is every medication order, by what is to be done with it.
type medicineSection struct {
	section
	Given      ui.Known // how the last doses are known
	OrdersOnly string   // the words where no administrations can be relied on (hazard H-040)
	Groups     []medicineGroup
	Older      []medicine // stopped earlier than a day ago
	OlderTitle string
}

type medicineGroup struct {
	Title     string
	Class     string
	Medicines []medicine
}

// medicine is one order: what and how much in two lines that the eye can run
// down, then what else the sender says, its state and its last dose.
type medicine struct {
	Drug      string
	Kind      []part // strength and form, beside the drug
	Sig       []part // dose, rate, route, frequency: the second line
	More      []part
	State     string // "" for one that is plainly active: Below says so
	Marks     []mark
	Pump      string
	Last      *dose
	LastWords string
	Latest    *dose // a newer record that is not a dose taken: refused, not given
	Below     []string
	From      *fact.From
}

// part is one attribute of a medicine line. The label is never parted from its
// value, nor the value from its unit.
type part struct {
	Label  string
	Text   string
	Strong bool
}

// stoppedShown is how long a stopped order stands among the current ones.
const stoppedShown = 24 * time.Hour

func (s medicineSheet) medicines(v *asof.View) medicineSection {
	given := v.Administrations
	sec := medicineSection{
		section: newSection(s.sheet, v.Medications, "Medicines"),
		Given:   ui.NewKnown(given.Standing(), s.now, s.zone),
	}
	if len(given.Sources) == 0 || !given.Freshness.Current() {
		sec.OrdersOnly = wordsOrderListOnly
	}
	groups := []medicineGroup{
		{Title: "Active", Class: "active"}, {Title: "Held", Class: "held"},
		{Title: "Stopped in the last 24 h", Class: "stopped"}, {Title: "Unread or unclassified", Class: "unread"},
	}
	for i := range v.Medications.Items {
		m := &v.Medications.Items[i]
		at := groupIndex(m.Group)
		if at == 2 && !s.within(stoppedAt(m), stoppedShown) {
			sec.Older = append(sec.Older, s.medicine(m))
			continue
		}
		groups[at].Medicines = append(groups[at].Medicines, s.medicine(m))
	}
	for _, g := range groups {
		if len(g.Medicines) > 0 {
			g.Title += " (" + notation.Number(int64(len(g.Medicines))) + ")"
			sec.Groups = append(sec.Groups, g)
		}
	}
	sec.OlderTitle = notation.Count(int64(len(sec.Older)), "order stopped earlier", "orders stopped earlier")
	return sec
}

func groupIndex(group string) int {
	switch group {
	case "active":
		return 0
	case "held":
		return 1
	case "stopped":
		return 2
	}
	return 3
}

// stoppedAt is when an order ended: by an act, or because its time passed.
func stoppedAt(m *asof.MedicationLine) fact.Time {
	if m.State.Ended() {
		return m.Since
	}
	return m.Stop
}

func (s medicineSheet) medicine(m *asof.MedicationLine) medicine {
	line := medicine{
		Drug: cmp.Or(m.Drug, "drug "+notation.NotRecorded), Kind: kindParts(m), Sig: sigParts(m), More: moreParts(m),
		State: s.stateWords(m), LastWords: m.LastWords, From: m.From, Below: s.orderDetails(m),
	}
	line.Marks = s.marks(m.Marks)
	if line.State == string(medication.OrderActive) {
		line.State, line.Below = "", append([]string{line.State}, line.Below...)
	}
	if m.Rate != "" {
		line.Pump = wordsReadThePump
	}
	if m.LastGiven != nil {
		d := s.dose(m.LastGiven)
		line.Last, line.LastWords = &d, ""
	}
	if m.Latest != nil {
		d := s.dose(m.Latest)
		line.Latest = &d
	}
	if line.Last == nil && m.LastWords == chart.WordsNeverGiven && !m.Start.IsZero() {
		line.LastWords += ", " + s.when(m.Start)
	}
	return line
}

// stateWords is the order's state with its time and reason.
func (s medicineSheet) stateWords(m *asof.MedicationLine) string {
	words := cmp.Or(m.Shown, string(m.State), wordsUnclassified)
	switch {
	case words == "STOP TIME PASSED":
		words += " " + s.when(m.Stop)
	case m.State == medication.OrderHeld && !m.Since.IsZero():
		words += " since " + s.when(m.Since)
	case m.State != medication.OrderActive && !m.Since.IsZero():
		words += " " + s.when(m.Since)
	}
	switch {
	case m.State == medication.OrderActive: // a reason would be that of a hold which is over
	case m.Reason != "":
		words += ": " + m.Reason
	case m.State == medication.OrderHeld:
		words += ": reason " + notation.NotRecorded
	}
	return words
}

// parts collects the attributes of a medicine line; one without text is not
// there.
type parts []part

func (p *parts) add(label, text string, strong bool) {
	if text != "" {
		*p = append(*p, part{label, text, strong})
	}
}

// The attributes of a medicine stand in the order strength, form, dose, rate,
// route, frequency, and what the sender adds (CUI MEDi-001).

// kindParts say what the drug comes as.
func kindParts(m *asof.MedicationLine) []part {
	var p parts
	p.add("", m.Strength, false)
	p.add("", m.Form, false)
	return p
}

// sigParts say how much, by which way, how often.
func sigParts(m *asof.MedicationLine) []part {
	var p parts
	if m.Dose == "" {
		p.add("DOSE", notation.NotRecorded, true)
	} else {
		p.add("DOSE", strings.TrimSpace(m.Dose+" "+m.DoseUnit), true)
	}
	p.add("rate", m.Rate, true)
	p.add("", cmp.Or(m.Route, "route "+notation.NotRecorded), false)
	p.add("", m.Site, false)
	p.add("", cmp.Or(m.Frequency, "frequency "+notation.NotRecorded), true)
	if m.Frequency == "" { // words say it better than the field; the message shows it as sent
		p.add("timing as sent", m.Timing, true)
	}
	p.add("if needed:", m.AsNeeded, true)
	if m.Priority != routine {
		p.add("priority", m.Priority, true)
	}
	return p
}

// routine is the priority that says nothing (HL7 table 0485).
const routine = "R"

// moreParts are the rest of what the order says.
func moreParts(m *asof.MedicationLine) []part {
	var p parts
	p.add("", m.Directions, false)
	for _, note := range m.Notes {
		p.add("note:", note, false)
	}
	p.add("", m.Method, false)
	for _, c := range m.Sig.Parts {
		p.add("with", c, false)
	}
	return p
}

// orderDetails are the sentences below the line.
func (s medicineSheet) orderDetails(m *asof.MedicationLine) []string {
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
		add("Start ", s.when(m.Start))
	}
	if !m.Stop.IsZero() {
		add("Stop ", s.when(m.Stop))
	}
	if m.Priority == routine {
		add("Priority ", m.Priority)
	}
	add("Prescriber ", m.Prescriber)
	add("Verified by ", m.Verifier)
	for _, id := range m.Numbers {
		add("Order ", numberWords(id))
	}
	for _, id := range m.Replaces {
		add("Replaces order ", numberWords(id))
	}
	return words
}
