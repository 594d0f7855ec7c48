package chart_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
)

// Each test is named for the hazard it holds; docs/hazards.yaml ties them.

func TestH010TwoPersonsUnderOneNumberIsConflict(t *testing.T) {
	person := func(family, born, sex string) *chart.Person {
		return &chart.Person{Registry: true, Demographics: chart.Demographics{Family: said(family), Born: said(born), BornAt: at(born), Sex: said(sex)}}
	}
	for _, c := range []struct {
		name   string
		second *chart.Person
		want   bool
	}{
		{"the same", person("OAK", "19440305", "F"), false},
		{"a marriage", person("ELM", "19440305", "F"), false},
		{"a corrected birth date", person("OAK", "19440503", "F"), false},
		{"another person", person("ELM", "19661201", "F"), true},
		{"all three differ", person("ELM", "19661201", "M"), true},
	} {
		s := (&stream{}).say("20261124080000", person("OAK", "19440305", "F")).say("20261124090000", c.second)
		s.everyOrder(t, func(got *chart.Chart) {
			if (len(got.Conflicts) > 0) != c.want {
				t.Errorf("%s: conflicts %q, want one: %v", c.name, got.Conflicts, c.want)
			}
		})
	}
}

func here(c *chart.Chart) string {
	var places []string
	for _, p := range roster.Of(c, "x").Presences {
		if p.Here() {
			places = append(places, p.Place.Room)
		}
	}
	return strings.Join(places, " ")
}

func TestH021CanceledAdmissionEndsOnlyItsVisit(t *testing.T) {
	for _, c := range []struct {
		name      string
		stream    *stream
		here      string
		unmatched int
	}{
		{"canceled", (&stream{}).
			say("20261124080000", move(visit.Admit, visit1, "101", "20261124080000")).
			say("20261124090000", move(visit.CancelAdmit, visit1, "", "20261124090000")), "", 0},
		{"another visit", (&stream{}).
			say("20261124080000", move(visit.Admit, visit1, "101", "20261124080000")).
			say("20261124090000", move(visit.CancelAdmit, visit2, "", "20261124090000")), "101", 1},
		{"no visit named", (&stream{}).
			say("20261124080000", move(visit.Admit, visit1, "101", "20261124080000")).
			say("20261124090000", move(visit.CancelAdmit, fact.ID{}, "", "20261124090000")), "101", 1},
		{"admitted again", (&stream{}).
			say("20261124080000", move(visit.Admit, visit1, "101", "20261124080000")).
			say("20261124081000", move(visit.Update, visit1, "101", "20261124081000")).
			say("20261124090000", move(visit.CancelAdmit, visit1, "", "20261124090000")).
			say("20261124093000", move(visit.Admit, visit1, "102", "20261124093000")), "102", 0},
		{"an update after it revives nobody", (&stream{}).
			say("20261124080000", move(visit.Admit, visit1, "101", "20261124080000")).
			say("20261124090000", move(visit.CancelAdmit, visit1, "", "20261124090000")).
			say("20261124093000", move(visit.Update, visit1, "101", "20261124093000")), "", 0},
	} {
		c.stream.everyOrder(t, func(got *chart.Chart) {
			if here(got) != c.here || len(got.Unmatched) != c.unmatched {
				t.Errorf("%s: in %q with %d unmatched, want %q and %d", c.name, here(got), len(got.Unmatched), c.here, c.unmatched)
			}
		})
	}
	gone := canceledAdmission(t)
	if !gone.ShownAt(at("20261125080000").At) || gone.ShownAt(at("20261125100000").At) {
		t.Error("a canceled admission is to be listed as removed for a day, and no longer")
	}
}

func canceledAdmission(t *testing.T) roster.Presence {
	t.Helper()
	s := (&stream{}).
		say("20261124080000", move(visit.Admit, visit1, "101", "20261124080000")).
		say("20261124090000", move(visit.CancelAdmit, visit1, "", "20261124090000"))
	presences := roster.Of(chart.Fold(s.facts), "x").Presences
	if len(presences) != 1 || presences[0].Here() {
		t.Fatalf("presences %+v", presences)
	}
	return presences[0]
}

