package test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/sim"
	"redoutlet/internal/sim/clinic"
	"redoutlet/internal/sim/engine"
	"redoutlet/internal/sim/fault"
)

// TestDaysOfTheHospitalAreChartedAsTheyWere lets the hospital of the demo and the
// clinic beside it live for ten days, or as many as REDOUTLET_DAYS says, with
// faults that lose nothing. What is
// quarantined in it was made by a fault, and at the end the charts say what the
// hospital itself knows: who lies in which bed, what each is allergic to, which
// medicines are ordered, and when each was given last. The hospital keeps that
// apart from its messages, so that it is no echo of how they are read.
func TestDaysOfTheHospitalAreChartedAsTheyWere(t *testing.T) {
	start := time.Date(2026, time.March, 2, 2, 0, 0, 0, time.FixedZone("", -5*60*60))
	hospital := sim.New(30, start, sim.Options{Busy: 0.25, Patients: 20})
	office := clinic.New(30, start, sim.Options{})
	n := count(t, "REDOUTLET_DAYS", 10)
	days := withFaults(t, engine.Together(hospital, office)).Until(start.AddDate(0, 0, n))
	begun := time.Now()
	keepBook(t, days, func(book *feed.Book) {
		t.Logf("%d messages of %d days, kept and charted in %.1f s", len(days), n, time.Since(begun).Seconds())
		planned := map[string]bool{}
		for _, m := range days {
			planned[string(m.Body)] = planned[string(m.Body)] || m.Fault != ""
		}
		for reason, n := range unplanned(t, book, planned) {
			t.Errorf("%d messages are quarantined without a fault: %s", n, reason)
		}
		compareTruth(t, book, hospital.Patients())
	})
}

// withFaults puts faults on the first nine days that disturb them and lose
// nothing.
func withFaults(t *testing.T, f fault.Feed) fault.Feed {
	t.Helper()
	for i, words := range []string{
		"pause:pharmacy:30h:3h", "duplicate:registration:50h:4h", "reorder:flowsheet:75h:6h", "truncate:laboratory:90h:8h",
		"letters:documents:115h:12h", "clock:laboratory:140h:10h:-3h", "reorder:registration:180h:6h", "duplicate:clinic:200h:12h",
	} {
		p, err := fault.Parse(words)
		must(t, err)
		f = p.Befall(f, uint64(i))
	}
	return f
}

// unplanned counts, by kind and reason, what is quarantined and was not made so
// by a fault. What this version does not chart at all is no part of it.
func unplanned(t *testing.T, book *feed.Book, planned map[string]bool) map[string]int {
	t.Helper()
	count := map[string]int{}
	bad := 0
	for before := int64(1 << 62); ; {
		page, err := book.Quarantined(t.Context(), before, 500)
		must(t, err)
		for _, m := range page {
			before = m.Number
			kind, event, _ := strings.Cut(m.Kind, "^")
			switch {
			case planned[string(m.Passages.Raw())]:
				bad++
			case reading.Understands(kind, event):
				count[m.Kind+": "+m.Reason]++
			}
		}
		if len(page) == 0 {
			break
		}
	}
	t.Logf("%d messages are quarantined that a fault has made", bad)
	if bad == 0 {
		t.Error("no fault shows: the test sees nothing")
	}
	return count
}

// compareTruth compares the charts with what the hospital knows.
func compareTruth(t *testing.T, book *feed.Book, truth []sim.Patient) {
	t.Helper()
	here := 0
	for _, s := range book.Lines() {
		if s.Line.InHouse {
			here++
		}
	}
	if here != len(truth) || here < 12 {
		t.Errorf("%d are in the house, and %d by the charts", len(truth), here)
	}
	for _, p := range truth {
		found := book.Find(p.MRN + "^FERNHOLLOW")
		if len(found) != 1 {
			t.Errorf("%s has %d charts", p.MRN, len(found))
			continue
		}
		id, err := feed.ParsePatientID(found[0].ID)
		must(t, err)
		v, err := book.View(t.Context(), id)
		must(t, err)
		for what, pair := range map[string][2]string{
			"bed":       {p.Unit + "-" + p.Room + "-" + p.Bed, v.Unit + "-" + v.Room + "-" + v.Bed},
			"allergies": {fmt.Sprint(allergiesIn(p)), fmt.Sprint(allergiesOn(v))},
			"medicines": {fmt.Sprint(medicinesIn(p)), fmt.Sprint(medicinesOn(v))},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s: the %s are\n%s\nand by the chart\n%s", p.MRN, what, pair[0], pair[1])
			}
		}
	}
}

func allergiesIn(p sim.Patient) []string {
	found := map[string]bool{}
	for _, a := range p.Allergies {
		found[a.Substance] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func allergiesOn(v *asof.View) []string {
	found := map[string]bool{}
	for _, a := range v.Allergies.Items {
		if a.State == "active" {
			found[a.Substance] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// medicinesIn are the orders of a patient, each with its state and its last
// dose.
func medicinesIn(p sim.Patient) []string {
	var list []string
	for _, m := range p.Medicines {
		list = append(list, medicine(m.Order, m.Held, m.Given))
	}
	slices.Sort(list)
	return list
}

func medicinesOn(v *asof.View) []string {
	var list []string
	for _, m := range v.Medications.Items {
		if m.State.Ended() {
			continue
		}
		var given time.Time
		if m.LastGiven != nil && len(m.LastUnder) == 0 { // the hospital knows what was given under the order itself
			given = m.LastGiven.At.At
		}
		list = append(list, medicine(m.Numbers[0].Value, m.Group == "held", given))
	}
	slices.Sort(list)
	return list
}

func medicine(order string, held bool, given time.Time) string {
	if given.IsZero() {
		return fmt.Sprintf("%s held=%v never given", order, held)
	}
	return fmt.Sprintf("%s held=%v given %s", order, held, given.UTC().Format("02-Jan 15:04"))
}
