package order_test

import (
	"slices"
	"testing"

	"redoutlet/internal/chart/order"
)

// What a row of an order repeats of the order is said once; whatever it adds
// stays, in the words sent.
func TestStatementSaysNothingTwice(t *testing.T) {
	for _, tt := range []struct {
		lines []string
		rest  []string
		want  string
	}{
		{nil, nil, "Regular diet"},
		{[]string{"diet Regular diet"}, nil, "Regular diet"},
		{[]string{"Regular diet"}, nil, "Regular diet"},
		{[]string{"diet Regular diet no added salt"}, []string{"no added salt"}, "Regular diet; no added salt"},
		{[]string{"diet breakfast Regular diet"}, []string{"diet breakfast Regular diet"}, "Regular diet; diet breakfast Regular diet"},
		{[]string{"diet Regular dietary supplement"}, []string{"diet Regular dietary supplement"}, "Regular diet; diet Regular dietary supplement"},
		{[]string{"Ends so.", "goes on"}, []string{"Ends so.", "goes on"}, "Regular diet; Ends so. goes on"},
		{[]string{"diet Regular diet", "supplement shake"}, []string{"supplement shake"}, "Regular diet; supplement shake"},
	} {
		o := order.Order{Content: order.Content{Kind: order.Diet, Lines: tt.lines}, What: "Regular diet"}
		if got := o.Statement(); got != tt.want || !slices.Equal(o.Rest(), tt.rest) {
			t.Errorf("%q: %q, rest %q; want %q and %q", tt.lines, got, o.Rest(), tt.want, tt.rest)
		}
	}
}
