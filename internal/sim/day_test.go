package sim

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"redoutlet/internal/hl7"
	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// said collects what occurs in the messages, as words such as "ORC-1 NW".
func said(t *testing.T, messages []Message) map[string]int {
	t.Helper()
	found := map[string]int{}
	for _, m := range messages {
		read := parsed(t, m)
		found[read.Header().Type+" "+read.Header().Event]++
		if _, has := read.First("AL1"); !has && read.Header().Event == "A01" {
			found["A01 without AL1"]++
		}
		for _, s := range read.Segments() {
			for _, word := range wordsOf(s) {
				found[word]++
			}
		}
	}
	return found
}

func wordsOf(s hl7.Segment) []string {
	at := func(n int) string { return s.Field(n).Component(1).Text() }
	switch s.Name() {
	case "ORC":
		return []string{"ORC-1 " + at(1), "ORC-1 " + at(1) + " ORC-5 " + at(5)}
	case "RXA":
		return []string{"RXA " + at(20) + "/" + at(21)}
	case "OBX":
		return []string{"OBX-11 " + at(11), "OBX-8 " + at(8), "OBX-2 " + at(2)}
	case "AL1":
		return []string{"AL1-3 " + at(3), "AL1"}
	case "RXC", "TQ1", "NK1", "NTE":
		return []string{s.Name()}
	}
	return nil
}

// fourDays are those of the first four seeds.
var fourDays = sync.OnceValue(func() (days [4][]Message) {
	for seed := range days {
		days[seed] = SyntheticDay(uint64(seed))
	}
	return days
})

func TestTheDayHoldsEveryKind(t *testing.T) {
	rare := map[string]int{}
	for seed, day := range fourDays() {
		if len(day) < 2300 || len(day) > 3600 {
			t.Errorf("seed %d: the day has %d messages; it should have about 3,000", seed, len(day))
		}
		found := said(t, day)
		for _, word := range []string{
			"ADT A01", "ADT A02", "ADT A03", "ADT A04", "ADT A08", "ADT A11", "ADT A12", "ADT A13", "ADT A40",
			"RDE O11", "RDS O13", "RAS O17", "ORU R01",
			"MDM T02", "MDM T04", "SIU S12", "SIU S14", "OMG O19", "ORM O01", "OMD O03", "OML O21", "PPR PC1", "VXU V04",
			"ORC-1 NW", "ORC-1 DC", "ORC-1 XO", "ORC-1 HD", "ORC-1 RL", "ORC-1 RP", "ORC-1 RO", "ORC-1 DC ORC-5 IP",
			"RXA CP/A", "RXA RE/A", "RXA NA/A", "RXA PA/A", "RXA /",
			"OBX-11 P", "OBX-11 F", "OBX-11 C", "OBX-8 HH", "OBX-8 LL", "OBX-2 SN", "OBX-2 FT",
			"AL1", "AL1-3 " + stage.DenialSNOMED, "AL1-3 " + stage.DenialSite, "A01 without AL1", "RXC", "TQ1", "NK1", "NTE",
		} {
			if found[word] == 0 {
				t.Errorf("seed %d: the day has no %s", seed, word)
			}
		}
		for word, n := range found {
			rare[word] += n
		}
		firsts := 0
		for _, source := range Sources() {
			firsts += len(withoutResends(day, source))
		}
		if firsts == len(day) {
			t.Errorf("seed %d: nothing is sent again under a new control id", seed)
		}
	}
	for _, word := range []string{
		"ADT A05", "ADT A06", "ADT A09", "ADT A10", "ADT A14", "ADT A15", "ADT A16", "ADT A17", "ADT A20", "ADT A21", "ADT A22", "ADT A25",
		"ADT A28", "ADT A37", "ADT A45", "ADT A54", "ADT A60", "MDM T06", "MDM T08", "MDM T10", "MDM T11",
		"RXA CP/D", "OBX-11 W", "SIU S13", "SIU S15", "SIU S26", "PPR PC2", "PPR PC3",
	} {
		if rare[word] == 0 {
			t.Errorf("no day has %s", word)
		}
	}
}

// recorded is the transaction time of a message by its kind.
func recorded(m *hl7.Message) string {
	switch m.Header().Type {
	case "ADT":
		return text(m, "EVN", 2, 1)
	case "RDE", "RDS":
		return text(m, "ORC", 9, 1)
	case "RAS", "VXU":
		return text(m, "RXA", 22, 1)
	case "MDM":
		return text(m, "EVN", 2, 1)
	case "PPR":
		return text(m, "PRB", 2, 1)
	case "ORM", "OMG", "OMD", "OML":
		return text(m, "ORC", 9, 1)
	case "SIU":
		return text(m, "MSH", 7, 1)
	}
	return text(m, "OBR", 22, 1)
}

// TestTheOrderIsPlain holds that a source says no two things of one patient in one minute.
func TestTheOrderIsPlain(t *testing.T) {
	for _, day := range fourDays() {
		same := map[string]string{} // a number merged away to the one kept
		born := map[string]string{} // who was merged by mistake is another person
		for _, m := range day {
			read := parsed(t, m)
			kept, gone := text(read, "PID", 3, 1), text(read, "MRG", 1, 1)
			born[kept] = text(read, "PID", 7, 1)
			if event := read.Header().Event; (event == "A40" || event == "A45") && born[kept] == born[gone] {
				same[gone] = kept
			}
		}
		for _, source := range Sources() {
			checkOrder(t, withoutResends(day, source), same)
		}
	}
}

