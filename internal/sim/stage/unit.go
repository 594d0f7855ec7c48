package stage

import (
	"strconv"

	"redoutlet/internal/sim/fiction"
)

// The units, as they are called in PV1-3.1.
const (
	Emergency = fiction.Emergency
	Medical   = fiction.Medical
	Intensive = fiction.Intensive
	Maternity = fiction.Maternity
	Surgery   = fiction.Surgery
	Infusion  = fiction.Infusion
)

// unitNames are the units in words.
var unitNames = [...]struct{ Code, Words string }{
	{Emergency, "Emergency department"},
	{Medical, "4 West medical"},
	{Intensive, "Intensive care"},
	{Maternity, "Maternity"},
	{Surgery, "Operating room and surgery"},
	{Infusion, "Infusion clinic"},
}

// Units returns the codes of the units.
func Units() []string {
	var codes []string
	for _, u := range unitNames {
		codes = append(codes, u.Code)
	}
	return codes
}

// UnitWords returns a unit in words.
func UnitWords(code string) string {
	for _, u := range unitNames {
		if u.Code == code {
			return u.Words
		}
	}
	return code
}

// Bed is one bed, chair or bassinet. It is taken from when somebody is sent there until it is certain that nobody comes
// back to it.
type Bed struct {
	Unit, Room, Bed string
	Bassinet        bool
	Taken           bool
}

// AllBeds returns the beds of the hospital, all free.
func AllBeds() []*Bed {
	var beds []*Bed
	add := func(unit string, first, rooms int, names ...string) {
		for room := first; room < first+rooms; room++ {
			for _, name := range names {
				beds = append(beds, &Bed{Unit: unit, Room: strconv.Itoa(room), Bed: name, Bassinet: name[0] == 'N'})
			}
		}
	}
	add(Emergency, 1, 12, "1")
	add(Medical, 401, 10, "1", "2")
	add(Intensive, 201, 8, "1")
	add(Maternity, 501, 5, "1", "N1", "N2")
	add(Surgery, 301, 3, "1", "2")
	add(Infusion, 101, 3, "1", "2")
	return beds
}
