package chart_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
)

// TestAChartGrowsInAnyOrder: whatever order batches of facts come in, what has
// grown is what all of them fold to; once they were let go, only what comes last
// is taken.
func TestAChartGrowsInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 2))
	for range 100 {
		told := randomVisits(random, 30).facts
		want, err := chart.Fold(told).Hash()
		if err != nil {
			t.Fatal(err)
		}
		facts := slices.Clone(told)
		random.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
		var r chart.Running
		var grown *chart.Chart
		for batch := range slices.Chunk(facts, 1+random.IntN(9)) {
			slices.SortFunc(batch, func(a, b *fact.Fact) int { return a.Stamp.Compare(b.Stamp) })
			grown = r.Grow(batch)
		}
		if got, err := grown.Hash(); err != nil || got != want {
			t.Fatalf("the chart that has grown is another one (%v)", err)
		}
		r.LetGo()
		first := slices.MinFunc(told, func(a, b *fact.Fact) int { return a.Stamp.Compare(b.Stamp) })
		if r.Grow([]*fact.Fact{first}) != nil {
			t.Fatal("a fact found its place among facts that were let go")
		}
	}
}
