package feed_test

import (
	"slices"
	"strings"
	"testing"
)

func TestListTellsOfAnotherPersonUnderANumber(t *testing.T) {
	h := newHouse(t)
	other := strings.NewReplacer("ZZTEST-ONE^ADA", "ZZOTHER^BEA", "19440305|F", "19700101|M").Replace(string(oru("20261124083000", "one", "4.1")))
	h.send("feed", adt("A01", "20261124080000", "one", pv1), []byte(other))
	flags := h.book.Lines()[0].Flags
	if !slices.ContainsFunc(flags, func(f string) bool { return strings.HasPrefix(f, "IDENTITY CONFLICT") }) {
		t.Errorf("the list of those in the house says %q, and nothing of a conflict", flags)
	}
}

// Pages of a unit hear that somebody left it, however that came.
func TestBothUnitsHearOfAMove(t *testing.T) {
	in := func(event, at, unit string) []byte {
		return adt(event, at, "one", "PV1|1|I|"+unit+"^1^1||||||||||||||||V1")
	}
	for name, c := range map[string]struct {
		then []byte
		want []string
	}{
		"moved":      {in("A02", "20261124090000", "ICU"), []string{"ICU", "W1"}},
		"discharged": {in("A03", "20261124090000", "W1"), []string{"W1"}},
		"long ago":   {in("A03", "20261101090000", "W1"), []string{"W1"}},
		"corrected":  {in("A08", "20261124080000", "ICU"), []string{"ICU", "W1"}},
		"merged":     {adt("A40", "20261124090000", "two", "MRG|one^^^ZZHOSP^MR"), []string{"W1"}},
	} {
		h := newHouse(t)
		admitted := "20261124080000"
		if name == "long ago" {
			admitted = "20261101080000"
		}
		h.send("feed", in("A01", admitted, "W1"))
		changes, end := h.book.Watch()
		h.send("feed", c.then)
		change := <-changes
		end()
		slices.Sort(change.Units)
		if !slices.Equal(change.Units, c.want) {
			t.Errorf("%s: units %q hear of it, want %q", name, change.Units, c.want)
		}
	}
}
