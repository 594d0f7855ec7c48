package feed_test

import (
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/feed"
)

// pidOf writes a PID with what follows the number.
func pidOf(number, rest string) string { return "PID|1||" + number + "^^^ZZHOSP^MR||" + rest }

// registration writes an event of a patient who is named as it says.
func registration(event, at, pid string, more ...string) []byte {
	lines := []string{
		"MSH|^~\\&|ADT|ZZHOSP|RO|ZZHOSP|" + at + "||ADT^" + event + "|" + event + at + "|P|2.5.1",
		"EVN|" + event + "|" + at, pid,
	}
	return msg(append(lines, more...)...)
}

func warned(v *asof.View, beginning string) bool {
	return slices.ContainsFunc(v.Flags, func(f string) bool { return strings.HasPrefix(f, beginning) })
}

// TestH013OverlayShowsBoth: an update that makes somebody else of a patient is
// flagged, and both are shown; a marriage is not, and neither is the naming of
// somebody whose name was not known.
func TestH013OverlayShowsBoth(t *testing.T) {
	admitted := registration("A01", "20261124080000", pidOf("one", "ZZTEST-ALDER^ADA||19440305|F"), pv1)
	for _, c := range []struct {
		name     string
		first    []byte
		pid      string
		conflict bool
		alias    string
	}{
		{"another person", admitted, "ZZTEST-BIRCH^BERT||19620412|M", true, "ADA ZZTEST-ALDER"},
		{"name and sex", admitted, "ZZTEST-BIRCH^BERT||19440305|M", true, "ADA ZZTEST-ALDER"},
		{"a marriage", admitted, "ZZTEST-BIRCH^ADA||19440305|F", false, "ADA ZZTEST-ALDER"},
		{"a name for somebody unknown", registration("A01", "20261124080000",
			pidOf("one", "UNKNOWN^TRAUMA ELM||19000101|U")+"|||||||||||||||||||||||Y", pv1), "ZZTEST-BIRCH^BERT||19620412|M", false, "TRAUMA ELM UNKNOWN"},
		{"a name for a newborn", registration("A01", "20261124080000", pidOf("one", "ZZTEST-ALDER^BABYBOY||20261124|M"), pv1),
			"ZZTEST-BIRCH^OSCAR||202611240712|M", false, "BABYBOY ZZTEST-ALDER"},
	} {
		for _, event := range []string{"A08", "A31"} {
			update := registration(event, "20261124090000", pidOf("one", c.pid), pv1)
			for _, order := range [][]int{{0, 1}, {1, 0}} {
				h := newHouse(t)
				h.send("feed", inOrder([][]byte{c.first, update}, order)...)
				v := h.view("one")
				if warned(v, "IDENTITY CONFLICT") != c.conflict || (len(v.Faces) == 2) != c.conflict {
					t.Errorf("%s, %s: flags %q, faces %v", c.name, event, v.Flags, len(v.Faces))
				}
				if !slices.Contains(v.Aliases, c.alias) || v.Family != "ZZTEST-BIRCH" {
					t.Errorf("%s, %s: %s, also known as %q, want %q", c.name, event, v.Family, v.Aliases, c.alias)
				}
			}
		}
	}
}

// TestH012MergeOfTwoWhoDifferIsMarked: a merge of records whose birth date or
// sex differ is done, and says so until it is undone.
func TestH012MergeOfTwoWhoDifferIsMarked(t *testing.T) {
	h := newHouse(t)
	h.send("feed",
		registration("A01", "20261124080000", pidOf("a", "ZZTEST-ALDER^ADA||19440305|F"), pv1),
		registration("A01", "20261124081000", pidOf("b", "ZZTEST-ALDER^ADAM||19440305|M"), "PV1|1|I|W2^202^1||||||||||||||||V2"),
		registration("A40", "20261124090000", pidOf("b", "ZZTEST-ALDER^ADAM||19440305|M"), "MRG|a^^^ZZHOSP^MR"))
	if v := h.view("a"); !warned(v, "MERGED RECORD - VERIFY IDENTITY") {
		t.Errorf("flags %q", v.Flags)
	}
	h.send("feed", registration("A37", "20261124100000", pidOf("a", "ZZTEST-ALDER^ADA||19440305|F"), pidOf("b", "ZZTEST-ALDER^ADAM||19440305|M")))
	v := h.view("a")
	if warned(v, "MERGED RECORD") || len(v.Partings) != 1 || len(v.Identifiers) != 1 {
		t.Errorf("after the parting: flags %q, %d partings, numbers %v", v.Flags, len(v.Partings), v.Identifiers)
	}
}

