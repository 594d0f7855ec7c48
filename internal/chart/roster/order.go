package roster

import (
	"cmp"
	"strings"
)

// Compare orders lines as they are listed: those in the house by unit and bed,
// then the rest by name.
func Compare(x, y Line) int {
	away := func(l Line) int {
		if l.InHouse {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(away(x), away(y)),
		strings.Compare(x.Unit, y.Unit), compareBeds(x.Room, y.Room), compareBeds(x.Bed, y.Bed),
		strings.Compare(x.Family, y.Family), strings.Compare(x.Given, y.Given), strings.Compare(x.ID, y.ID),
	)
}

// compareBeds orders names as people count them: 2 before 10.
func compareBeds(x, y string) int {
	trim := func(s string) string { return strings.TrimLeft(s, "0") }
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	if digits(x) && digits(y) {
		return cmp.Or(cmp.Compare(len(trim(x)), len(trim(y))), strings.Compare(trim(x), trim(y)))
	}
	return strings.Compare(x, y)
}
