package feed_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed/reading"
)

// with writes a message of any kind about a patient and a visit.
func with(kind, at, number, stay string, more ...string) []byte {
	lines := []string{
		"MSH|^~\\&|X|ZZHOSP|RO|ZZHOSP|" + at + "||" + kind + "|" + kind + at + number + "|P|2.5.1",
		"PID|1||" + number + "^^^ZZHOSP^MR||ZZTEST-" + strings.ToUpper(number) + "^ADA||19440305|F",
	}
	if stay != "" {
		lines = append(lines, "PV1|1|I|W1^101^1||||||||||||||||"+stay)
	}
	return msg(append(lines, more...)...)
}

// clinical is one message of each kind about a patient's visit, from eight
// o'clock on.
func clinical(number, stay string) [][]byte {
	return [][]byte{
		adt("A01", "20261124080000", number, "PV1|1|I|W1^101^1||||||||||||||||"+stay, "AL1|1|DA|PCN^penicillin^L", "DG1|1||J18^pneumonia^L"),
		with("ORU^R01", "20261124081000", number, stay, "OBR|1|P1^CPOE|F1^LAB|K^potassium^L|||20261124081000|||||||||||||||20261124081000|||F",
			"OBX|1|NM|K^potassium^L||5.9|mmol/L|||||F|||20261124081000"),
		with("RDE^O11", "20261124082000", number, stay, "ORC|NW|88^CPOE", "RXE|^^^20261124090000|APX^apixaban^L|5||mg"),
		with("RAS^O17", "20261124083000", number, stay, "ORC|RE|88^CPOE", "RXA|0|1|20261124083000||APX^apixaban^L|5|mg|||||||||||||||||||||20261124083000"),
		with("MDM^T02", "20261124084000", number, stay, "TXA|1|PN^progress note|TX|20261124084000||||||||D1^NOTES|||||AU", "OBX|1|TX|N^note^L||stable||||||F"),
		with("ORM^O01", "20261124085000", number, stay, "ORC|NW|P2^CPOE", "OBR|1|P2^CPOE||CXR^chest x-ray^L"),
	}
}

// holds counts what a visit has left on a chart.
func holds(v *asof.View) []int {
	return []int{
		len(v.Visits), len(v.Results.Items), len(v.Medications.Items), len(v.Administrations.Items),
		len(v.Notes.Items), len(v.Orders.Items), len(v.Problems.Items),
	}
}

func a45(at, from, to, stay string) []byte {
	return adt("A45", at, to, "MRG|"+from+"^^^ZZHOSP^MR||||"+stay, "PV1|1|I|W1^101^1||||||||||||||||"+stay)
}

// registered is the former and the new patient, each known from registration.
func registered(number string) []byte {
	return adt("A28", "20261101080000", number)
}

// TestH019VisitMovesWithAllThatIsItsOwn moves a visit in mid-stream: every fact
// of it follows, whether it came before the move or after, in whatever order,
// and the former patient's chart shows none.
func TestH019VisitMovesWithAllThatIsItsOwn(t *testing.T) {
	for _, c := range []struct {
		name string
		move []byte
	}{
		{"A45", a45("20261124090000", "a", "b", "V1")},
		{"A45 with the number in MRG alone", adt("A45", "20261124090000", "b", "MRG|a^^^ZZHOSP^MR||||V1")},
	} {
		messages := append(clinical("a", "V1"), registered("a"), registered("b"), c.move)
		random := rand.New(rand.NewPCG(19, 1))
		var want [32]byte
		for round := range 4 {
			h := newHouse(t)
			order := random.Perm(len(messages))
			if round == 0 {
				slices.Sort(order)
			}
			for _, m := range inOrder(messages, order) {
				h.send("feed", m)
			}
			if s := h.status(); s.Quarantined != 0 {
				t.Fatalf("%s, order %v: %d quarantined", c.name, order, s.Quarantined)
			}
			former, now := h.view("a"), h.view("b")
			if got := holds(former); !slices.Equal(got, make([]int, 7)) || former.InHouse {
				t.Errorf("%s, order %v: the former chart holds %v", c.name, order, got)
			}
			if got := holds(now); slices.Contains(got, 0) || !now.InHouse || now.Family != "ZZTEST-B" || len(now.Identifiers) != 1 {
				t.Errorf("%s, order %v: the new chart holds %v, in the house %v", c.name, order, got, now.InHouse)
			}
			if len(now.Allergies.Items) != 1 || len(former.Allergies.Items) != 1 {
				t.Errorf("%s, order %v: an allergy told during the visit is on %d and %d lines", c.name, order, len(former.Allergies.Items), len(now.Allergies.Items))
			}
			if !warned(now, "VISIT V1 MOVED HERE") || !warned(former, "VISIT V1 MOVED TO") {
				t.Errorf("%s, order %v: flags %q and %q", c.name, order, former.Flags, now.Flags)
			}
			sameHash(t, h, &want, fmt.Sprint(c.name, order))
		}
	}
}

