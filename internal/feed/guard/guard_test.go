package guard

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
)

var at = time.Date(2026, 11, 24, 23, 0, 0, 0, time.UTC)

// lost is a loss of the nth patient of a unit, received and sent so many
// minutes after the first.
func lost(section fact.Section, n int, unit string, received, sent int) Loss {
	return Loss{
		Section: section, Patient: Patient{byte(n)}, Unit: unit, Message: int64(n),
		Received: at.Add(time.Duration(received) * time.Minute), Sent: at.Add(time.Duration(sent) * time.Minute), Gone: 1, Had: 1,
	}
}

// holding is a scope of so many patients, each with one item, in which the
// patients numbered below gone hold nothing any more.
func holding(patients, gone int) func(fact.Section, Scope) (Holding, error) {
	return func(fact.Section, Scope) (Holding, error) {
		h := Holding{}
		for n := gone; n < patients; n++ {
			h[Patient{byte(n)}] = 1
		}
		return h, nil
	}
}

// TestLimitsAreExact tries each section one patient below, at and above its
// limit.
func TestLimitsAreExact(t *testing.T) {
	for _, c := range []struct {
		section        fact.Section
		patients, lost int
		freezes        bool
	}{
		{fact.SectionAllergies, 50, 5, false}, // 10 % is not more than 10 %
		{fact.SectionAllergies, 49, 5, true},
		{fact.SectionAllergies, 10, 4, false}, // 40 % of too few
		{fact.SectionAllergies, 10, 5, true},
		{fact.SectionMedications, 20, 6, false},
		{fact.SectionMedications, 20, 7, true},
		{fact.SectionCensus, 80, 8, false},
		{fact.SectionCensus, 79, 8, true},
		{fact.SectionCensus, 10, 7, false},
	} {
		w := NewWatch(Default(), nil, nil)
		var losses []Loss
		for n := range c.lost {
			losses = append(losses, lost(c.section, n, "4W", 0, 0))
		}
		begun, err := w.Look(losses, holding(c.patients, c.lost))
		if err != nil || (len(begun) > 0) != c.freezes {
			t.Errorf("%d of %d %s: %d freezes (%v), want one: %v", c.lost, c.patients, c.section, len(begun), err, c.freezes)
		}
	}
}

// TestLossesOneByOneFreezeAsTogether holds that it does not matter how letters
// fall into steps.
func TestLossesOneByOneFreezeAsTogether(t *testing.T) {
	w := NewWatch(Default(), nil, nil)
	for n := range 9 {
		if _, err := w.Look([]Loss{lost(fact.SectionAllergies, n, "4W", n/4, 0)}, holding(60, n+1)); err != nil {
			t.Fatal(err)
		}
	}
	all := w.Open()
	if len(all) != 1 || all[0].First != 0 || len(all[0].Patients) != 9 || !all[0].Scope.Hospital {
		t.Errorf("frozen %+v", all)
	}
}

func TestAUnitFreezesAlone(t *testing.T) {
	w := NewWatch(Default(), nil, nil)
	var losses []Loss
	for n := range 6 {
		losses = append(losses, lost(fact.SectionAllergies, n, "4W", 0, 0))
	}
	_, err := w.Look(losses, func(_ fact.Section, s Scope) (Holding, error) {
		if s.Hospital {
			return holding(200, 6)(fact.SectionAllergies, s)
		}
		return holding(20, 6)(fact.SectionAllergies, s)
	})
	all := w.Open()
	if err != nil || len(all) != 1 || all[0].Scope != (Scope{Unit: "4W"}) || all[0].Figures.Of != 20 {
		t.Fatalf("frozen %+v (%v)", all, err)
	}
	f := all[0]
	if !f.Concerns(Patient{99}, "4W", true) || f.Concerns(Patient{99}, "ICU", true) || !f.Concerns(Patient{3}, "ICU", true) {
		t.Error("it concerns its unit, and whoever lost something wherever they are now, and nobody else")
	}
}

// TestDecisionsAddUp takes a freeze through every order of acts.
func TestDecisionsAddUp(t *testing.T) {
	for _, c := range []struct {
		acts []Act
		want State
		may  []Act
	}{
		{nil, Waiting, []Act{Release, Keep}},
		{[]Act{Keep}, Kept, []Act{Release, Undo}},
		{[]Act{Release}, Released, []Act{Undo}},
		{[]Act{Keep, Release}, Released, []Act{Undo}},
		{[]Act{Keep, Release, Undo}, Kept, []Act{Release, Undo}},
		{[]Act{Keep, Release, Undo, Undo}, Waiting, []Act{Release, Keep}},
		{[]Act{Release, Undo, Undo, Undo}, Waiting, []Act{Release, Keep}},
		{[]Act{Keep, Resent}, Ended, []Act{Undo}},
		{[]Act{Keep, Resent, Undo}, Kept, []Act{Release, Undo}},
	} {
		f := &Freeze{}
		for _, act := range c.acts {
			f.Decisions = append(f.Decisions, Decision{Act: act})
		}
		var may []Act
		for _, act := range []Act{Release, Keep, Undo, "other"} {
			if f.May(act) {
				may = append(may, act)
			}
		}
		if f.State() != c.want || !slices.Equal(may, c.may) {
			t.Errorf("%v: %s, may %v; want %s, may %v", c.acts, f.State(), may, c.want, c.may)
		}
	}
}