func TestH022CanceledTransferRestoresThePlace(t *testing.T) {
	for _, named := range []string{"", "101", "201"} { // nothing, the old place, or the canceled one
		s := (&stream{}).
			say("20261124080000", move(visit.Admit, visit1, "101", "20261124080000")).
			say("20261124090000", move(visit.Transfer, visit1, "201", "20261124090000")).
			say("20261124100000", move(visit.CancelTransfer, visit1, named, "20261124100000"))
		s.everyOrder(t, func(c *chart.Chart) {
			if here(c) != "101" {
				t.Errorf("cancellation naming %q: in %q, want 101", named, here(c))
			}
		})
	}
	moved := (&stream{}).
		say("20261124080000", move(visit.Admit, visit1, "101", "20261124080000")).
		say("20261124090000", move(visit.Transfer, visit1, "201", "20261124090000"))
	var units []string
	for _, p := range roster.Of(chart.Fold(moved.facts), "x").Presences {
		if p.ShownAt(at("20261125080000").At) {
			units = append(units, p.Place.Unit)
		}
	}
	slices.Sort(units)
	if !slices.Equal(units, []string{"W1", "W2"}) {
		t.Errorf("for a day after a move both units carry the patient; got %q", units)
	}
}

func TestH023CanceledDischargeKeepsThePatient(t *testing.T) {
	dose := &medication.DoseNote{Drug: fact.Coded{Text: "morphine"}, Start: at("20261124110000"), Completion: "CP"}
	s := (&stream{}).
		say("20261124080000", move(visit.Admit, visit1, "101", "20261124080000")).
		say("20261124100000", move(visit.Discharge, visit1, "101", "20261124100000")).
		say("20261124110500", dose).
		say("20261124120000", move(visit.CancelDischarge, visit1, "", "20261124120000"))
	s.everyOrder(t, func(c *chart.Chart) {
		if here(c) != "101" {
			t.Errorf("in %q after the discharge was canceled, want 101", here(c))
		}
	})
	for n := 2; n <= 4; n++ { // whatever has arrived, the patient is on the list for 48 hours
		c := chart.Fold(s.facts[:n])
		shown := slices.ContainsFunc(roster.Of(c, "x").Presences, func(p roster.Presence) bool {
			return p.ShownAt(at("20261126080000").At)
		})
		if !shown {
			t.Errorf("after %d messages the patient is on no list", n)
		}
	}
	before := chart.Fold(s.facts[:3])
	if here(before) != "101" || !slices.Contains(asof.Of(before, "x", nil, time.Now()).Flags, "ACTIVITY AFTER DISCHARGE - MAY STILL BE HERE") {
		t.Error("a dose after the discharge puts the patient back on the census, with words")
	}
}

func TestH030DenialCountsOnlyForItsScope(t *testing.T) {
	denial := func(scope string) *chart.AllergyNote {
		return &chart.AllergyNote{Act: chart.DenyAllergies, Scope: scope, Substance: fact.Coded{Text: "as sent"}}
	}
	peanut := &chart.AllergyNote{Substance: fact.Coded{Text: "peanut"}}
	gone := &chart.AllergyNote{Act: chart.RemoveAllergy, Substance: fact.Coded{Text: "peanut"}}
	given := asof.Coverage{fact.SectionAllergies: {{Source: "adt", AsOf: at("20261124120000").At}}}
	for _, c := range []struct {
		name   string
		notes  []*chart.AllergyNote
		cov    asof.Coverage
		state  chart.State
		flags  []chart.Flag
		denial int
	}{
		{"nobody gives allergies", nil, nil, chart.NotAvailable, nil, 0},
		{"given, and nothing said", nil, given, chart.NotRecorded, nil, 0},
		{"none of any kind", []*chart.AllergyNote{denial("")}, given, chart.AssertedNone, nil, 1},
		{"no drug allergies", []*chart.AllergyNote{denial("DRUG")}, given, chart.NotRecorded, nil, 1},
		{"no drug allergies, and peanut", []*chart.AllergyNote{denial("DRUG"), peanut}, given, chart.Listed, nil, 1},
		{"none, and later peanut", []*chart.AllergyNote{denial(""), peanut}, given, chart.Listed, nil, 0},
		{"peanut, and later none", []*chart.AllergyNote{peanut, denial("")}, given, chart.Listed, []chart.Flag{chart.Conflict}, 1},
		{"peanut removed is not none", []*chart.AllergyNote{peanut, gone}, given, chart.NotRecorded, nil, 0},
		{"none, peanut, peanut removed", []*chart.AllergyNote{denial(""), peanut, gone}, given, chart.NotRecorded, nil, 0},
	} {
		s := (&stream{}).say("20261124080000", &chart.Person{})
		for i, n := range c.notes {
			s.say("2026112409"+[]string{"00", "10", "20"}[i]+"00", n)
		}
		s.everyOrder(t, func(got *chart.Chart) {
			l := asof.Of(got, "x", c.cov, at("20261124120000").At).Allergies
			if l.State != c.state || !slices.Equal(l.Flags, append([]chart.Flag{}, c.flags...)) || len(got.Denials) != c.denial {
				t.Errorf("%s: %s %v with %d denials, want %s %v and %d", c.name, l.State, l.Flags, len(got.Denials), c.state, c.flags, c.denial)
			}
			if l.State != chart.Listed && l.Words == "" {
				t.Errorf("%s: the section is blank", c.name)
			}
		})
	}
}

