package feed_test

import (
	"strings"
	"testing"

	"redoutlet/internal/chart/appointment"
	"redoutlet/internal/chart/asof"
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