func checkOrder(t *testing.T, messages []Message, same map[string]string) {
	t.Helper()
	taken := map[string]string{}
	for _, m := range messages {
		read := parsed(t, m)
		who := text(read, "PID", 3, 1) + text(read, "NPU", 1, 2)
		if kept := same[who]; kept != "" {
			who = kept
		}
		at := hl7.ParseTime(recorded(read), nil)
		if at.At.IsZero() || at.At.After(m.At) || m.At.Sub(at.At) > 10*time.Second {
			t.Fatalf("%s was recorded at %q and sent at %v", m.ControlID, recorded(read), m.At)
		}
		for _, minute := range []string{"recorded " + recorded(read)[:12], "sent " + text(read, "MSH", 7, 1)[:12]} {
			key := who + " " + minute
			if other := taken[key]; other != "" {
				t.Fatalf("%s and %s of one patient have the same minute", other, m.ControlID)
			}
			taken[key] = m.ControlID
		}
	}
}

// TestDosesFollowTheirOrders holds that no dose is charted of an order that was not placed, and none before it was given.
func TestDosesFollowTheirOrders(t *testing.T) {
	placed, ids := map[string]bool{}, map[string]string{}
	for _, m := range withoutResends(SyntheticDay(9), Pharmacy) {
		read := parsed(t, m)
		if read.Header().Type == "RDS" {
			continue
		}
		if read.Header().Type == "RDE" {
			for _, s := range read.Segments() {
				if s.Name() == "ORC" {
					placed[s.Field(2).Component(1).Text()] = true
				}
			}
			continue
		}
		order, number, at := text(read, "ORC", 2, 1), text(read, "RXA", 2, 1), text(read, "RXA", 3, 1)
		if !placed[order] {
			t.Fatalf("%s charts a dose of an order that was not placed", m.ControlID)
		}
		if hl7.ParseTime(at, nil).At.After(m.At) {
			t.Fatalf("%s charts a dose that is still to be given", m.ControlID)
		}
		if before, ok := ids[order+"/"+number]; ok && before != at {
			t.Fatalf("%s charts another dose under the same number", m.ControlID)
		}
		ids[order+"/"+number] = at
	}
}

// TestAsNeededDosesLieApart holds that an order that says every so many hours is not given sooner, whatever the pace of
// the hospital.
func TestAsNeededDosesLieApart(t *testing.T) {
	h := New(3, startTime(), Options{Busy: 20})
	last := map[string]time.Time{}
	doses := 0
	for _, m := range withoutResends(h.Until(startTime().Add(12*time.Hour)), Pharmacy) {
		read := parsed(t, m)
		if read.Header().Type != "RAS" || text(read, "RXA", 21, 1) == "D" {
			continue
		}
		order, given := text(read, "ORC", 2, 1), hl7.ParseTime(text(read, "RXA", 3, 1), nil).At
		drug := drugOf(text(read, "RXA", 5, 1))
		if drug.AsNeeded == "" {
			continue
		}
		if apart := given.Sub(last[order]); apart < drug.Often.Apart() {
			t.Errorf("%s charts %s %v after the dose before it", m.ControlID, drug.Words, apart)
		}
		last[order] = given
		doses++
	}
	if doses < 20 {
		t.Errorf("only %d doses were given because they were needed", doses)
	}
}

// drugOf is the drug of a code.
func drugOf(code string) fiction.Drug {
	for _, d := range fiction.Formulary() {
		if d.Code == code {
			return d
		}
	}
	return fiction.Drug{}
}

func TestSecretsAreWhatIdentifies(t *testing.T) {
	h, messages := days(6, 1)
	secrets := h.Secrets()
	if !slices.IsSorted(secrets) || len(secrets) < 300 {
		t.Fatalf("%d secrets, sorted: %v", len(secrets), slices.IsSorted(secrets))
	}
	var all strings.Builder
	for _, m := range messages {
		all.Write(m.Body)
	}
	for _, s := range secrets {
		if utf8.RuneCountInString(s) < 4 {
			t.Errorf("the secret %q is shorter than 4 characters", s)
		}
		if !strings.Contains(all.String(), s) {
			t.Errorf("the secret %q was never sent as it stands", s)
		}
	}
	for _, m := range messages {
		read := parsed(t, m)
		for _, who := range [][3]any{{"PID", 3, 1}, {"PID", 5, 1}, {"PID", 5, 2}, {"PID", 5, 3}, {"PID", 11, 1}, {"PID", 13, 1}, {"PID", 18, 1},
			{"PV1", 19, 1}, {"NK1", 2, 1}, {"NK1", 2, 2}, {"NK1", 5, 1}, {"MRG", 1, 1}} {
			value := text(read, who[0].(string), who[1].(int), who[2].(int))
			if _, ok := slices.BinarySearch(secrets, value); utf8.RuneCountInString(value) >= 4 && !ok {
				t.Fatalf("%s: %v was sent and is no secret", m.ControlID, who)
			}
		}
	}
}