func TestH032UnknownSeverityStandsBesideSevere(t *testing.T) {
	s := &stream{}
	for i, severity := range []string{"MI", "", "MO", "U", "SV"} {
		s.say("202611240800"+[]string{"00", "01", "02", "03", "04"}[i], &chart.AllergyNote{
			Substance: fact.Coded{Text: "substance " + severity}, Severity: fact.Coded{Code: severity},
		})
	}
	s.everyOrder(t, func(c *chart.Chart) {
		var got []string
		for _, a := range c.Allergies {
			got = append(got, a.Severity)
		}
		if want := []string{"SV", "", "U", "MO", "MI"}; !slices.Equal(got, want) {
			t.Errorf("severities in the order %q, want %q", got, want)
		}
	})
}

func TestH041StoppedOrderStaysStopped(t *testing.T) {
	said := func(control, status string) *medication.OrderNote {
		return &medication.OrderNote{
			Act: order.Act{Control: control, Status: status}, Placer: fact.ID{Value: "P1", Authority: "CPOE"},
			Content: &medication.Sig{DrugCode: fact.Coded{Text: "heparin"}},
		}
	}
	for _, c := range []struct {
		name  string
		notes []*medication.OrderNote
		want  order.State
	}{
		{"new", []*medication.OrderNote{said("NW", "IP")}, order.Active},
		{"stopped over a stale status", []*medication.OrderNote{said("NW", "IP"), said("DC", "IP")}, order.Discontinued},
		{"canceled", []*medication.OrderNote{said("NW", ""), said("CA", "CA")}, order.Cancelled},
		{"stop before start", []*medication.OrderNote{said("DC", ""), said("NW", "IP")}, order.Discontinued},
		{"a change wakes nobody", []*medication.OrderNote{said("NW", ""), said("DC", ""), said("XO", "IP")}, order.Discontinued},
		{"nor does a status", []*medication.OrderNote{said("NW", ""), said("DC", ""), said("RE", "IP")}, order.Discontinued},
		{"nor a release", []*medication.OrderNote{said("NW", ""), said("DC", ""), said("RL", "")}, order.Discontinued},
		{"held", []*medication.OrderNote{said("NW", "IP"), said("HD", "HD")}, order.Held},
		{"a changed held order stays held", []*medication.OrderNote{said("NW", "IP"), said("HD", "HD"), said("XO", "")}, order.Held},
		{"released", []*medication.OrderNote{said("NW", "IP"), said("HD", "HD"), said("RL", "")}, order.Active},
		{"a refused stop", []*medication.OrderNote{said("NW", "IP"), said("DC", ""), said("UD", "IP")}, order.Active},
		{"replaced", []*medication.OrderNote{said("NW", "IP"), said("RU", "RP")}, order.Replaced},
		{"a replacement only requested", []*medication.OrderNote{said("NW", "IP"), said("RP", "")}, order.Active},
		{"a code nobody knows", []*medication.OrderNote{said("ZZ", "")}, order.Unclassified},
	} {
		s := &stream{}
		for i, n := range c.notes {
			s.say("2026112408"+[]string{"00", "10", "20"}[i]+"00", n)
		}
		s.everyOrder(t, func(got *chart.Chart) {
			if len(got.Medications) != 1 || got.Medications[0].State != c.want {
				t.Errorf("%s: %+v, want %s", c.name, got.Medications, c.want)
			}
		})
	}
	stop := said("NW", "IP")
	stop.Content.Stop = at("20261124090000")
	c := chart.Fold((&stream{}).say("20261124080000", stop).facts)
	if line := asof.Of(c, "x", nil, at("20261124090001").At).Medications.Items[0]; line.Shown != "STOP TIME PASSED" || line.Group != "stopped" {
		t.Errorf("past its stop time the order shows %q in %s", line.Shown, line.Group)
	}
}

// TestH048StoppedHomeMedicineIsNotCurrent: what a patient took at home until it was
// stopped, or until its stop time, is shown as over, and still not among the
// orders of the stay.
func TestH048StoppedHomeMedicineIsNotCurrent(t *testing.T) {
	home := func(control, status, stop string) *medication.OrderNote {
		n := orderNote(control, status)
		n.Content.Setting, n.Content.Stop = medication.Home, at(stop)
		return n
	}
	for _, tt := range []struct {
		note  *medication.OrderNote
		shown string
		over  bool
	}{
		{home("NW", "IP", "20261224090000"), "ACTIVE", false},
		{home("NW", "IP", "20261124090000"), asof.ShownStopPassed, true},
		{home("DC", "DC", "20261224090000"), "DISCONTINUED", true},
	} {
		c := chart.Fold((&stream{}).say("20261124080000", tt.note).facts)
		line := asof.Of(c, "x", nil, at("20261124100000").At).Medications.Items[0]
		if line.Shown != tt.shown || line.Over() != tt.over || line.Group != "home" {
			t.Errorf("shown as %s, over %v, among %s; want %s, %v, among home", line.Shown, line.Over(), line.Group, tt.shown, tt.over)
		}
	}
}

