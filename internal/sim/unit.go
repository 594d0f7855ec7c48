package sim

import (
	"strconv"

	"redoutlet/internal/sim/fiction"
)

// The units, as they are called in PV1-3.1.
const (
	emergency = fiction.Emergency
	medical   = fiction.Medical
	intensive = fiction.Intensive
	maternity = fiction.Maternity
	surgery   = fiction.Surgery
	infusion  = fiction.Infusion
)

// facility is the assigning authority and the name in MSH-4.
const facility = "FERNHOLLOW"

// unitNames are the units in words.
var unitNames = [...]struct{ code, words string }{
	{emergency, "Emergency department"},
	{medical, "4 West medical"},
	{intensive, "Intensive care"},
	{maternity, "Maternity"},
	{surgery, "Operating room and surgery"},
	{infusion, "Infusion clinic"},
}

// unitWords returns a unit in words.
func unitWords(code string) string {
	for _, u := range unitNames {
		if u.code == code {
			return u.words
		}
	}
	return code
}

// bed is one bed, chair or bassinet. It is taken from when somebody is sent there until it is certain that nobody comes
// back to it.
type bed struct {
	unit, room, bed string
	bassinet        bool
	taken           bool
}

// allBeds returns the beds of the hospital, all free.
func allBeds() []*bed {
	var beds []*bed
	add := func(unit string, first, rooms int, names ...string) {
		for room := first; room < first+rooms; room++ {
			for _, name := range names {
				beds = append(beds, &bed{unit: unit, room: strconv.Itoa(room), bed: name, bassinet: name[0] == 'N'})
			}
		}
	}
	add(emergency, 1, 12, "1")
	add(medical, 401, 10, "1", "2")
	add(intensive, 201, 8, "1")
	add(maternity, 501, 5, "1", "N1", "N2")
	add(surgery, 301, 3, "1", "2")
	add(infusion, 101, 3, "1", "2")
	return beds
}

// freeBed takes a free bed of the unit; nil if there is none.
func (r *registration) freeBed(unit string) *bed {
	var free []*bed
	for _, b := range r.beds {
		if b.unit == unit && !b.taken && !b.bassinet {
			free = append(free, b)
		}
	}
	if len(free) == 0 {
		return nil
	}
	b := pick(r.house, free)
	b.taken = true
	return b
}

// freeBassinet takes a free bassinet in the mother's room; nil if there is none.
func (r *registration) freeBassinet(mother *patient) *bed {
	for _, b := range r.beds {
		if b.bassinet && !b.taken && b.unit == mother.bed.unit && b.room == mother.bed.room {
			b.taken = true
			return b
		}
	}
	return nil
}
