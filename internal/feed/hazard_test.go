package feed_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed/reading"
)

// adt writes an ADT message of an invented patient.
func adt(event, at, number string, more ...string) []byte {
	lines := []string{
		"MSH|^~\\&|ADT|ZZHOSP|RO|ZZHOSP|" + at + "||ADT^" + event + "|" + event + at + number + "|P|2.5.1",
		"EVN|" + event + "|" + at,
		"PID|1||" + number + "^^^ZZHOSP^MR||ZZTEST-" + strings.ToUpper(number) + "^ADA||19440305|F",
	}
	return msg(append(lines, more...)...)
}

func oru(at, number, value string) []byte {
	return msg(
		"MSH|^~\\&|LAB|ZZHOSP|RO|ZZHOSP|"+at+"||ORU^R01|"+at+number+value+"|P|2.5.1",
		"PID|1||"+number+"^^^ZZHOSP^MR||ZZTEST-"+strings.ToUpper(number)+"^ADA||19440305|F",
		"OBR|1|P"+number+"^CPOE|F"+number+"^LAB|K^potassium^L|||"+at+"|||||||||||||||"+at+"|||F",
		"OBX|1|NM|K^potassium^L||"+value+"|mmol/L|3.5-5.1||||F|||"+at,
	)
}

const pv1 = "PV1|1|I|W1^101^1||||||||||||||||V1"

func TestH011MergeConvergesInEveryOrder(t *testing.T) {
	messages := [][]byte{
		adt("A01", "20261124080000", "old", pv1, "AL1|1|DA|PCN^penicillin^L|SV|anaphylaxis"),
		adt("A01", "20261124081000", "new", "PV1|1|I|W2^202^1||||||||||||||||V2"),
		oru("20261124083000", "old", "5.9"),
		adt("A08", "20261124090000", "old", pv1, "AL1|1|DA|LTX^latex^L|MO|rash"),
		adt("A40", "20261124100000", "new", "MRG|old^^^ZZHOSP^MR"),
	}
	var want [32]byte
	n := 0
	permutations(len(messages), func(order []int) {
		if n++; n%5 != 1 {
			return
		}
		h := newHouse(t)
		h.send("feed", inOrder(messages, order)...)
		if len(h.book.Lines()) != 1 {
			t.Fatalf("order %v: %d charts, want 1", order, len(h.book.Lines()))
		}
		v := h.view("old")
		if len(v.Allergies.Items) != 2 || len(v.Results.Items) != 1 {
			t.Errorf("order %v: %d allergies, %d results", order, len(v.Allergies.Items), len(v.Results.Items))
		}
		if len(v.Former) != 1 || v.Former[0].Value != "old" || v.Identifiers[0].Value != "new" {
			t.Errorf("order %v: numbers %v, formerly %v", order, v.Identifiers, v.Former)
		}
		if want == [32]byte{} {
			want = h.hash()
		}
		if h.hash() != want {
			t.Errorf("order %v: another hash", order)
		}
		h.send("feed", oru("20261124110000", "old", "4.4")) // late news of the old number follows
		if v := h.view("new"); v.Results.Items[0].Value != "4.4" {
			t.Errorf("order %v: what came late for the old number is missing", order)
		}
	})
}

func TestH030SilenceIsNeverNoAllergies(t *testing.T) {
	h := newHouse(t)
	h.send("feed", adt("A01", "20261124080000", "one", pv1))
	if a := h.view("one").Allergies; a.State != chart.NotAvailable || a.Words != chart.WordsNotAvailable {
		t.Errorf("nobody has given allergies: %s %q", a.State, a.Words)
	}
	h.send("feed", adt("A01", "20261124081000", "two", "PV1|1|I|W1^102^1||||||||||||||||V2", "AL1|1|DA|PCN^penicillin^L"))
	if a := h.view("one").Allergies; a.State != chart.NotRecorded || a.Words != chart.WordsNotRecorded {
		t.Errorf("given, but not for this patient: %s %q", a.State, a.Words)
	}
	for i, said := range []struct{ al1, words string }{
		{"AL1|1|DA|716186003^No known allergy^SCT", "NO KNOWN ALLERGIES"},
		{"AL1|1|DA|NKA", "NO KNOWN ALLERGIES"},
		{"AL1|1||^No Known Allergies", "NO KNOWN ALLERGIES"},
	} {
		number := "none" + string(rune('a'+i))
		h.send("feed", adt("A01", "20261124090000", number, "PV1|1|I|W1^103^1||||||||||||||||V3"+number, said.al1))
		a := h.view(number).Allergies
		if a.State != chart.AssertedNone || !strings.HasPrefix(a.Words, said.words+" - stated 2026-11-24T09:00:00 by ") || len(a.Items) != 0 {
			t.Errorf("%s: %s %q %v", said.al1, a.State, a.Words, a.Items)
		}
	}
	h.send("feed", adt("A01", "20261124090000", "drug", "PV1|1|I|W1^104^1||||||||||||||||V4", "AL1|1|DA|NKDA^no known drug allergy^L"))
	drug := h.view("drug")
	if drug.Allergies.State != chart.NotRecorded || len(drug.Denials) != 1 || !strings.HasPrefix(drug.Denials[0].Statement(), "NO KNOWN DRUG ALLERGIES - stated") {
		t.Errorf("no known drug allergies says nothing of food: %s %+v", drug.Allergies.State, drug.Denials)
	}
}