func TestH047DoseIsWhatItsStatusSays(t *testing.T) {
	for completion, want := range map[string]medication.DoseStatus{
		"CP": medication.DoseGiven, "PA": medication.DosePartly, "NA": medication.DoseNotGiven, "RE": medication.DoseRefused,
		"": medication.DoseNotStated, "ZZ": medication.DoseUnclassified,
	} {
		for action, reversed := range map[string]bool{"A": false, "": false, "U": false, "X": false, "D": true} {
			first := &medication.DoseNote{Placer: fact.ID{Value: "P1"}, Drug: fact.Coded{Text: "heparin"}, Start: at("20261124080000"), Completion: "CP", Action: "A"}
			second := *first
			second.Completion, second.Action = completion, action
			s := (&stream{}).say("20261124080100", first).say("20261124090000", &second)
			s.everyOrder(t, func(c *chart.Chart) {
				expect := want
				if reversed {
					expect = medication.DoseReversed
				}
				if len(c.Doses) != 1 || c.Doses[0].Status != expect {
					t.Errorf("completion %q, action %q: %+v, want %s", completion, action, c.Doses, expect)
				}
				if took := expect == medication.DoseGiven || expect == medication.DosePartly; c.Doses[0].Status.Took() != took {
					t.Errorf("completion %q, action %q counts as taken: %v", completion, action, !took)
				}
			})
		}
	}
}

func resultNote(status, value string) *result.Note {
	return &result.Note{
		Filler: fact.ID{Value: "F1", Authority: "LAB"}, Test: fact.Coded{Code: "K", Text: "potassium"},
		Status: status, Value: value, HasValue: value != "", Observed: at("202611240600"),
	}
}

func TestH055CorrectionWinsInEveryOrder(t *testing.T) {
	s := (&stream{}).
		say("20261124070000", resultNote("P", "5.0")).
		say("20261124080000", resultNote("F", "5.9")).
		say("20261124090000", resultNote("C", "4.1")).
		say("20261124093000", resultNote("P", "5.0"))
	s.everyOrder(t, func(c *chart.Chart) {
		r := c.Results[0]
		if len(c.Results) != 1 || r.Value != "4.1" || r.Was != "5.9" || r.Corrected.ISO() != "2026-11-24T09:00:00" || r.Words != "CORRECTED" {
			t.Errorf("%+v", c.Results)
		}
	})
	final := (&stream{}).say("20261124070000", resultNote("P", "5.0")).say("20261124080000", resultNote("U", ""))
	final.everyOrder(t, func(c *chart.Chart) {
		if r := c.Results[0]; r.Value != "5.0" || r.Words != "FINAL" {
			t.Errorf("now final without the value sent again: %+v", r)
		}
	})
	same := &stream{} // one minute for all: the status decides, not arrival
	for _, n := range []*result.Note{resultNote("C", "4.1"), resultNote("P", "5.0"), resultNote("F", "5.9")} {
		same.say("202611240900", n)
	}
	same.everyOrder(t, func(c *chart.Chart) {
		if c.Results[0].Value != "4.1" {
			t.Errorf("in one minute: %+v", c.Results[0])
		}
	})
}

func TestH056WithdrawnResultShowsNoValue(t *testing.T) {
	for _, status := range []string{"W", "D"} {
		s := (&stream{}).
			say("20261124070000", resultNote("P", "6.9")).
			say("20261124080000", resultNote("F", "6.9")).
			say("20261124090000", resultNote(status, "6.9")).
			say("20261124093000", resultNote("P", "6.9"))
		s.everyOrder(t, func(c *chart.Chart) {
			r := c.Results[0]
			if r.Value != "" || r.HasValue || r.Was != "" || r.Withdrawn.ISO() != "2026-11-24T09:00:00" {
				t.Errorf("%s: %+v", status, r)
			}
		})
		again := s.say("20261124100000", resultNote("C", "4.4"))
		again.everyOrder(t, func(c *chart.Chart) {
			if r := c.Results[0]; r.Value != "4.4" || !r.Withdrawn.IsZero() {
				t.Errorf("%s, then corrected: %+v", status, r)
			}
		})
	}
}
