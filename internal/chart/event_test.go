package chart_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
)

// tell says in a line how the census shows a patient: every presence that is
// not gone, and what stands beside it.
func tell(c *chart.Chart) string {
	var all []string
	for _, p := range roster.Of(c, "x").Presences {
		if !p.Left.IsZero() {
			continue
		}
		words := string(p.Kind) + p.Place.Room
		if p.Errand != nil {
			words += fmt.Sprintf(" errand %s %v", p.Errand.Place.Room, p.Errand.Arrived)
		}
		if p.Leave != nil {
			words += " leave"
		}
		for _, soon := range p.Pending {
			words += " " + soon.What + soon.Place.Room
		}
		all = append(all, words)
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

// acts makes a stream of one visit's events ten minutes apart, in room 101.
func acts(list ...visit.Act) *stream {
	s := &stream{}
	for i, act := range list {
		m := move(act, visit1, "", fmt.Sprintf("202611240%d0000", i))
		switch act {
		case visit.Admit, visit.Register, visit.PreAdmit, visit.AwaitAdmit, visit.ChangeClass:
			m.Place = place("101")
		case visit.Transfer:
			m.Place = place("202")
		case visit.Depart, visit.Arrive:
			m.Temporary = place("900")
		case visit.AwaitTransfer:
			m.Pending = place("303")
		}
		s.say(m.Event.Text, m)
	}
	return s
}

// TestEventsOfAVisit is specification 6.1, one line for each event and its
// cancellation: the order in which messages arrive changes nothing.
func TestEventsOfAVisit(t *testing.T) {
	type A = []visit.Act
	for _, c := range []struct {
		name      string
		acts      A
		want      string
		unmatched int
	}{
		{"A05: expected, in no census", A{visit.PreAdmit}, "coming101 admission101", 0},
		{"A05, A01", A{visit.PreAdmit, visit.Admit}, "101", 0},
		{"A05, A38", A{visit.PreAdmit, visit.CancelPreAdmit}, "", 0},
		{"A38 after the admission ends no stay", A{visit.PreAdmit, visit.Admit, visit.CancelPreAdmit}, "101", 1},
		{"A14", A{visit.AwaitAdmit}, "coming101 admission101", 0},
		{"A14, A27", A{visit.AwaitAdmit, visit.CancelAwaitAdmit}, "", 0},
		{"A14, A01, A27", A{visit.AwaitAdmit, visit.Admit, visit.CancelAwaitAdmit}, "101", 1},
		{"A06 keeps the visit", A{visit.Register, visit.ChangeClass}, "101", 0},
		{"A06 of who was expected", A{visit.PreAdmit, visit.ChangeClass}, "101", 0},
		{"A09", A{visit.Admit, visit.Depart}, "101 errand 900 false; coming900", 0},
		{"A09, A10", A{visit.Admit, visit.Depart, visit.Arrive}, "101 errand 900 true; guest900", 0},
		{"A09, A33", A{visit.Admit, visit.Depart, visit.CancelDepart}, "101", 0},
		{"A09, A10, A32", A{visit.Admit, visit.Depart, visit.Arrive, visit.CancelArrive}, "101 errand 900 false; coming900", 0},
		{"A32 of nothing", A{visit.Admit, visit.CancelArrive}, "101", 1},
		{"A09, A02", A{visit.Admit, visit.Depart, visit.Transfer}, "202", 0},
		{"A15", A{visit.Admit, visit.AwaitTransfer}, "101 transfer303; coming303", 0},
		{"A15, A26", A{visit.Admit, visit.AwaitTransfer, visit.CancelAwaitTransfer}, "101", 0},
		{"A15, A02", A{visit.Admit, visit.AwaitTransfer, visit.Transfer}, "202", 0},
		{"A26 of nothing", A{visit.Admit, visit.CancelAwaitTransfer}, "101", 1},
		{"A16", A{visit.Admit, visit.AwaitDischarge}, "101 discharge", 0},
		{"A16, A25", A{visit.Admit, visit.AwaitDischarge, visit.CancelAwaitDischarge}, "101", 0},
		{"A16, A03, A13", A{visit.Admit, visit.AwaitDischarge, visit.Discharge, visit.CancelDischarge}, "101", 0},
		{"A21 stays in the census", A{visit.Admit, visit.Leave}, "101 leave", 0},
		{"A21, A22", A{visit.Admit, visit.Leave, visit.Return}, "101", 0},
		{"A21, A52", A{visit.Admit, visit.Leave, visit.CancelLeave}, "101", 0},
		{"A21, A22, A53", A{visit.Admit, visit.Leave, visit.Return, visit.CancelReturn}, "101 leave", 0},
		{"A21, A03, A13", A{visit.Admit, visit.Leave, visit.Discharge, visit.CancelDischarge}, "101 leave", 0},
		{"A23", A{visit.Admit, visit.Delete}, "", 0},
		{"A23, A08", A{visit.Admit, visit.Delete, visit.Update}, "", 0},
		{"A23, A13 brings back", A{visit.Admit, visit.Delete, visit.CancelDischarge}, "101", 0},
		{"A29", A{visit.Admit, visit.DeletePerson}, "", 0},
		{"A29, A01", A{visit.Admit, visit.DeletePerson, visit.Admit}, "101", 0},
		{"A11 without a visit", A{visit.CancelAdmit}, "", 1},
	} {
		acts(c.acts...).everyOrder(t, func(got *chart.Chart) {
			if tell(got) != c.want || len(got.Unmatched) != c.unmatched {
				t.Errorf("%s: %q, %d unmatched, want %q and %d", c.name, tell(got), len(got.Unmatched), c.want, c.unmatched)
			}
		})
	}
}

func TestDeletedVisitIsOnTheRemovedList(t *testing.T) {
	for _, act := range []visit.Act{visit.Delete, visit.DeletePerson} {
		c := chart.Fold(acts(visit.Admit, act).facts)
		p := roster.Of(c, "x").Presences
		if len(p) != 1 || p[0].LeftWord != "visit DELETED BY SOURCE" || c.Visits[0].State != visit.Deleted {
			t.Errorf("act %d: %+v, state %s", act, p, c.Visits[0].State)
		}
		if deleted := slices.ContainsFunc(c.Warnings(), func(w string) bool { return strings.HasPrefix(w, "DELETED BY SOURCE") }); deleted != (act == visit.DeletePerson) {
			t.Errorf("act %d: warnings %q", act, c.Warnings())
		}
	}
}

func TestDoctorsChangeAndChangeBack(t *testing.T) {
	change := func(act visit.Act, when, doctor string) *visit.Movement {
		m := move(act, visit1, "101", when)
		if m.Attending = said(doctor); act == visit.ChangeConsultant || act == visit.CancelConsultant {
			m.Attending, m.Consulting = m.Consulting, m.Attending
		}
		return m
	}
	steps(
		change(visit.Admit, "20261124000000", "Alder"), change(visit.ChangeDoctor, "20261124010000", "Birch"),
		change(visit.ChangeConsultant, "20261124020000", "Cedar"), change(visit.ChangeConsultant, "20261124030000", "Damson"),
		change(visit.CancelConsultant, "20261124040000", "Damson"), change(visit.CancelDoctor, "20261124050000", "Birch"),
	).everyOrder(t, func(c *chart.Chart) {
		if v := c.Visits[0]; v.Attending != "Alder" || v.Consulting != "Cedar" {
			t.Errorf("attending %q, consulting %q", v.Attending, v.Consulting)
		}
	})
}

// A visit whose number changes is one visit, under both numbers, and two that
// were merged are one.
func TestVisitNumberChanges(t *testing.T) {
	renumber := move(visit.Renumber, visit2, "", "20261124020000")
	renumber.Formerly = visit1
	for _, c := range []struct {
		name string
		s    *stream
		want string
	}{
		{"changed", steps(move(visit.Admit, visit1, "101", "20261124000000"), renumber), "101"},
		{"merged", steps(move(visit.Admit, visit1, "101", "20261124000000"), move(visit.Admit, visit2, "202", "20261124010000"), renumber), "202"},
		{"discharged under the old number", steps(move(visit.Admit, visit1, "101", "20261124000000"), renumber, move(visit.Discharge, visit1, "", "20261124030000")), ""},
	} {
		c.s.everyOrder(t, func(got *chart.Chart) {
			if tell(got) != c.want || len(got.Visits) != 1 || got.Visits[0].Number != visit2 {
				t.Errorf("%s: %q, visits %+v", c.name, tell(got), got.Visits)
			}
		})
	}
}

// TestH024EveryVisitIsInOnePlace sends random events of two visits in random
// order: an active visit is shown in exactly one place, which may say that the
// patient is in transit, and one that is not active in none.
func TestH024EveryVisitIsInOnePlace(t *testing.T) {
	random := rand.New(rand.NewPCG(24, 2))
	for round := range 300 {
		s := randomVisits(random, 3+random.IntN(14))
		c := chart.Fold(s.facts)
		active := 0
		for i := range c.Visits {
			if c.Visits[i].State == visit.Active {
				active++
			}
		}
		shown := 0
		for _, p := range roster.Of(c, "x").Presences {
			if p.Here() {
				shown++
			}
		}
		if shown != active {
			t.Fatalf("round %d: %d active visits are shown in %d places: %s", round, active, shown, tell(c))
		}
		shuffled := slices.Clone(s.facts)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		shuffled = append(shuffled, shuffled[random.IntN(len(shuffled))])
		a, err := c.Hash()
		b, again := chart.Fold(shuffled).Hash()
		if err != nil || again != nil || a != b {
			t.Fatalf("round %d: another order gives another chart", round)
		}
	}
}

// randomVisits is n events of any kind.
func randomVisits(random *rand.Rand, n int) *stream {
	s := &stream{}
	for i := range n {
		m := move(visit.Act(random.IntN(int(visit.CancelConsultant)+1)), visit1, "", fmt.Sprintf("202611240%d%02d00", i/6, i%6*10))
		if random.IntN(3) == 0 {
			m.Visit = visit2
		}
		beds := []visit.Place{{}, place("101"), place("202"), {Unit: "NOWHERE"}}
		m.Place, m.Temporary, m.Pending = beds[random.IntN(4)], beds[random.IntN(4)], beds[random.IntN(4)]
		if m.Back = random.IntN(6) == 0; m.Act == visit.Renumber {
			m.Formerly = visit1
		}
		s.say(m.Event.Text, m)
	}
	return s
}

// TestH023ACanceledDischargeAlwaysReturns: whatever came before, a discharge
// that is canceled leaves the patient in the census.
func TestH023ACanceledDischargeAlwaysReturns(t *testing.T) {
	random := rand.New(rand.NewPCG(23, 1))
	for round := range 30 {
		s := randomVisits(random, random.IntN(9))
		s.say("20261124090000", move(visit.Admit, visit1, "101", "20261124090000"))
		s.say("20261124100000", move(visit.Discharge, visit1, "", "20261124100000"))
		left := chart.Fold(s.facts)
		gone := slices.ContainsFunc(roster.Of(left, "x").Presences, func(p roster.Presence) bool {
			return p.LeftWord == "discharged" && p.ShownAt(at("20261126095959").At)
		})
		if !gone {
			t.Fatalf("round %d: a discharged patient is missing within 48 h", round)
		}
		s.say("20261124110000", move(visit.CancelDischarge, visit1, "", "20261124110000"))
		s.everyOrder(t, func(c *chart.Chart) {
			if !strings.Contains(" "+here(c)+" ", " 101 ") {
				t.Fatalf("round %d: %q after the cancellation", round, here(c))
			}
		})
	}
}