func TestAFreezeIsRestoredWhole(t *testing.T) {
	f := &Freeze{
		ID: "00", Section: fact.SectionCensus, Scope: Scope{Unit: "4W"}, First: 7, Since: at, Began: at.Add(time.Minute),
		Figures: Figures{3, 9, 3, time.Minute, Limit{10, 2}}, Patients: []Patient{{1}, {2}},
		Decisions: []Decision{{Keep, at, "m", "M", "why", 12}},
	}
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	got := &Freeze{}
	if err := json.Unmarshal(text, got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f, got); diff != "" {
		t.Error(diff)
	}
}

// TestNothingIsHiddenByAFreeze shows charts now and before in every pair of
// states, and looks for what stands on either.
func TestNothingIsHiddenByAFreeze(t *testing.T) {
	frozen := []*Freeze{{Section: fact.SectionAllergies}, {Section: fact.SectionMedications}}
	allergy := func(state, severity string) chart.Allergy {
		return chart.Allergy{Substance: "latex", Severity: severity, State: state}
	}
	drug := func(state order.State, dose string) medication.Order {
		return medication.Order{Numbers: []fact.ID{{Value: "1"}}, Course: order.Course{State: state}, Sig: medication.Sig{Dose: dose}}
	}
	for _, c := range []struct {
		name      string
		now, good *chart.Chart
		want      []string // state and marks of all that is shown
	}{
		{"nothing", &chart.Chart{}, &chart.Chart{}, nil},
		{"as it was", &chart.Chart{Allergies: []chart.Allergy{allergy("active", "SV")}}, &chart.Chart{Allergies: []chart.Allergy{allergy("active", "SV")}}, []string{"active"}},
		{"added", &chart.Chart{Allergies: []chart.Allergy{allergy("active", "SV")}}, &chart.Chart{}, []string{"active " + MarkNew}},
		{"removed", &chart.Chart{Allergies: []chart.Allergy{allergy("removed", "SV")}}, &chart.Chart{Allergies: []chart.Allergy{allergy("active", "SV")}}, []string{"active " + MarkRemoved}},
		{"milder", &chart.Chart{Allergies: []chart.Allergy{allergy("active", "MI")}}, &chart.Chart{Allergies: []chart.Allergy{allergy("active", "SV")}}, []string{"active " + MarkChanged}},
		{"listed again", &chart.Chart{Allergies: []chart.Allergy{allergy("active", "SV")}}, &chart.Chart{Allergies: []chart.Allergy{allergy("removed", "SV")}}, []string{"active " + MarkNew}},
		{"renamed", &chart.Chart{Allergies: []chart.Allergy{{Substance: "none", State: "active"}}}, &chart.Chart{Allergies: []chart.Allergy{allergy("active", "SV")}}, []string{"active " + MarkChanged, "active " + MarkNew}},
		{"order stopped", &chart.Chart{Medications: []medication.Order{drug(order.Discontinued, "5")}}, &chart.Chart{Medications: []medication.Order{drug(order.Active, "5")}},
			[]string{"ACTIVE HELD BACK: sent as DISCONTINUED since - CONFIRM BEFORE USE"}},
		{"dose changed", &chart.Chart{Medications: []medication.Order{drug(order.Active, "50")}}, &chart.Chart{Medications: []medication.Order{drug(order.Active, "5")}}, []string{"ACTIVE " + MarkChanged}},
		{"ordered", &chart.Chart{Medications: []medication.Order{drug(order.Active, "5")}}, &chart.Chart{}, []string{"ACTIVE " + MarkNew}},
	} {
		var got []string
		line := func(state string, marks []string) {
			for _, m := range marks {
				state += " " + m
			}
			got = append(got, state)
		}
		shown := Show(c.now, c.good, frozen)
		for _, a := range shown.Allergies {
			line(a.State, a.Marks)
		}
		for _, m := range shown.Medications {
			line(string(m.State), m.Marks)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestLimitsThatCannotWorkAreRefused(t *testing.T) {
	if err := Default().Check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*Limits){
		"no window":      func(l *Limits) { l.Window = 0 },
		"a long window":  func(l *Limits) { l.Window = 25 * time.Hour },
		"always":         func(l *Limits) { l.Allergies.Percent = 0 },
		"never":          func(l *Limits) { l.Medications.Percent = 100 },
		"of no patients": func(l *Limits) { l.Census.Patients = 0 },
	} {
		l := Default()
		if change(&l); l.Check() == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