// TestH015NewbornsAreLinkedNeverMerged: each of three children shows its order
// and its mother, and has none of what was said of her.
func TestH015NewbornsAreLinkedNeverMerged(t *testing.T) {
	child := func(number, order string) []byte {
		multiple := "|||||||||||||mother^^^ZZHOSP^MR|||Y|" + order
		return registration("A01", "20261124080000", pidOf(number, "ZZTEST-ALDER^BABYGIRL||202611240712|F"+multiple),
			"PV1|1|I|NB^1^"+number+"||||||||||||||||V"+number)
	}
	messages := [][]byte{
		registration("A01", "20261123080000", pidOf("mother", "ZZTEST-ALDER^ADA||19990305|F"), pv1, "AL1|1|DA|PCN^penicillin^L"),
		child("c1", "1"), child("c2", "2"), child("c3", ""),
	}
	var want [32]byte
	n := 0
	permutations(len(messages), func(order []int) {
		if n++; n%6 != 1 {
			return
		}
		h := newHouse(t)
		h.send("feed", inOrder(messages, order)...)
		if len(h.book.Lines()) != 4 {
			t.Fatalf("order %v: %d charts, want 4", order, len(h.book.Lines()))
		}
		for number, birth := range map[string]string{"c1": "1", "c2": "2", "c3": ""} {
			v := h.view(number)
			if v.Birth.Order != birth || v.Birth.Multiple != "Y" || v.Birth.Mother == nil || v.Birth.Mother.Given != "ADA" {
				t.Errorf("order %v, %s: %+v", order, number, v.Birth)
			}
			if len(v.Allergies.Items) != 0 || warned(v, "IDENTITY CONFLICT") {
				t.Errorf("order %v, %s: allergies %v, flags %q", order, number, v.Allergies.Items, v.Flags)
			}
		}
		if v := h.view("mother"); len(v.Birth.Children) != 3 || len(v.Allergies.Items) != 1 {
			t.Errorf("order %v: the mother has %d children, %d allergies", order, len(v.Birth.Children), len(v.Allergies.Items))
		}
		if want == [32]byte{} {
			want = h.hash()
		}
		if h.hash() != want {
			t.Errorf("order %v: another hash", order)
		}
	})
}

// TestH016AliasStays: somebody who was admitted under an alias keeps it on the
// chart once the name is known, and after a merge into an existing record.
func TestH016AliasStays(t *testing.T) {
	h := newHouse(t)
	unknown := registration("A01", "20261124080000", pidOf("t1", "TRAUMA-7^ZULU||19000101|U")+"|||||||||||||||||||||||Y|AL", pv1)
	h.send("feed", unknown)
	if v := h.view("t1"); !warned(v, "IDENTITY UNCONFIRMED") {
		t.Errorf("flags %q", v.Flags)
	}
	h.send("feed",
		registration("A08", "20261124090000", pidOf("t1", "ZZTEST-ELM^EVE||19800101|F")+"|||||||||||||||||||||||N|\"\"", pv1),
		registration("A01", "20261001080000", pidOf("old", "ZZTEST-ELM^EVE||19800101|F"), "PV1|1|I|W2^202^1||||||||||||||||V2"),
		registration("A40", "20261124100000", pidOf("old", "ZZTEST-ELM^EVE||19800101|F"), "MRG|t1^^^ZZHOSP^MR"))
	v := h.view("t1")
	if !slices.Contains(v.Aliases, "ZULU TRAUMA-7") || warned(v, "IDENTITY") || warned(v, "MERGED") {
		t.Errorf("aliases %q, flags %q", v.Aliases, v.Flags)
	}
}

// TestH016FormerNamesAreFound: whoever has a card with an earlier name, or only
// the number that was merged away, finds the patient by it, also after a restart,
// and is told that it is not the name in use.
func TestH016FormerNamesAreFound(t *testing.T) {
	h := newHouse(t)
	h.send("feed",
		registration("A28", "20261101080000", pidOf("one", "ZZTEST-OAK^ADA||19800101|F")),
		registration("A31", "20261102080000", pidOf("one", "ZZTEST-ELM^ADA||19800101|F|ZZTEST-ASH^ADA"), pv1),
		registration("A01", "20261103080000", pidOf("9002", "ZZTEST-FIR^ADA||19800101|F"), pv1),
		registration("A40", "20261104080000", pidOf("one", "ZZTEST-ELM^ADA||19800101|F"), "MRG|9002^^^ZZHOSP^MR"))
	for range 2 {
		for typed, name := range map[string]string{
			"zztest-elm": "", "zztest-oak": "ADA ZZTEST-OAK", "ash 1980": "ADA ZZTEST-ASH", "fir ada": "ADA ZZTEST-FIR", "9002": "",
		} {
			found := feed.RollOf(h.book).Search(lookup.Read(typed, h.now))
			if len(found.Rows) != 1 || found.Close || found.Rows[0].Line.Family != "ZZTEST-ELM" || strings.Join(found.Rows[0].Names, ";") != name {
				t.Errorf("%q finds %d, by %q, nearly %v; want one, by %q", typed, len(found.Rows), namesOf(found), found.Close, name)
			}
		}
		h.tenant, h.book = h.open()
	}
}

func namesOf(f lookup.Found) (names []string) {
	for _, row := range f.Rows {
		names = append(names, row.Names...)
	}
	return names
}

// TestH020SwapIsDoneForBothOrForNeither is the case of a bed swap.
func TestH020SwapIsDoneForBothOrForNeither(t *testing.T) {
	messages := caseMessages(t, "16")
	permutations(3, func(order []int) {
		h := newHouse(t)
		h.send("feed", inOrder(messages[:3], order)...)
		h.send("feed", messages[2])
		for number, want := range map[string]string{"1160001": "14-B", "1160002": "12-A"} {
			v := h.view(number)
			if v.Unit != "W5" || v.Room+"-"+v.Bed != want || warned(v, "TWO PATIENTS") {
				t.Errorf("order %v: %s is in %s %s-%s, flags %q", order, number, v.Unit, v.Room, v.Bed, v.Flags)
			}
		}
		h.send("feed", messages[3])
		if s := h.status(); s.Quarantined != 1 {
			t.Errorf("order %v: half a swap: %d quarantined", order, s.Quarantined)
		}
		spruce, willow := h.view("1160001"), h.view("1160002")
		if spruce.Bed != "B" || willow.Bed != "A" || len(spruce.Census.Flags) == 0 {
			t.Errorf("order %v: half a swap moved somebody, or says nothing: %s, %s, %v", order, spruce.Bed, willow.Bed, spruce.Census.Flags)
		}
	})
}
