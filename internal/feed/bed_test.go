package feed_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/feed"
)

// bedSays is an A20: it names no patient.
func bedSays(at string, segments ...string) []byte {
	return msg(append([]string{"MSH|^~\\&|ADT|ZZHOSP|RO|ZZHOSP|" + at + "||ADT^A20|" + at + "|P|2.5.1", "EVN|A20|" + at}, segments...)...)
}

// board is what a book says of beds, a line for each.
func (h *house) board() []string {
	var lines []string
	for _, r := range feed.BedsOf(h.book) {
		lines = append(lines, r.Place.Room+"-"+r.Place.Bed+" "+r.Words())
	}
	return lines
}

// Of each bed the newest stands by what its sender says of when, in whatever
// order messages come, after a restart and when the charts are made again.
// Charts are the same with it and without.
func TestNewestOfEachBedStandsInEveryOrder(t *testing.T) {
	patient := adt("A01", "20261124080000", "one", pv1)
	messages := [][]byte{
		patient,
		bedSays("20261124090000", "NPU|W1^101^1|H", "NPU|W1^101^2|O"),
		bedSays("20261124091000", "NPU|W1^101^1|U"),
		bedSays("20261124092000", "NPU|W1^101^2|H"),
		bedSays("20261124093000", "NPU|W1^102^1|C"),
	}
	want := []string{"101-1 unoccupied", "101-2 housekeeping", "102-1 closed"}
	alone := newHouse(t)
	alone.send("feed", patient)
	n := 0
	permutations(len(messages), func(order []int) {
		if n++; n%9 != 1 {
			return
		}
		h := newHouse(t)
		h.send("feed", inOrder(messages, order)...)
		check := func(when string) {
			if diff := cmp.Diff(want, h.board()); diff != "" {
				t.Errorf("order %v, %s (-want +got):\n%s", order, when, diff)
			}
			if h.hash() != alone.hash() {
				t.Errorf("order %v, %s: beds change a chart", order, when)
			}
		}
		check("read")
		h.reopen(func(*feed.Desk) {})
		check("opened again")
		must(t, h.book.Rebuild(t.Context(), nil))
		check("made again")
		_, err := feed.ReadAgain(t.Context(), h.book, []int64{1, 2, 3, 4, 5})
		must(t, err)
		check("read again")
	})
}

// What cannot be read of a bed changes nothing, and is set aside with a reason.
func TestHalfABedReportIsSetAside(t *testing.T) {
	h := newHouse(t)
	h.send("feed", bedSays("20261124090000", "NPU|W1^101^1|U"), bedSays("20261124091000", "NPU|W1^101^1|O", "NPU||U"))
	if diff := cmp.Diff([]string{"101-1 unoccupied"}, h.board()); diff != "" {
		t.Error(diff)
	}
	if s := h.status(); s.Charted != 1 || s.Quarantined != 1 {
		t.Errorf("%d charted, %d quarantined", s.Charted, s.Quarantined)
	}
	kept, err := h.book.Message(t.Context(), 1, nil)
	must(t, err)
	if diff := cmp.Diff([]string{"Says of a bed: unoccupied."}, kept.Changes); diff != "" {
		t.Error(diff)
	}
}

// A page of the unit that is open is drawn again when a bed changes.
func TestUnitIsToldOfItsBeds(t *testing.T) {
	h := newHouse(t)
	changes, stop := h.book.Watch()
	defer stop()
	h.send("feed", bedSays("20261124090000", "NPU|W1^101^1|U"))
	select {
	case c := <-changes:
		if !slices.Equal(c.Units, []string{"W1"}) {
			t.Errorf("told of %v", c.Units)
		}
	default:
		t.Error("nobody was told")
	}
}