// sameHash holds a house to the hash of the houses before it, also after a
// rebuild and a restart.
func sameHash(t *testing.T, h *house, want *[32]byte, what string) {
	t.Helper()
	if *want == [32]byte{} {
		*want = h.hash()
	}
	if h.hash() != *want {
		t.Errorf("%s: another hash", what)
	}
	must(t, h.book.Rebuild(t.Context(), nil))
	if h.hash() != *want {
		t.Errorf("%s: another hash after a rebuild", what)
	}
	_, h.book = h.open()
	if h.hash() != *want {
		t.Errorf("%s: another hash after a restart", what)
	}
}

// TestH019MoveBackGivesTheChartsBefore: a visit that is moved and moved back
// leaves the charts as they were, and what came in between is there.
func TestH019MoveBackGivesTheChartsBefore(t *testing.T) {
	during := with("ORU^R01", "20261124093000", "b", "V1", "OBR|1|P3^CPOE|F3^LAB|NA^sodium^L|||20261124093000|||||||||||||||20261124093000|||F",
		"OBX|1|NM|NA^sodium^L||140|mmol/L|||||F|||20261124093000")
	start := append(clinical("a", "V1"), registered("a"), registered("b"))
	before := newHouse(t)
	before.send("feed", append(slices.Clone(start), with("ORU^R01", "20261124093000", "a", "V1", strings.Split(strings.TrimSuffix(string(during), "\r"), "\r")[3:]...))...)
	messages := append(slices.Clone(start), a45("20261124090000", "a", "b", "V1"), during, a45("20261124100000", "b", "a", "V1"))
	random := rand.New(rand.NewPCG(19, 2))
	for round := range 4 {
		h := newHouse(t)
		order := random.Perm(len(messages))
		if round == 0 {
			slices.Sort(order)
		}
		for _, m := range inOrder(messages, order) {
			h.send("feed", m)
		}
		if s := h.status(); s.Quarantined != 0 {
			t.Fatalf("order %v: %d quarantined", order, s.Quarantined)
		}
		want := before.hash()
		sameHash(t, h, &want, fmt.Sprint(order))
	}
}

// TestH019AccountMovesWithItsVisits is the same of an account (A44), whose
// visits other messages name without it.
func TestH019AccountMovesWithItsVisits(t *testing.T) {
	account := func(event, at, number, more string) []byte {
		return registration(event, at, pidOf(number, "ZZTEST-"+strings.ToUpper(number)+"^ADA||19440305|F||||||||||ACC"), more)
	}
	messages := append(clinical("a", "V1"), registered("b"),
		account("A08", "20261124080500", "a", pv1),
		account("A01", "20261120080000", "a", "PV1|1|I|W3^303^1||||||||||||||||V2"), account("A03", "20261121080000", "a", "PV1|1|I|W3^303^1||||||||||||||||V2"),
		adt("A01", "20261110080000", "a", "PV1|1|I|W4^404^1||||||||||||||||V3"), adt("A03", "20261111080000", "a", "PV1|1|I|W4^404^1||||||||||||||||V3"),
		account("A44", "20261124090000", "b", "MRG|a^^^ZZHOSP^MR||ACC"))
	random := rand.New(rand.NewPCG(19, 3))
	var want [32]byte
	for round := range 3 {
		h := newHouse(t)
		order := random.Perm(len(messages))
		if round == 0 {
			slices.Sort(order)
		}
		for _, m := range inOrder(messages, order) {
			h.send("feed", m)
		}
		former, now := h.view("a"), h.view("b")
		if len(former.Visits) != 1 || former.Visits[0].Number.Value != "V3" || len(former.Results.Items) != 0 {
			t.Errorf("order %v: the former chart has %d visits, %d results", order, len(former.Visits), len(former.Results.Items))
		}
		if len(now.Visits) != 2 || slices.Contains(holds(now), 0) {
			t.Errorf("order %v: the new chart holds %v", order, holds(now))
		}
		if s := h.status(); s.Quarantined != 0 {
			t.Errorf("order %v: %d quarantined", order, s.Quarantined)
		}
		sameHash(t, h, &want, fmt.Sprint(order))
	}
}

