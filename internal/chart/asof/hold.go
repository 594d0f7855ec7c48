package asof

import (
	"time"

	"redoutlet/internal/chart/fact"
)

// Hold says that a section is shown as it last was before too much of it
// vanished or changed at once (specification 5.0, hazard H-067).
type Hold struct {
	Freeze   string       `json:"freeze"`
	Section  fact.Section `json:"section"`
	Hospital bool         `json:"hospital"` // of the whole hospital, else of one unit
	Unit     string       `json:"unit"`
	LastGood Instant      `json:"last_good"` // up to here the section is shown
	Lost     int          `json:"lost"`
	Of       int          `json:"of"`
	Minutes  int          `json:"minutes"`           // within which it was lost
	Kept     bool         `json:"kept"`              // a person has decided to keep the last good
	Damaged  bool         `json:"damaged,omitempty"` // what was held is lost, and of no section that is known
}

// Hold marks the sections that are frozen, and keeps their as-of at the last
// good: what has been heard since is not shown as it was sent.
func (v *View) Hold(holds []Hold, now time.Time) {
	for i := range holds {
		h := &holds[i]
		switch h.Section {
		case fact.SectionAllergies:
			v.Allergies.hold(h, now)
		case fact.SectionMedications:
			v.Medications.hold(h, now)
		case fact.SectionCensus:
			v.Census.hold(h, now)
		default:
			continue
		}
		if h.LastGood.Before(v.Oldest.Time) {
			v.Oldest = h.LastGood
		}
	}
}

// hold keeps the oldest of several last goods.
func (l *List[T]) hold(h *Hold, now time.Time) {
	if l.Held == nil || h.LastGood.Before(l.Held.LastGood.Time) {
		l.Held = h
	}
	if h.LastGood.Before(l.AsOf.Time) {
		l.AsOf = h.LastGood
		l.Freshness = FreshnessAt(l.Section, l.AsOf.Time, now)
	}
}
