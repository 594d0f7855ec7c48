package feed_test

import (
	"fmt"
	"testing"

	"redoutlet/internal/feed/reading"
)

// wantCounts holds how many messages are received, waiting and duplicates.
func (h *house) wantCounts(when string, received, waiting, duplicates int64) {
	h.t.Helper()
	s := h.status()
	if s.Received != received || s.Waiting != waiting || s.Duplicates != duplicates {
		h.t.Errorf("%s: %d received, %d waiting and %d duplicates, want %d, %d and %d",
			when, s.Received, s.Waiting, s.Duplicates, received, waiting, duplicates)
	}
	if s.Received != s.Charted+s.Quarantined+s.Ignored+s.Waiting {
		h.t.Errorf("%s: received is not the sum of the four: %+v", when, s)
	}
}

func (h *house) catchUp() {
	h.t.Helper()
	must(h.t, h.book.CatchUp(h.t.Context(), nil))
}

// wantSame holds that the charts are those of a house that got each message once.
func (h *house) wantSame(messages [][]byte) {
	h.t.Helper()
	once := openHouse(h.t, reading.NewProfile("feed", "UTC"))
	once.send("feed", messages...)
	if h.hash() != once.hash() {
		h.t.Error("the charts are not those of the messages sent once")
	}
}

// What a crash leaves between keeping and reading is found by the next step.
func TestReplaysWaitUntilTheyAreRead(t *testing.T) {
	messages := day()
	h := openHouse(t, reading.NewProfile("feed", "UTC"))
	h.keep("feed", append(messages[:len(messages):len(messages)], messages...))
	h.wantCounts("before they are read", 20, 20, 0)
	_, h.book = h.open()
	h.wantCounts("after a crash", 20, 20, 0)
	h.catchUp()
	h.wantCounts("once they are read", 10, 0, 10)
	h.keep("feed", messages)
	h.wantCounts("a third time", 20, 10, 10)
	_, h.book = h.open()
	h.catchUp()
	h.wantCounts("once those are read", 10, 0, 20)
	h.wantSame(messages)
}

// A replay that was the last message leaves a number that nobody may take:
// what took it would be taken for read.
func TestMessageAfterADroppedReplayIsRead(t *testing.T) {
	first, next := adt("A01", "20261124080000", "one", pv1), oru("20261124083000", "one", "4.1")
	h := openHouse(t, reading.NewProfile("feed", "UTC"))
	for range 3 {
		h.send("feed", first)
	}
	_, h.book = h.open()
	h.send("feed", next)
	h.wantCounts("afterwards", 2, 0, 2)
	if v := h.view("one"); len(v.Results.Items) != 1 {
		t.Errorf("%d results, want the one that came after the replays", len(v.Results.Items))
	}
}

func TestRebuildKeepsTheCountOfReplays(t *testing.T) {
	messages := day()
	h := openHouse(t, reading.NewProfile("feed", "UTC"))
	h.send("feed", append(messages[:len(messages):len(messages)], messages...)...)
	want := h.hash()
	for range 2 {
		must(t, h.book.Rebuild(t.Context(), nil))
		h.wantCounts("rebuilt", 10, 0, 10)
		if h.hash() != want {
			t.Error("a rebuild gives other charts")
		}
	}
	h.send("feed", messages...)
	h.wantCounts("sent again after a rebuild", 10, 0, 20)
	h.keep("feed", messages)
	must(t, h.book.Rebuild(t.Context(), nil))
	h.wantCounts("rebuilt while replays waited", 10, 0, 30)
	if h.hash() != want {
		t.Error("replays found by a rebuild give other charts")
	}
}

// A replay is found however many messages came between.
func TestReplayOfLongAgo(t *testing.T) {
	var messages [][]byte
	for i := range 700 {
		messages = append(messages, oru("20261124080000", "one", fmt.Sprintf("4.%d", i)))
	}
	h := openHouse(t, reading.NewProfile("feed", "UTC"))
	h.keep("feed", append(messages, messages[0], messages[350], messages[699]))
	h.catchUp()
	h.wantCounts("afterwards", 700, 0, 3)
}

func TestEqualBytesOfTwoSourcesAreTwoMessages(t *testing.T) {
	h := openHouse(t, reading.NewProfile("feed", "UTC"), reading.NewProfile("other", "UTC"))
	m := adt("A01", "20261124080000", "one", pv1)
	h.keep("feed", [][]byte{m, m})
	h.keep("other", [][]byte{m})
	h.catchUp()
	h.wantCounts("afterwards", 2, 0, 1)
	for _, src := range h.status().Sources {
		if src.Received != 1 {
			t.Errorf("%s: %d received, want 1", src.Name, src.Received)
		}
	}
}