// TestH019DisagreementIsSetAside: what names a patient with a visit of somebody
// else is on nobody's chart, whichever came first; it is counted, and the charts
// of both say INCOMPLETE.
func TestH019DisagreementIsSetAside(t *testing.T) {
	result := func(at, number string) []byte {
		return with("ORU^R01", at, number, "V1", "OBR|1|P9^CPOE|F9^LAB|NA^sodium^L|||"+at+"|||||||||||||||"+at+"|||F",
			"OBX|1|NM|NA^sodium^L||118|mmol/L|||||F|||"+at)
	}
	admitted := adt("A01", "20261124080000", "a", pv1)
	others := adt("A01", "20261124080000", "c", "PV1|1|I|W2^202^1||||||||||||||||V2")
	for _, c := range []struct {
		name     string
		messages [][]byte
		reason   string
		marked   []string
		section  func(*asof.View) bool
	}{
		{"a result with the visit of another", [][]byte{admitted, others, result("20261124090000", "c")}, "together with a visit that is another patient's", []string{"a", "c"}, resultsMissed},
		{"a result that still names the former patient", [][]byte{admitted, others, registered("b"), a45("20261124090000", "a", "b", "V1"), result("20261124093000", "a")},
			"together with a visit that is another patient's", []string{"a", "b"}, resultsMissed},
		{"a move from somebody who does not have the visit", [][]byte{admitted, others, registered("b"), a45("20261124090000", "c", "b", "V1")},
			"away from a patient who does not have it", []string{"b", "c"}, censusMissed},
		{"a second move from the one who had it", [][]byte{admitted, others, registered("b"), a45("20261124090000", "a", "b", "V1"), a45("20261124100000", "a", "c", "V1")},
			"away from a patient who does not have it", []string{"a", "c"}, censusMissed},
	} {
		n := 0
		var want [32]byte
		permutations(len(c.messages), func(order []int) {
			if n++; n%7 != 1 {
				return
			}
			h := newHouse(t)
			for _, m := range inOrder(c.messages, order) {
				h.send("feed", m)
			}
			waiting, err := h.book.Quarantined(t.Context(), 0, 10)
			must(t, err)
			if s := h.status(); s.Quarantined != 1 || len(waiting) != 1 || !strings.Contains(waiting[0].Reason, c.reason) || waiting[0].State != reading.Quarantined {
				t.Fatalf("%s, order %v: %d quarantined: %+v", c.name, order, s.Quarantined, waiting)
			}
			for _, number := range []string{"a", "b", "c"} {
				if len(h.book.Find(number)) == 0 {
					continue
				}
				v := h.view(number)
				if len(v.Results.Items) != 0 {
					t.Errorf("%s, order %v: the result is on the chart of %s", c.name, order, number)
				}
				if got := c.section(v); got != slices.Contains(c.marked, number) {
					t.Errorf("%s, order %v: %s INCOMPLETE is %v", c.name, order, number, got)
				}
			}
			sameHash(t, h, &want, fmt.Sprint(c.name, order))
			if s := h.status(); s.Quarantined != 1 {
				t.Errorf("%s, order %v: %d quarantined after a rebuild", c.name, order, s.Quarantined)
			}
		})
	}
}

func resultsMissed(v *asof.View) bool { return v.Results.Has(chart.Incomplete) }

