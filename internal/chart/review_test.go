package chart_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/visit"
)

func orderNote(control, status string) *medication.OrderNote {
	return &medication.OrderNote{
		Act: order.Act{Control: control, Status: status}, Placer: fact.ID{Value: "P1", Authority: "CPOE"},
		Content: &medication.Sig{DrugCode: fact.Coded{Code: "HEP", Text: "heparin"}, Dose: "5000", DoseUnit: "units"},
	}
}

// steps makes a stream of notes ten minutes apart.
func steps[T fact.Body](notes ...T) *stream {
	s := &stream{}
	for i, n := range notes {
		s.say("202611240"+string(rune('0'+i))+"0000", n)
	}
	return s
}

func TestRefusalRestoresOnlyItsOwnRequest(t *testing.T) {
	for _, c := range []struct {
		name     string
		controls []string
		want     order.State
	}{
		{"stopped by the pharmacy, a cancellation refused", []string{"NW", "OD", "CA", "UC"}, order.Discontinued},
		{"held by the pharmacy, a change refused", []string{"NW", "OH", "XO", "UX"}, order.Held},
		{"a stop refused", []string{"NW", "DC", "UD"}, order.Active},
		{"a stop done, and then refused", []string{"NW", "DC", "OD", "UD"}, order.Discontinued},
		{"a hold refused", []string{"NW", "HD", "UH"}, order.Active},
		{"linked before it was new", []string{"PA", "NW"}, order.Active},
		{"refused, then accepted", []string{"UA", "OK"}, order.Active},
		{"stopped, then data errors", []string{"NW", "OD", "DE"}, order.Discontinued},
	} {
		var notes []*medication.OrderNote
		for _, control := range c.controls {
			notes = append(notes, orderNote(control, ""))
		}
		steps(notes...).everyOrder(t, func(got *chart.Chart) {
			if len(got.Medications) != 1 || got.Medications[0].State != c.want {
				t.Errorf("%s: %+v, want %s", c.name, got.Medications, c.want)
			}
		})
	}
}

func TestChangeKeepsWhatItLeavesOut(t *testing.T) {
	change := orderNote("XO", "")
	change.Content = &medication.Sig{DrugCode: fact.Coded{Text: "heparin"}, Timing: order.Timing{Frequency: "twice a day"}}
	steps(orderNote("NW", "IP"), change).everyOrder(t, func(c *chart.Chart) {
		if m := c.Medications[0]; m.Dose != "5000" || m.Frequency != "twice a day" {
			t.Errorf("dose %q, frequency %q", m.Dose, m.Frequency)
		}
	})
}

func TestPlacerAndFillerWithoutNamespaceAreTwoNumbers(t *testing.T) {
	note := func(placer, filler, value string) *result.Note {
		return &result.Note{
			Placer: fact.ID{Value: placer}, Filler: fact.ID{Value: filler}, Test: fact.Coded{Code: "K", Text: "potassium"},
			Status: "F", Value: value, HasValue: true, Observed: at("202611240600"),
		}
	}
	steps(note("1001", "5", "3.1"), note("5", "77", "6.8")).everyOrder(t, func(c *chart.Chart) {
		if len(c.Results) != 2 {
			t.Errorf("%d results, want 2: one number was taken for another", len(c.Results))
		}
	})
}

func TestVisitNumberOfAnotherSourceEndsNothing(t *testing.T) {
	s := steps(move(visit.Admit, visit1, "101", "20261124080000"), move(visit.Discharge, visit1, "", "20261124100000"))
	s.facts[1].From.Source = "clinic"
	s.everyOrder(t, func(c *chart.Chart) {
		if here(c) != "101" {
			t.Errorf("in %q: a clinic's visit of the same number ended the stay", here(c))
		}
	})
}

func TestDischargedTwiceWithinTheMinute(t *testing.T) {
	s := &stream{}
	s.say("202611241000", move(visit.Admit, visit1, "101", "202611241000"))
	for _, act := range []visit.Act{visit.Discharge, visit.CancelDischarge, visit.Discharge} {
		s.say("202611241100", move(act, visit1, "101", "202611241100"))
	}
	if c := chart.Fold(s.facts); here(c) != "" {
		t.Errorf("discharged, canceled, discharged: still in %q", here(c))
	}
}

func TestNewsOfAVisitThatWasOverOpensNone(t *testing.T) {
	late := move(visit.Update, visit1, "101", "20261124100000")
	late.Discharged = at("20261120090000")
	if c := chart.Fold(steps(late).facts); here(c) != "" {
		t.Errorf("an update after the discharge puts the patient in %q", here(c))
	}
}

