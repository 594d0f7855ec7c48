package chart

import (
	"slices"

	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/visit"
)

// Current is the newest visit that goes on, or the last one where signs of
// care came after the discharge (hazard H-023); nil for a patient who is not
// in the house.
func (c *Chart) Current() *visit.Visit {
	for i := len(c.Visits) - 1; i >= 0; i-- {
		if c.Visits[i].State == visit.Active {
			return &c.Visits[i]
		}
	}
	if c.ActiveAfterDischarge() {
		return c.LastDischarged()
	}
	return nil
}

// LastDischarged is the visit that was discharged last, nil where there is none.
func (c *Chart) LastDischarged() *visit.Visit {
	var last *visit.Visit
	for i := range c.Visits {
		v := &c.Visits[i]
		if v.State == visit.Discharged && (last == nil || v.Ended.After(last.Ended)) {
			last = v
		}
	}
	return last
}

// ActiveAfterDischarge reports whether a dose was given or a specimen taken
// after the last discharge while no visit is open: the patient may still be in
// the bed.
func (c *Chart) ActiveAfterDischarge() bool {
	for i := range c.Visits {
		if c.Visits[i].State == visit.Active {
			return false
		}
	}
	last := c.LastDischarged()
	if last == nil {
		return false
	}
	for i := range c.Doses {
		if c.Doses[i].Status.Took() && c.Doses[i].At.After(last.Ended) {
			return true
		}
	}
	measured := func(r result.Result) bool { return r.HasValue && r.At.After(last.Ended) }
	return slices.ContainsFunc(c.Results, measured) || slices.ContainsFunc(c.Vitals, measured)
}

func (c *Chart) activeBeds() int {
	places := map[visit.Place]bool{}
	for i := range c.Visits {
		v := &c.Visits[i]
		if v.State == visit.Active && v.Place().Bed != "" {
			places[v.Place()] = true
		}
	}
	return len(places)
}

// Warnings are the words that head the whole chart.
func (c *Chart) Warnings() []string {
	words := append([]string{}, c.Conflicts...)
	if !c.Deleted.IsZero() {
		words = append(words, "DELETED BY SOURCE: a source says that there is no such person - VERIFY")
	}
	for _, h := range c.Handovers {
		words = append(words, h.Words())
	}
	for _, u := range c.Unmatched {
		words = append(words, u.What)
	}
	if c.ActiveAfterDischarge() {
		words = append(words, "ACTIVITY AFTER DISCHARGE - MAY STILL BE HERE")
	}
	if beds := c.activeBeds(); beds > 1 {
		words = append(words, "TWO ACTIVE VISITS IN TWO PLACES - CHECK WHERE THE PATIENT IS")
	}
	if c.Test {
		words = append(words, "TEST - NOT A REAL PATIENT, OR A SOURCE ON TRIAL")
	}
	return words
}