func censusMissed(v *asof.View) bool { return v.Census.Has(chart.Incomplete) }

// TestH019NumbersGivenTwiceProveNothing: a clinic that numbers the visits of
// each patient from 1 loses nothing, and neither do two sources that number
// theirs alike.
func TestH019NumbersGivenTwiceProveNothing(t *testing.T) {
	result := func(number string) []byte {
		return with("ORU^R01", "20261124090000", number, "1", "OBR|1|P"+number+"^CPOE|F"+number+"^LAB|NA^sodium^L|||20261124090000|||||||||||||||20261124090000|||F",
			"OBX|1|NM|NA^sodium^L||118|mmol/L|||||F|||20261124090000")
	}
	var clinic [][]byte
	for _, number := range []string{"a", "b", "c"} {
		clinic = append(clinic, result(number), adt("A04", "20261124080000", number, "PV1|1|O|CL^1^1||||||||||||||||1"))
	}
	random := rand.New(rand.NewPCG(19, 4))
	var want [32]byte
	for range 4 {
		h := newHouse(t)
		for _, m := range inOrder(clinic, random.Perm(len(clinic))) {
			h.send("feed", m)
		}
		if s := h.status(); s.Quarantined != 0 {
			t.Fatalf("%d quarantined", s.Quarantined)
		}
		sameHash(t, h, &want, "a clinic")
	}
	family := newHouse(t)
	account := func(number, event string, more ...string) []byte {
		return registration(event, "20261124080000", pidOf(number, "ZZTEST-"+strings.ToUpper(number)+"^ADA||19440305|F||||||||||ACC"), more...)
	}
	family.send("feed", account("a", "A28"), account("b", "A31", "OBX|1|NM|29463-7^body weight^LN||70|kg|||||F|||20261124080000"),
		registered("c"), account("c", "A44", "MRG|a^^^ZZHOSP^MR||ACC"), account("a", "A31"), account("b", "A31", "AL1|1|DA|PCN^penicillin^L"))
	if s := family.status(); s.Quarantined != 0 || len(family.view("b").Vitals.Items) != 1 || len(family.view("b").Allergies.Items) != 1 {
		t.Errorf("an account that a family shares: %d quarantined", s.Quarantined)
	}
	h := newHouse(t, live("hospital"), live("clinic"))
	h.send("hospital", adt("A01", "20261124080000", "a", "PV1|1|I|W1^1^1||||||||||||||||1"), registered("d"))
	h.send("clinic", adt("A04", "20261124080000", "b", "PV1|1|O|CL^1^1||||||||||||||||1"), result("b"))
	h.send("hospital", a45("20261124100000", "a", "d", "1"))
	if s := h.status(); s.Quarantined != 0 || len(h.view("b").Results.Items) != 1 || len(h.view("d").Visits) != 1 {
		t.Errorf("two sources: %d quarantined, %d results", s.Quarantined, len(h.view("b").Results.Items))
	}
}

// TestH019MovesFollowMerges: a visit that was moved to a number which is merged
// into another later is moved back from there.
func TestH019MovesFollowMerges(t *testing.T) {
	messages := append(clinical("a", "V1"), registered("b"), registered("c"),
		a45("20261124090000", "a", "b", "V1"),
		adt("A40", "20261124100000", "c", "MRG|b^^^ZZHOSP^MR"),
		a45("20261124110000", "c", "a", "V1"))
	before := newHouse(t)
	before.send("feed", append(clinical("a", "V1"), registered("b"), registered("c"), adt("A40", "20261124100000", "c", "MRG|b^^^ZZHOSP^MR"))...)
	random := rand.New(rand.NewPCG(19, 5))
	for range 4 {
		h := newHouse(t)
		order := random.Perm(len(messages))
		for _, m := range inOrder(messages, order) {
			h.send("feed", m)
		}
		if s := h.status(); s.Quarantined != 0 {
			t.Errorf("order %v: %d quarantined", order, s.Quarantined)
		}
		want := before.hash()
		sameHash(t, h, &want, fmt.Sprint(order))
	}
}

