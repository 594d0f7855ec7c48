package recent

import (
	"slices"
	"testing"
)

// TestWhatWasUsedLongestAgoGoesFirst puts and uses things and looks at which
// are still there.
func TestWhatWasUsedLongestAgoGoesFirst(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(ts *Things[string, int])
		want []string
	}{
		"all fit":          {func(ts *Things[string, int]) { ts.Put("a", 3); ts.Put("b", 4) }, []string{"a", "b"}},
		"one too many":     {func(ts *Things[string, int]) { ts.Put("a", 5); ts.Put("b", 5); ts.Put("c", 1) }, []string{"b", "c"}},
		"used since":       {func(ts *Things[string, int]) { ts.Put("a", 5); ts.Put("b", 5); ts.Get("a"); ts.Put("c", 1) }, []string{"a", "c"}},
		"put again":        {func(ts *Things[string, int]) { ts.Put("a", 5); ts.Put("b", 5); ts.Put("a", 4); ts.Put("c", 1) }, []string{"a", "b", "c"}},
		"alone, too heavy": {func(ts *Things[string, int]) { ts.Put("a", 99) }, []string{"a"}},
		"dropped":          {func(ts *Things[string, int]) { ts.Put("a", 9); ts.Drop("a"); ts.Drop("x"); ts.Put("b", 9) }, []string{"b"}},
	} {
		ts := New[string](10, func(n int) int { return n })
		c.do(ts)
		var got []string
		for _, key := range []string{"a", "b", "c", "x"} {
			if _, ok := ts.Get(key); ok {
				got = append(got, key)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q are there, want %q", name, got, c.want)
		}
	}
}
