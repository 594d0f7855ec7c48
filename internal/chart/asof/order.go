package asof

import (
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/order"
)

// OrderLine is an order that is not for a medicine, as it stands at the moment.
type OrderLine struct {
	order.Order
	Shown string `json:"shown"` // the status as printed, with stop time and clock taken into account
	Group string `json:"group"` // active, timed, pending, held, done, stopped, unread
}

func orderLines(c *chart.Chart, now time.Time) []OrderLine {
	var lines []OrderLine
	for _, o := range c.Orders {
		line := OrderLine{Order: o, Shown: string(o.State), Group: orderGroup(&o, now)}
		if !o.State.Ended() && o.Passed(now) {
			line.Shown, line.Group = "STOP TIME PASSED", "stopped"
			if o.Kind == order.Restraint {
				line.Shown = "EXPIRED"
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// orderGroup is where an order stands on the page (specification 5.4).
func orderGroup(o *order.Order, now time.Time) string {
	switch {
	case o.State == order.Completed, o.State == order.Active && o.Stage == order.ReportedFull:
		return "done"
	case o.State.Ended():
		return "stopped"
	case o.State == order.Held:
		return "held"
	case o.State != order.Active:
		return "unread"
	case o.Start.After(now):
		return "timed"
	case o.Stage.Open():
		return "pending"
	}
	return "active"
}
