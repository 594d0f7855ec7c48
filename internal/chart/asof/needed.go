package asof

import (
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
)

// Taken is how many doses of an order were taken in the last day, as far as that
// is known (specification 5.3). Amounts are not added up: their units may differ.
type Taken struct {
	Doses int     `json:"doses"`
	UpTo  Instant `json:"up_to"`          // as of when the doses are known
	More  bool    `json:"more,omitempty"` // there may be more: something is unread, withheld, or not said to be of this order
}

// takenIn is how far back the doses are counted.
const takenIn = 24 * time.Hour

// inDay counts the doses of an order that is carried out if needed; nil for any
// other, and where nothing of the last day is known.
func (f framing) inDay(m *medication.Order) *Taken {
	st := f.coverage.Standing(fact.SectionAdministrations, f.now)
	since := f.now.Add(-takenIn)
	if !m.IfNeeded() || m.Setting == medication.Home || f.doubt != "" || len(st.Sources) == 0 || !st.AsOf.After(since) {
		return nil
	}
	taken := &Taken{UpTo: Instant{st.AsOf}, More: !readsDoses(f.chart) || len(st.Partly) > 0 || medication.HasLooseDose(f.chart.Medications, f.chart.Doses, m)}
	for _, o := range append(replacedBy(f.chart, m), m) {
		for _, d := range medication.DosesOf(f.chart.Doses, o) {
			taken.count(d, since, f.visible(d) != nil)
		}
	}
	return taken
}

// count adds a record of a dose that is later than since, as far as it can be told.
func (t *Taken) count(d *medication.Dose, since time.Time, visible bool) {
	switch {
	case d.Status == medication.DoseReversed, d.At.Known() && !d.At.At.Add(d.At.Span()).After(since):
	case !visible, !d.At.Known(), d.Status == medication.DoseNotStated, d.Status == medication.DoseUnclassified:
		t.More = true
	case d.Status.Took():
		t.Doses++
	}
}
