package bedside

import (
	"cmp"
	"strings"
	"time"

	"redoutlet/internal/chart"
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

// medicine is one order: the line, its state and its last dose.
type medicine struct {
	Drug      string
	Parts     []part
	State     string // "" for one that is plainly active: Below says so
	Marks     []mark
	Pump      string
	Last      *dose
	LastWords string
	Latest    *dose // a newer record that is not a dose taken: refused, not given
	Below     []string
	From      *chart.From
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

func (s sheet) medicines(v *chart.View) medicineSection {
	given := v.Administrations
	sec := medicineSection{
		section: newSection(s, v.Medications, "Medicines"),
		Given:   ui.NewKnown(given.Sources, given.AsOf.Time, given.Freshness, s.now, s.zone),
	}
	if len(given.Sources) == 0 || given.Freshness == chart.Stale || given.Freshness == chart.NeverHeard {
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
func stoppedAt(m *chart.MedicationLine) chart.Time {
	if m.State.Ended() {
		return m.Since
	}
	return m.Stop
}

func (s sheet) medicine(m *chart.MedicationLine) medicine {
	line := medicine{
		Drug: cmp.Or(m.Drug, "drug "+notation.NotRecorded), Parts: medicineParts(m),
		State: s.stateWords(m), LastWords: m.LastWords, From: m.From, Below: s.orderDetails(m),
	}
	line.Marks = s.marks(m.Marks)
	if line.State == string(chart.OrderActive) {
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
func (s sheet) stateWords(m *chart.MedicationLine) string {
	words := cmp.Or(m.Shown, string(m.State), wordsUnclassified)
	switch {
	case words == "STOP TIME PASSED":
		words += " " + s.when(m.Stop)
	case m.State == chart.OrderHeld && !m.Since.IsZero():
		words += " since " + s.when(m.Since)
	case m.State != chart.OrderActive && !m.Since.IsZero():
		words += " " + s.when(m.Since)
	}
	switch {
	case m.Reason != "":
		words += ": " + m.Reason
	case m.State == chart.OrderHeld:
		words += ": reason " + notation.NotRecorded
	}
	return words
}

// medicineParts are the attributes in the order of the medicine line: strength,
// form, dose, rate, route, frequency, and what the sender adds (CUI MEDi-001).
func medicineParts(m *chart.MedicationLine) []part {
	var parts []part
	add := func(label, text string, strong bool) {
		if text != "" {
			parts = append(parts, part{label, text, strong})
		}
	}
	add("", m.Strength, false)
	add("", m.Form, false)
	if m.Dose == "" {
		add("DOSE", notation.NotRecorded, true)
	} else {
		add("DOSE", strings.TrimSpace(m.Dose+" "+m.DoseUnit), true)
	}
	add("rate", m.Rate, true)
	add("", cmp.Or(m.Route, "route "+notation.NotRecorded), false)
	add("", m.Site, false)
	add("", m.Method, false)
	add("", cmp.Or(m.Frequency, "frequency "+notation.NotRecorded), false)
	if m.Frequency == "" { // words say it better than the field; the message shows it as sent
		add("timing as sent", m.Timing, false)
	}
	add("if needed:", m.AsNeeded, false)
	add("priority", m.Priority, false)
	for _, c := range m.Sig.Parts {
		add("with", c, false)
	}
	add("", m.Directions, false)
	for _, note := range m.Notes {
		add("note:", note, false)
	}
	return parts
}

// orderDetails are the sentences below the line.
func (s sheet) orderDetails(m *chart.MedicationLine) []string {
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
