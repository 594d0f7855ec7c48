package feed_test

import (
	"fmt"
	"testing"
)

// A book that holds fewer facts than one batch touches says the same as one
// that holds them all.
func TestChartsDoNotDependOnWhatIsHeld(t *testing.T) {
	const patients = 60
	tell := func(event, unit, minute string) (messages [][]byte) {
		for n := range patients {
			messages = append(messages, msg(
				fmt.Sprintf(`MSH|^~\&|ADT|HOSP|REDOUTLET|HOSP|202611241%s00-0500||ADT^%s|%s%d|P|2.5.1`, minute, event, event, n),
				fmt.Sprintf(`EVN||202611241%s00-0500`, minute),
				fmt.Sprintf(`PID|1||%07d^^^HOSP^MR||ZZTEST^N%d||19700101|F`, n, n),
				fmt.Sprintf(`PV1|1|I|%s^1^%d||||||||||||||||V%d^^^HOSP`, unit, n, n),
			))
		}
		return messages
	}
	first, second := tell("A01", "MED", "100"), tell("A02", "ICU", "200")
	h, all := newHouse(t), newHouse(t)
	h.keep("feed", first)
	must(t, h.book.CatchUp(t.Context(), nil))
	h.book.HoldAtMost(patients) // as after a restart: nothing is held, and soon too much
	for _, line := range h.book.Lines() {
		h.bytesOf(line.Line.ID)
	}
	h.keep("feed", second)
	must(t, h.book.CatchUp(t.Context(), nil))
	all.send("feed", append(first, second...)...)
	for _, line := range h.book.Lines() {
		if line.Line.Unit != "ICU" {
			t.Errorf("a patient who was moved to ICU is listed on %q", line.Line.Unit)
		}
	}
	if h.hash() != all.hash() {
		t.Error("the charts differ from those of a book that holds everything")
	}
}
