package sim

import "redoutlet/internal/sim/stage"

// freeBed takes a free bed of the unit; nil if there is none.
func (r *registration) freeBed(unit string) *stage.Bed {
	var free []*stage.Bed
	for _, b := range r.beds {
		if b.Unit == unit && !b.Taken && !b.Bassinet {
			free = append(free, b)
		}
	}
	if len(free) == 0 {
		return nil
	}
	b := stage.Pick(r.House, free)
	b.Taken = true
	return b
}

// freeBassinet takes a free bassinet in the mother's room; nil if there is none.
func (r *registration) freeBassinet(mother *stage.Patient) *stage.Bed {
	for _, b := range r.beds {
		if b.Bassinet && !b.Taken && b.Unit == mother.Bed.Unit && b.Room == mother.Bed.Room {
			b.Taken = true
			return b
		}
	}
	return nil
}
