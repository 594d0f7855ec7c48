package feed_test

import (
	"strings"
	"testing"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/appointment"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/roster"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// appointments are those of a view by the words of their first resource and
// their time.
func appointments(v *asof.View) map[string]appointment.Appointment {
	found := map[string]appointment.Appointment{}
	for _, a := range v.Appointments.Items {
		what := ""
		if len(a.Resources) > 0 {
			what = a.Resources[0].Name
		}
		found[what+" "+a.Start.ISO()] = a
	}
	return found
}

func TestCase23AppointmentsByEitherNumber(t *testing.T) {
	messages := caseMessages(t, "23")
	permutations(4, func(order []int) {
		h := newHouse(t)
		h.send("feed", inOrder(messages[:4], order)...)
		h.send("feed", messages[4:]...)
		found := appointments(h.view("1230001"))
		if len(found) != 4 {
			t.Fatalf("order %v: %d appointments, want 4", order, len(found))
		}
		if mri := found["MRI brain 2026-11-27T14:00:00"]; mri.State != appointment.Cancelled || len(mri.Numbers) != 2 {
			t.Errorf("order %v: the canceled one is %+v", order, mri)
		}
		if echo := found["echocardiogram 2026-11-26T10:00:00"]; echo.State != appointment.Booked || len(echo.Marks) != 0 {
			t.Errorf("order %v: the one of another scheduler is %+v", order, echo)
		}
		for _, loose := range []string{"MRI brain 2026-11-28T09:15:00", "MRI brain 2026-11-28T11:15:00"} {
			a := found[loose]
			if a.State != appointment.Booked || len(a.Marks) != 1 || !strings.Contains(a.Marks[0], "appointment without number, may be one moved booking") {
				t.Errorf("order %v: %s is %+v", order, loose, a)
			}
		}
		if s := h.status(); s.Charted != 6 {
			t.Errorf("order %v: %+v", order, s)
		}
	})
}

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
