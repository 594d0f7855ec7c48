package guard

import (
	"slices"
	"strings"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
)

// The marks of what a freeze holds back, and of what came in spite of it.
const (
	MarkNew     = "NEW SINCE THE LAST GOOD - NOT CONFIRMED"
	MarkRemoved = "HELD BACK: sent as removed since - CONFIRM BEFORE USE"
	MarkChanged = "HELD BACK: a change sent since - CONFIRM BEFORE USE"
	MarkDamaged = "CONFIRM BEFORE USE allergies, medicines and whereabouts: something was HELD BACK, and what it was is lost"
	MarkLeft    = "HELD BACK: sent as discharged or canceled since - MAY STILL BE HERE"
)

// Shown is the chart that is shown of these facts while sections are frozen; now
// is the chart of all of them.
func Shown(facts []*fact.Fact, now *chart.Chart, frozen []*Freeze) *chart.Chart {
	if !slices.ContainsFunc(frozen, func(f *Freeze) bool { return !f.Damaged }) {
		return now
	}
	return Show(now, chart.Fold(Good(facts, frozen)), frozen)
}

// Good are the facts of a frozen section up to its last good, and all others.
func Good(facts []*fact.Fact, frozen []*Freeze) []*fact.Fact {
	return slices.DeleteFunc(slices.Clone(facts), func(f *fact.Fact) bool {
		return slices.ContainsFunc(frozen, func(z *Freeze) bool {
			return f.Stamp.Arrival >= z.First && f.Body.About() == z.Section
		})
	})
}

// Show is what of a chart is shown while sections are frozen: now is the chart
// of all facts, good that of the [Good] ones. Neither is changed.
func Show(now, good *chart.Chart, frozen []*Freeze) *chart.Chart {
	shown := *now
	for _, f := range frozen {
		switch f.Section {
		case fact.SectionAllergies:
			shown.Allergies, shown.Denials = showAllergies(now.Allergies, good.Allergies), good.Denials
		case fact.SectionMedications:
			shown.Medications = showOrders(now.Medications, good.Medications)
		case fact.SectionCensus:
			if now.Current() == nil && good.Current() != nil {
				shown.Visits = good.Visits
			}
		}
	}
	return &shown
}

// HeldBack counts what a freeze holds back on a chart that is shown.
func HeldBack(now, shown *chart.Chart) int {
	held := 0
	back := func(mark string) bool { return strings.HasPrefix(mark, "HELD BACK") }
	for i := range shown.Allergies {
		if slices.ContainsFunc(shown.Allergies[i].Marks, back) {
			held++
		}
	}
	for i := range shown.Medications {
		if slices.ContainsFunc(shown.Medications[i].Marks, back) {
			held++
		}
	}
	if Left(now, shown) {
		held++
	}
	return held
}

// Left reports whether a patient is shown in the house though the newest
// messages say otherwise.
func Left(now, shown *chart.Chart) bool { return now.Current() == nil && shown.Current() != nil }

// showAllergies unites: the last good, each marked that was altered since, and
// what was added.
func showAllergies(now, good []chart.Allergy) []chart.Allergy {
	shown := slices.Clone(good)
	for i := range shown {
		a := &shown[i]
		if slices.ContainsFunc(now, func(n chart.Allergy) bool { return allergyItem(n) == allergyItem(*a) }) {
			continue
		}
		at := slices.IndexFunc(now, func(n chart.Allergy) bool { return sameAllergy(n, *a) })
		switch {
		case at < 0: // it goes by another name now
			a.Marks = append(slices.Clone(a.Marks), MarkChanged)
		case a.State == "removed" && now[at].State != "removed":
			*a = now[at] // listed again: that adds
			a.Marks = append(slices.Clone(a.Marks), MarkNew)
		case now[at].State == "removed":
			a.Marks = append(slices.Clone(a.Marks), MarkRemoved)
		default:
			a.Marks = append(slices.Clone(a.Marks), MarkChanged)
		}
	}
	for _, n := range now {
		if !slices.ContainsFunc(good, func(g chart.Allergy) bool { return sameAllergy(n, g) }) {
			n.Marks = append(slices.Clone(n.Marks), MarkNew)
			shown = append(shown, n)
		}
	}
	return shown
}

func sameAllergy(a, b chart.Allergy) bool {
	return a.Substance == b.Substance && a.Code == b.Code && a.System == b.System
}

// showOrders shows of each order the last good, and what was ordered since.
func showOrders(now, good []medication.Order) []medication.Order {
	shown := slices.Clone(good)
	for i := range shown {
		o := &shown[i]
		at := slices.IndexFunc(now, func(n medication.Order) bool { return sameOrder(n, *o) })
		if at >= 0 && orderItem(now[at]) != orderItem(*o) {
			words := MarkChanged
			if now[at].State.Ended() {
				words = "HELD BACK: sent as " + string(now[at].State) + " since - CONFIRM BEFORE USE"
			}
			o.Marks = append(slices.Clone(o.Marks), words)
		}
	}
	for _, n := range now {
		if !slices.ContainsFunc(good, func(g medication.Order) bool { return sameOrder(n, g) }) {
			n.Marks = append(slices.Clone(n.Marks), MarkNew)
			shown = append(shown, n)
		}
	}
	return shown
}

func sameOrder(a, b medication.Order) bool {
	return slices.ContainsFunc(a.Numbers, func(id fact.ID) bool { return slices.Contains(b.Numbers, id) })
}