func TestH031MessageWithoutAllergiesRemovesNone(t *testing.T) {
	h := newHouse(t)
	iam := func(act, id, name string) string {
		return "IAM|1|DA|" + name + "^" + name + "^L|SV|rash|" + act + "|" + id + "^ZZHOSP"
	}
	h.send("feed",
		adt("A01", "20261124080000", "one", pv1, iam("A", "1", "penicillin"), iam("A", "2", "latex"), iam("A", "3", "morphine")),
		adt("A08", "20261124090000", "one", pv1),
		oru("20261124093000", "one", "4.4"))
	if a := h.view("one").Allergies; len(a.Items) != 3 {
		t.Fatalf("a message without allergies leaves %d of 3", len(a.Items))
	}
	h.send("feed", adt("A08", "20261124100000", "one", pv1, iam("D", "2", "latex"), iam("X", "3", "morphine")))
	var states []string
	for _, a := range h.view("one").Allergies.Items {
		states = append(states, a.Substance+" "+a.State)
	}
	if want := []string{"morphine active", "penicillin active", "latex removed"}; !slices.Equal(states, want) {
		t.Errorf("%q, want %q", states, want)
	}
	h.send("feed", adt("A08", "20261124110000", "one", pv1, `AL1|1|DA|""`))
	if a := h.view("one").Allergies; len(a.Items) != 3 || !a.Has(chart.Incomplete) {
		t.Errorf("a null where an allergy belongs: %d items, flags %v", len(a.Items), a.Flags)
	}
}

