package roster

import (
	"maps"
	"slices"
)

// Unit is what lists say of one unit.
type Unit struct {
	Name     string
	Patients int // whose bed is there
	Guests   int // who are there for now, or expected
	Silent   int // of the patients, those who linger
}

// CountUnits counts the patients who are on each unit at the moment. A unit is
// listed too where all of them are guests or have just left: their facts are
// looked for there (hazard H-024).
func CountUnits(lines []Summary, at Linger) []Unit {
	counts := map[string]Unit{}
	for i := range lines {
		for _, p := range lines[i].Presences {
			u := counts[p.Place.Unit]
			switch {
			case !p.ShownAt(at.Now), p.Place.Unit == "" && !p.Here(): // who is nowhere has left no list
				continue
			case p.Here():
				u.Patients++
				if !at.Since(&lines[i]).IsZero() {
					u.Silent++
				}
			case p.Kind != InBed:
				u.Guests++
			}
			counts[p.Place.Unit] = u
		}
	}
	var list []Unit
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		u := counts[name]
		u.Name = name
		list = append(list, u)
	}
	return list
}
