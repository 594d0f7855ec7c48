package feed_test

import (
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/sentence"
	"redoutlet/internal/feed/reading"
)

// FuzzRead reads anything into facts and folds them: whatever comes, there is
// an outcome, a reason where it is not charted, and a chart that folds the same
// when every fact is doubled.
func FuzzRead(f *testing.F) {
	for _, m := range day() {
		f.Add(m)
	}
	for _, m := range capture(f)[:50] {
		f.Add(m)
	}
	f.Add([]byte("MSH|^~\\&|A|B|C|D|20261124||ADT^A40|1|P|2.5\rPID|1||1^^^X\rMRG|2^^^X\r"))
	f.Add(adt("A44", "20261124090000", "b", "MRG|a^^^ZZHOSP^MR||ACC~AC2|x||\"\""))
	f.Add(adt("A45", "20261124090000", "b", "MRG|a^^^ZZHOSP^MR||||V1", pv1, "MRG|a^^^ZZHOSP^MR||||V2", "MRG|a^^^ZZHOSP^MR||||V3", pv1))
	p := reading.NewProfile("feed", "UTC")
	f.Fuzz(func(t *testing.T, raw []byte) {
		r := reading.Of(reading.Letter{Number: 1, Source: "feed", Raw: raw}, &p, time.UTC)
		if r.Kind == "" || r.State == "" || r.State != reading.Charted && r.Reason == "" {
			t.Fatalf("kind %q, state %q, reason %q", r.Kind, r.State, r.Reason)
		}
		for _, fact := range r.Facts {
			if fact.Owner.IsZero() || fact.Owner.Authority == "" {
				t.Fatal("a fact of nobody")
			}
			if sentence.Of(fact) == "" {
				t.Fatal("a fact that cannot be described")
			}
		}
		once, again := chart.Fold(r.Facts), chart.Fold(append(r.Facts[:len(r.Facts):len(r.Facts)], r.Facts...))
		a, err := once.Hash()
		if err != nil {
			t.Fatal(err)
		}
		b, err := again.Hash()
		if err != nil || a != b {
			t.Fatalf("the same facts twice give another chart (%v)", err)
		}
		asof.Of(once, "x", nil, time.Unix(0, 0))
		if _, err := roster.Of(once, "x").MarshalBinary(); err != nil {
			t.Fatal(err)
		}
	})
}