func TestH033UncodedAllergyIsKept(t *testing.T) {
	long := strings.Repeat("a very long substance name ", 12)
	h := newHouse(t)
	h.send("feed", adt("A01", "20261124080000", "one", pv1,
		"AL1|1||^cheap red wine", "AL1|2||Z99", "AL1|3|DA|PCN^amoxicillin^L^PCN2^penicillin^M", "AL1|4|FA|^"+long, "AL1|5||^пенициллин"))
	var got []string
	for _, a := range h.view("one").Allergies.Items {
		got = append(got, a.Substance)
	}
	slices.Sort(got)
	want := []string{"cheap red wine", "Z99", "amoxicillin (penicillin)", long, "пенициллин"}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// day is a stream of one patient's messages of every kind.
func day() [][]byte {
	ras := func(at, sub, action string) []byte {
		return msg("MSH|^~\\&|MAR|ZZHOSP|RO|ZZHOSP|"+at+"||RAS^O17|R"+at+sub+action+"|P|2.5.1",
			"PID|1||one^^^ZZHOSP^MR||ZZTEST-ONE^ADA||19440305|F", "ORC|RE|P9^CPOE|F9^PHARM",
			"RXA|0|"+sub+"|202611241"+sub+"00|202611241"+sub+"00|HEP^heparin^L|5000|units|||N1^NURSE^NELL||||||||||CP|"+action+"|"+at)
	}
	rde := func(at, control, status string) []byte {
		return msg("MSH|^~\\&|PHARM|ZZHOSP|RO|ZZHOSP|"+at+"||RDE^O11|O"+at+control+"|P|2.5.1",
			"PID|1||one^^^ZZHOSP^MR||ZZTEST-ONE^ADA||19440305|F",
			"ORC|"+control+"|P9^CPOE|F9^PHARM||"+status+"||||"+at, "RXE|^^^20261124080000|HEP^heparin^L|5000||units", "RXR|SC^subcutaneous^L")
	}
	return [][]byte{
		adt("A01", "20261124080000", "one", pv1, "AL1|1|DA|PCN^penicillin^L|SV|anaphylaxis"),
		rde("20261124081000", "NW", "IP"), ras("20261124110100", "1", "A"), ras("20261124120100", "2", "A"),
		oru("20261124083000", "one", "5.9"), adt("A02", "20261124090000", "one", "PV1|1|I|W2^201^1|||W1^101^1|||||||||||||V1"),
		ras("20261124121500", "2", "D"), rde("20261124130000", "HD", "HD"), oru("20261124140000", "one", "4.4"),
		adt("A12", "20261124150000", "one", "PV1|1|I|W1^101^1||||||||||||||||V1"),
	}
}

func TestH043ReplayChangesNothing(t *testing.T) {
	once := newHouse(t)
	once.send("feed", day()...)
	want := once.hash()
	random := rand.New(rand.NewPCG(4, 3))
	for range 10 {
		messages := append(day(), day()...) // the same bytes again
		for _, m := range day() {           // and again under another control id, as an engine resends
			messages = append(messages, bytes.Replace(m, []byte("|P|2.5.1"), []byte("X|P|2.5.1"), 1))
		}
		random.Shuffle(len(messages), func(i, j int) { messages[i], messages[j] = messages[j], messages[i] })
		h := newHouse(t)
		h.send("feed", messages...)
		if s := h.status(); s.Received != 20 || s.Duplicates != 10 {
			t.Errorf("received %d, replays %d, want 20 and 10", s.Received, s.Duplicates)
		}
		if h.hash() != want {
			t.Error("a replayed and shuffled day gives another chart")
		}
		v := h.view("one")
		if len(v.Administrations.Items) != 2 || len(v.Medications.Items) != 1 || len(v.Results.Items) != 1 {
			t.Errorf("%d doses, %d orders, %d results: something is shown twice", len(v.Administrations.Items), len(v.Medications.Items), len(v.Results.Items))
		}
	}
}

func TestH065UnreadMessageMarksItsPatient(t *testing.T) {
	h := newHouse(t)
	h.send("feed", adt("A01", "20261124080000", "one", pv1))
	pid := "PID|1||one^^^ZZHOSP^MR||ZZTEST-ONE^ADA||19440305|F"
	header := func(kind string) string {
		return "MSH|^~\\&|X|ZZHOSP|RO|ZZHOSP|20261124090000||" + kind + "|1" + kind + "|P|2.5.1"
	}
	for _, c := range []struct {
		name    string
		message []byte
		flagged func(*asof.View) bool
	}{
		{"a document without TXA", msg(header("MDM^T02"), pid), func(v *asof.View) bool { return v.Notes.Has(chart.Incomplete) }},
		{"an unknown kind", msg(header("ZZZ^Z99"), pid), func(v *asof.View) bool { return len(v.Orders.Unread) > 0 }},
		{"an unknown event", msg(header("ADT^A99"), pid), func(v *asof.View) bool { return v.Census.Has(chart.Incomplete) }},
		{"an order without ORC", msg(header("RDE^O11"), pid, "RXE||X"), func(v *asof.View) bool { return v.Medications.Has(chart.Incomplete) }},
		{"a dose without RXA", msg(header("RAS^O17"), pid, "ORC|RE"), func(v *asof.View) bool { return v.Administrations.Has(chart.Incomplete) }},
		{"a merge that names nobody", msg(header("ADT^A40"), pid, "MRG|"), func(v *asof.View) bool { return len(v.Census.Unread) > 1 }},
		{"a result without a test", msg(header("ORU^R01"), pid, "OBR|1", "OBX|1|NM|||5"), func(v *asof.View) bool { return v.Results.Has(chart.Incomplete) }},
	} {
		answers := h.send("feed", c.message)
		if !strings.Contains(answers[0], "MSA|AA|") {
			t.Errorf("%s is refused: %q", c.name, answers[0])
		}
		if !c.flagged(h.view("one")) {
			t.Errorf("%s does not mark the patient", c.name)
		}
	}
	for i, broken := range []string{"garbage", "MSH", "MSH|^~\\&|", "PID|1||one^^^ZZHOSP^MR"} {
		if h.send("feed", []byte(broken)); h.status().Quarantined < int64(i+7) {
			t.Errorf("%q is not in quarantine", broken)
		}
	}
	kept, err := h.book.Quarantined(t.Context(), 0, 100)
	must(t, err)
	for _, k := range kept {
		if k.Reason == "" || strings.Contains(k.Reason, "ZZTEST") {
			t.Errorf("message %d: reason %q", k.Number, k.Reason)
		}
	}
	if s := h.status(); s.Received != s.Charted+s.Quarantined+s.Ignored+s.Waiting || s.Waiting != 0 {
		t.Errorf("the counts do not add up: %+v", s)
	}
}

func TestH066OlderMessageNeverOverwritesNewer(t *testing.T) {
	messages := day()
	live := newHouse(t)
	live.send("feed", messages...)
	before := live.view("one")
	h := newHouse(t)
	h.send("feed", messages[6:]...) // live traffic first
	h.send("feed", messages[:6]...) // then six hours of backlog
	after := h.view("one")
	if after.Unit != before.Unit || after.Results.Items[0].Value != before.Results.Items[0].Value || after.Medications.Items[0].State != before.Medications.Items[0].State {
		t.Errorf("a backlog overwrote newer facts: %s %s %s", after.Unit, after.Results.Items[0].Value, after.Medications.Items[0].State)
	}
	if h.hash() != live.hash() {
		t.Error("a backlog gives another chart")
	}
	if got := h.view("one").Allergies.AsOf; got.Before(at) {
		t.Errorf("allergies as of %s", got)
	}
}

func TestRebuildGivesTheSameBytes(t *testing.T) {
	h := newHouse(t)
	h.keep("feed", capture(t)[:400])
	must(t, h.book.CatchUp(t.Context(), nil))
	want := map[string]string{}
	for _, line := range h.book.Lines() {
		want[line.Line.ID] = h.bytesOf(line.Line.ID)
	}
	hash := h.hash()
	must(t, h.book.Rebuild(t.Context(), nil))
	if h.hash() != hash || len(h.book.Lines()) != len(want) {
		t.Fatal("rebuilding gives other charts")
	}
	for id, text := range want {
		if h.bytesOf(id) != text {
			t.Fatal("rebuilding gives a chart of other bytes")
		}
	}
}

func TestSilenceStopsOnlyItsOwnSections(t *testing.T) {
	var profiles []reading.Profile
	for _, name := range []string{"adt", "lab"} {
		p := reading.NewProfile(name, "UTC")
		p.Live = true
		profiles = append(profiles, p)
	}
	h := newHouse(t, profiles...)
	h.send("adt", adt("A01", "20261124080000", "one", pv1, "AL1|1|DA|PCN^penicillin^L"))
	h.send("lab", oru("20261124083000", "one", "5.9"))
	asOf := h.view("one").Results.AsOf
	h.now = h.now.Add(20 * time.Minute)
	h.send("adt", adt("A08", "20261124084000", "one", pv1))
	v := h.view("one")
	if !v.Results.AsOf.Equal(asOf.Time) || v.Results.Freshness != asof.Ageing {
		t.Errorf("results moved with another source: as of %v, %s", v.Results.AsOf, v.Results.Freshness)
	}
	if v.Census.Freshness != asof.Fresh || v.Allergies.Freshness != asof.Fresh {
		t.Errorf("census %s, allergies %s", v.Census.Freshness, v.Allergies.Freshness)
	}
	h.now = h.now.Add(45 * time.Minute)
	if v := h.view("one"); v.Results.Freshness != asof.Stale || v.Census.Freshness != asof.Stale || v.Allergies.Freshness != asof.Fresh {
		t.Errorf("after 45 minutes of silence: results %s, census %s, allergies %s", v.Results.Freshness, v.Census.Freshness, v.Allergies.Freshness)
	}
}

func TestTrialChartsTestsAndLiveDoesNot(t *testing.T) {
	for _, live := range []bool{false, true} {
		p := reading.NewProfile("feed", "UTC")
		p.Live = live
		h := newHouse(t, p)
		for _, mode := range []string{"P", "T", "D", "", "X"} {
			h.send("feed", bytes.Replace(adt("A01", "20261124080000", "n"+mode, pv1), []byte("|P|2.5.1"), []byte("|"+mode+"|2.5.1"), 1))
		}
		charted := int64(4)
		if live {
			charted = 2
		}
		if s := h.status(); s.Charted != charted || s.Ignored != 5-charted {
			t.Errorf("live %v: %+v", live, s)
		}
		if h.view("nP").Test == live {
			t.Errorf("live %v: the chart says TEST: %v", live, !live)
		}
	}
}