func doseNote(when, action string) *medication.DoseNote {
	return &medication.DoseNote{
		Placer: fact.ID{Value: "P1", Authority: "CPOE"}, SubID: "1", Drug: fact.Coded{Code: "HEP", Text: "heparin"},
		Start: at(when), Completion: "CP", Action: action,
	}
}

func TestChangedTimeIsOneDose(t *testing.T) {
	steps(doseNote("202611240830", "A"), doseNote("202611240915", "U")).everyOrder(t, func(c *chart.Chart) {
		if len(c.Doses) != 1 || c.Doses[0].At.Text != "202611240915" || !slices.Contains(c.Doses[0].Marks, "time changed, was 2026-11-24T08:30") {
			t.Errorf("%+v", c.Doses)
		}
	})
}

func TestDoseAfterReversalIsMarked(t *testing.T) {
	steps(doseNote("202611240830", "A"), doseNote("202611240830", "D"), doseNote("202611240830", "A")).everyOrder(t, func(c *chart.Chart) {
		if d := c.Doses[0]; d.Status != medication.DoseReversed || !slices.Contains(d.Marks, "sent again after the entry was reversed - VERIFY") {
			t.Errorf("%+v", d)
		}
	})
}

// H-040: that a dose was not given is said only where it can be known.
func TestNeverGivenIsSaidOnlyWhereItIsKnown(t *testing.T) {
	now := at("20261124120000").At
	heard := asof.Coverage{fact.SectionAdministrations: {{Source: "mar", AsOf: now}}}
	loose := doseNote("202611240830", "A")
	loose.Placer = fact.ID{}
	unread := &fact.Unread{Section: fact.SectionAdministrations, Reason: "a reason"}
	unsaid, odd, refused := doseNote("202611240830", "A"), doseNote("202611240830", "A"), doseNote("202611240830", "A")
	unsaid.Completion, odd.Completion, refused.Completion = "", "ZZ", "RE"
	for _, c := range []struct {
		name string
		cov  asof.Coverage
		more []fact.Body
		want string
	}{
		{"heard", heard, nil, chart.WordsNeverGiven},
		{"nobody gives it", nil, nil, chart.WordsNoLastGiven},
		{"declared and never heard", asof.Coverage{fact.SectionAdministrations: {{Source: "mar"}}}, nil, chart.WordsNoLastGiven},
		{"stale", asof.Coverage{fact.SectionAdministrations: {{Source: "mar", AsOf: at("20261124100000").At}}}, nil, chart.WordsNoLastGiven},
		{"something unread", heard, []fact.Body{unread}, chart.WordsNoLastGiven},
		{"a dose of the drug without an order", heard, []fact.Body{loose}, chart.WordsNoLastGiven},
		{"a dose of which is not said whether it was taken", heard, []fact.Body{unsaid}, chart.WordsNoLastGiven},
		{"a dose whose status is not known", heard, []fact.Body{odd}, chart.WordsNoLastGiven},
		{"a dose that was refused", heard, []fact.Body{refused}, chart.WordsNeverGiven},
	} {
		s := steps[fact.Body](append([]fact.Body{orderNote("NW", "IP")}, c.more...)...)
		if got := asof.Of(chart.Fold(s.facts), "x", c.cov, now).Medications.Items[0].LastWords; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// H-040: what was given under the order that this one replaced is the last dose,
// however often it was changed since; under an order of its own it is that one's.
func TestLastDoseIsFoundUnderWhatWasReplaced(t *testing.T) {
	now := at("20261124120000").At
	heard := asof.Coverage{fact.SectionAdministrations: {{Source: "mar", AsOf: now}}}
	change := func(number, of string) *medication.OrderNote {
		n := orderNote("RO", "IP")
		n.Placer, n.Parent = fact.ID{Value: number, Authority: "CPOE"}, order.Parent{Placer: fact.ID{Value: of, Authority: "CPOE"}}
		return n
	}
	old, newer := doseNote("202611240830", "A"), doseNote("202611240930", "A")
	newer.Placer = fact.ID{Value: "P3", Authority: "CPOE"}
	unsaid := doseNote("202611240830", "A")
	unsaid.Completion = ""
	for _, c := range []struct {
		name  string
		notes []fact.Body
		given string
		under string
		words string
	}{
		{"replaced once", []fact.Body{orderNote("NW", "IP"), old, change("P2", "P1")}, "202611240830", "P1", ""},
		{"replaced twice", []fact.Body{orderNote("NW", "IP"), old, change("P2", "P1"), change("P3", "P2")}, "202611240830", "P1", ""},
		{"given since", []fact.Body{orderNote("NW", "IP"), old, change("P2", "P1"), change("P3", "P2"), newer}, "202611240930", "", ""},
		{"never given under either", []fact.Body{orderNote("NW", "IP"), change("P2", "P1")}, "", "", chart.WordsNeverGiven},
		{"perhaps given under the one before", []fact.Body{orderNote("NW", "IP"), unsaid, change("P2", "P1")}, "", "", chart.WordsNoLastGiven},
		{"two that name each other", []fact.Body{change("P1", "P2"), change("P2", "P1")}, "", "", chart.WordsNeverGiven},
	} {
		lines := asof.Of(chart.Fold(steps(c.notes...).facts), "x", heard, now).Medications.Items
		line := slices.MaxFunc(lines, func(a, b asof.MedicationLine) int { return strings.Compare(a.Numbers[0].Value, b.Numbers[0].Value) })
		given, under := "", ""
		if line.LastGiven != nil {
			given = line.LastGiven.At.Text
		}
		if len(line.LastUnder) > 0 {
			under = line.LastUnder[0].Value
		}
		if given != c.given || under != c.under || line.LastWords != c.words {
			t.Errorf("%s: given %q under %q, %q; want %q under %q, %q", c.name, given, under, line.LastWords, c.given, c.under, c.words)
		}
	}
}

// H-040: of what is given if needed stands how often it was given in the last day,
// up to when that is known, and that there may be more where it is not known whole.
func TestDosesOfTheLastDayAreCounted(t *testing.T) {
	now := at("20261124120000").At
	heard := asof.Coverage{fact.SectionAdministrations: {{Source: "mar", AsOf: at("20261124110000").At}}}
	needed := func() *medication.OrderNote {
		n := orderNote("NW", "IP")
		n.Content.AsNeeded = "pain"
		return n
	}
	dose := func(when, completion string) *medication.DoseNote {
		n := doseNote(when, "A")
		n.Completion, n.Route = completion, ""
		return n
	}
	loose := dose("202611240830", "CP")
	loose.Placer = fact.ID{}
	upTo := asof.Instant{Time: at("20261124110000").At}
	for _, c := range []struct {
		name string
		cov  asof.Coverage
		more []fact.Body
		want *asof.Taken
	}{
		{"none", heard, nil, &asof.Taken{UpTo: upTo}},
		{"those of the day", heard, []fact.Body{dose("202611240830", "CP"), dose("202611240930", "PA"), dose("202611231130", "CP"), dose("202611231230", "CP")}, &asof.Taken{Doses: 3, UpTo: upTo}},
		{"not what was refused", heard, []fact.Body{dose("202611240830", "CP"), dose("202611240930", "RE")}, &asof.Taken{Doses: 1, UpTo: upTo}},
		{"what may be one", heard, []fact.Body{dose("202611240830", "CP"), dose("202611240930", "")}, &asof.Taken{Doses: 1, UpTo: upTo, More: true}},
		{"one without an order", heard, []fact.Body{loose}, &asof.Taken{UpTo: upTo, More: true}},
		{"something unread", heard, []fact.Body{&fact.Unread{Section: fact.SectionAdministrations, Reason: "a reason"}}, &asof.Taken{UpTo: upTo, More: true}},
		{"nobody gives them", nil, []fact.Body{dose("202611240830", "CP")}, nil},
		{"known until the day before yesterday", asof.Coverage{fact.SectionAdministrations: {{Source: "mar", AsOf: at("20261122110000").At}}}, nil, nil},
	} {
		s := steps[fact.Body](append([]fact.Body{needed()}, c.more...)...)
		if diff := cmp.Diff(c.want, asof.Of(chart.Fold(s.facts), "x", c.cov, now).Medications.Items[0].InDay); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	s := steps[fact.Body](orderNote("NW", "IP"), dose("202611240830", "CP"))
	if line := asof.Of(chart.Fold(s.facts), "x", heard, now).Medications.Items[0]; line.InDay != nil {
		t.Errorf("doses of what is given by the clock are counted: %+v", line.InDay)
	}
	changed := needed()
	changed.Control, changed.Placer = "RO", fact.ID{Value: "P2", Authority: "CPOE"}
	changed.Parent = order.Parent{Placer: fact.ID{Value: "P1", Authority: "CPOE"}}
	s = steps[fact.Body](needed(), dose("202611240830", "CP"), changed)
	for _, line := range asof.Of(chart.Fold(s.facts), "x", heard, now).Medications.Items {
		if line.InDay.Doses != 1 {
			t.Errorf("%s: %d doses, also under the order before", line.Numbers, line.InDay.Doses)
		}
	}
}

func TestResultsThatFollowOthers(t *testing.T) {
	line := func(repeat int, status, value string) *result.Note {
		n := resultNote(status, value)
		n.Repeat = repeat
		return n
	}
	for _, c := range []struct {
		name  string
		notes []*result.Note
		check func(*chart.Chart) bool
	}{
		{"amended after corrected leaves a mark", []*result.Note{resultNote("C", "4.1"), resultNote("A", "4.2")},
			func(c *chart.Chart) bool { return c.Results[0].Value == "4.1" && len(c.Results[0].Marks) == 1 }},
		{"final without a value does not undo a withdrawal", []*result.Note{resultNote("F", "6.9"), resultNote("W", ""), resultNote("U", "")},
			func(c *chart.Chart) bool { return c.Results[0].Words == "WITHDRAWN" && !c.Results[0].HasValue }},
		{"final without a value does not lower a correction", []*result.Note{resultNote("C", "4.1"), resultNote("U", "")},
			func(c *chart.Chart) bool { return c.Results[0].Words == "CORRECTED" && c.Results[0].Value == "4.1" }},
		{"final with an empty value keeps the value", []*result.Note{resultNote("P", "5.0"), resultNote("F", "")},
			func(c *chart.Chart) bool { return c.Results[0].Words == "FINAL" && c.Results[0].Value == "5.0" }},
		{"corrected over preliminary says when", []*result.Note{resultNote("P", "5.0"), resultNote("C", "4.1")},
			func(c *chart.Chart) bool { return !c.Results[0].Corrected.IsZero() }},
		{"no result has no value", []*result.Note{resultNote("X", "1.1")},
			func(c *chart.Chart) bool {
				return !c.Results[0].HasValue && c.Results[0].Value == "" && len(c.Results[0].Marks) == 1
			}},
		{"a text with fewer lines loses the others", []*result.Note{line(0, "P", "a"), line(1, "P", "b"), line(0, "F", "c")},
			func(c *chart.Chart) bool { return len(c.Results) == 1 && c.Results[0].Value == "c" }},
	} {
		steps(c.notes...).everyOrder(t, func(got *chart.Chart) {
			if !c.check(got) {
				t.Errorf("%s: %+v", c.name, got.Results)
			}
		})
	}
}

func TestDenialsAndListings(t *testing.T) {
	denial := &chart.AllergyNote{Act: chart.DenyAllergies, Substance: fact.Coded{Code: "NKA"}}
	back := &chart.AllergyNote{Act: chart.WithdrawDenial, Substance: fact.Coded{Code: "NKA"}}
	steps(denial, back).everyOrder(t, func(c *chart.Chart) {
		if len(c.Denials) != 0 || len(c.Allergies) != 0 {
			t.Errorf("a denial that was taken back still stands: %+v %+v", c.Denials, c.Allergies)
		}
	})
	drug := &chart.AllergyNote{Act: chart.DenyAllergies, Scope: "DRUG"}
	penicillin := &chart.AllergyNote{Substance: fact.Coded{Text: "penicillin"}, Kind: fact.Coded{Code: "DA"}}
	peanut := &chart.AllergyNote{Substance: fact.Coded{Text: "peanut"}, Kind: fact.Coded{Code: "FA"}}
	for listed, want := range map[*chart.AllergyNote]bool{penicillin: true, peanut: false} {
		c := chart.Fold(steps(listed, drug).facts)
		if got := asof.Of(c, "x", nil, at("2026").At).Allergies.Has(chart.Conflict); got != want {
			t.Errorf("no known drug allergies beside %s: conflict %v, want %v", listed.Substance.Text, got, want)
		}
	}
	other := steps(denial, penicillin)
	other.facts[1].From.Source = "elsewhere"
	if c := chart.Fold(other.facts); len(c.Denials) != 1 {
		t.Error("what another source lists overtakes no denial: they disagree")
	}
}

func TestPendingPanelGivesWayToItsRows(t *testing.T) {
	announced := resultNote("I", "")
	announced.Panel = fact.Coded{Code: "CHEM", Text: "chemistry"}
	announced.Test = announced.Panel
	row := resultNote("F", "4.1")
	row.Panel = announced.Panel
	steps(announced, row).everyOrder(t, func(c *chart.Chart) {
		if len(c.Results) != 1 || c.Results[0].Value != "4.1" {
			t.Errorf("%+v", c.Results)
		}
	})
	if c := chart.Fold(steps(announced).facts); len(c.Results) != 1 || c.Results[0].Words != "PENDING" {
		t.Errorf("a panel that is pending: %+v", c.Results)
	}
}
