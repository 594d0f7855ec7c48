package feed_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/roster"
)

// TestH060CensusSaysWhatTheChartSays: code status, precautions and diet stand on
// the list of patients as on the chart, in every order of arrival, and go with
// the order that stated them.
func TestH060CensusSaysWhatTheChartSays(t *testing.T) {
	p := live("feed")
	p.OrderKinds = map[string]order.Kind{"DNR": order.CodeStatus, "ISO": order.Isolation}
	placed := func(at, control, number, obr string) []byte {
		return msg("MSH|^~\\&|X|ZZHOSP|RO|ZZHOSP|"+at+"||OMG^O19|"+control+number+"|P|2.5.1", "PID|1||one^^^ZZHOSP^MR||ZZTEST-ONE^ADA||19440305|F",
			"ORC|"+control+"|"+number+"^CPOE|||||||"+at, obr)
	}
	messages := [][]byte{
		adt("A01", "20261124080000", "one", pv1),
		placed("20261124081000", "NW", "1", "OBR|1|||DNR^do not resuscitate^L"),
		placed("20261124082000", "NW", "2", "OBR|1|||ISO^contact isolation^L"),
		placed("20261124083000", "DC", "2", "OBR|1"),
	}
	permutations(len(messages), func(arrival []int) {
		h := newHouse(t, p)
		for _, m := range inOrder(messages, arrival) {
			h.send("feed", m)
		}
		got := h.book.Lines()[0].Standing
		want := roster.Standing{CodeStatus: []string{"do not resuscitate"}, Precautions: []string{chart.WordsNoPrecautions}}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("arrival %v (-want +got):\n%s", arrival, diff)
		}
		if v := h.view("one"); len(v.CodeStatus.Items) != 1 || len(v.Precautions.Items) != 0 {
			t.Fatalf("arrival %v: the chart says %+v, %+v", arrival, v.CodeStatus.Items, v.Precautions.Items)
		}
	})
}
