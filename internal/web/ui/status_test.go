package ui

import (
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/wording"
)

// TestTheStatusWordIsThatOfTheBox holds that the board and the chart call one
// state by one word: specification 2.2 knows ageing and stale, and they ask for
// different things.
func TestTheStatusWordIsThatOfTheBox(t *testing.T) {
	for _, f := range []asof.Freshness{asof.Ageing, asof.Stale} {
		k := wording.NewKnown(asof.Standing{Sources: []string{"pharmacy"}, AsOf: at.Add(-time.Hour), Freshness: f}, at, est)
		word, _, _ := strings.Cut(k.Box, ":")
		if got := strings.ToUpper(StatusOf(f).Word()); got != word {
			t.Errorf("the board says %s where the chart says %s", got, word)
		}
	}
}
