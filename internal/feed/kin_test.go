package feed_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// two writes an event that speaks of two patients, each in a PID of its own.
func two(event, at, first, second string) []byte {
	return adt(event, at, first, "PV1|1|I|W1^101^1||||||||||||||||V"+first,
		"PID|2||"+second+"^^^ZZHOSP^MR||ZZTEST-"+strings.ToUpper(second)+"^ADA||19440305|F",
		"PV1|1|I|W2^202^1||||||||||||||||V"+second)
}

// pair are two patients of whom something is known.
func pair() [][]byte {
	return [][]byte{
		adt("A01", "20261124080000", "a", "PV1|1|I|W1^101^1||||||||||||||||Va", "AL1|1|DA|PCN^penicillin^L"),
		adt("A01", "20261124080500", "b", "PV1|1|I|W2^202^1||||||||||||||||Vb", "AL1|1|DA|LTX^latex^L"),
		oru("20261124083000", "a", "5.9"),
	}
}

// TestH012MergeIsUndone: a merge that is undone, by whichever event says so,
// gives the charts before, in every order and after a rebuild; a merge the other
// way undoes nothing.
func TestH012MergeIsUndone(t *testing.T) {
	merge := adt("A40", "20261124100000", "b", "MRG|a^^^ZZHOSP^MR")
	for _, c := range []struct {
		name   string
		undo   [][]byte
		undone bool
	}{
		{"A37", [][]byte{two("A37", "20261124110000", "a", "b")}, true},
		{"A37, the other way around", [][]byte{two("A37", "20261124110000", "b", "a")}, true},
		{"A43 as the standard has it", [][]byte{adt("A43", "20261124110000", "a", "MRG|a^^^ZZHOSP^MR|||b^^^ZZHOSP^MR")}, true},
		{"A43 that names who it comes from and goes to", [][]byte{adt("A43", "20261124110000", "a", "MRG|b^^^ZZHOSP^MR")}, true},
		{"A43 sent twice under two control ids", [][]byte{
			adt("A43", "20261124110000", "a", "MRG|b^^^ZZHOSP^MR"), adt("A43", "20261124110000", "a", "MRG|b^^^ZZHOSP^MR", "ZZZ|1"),
		}, true},
		{"A40 the other way", [][]byte{adt("A40", "20261124110000", "a", "MRG|b^^^ZZHOSP^MR")}, false},
		{"A37, and then A24", [][]byte{two("A37", "20261124110000", "a", "b"), two("A24", "20261124120000", "a", "b")}, false},
		{"A37 that is older than the merge", [][]byte{two("A37", "20261124090000", "a", "b")}, false},
	} {
		before := newHouse(t)
		before.send("feed", pair()...)
		messages := append(pair(), append([][]byte{merge}, c.undo...)...)
		random := rand.New(rand.NewPCG(12, 1))
		var want [32]byte
		for round := range 3 {
			h := newHouse(t)
			order := random.Perm(len(messages))
			if round == 0 {
				slices.Sort(order)
			}
			for _, m := range inOrder(messages, order) {
				h.send("feed", m) // read one by one, so that charts join and part
			}
			if s := h.status(); s.Quarantined != 0 {
				t.Fatalf("%s: %d quarantined", c.name, s.Quarantined)
			}
			if undone := len(h.book.Lines()) == 2; undone != c.undone {
				t.Fatalf("%s, order %v: %d charts", c.name, order, len(h.book.Lines()))
			}
			if c.undone && h.hash() != before.hash() {
				t.Errorf("%s, order %v: not the charts before", c.name, order)
			}
			if want == [32]byte{} {
				want = h.hash()
			}
			if h.hash() != want {
				t.Errorf("%s, order %v: another hash", c.name, order)
			}
			must(t, h.book.Rebuild(t.Context(), nil))
			if h.hash() != want {
				t.Errorf("%s, order %v: another hash after a rebuild", c.name, order)
			}
			_, h.book = h.open()
			if h.hash() != want {
				t.Errorf("%s, order %v: another hash after a restart", c.name, order)
			}
		}
	}
}

// Messages that list both numbers say what the registration still believes;
// they bring back nothing that was parted.
func TestPartedNumbersStayParted(t *testing.T) {
	both := msg(
		"MSH|^~\\&|ADT|ZZHOSP|RO|ZZHOSP|20261124120000||ADT^A08|both|P|2.5.1", "EVN|A08|20261124120000",
		"PID|1||a^^^ZZHOSP^MR~b^^^ZZHOSP^MR||ZZTEST-A^ADA||19440305|F", "PV1|1|I|W1^101^1||||||||||||||||Va")
	h := newHouse(t)
	h.send("feed", append(pair(), both)...)
	if n := len(h.book.Lines()); n != 1 {
		t.Fatalf("listed together: %d charts", n)
	}
	h.send("feed", two("A37", "20261124110000", "a", "b"))
	if n := len(h.book.Lines()); n != 2 {
		t.Errorf("parted: %d charts, want 2 although a message lists both", n)
	}
	v := h.view("a")
	if len(v.Allergies.Items) != 1 || v.Allergies.Items[0].Substance != "penicillin" {
		t.Errorf("allergies after the parting: %+v", v.Allergies.Items)
	}
}

// TestEventsOfEveryKindInAnyOrder sends events of every kind about four numbers
// in random orders, some twice, and results that name any of their visits: the
// charts are the same, and so are those of a rebuild. As many messages are set
// aside each time.
func TestEventsOfEveryKindInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(61, 1))
	var events []string
	for n := 1; n <= 62; n++ {
		events = append(events, fmt.Sprintf("A%02d", n))
	}
	random.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	for part := range slices.Chunk(events, 21) {
		var messages [][]byte
		for i, event := range part {
			at := fmt.Sprintf("20261124%02d%02d00", 8+i/6, i%6*10)
			number, other := string(rune('a'+random.IntN(4))), string(rune('a'+random.IntN(4)))
			messages = append(messages, adt(event, at, number, "MRG|"+other+"^^^ZZHOSP^MR||||V"+other,
				fmt.Sprintf("PV1|1|I|W%d^101^1|||W9^1^1|||||W5^1^1||||||||V%s", random.IntN(3), number),
				"PID|2||"+other+"^^^ZZHOSP^MR||ZZTEST-"+strings.ToUpper(other)+"^ADA||19440305|F",
				"PV1|1|I|W2^202^1||||||||||||||||V"+other))
			stay := string(rune('a' + random.IntN(4)))
			messages = append(messages, with("ORU^R01", fmt.Sprintf("20261124%02d%02d30", 8+i/6, i%6*10), number, "V"+stay,
				fmt.Sprintf("OBR|1|P%d^CPOE|F%d^LAB|K^potassium^L", i, i), "OBX|1|NM|K^potassium^L||5.9|mmol/L|||||F|||20261124080000"))
		}
		var want [32]byte
		var aside int64
		for round := range 3 {
			h := newHouse(t)
			order := random.Perm(len(messages))
			for _, m := range inOrder(messages, order) {
				h.send("feed", m)
			}
			h.send("feed", messages[random.IntN(len(messages))])
			if round == 0 {
				want, aside = h.hash(), h.status().Quarantined
			}
			if h.status().Quarantined != aside {
				t.Fatalf("events %v in order %v: %d set aside, %d before", part, order, h.status().Quarantined, aside)
			}
			if h.hash() != want {
				t.Fatalf("events %v in order %v: another hash", part, order)
			}
			must(t, h.book.Rebuild(t.Context(), nil))
			if h.hash() != want {
				t.Fatalf("events %v in order %v: another hash after a rebuild", part, order)
			}
		}
	}
}
