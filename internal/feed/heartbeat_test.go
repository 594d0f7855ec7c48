package feed_test

import (
	"testing"
	"time"

	"redoutlet/internal/chart/asof"
)

// TestAnsweredHeartbeatMovesTheAsOf: an answer proves that the source is alive,
// of what it was heard to give, and only while nothing waits to be read.
func TestAnsweredHeartbeatMovesTheAsOf(t *testing.T) {
	h := newHouse(t, live("lab"), live("pha"))
	h.send("lab", oru("20261124083000", "one", "5.9"))
	asOf := h.view("one").Results.AsOf
	answer := func(source string) asof.Standing {
		t.Helper()
		h.now = h.now.Add(20 * time.Minute)
		must(t, h.book.Answered(t.Context(), source, h.now))
		return h.view("one").Results.Standing()
	}
	if st := answer("pha"); !st.AsOf.Equal(asOf.Time) || st.Freshness != asof.Ageing {
		t.Errorf("another source's answer moved results to %v, %s", st.AsOf, st.Freshness)
	}
	if st := answer("lab"); !st.AsOf.Equal(h.now) || st.Freshness != asof.Fresh || !st.Answered.Equal(h.now) {
		t.Errorf("after an answer: as of %v (answered %v), %s; want %v", st.AsOf, st.Answered, st.Freshness, h.now)
	}
	if s, err := h.book.Status(t.Context()); err != nil || !s.Sources[0].AsOf.Equal(h.now) || !s.Sources[0].Voices[0].AsOf.Equal(h.now) {
		t.Errorf("after an answer the source is told to be known as of %v (%v)", s.Sources[0].AsOf, err)
	}
	answered := h.now
	h.keep("lab", [][]byte{oru("20261124093000", "one", "6.1")})
	if st := answer("lab"); !st.AsOf.Equal(answered) {
		t.Errorf("an answer moved the as-of to %v past a message that waits", st.AsOf)
	}
	if v := h.view("one"); v.Administrations.Freshness != asof.NeverHeard {
		t.Errorf("what a source never gave is %s because it answers", v.Administrations.Freshness)
	}
}