// TestH019AnyMovesInAnyOrder moves two visits and their account at random among
// three patients, with merges, registrations and results in between: the charts
// are the same in every order and when read at once, and as many messages are
// set aside. No result is on two charts.
func TestH019AnyMovesInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(19, 6))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	for range 12 {
		var messages [][]byte
		results := 0
		for i := range 14 {
			at := fmt.Sprintf("20261124%02d%02d00", 8+i/6, i%6*10)
			number, other, stay := pick("a", "b", "c"), pick("a", "b", "c"), pick("V1", "V2")
			pid := pidOf(number, "ZZTEST-"+strings.ToUpper(number)+"^ADA||19440305|F||||||||||"+pick("ACC", ""))
			where := "PV1|1|I|W1^101^1||||||||||||||||" + stay
			switch random.IntN(7) {
			case 0, 1:
				messages = append(messages, registration(pick("A01", "A08", "A03"), at, pid, where))
			case 2:
				messages = append(messages, a45(at, other, number, stay))
			case 3:
				messages = append(messages, registration("A44", at, pid, "MRG|"+other+"^^^ZZHOSP^MR||ACC"))
			case 4:
				if random.IntN(3) == 0 {
					messages = append(messages, adt(pick("A40", "A43"), at, number, "MRG|"+other+"^^^ZZHOSP^MR"))
				}
			default:
				results++
				messages = append(messages, with("ORU^R01", at, number, stay, fmt.Sprintf("OBR|1|P%d^CPOE|F%d^LAB|K^potassium^L", i, i), "OBX|1|NM|K^potassium^L||5.9|mmol/L|||||F|||"+at))
			}
		}
		var want [32]byte
		var aside int64
		for round := range 3 {
			h := newHouse(t)
			order := random.Perm(len(messages))
			for _, m := range inOrder(messages, order) {
				if round != 1 {
					h.send("feed", m)
				}
			}
			if round == 1 {
				h.send("feed", inOrder(messages, order)...)
			}
			if round == 0 {
				aside = h.status().Quarantined
			}
			sameHash(t, h, &want, fmt.Sprint(order))
			if n := h.status().Quarantined; n != aside {
				t.Errorf("order %v: %d set aside, %d before", order, n, aside)
			}
			shown := 0
			for _, line := range h.book.Lines() {
				shown += strings.Count(h.bytesOf(line.Line.ID), `"test":"potassium"`)
			}
			if shown > results {
				t.Errorf("order %v: %d results are on charts, %d were sent", order, shown, results)
			}
		}
		if t.Failed() {
			for _, m := range messages {
				t.Log(strings.ReplaceAll(string(m), "\r", "\n"))
			}
			return
		}
	}
}

// TestH019DisagreementIsLookedAt: a person who finds nothing in a message that
// was set aside takes its marks off both patients.
func TestH019DisagreementIsLookedAt(t *testing.T) {
	h := newHouse(t)
	h.send("feed", adt("A01", "20261124080000", "a", pv1), adt("A01", "20261124080000", "c", "PV1|1|I|W2^202^1||||||||||||||||V2"),
		with("ORU^R01", "20261124090000", "c", "V1", "OBR|1|P9^CPOE|F9^LAB|NA^sodium^L", "OBX|1|NM|NA^sodium^L||118|mmol/L|||||F|||20261124090000"))
	marked := func(want bool) {
		t.Helper()
		if resultsMissed(h.view("a")) != want || resultsMissed(h.view("c")) != want {
			t.Errorf("INCOMPLETE on %v and %v, want %v", resultsMissed(h.view("a")), resultsMissed(h.view("c")), want)
		}
	}
	marked(true)
	must(t, h.room().Dismiss(t.Context(), "n.ito", 3, "a wrong label"))
	marked(false)
	must(t, h.room().Restore(t.Context(), "n.ito", 3, "it was right"))
	marked(true)
	h.send("feed", a45("20261124100000", "a", "c", "V1")) // and then it turns out whose the visit is
	if v := h.view("c"); len(v.Results.Items) != 1 || resultsMissed(v) || h.status().Quarantined != 0 {
		t.Errorf("after the move: %d results, INCOMPLETE %v, %d quarantined", len(v.Results.Items), resultsMissed(v), h.status().Quarantined)
	}
}
