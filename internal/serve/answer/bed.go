package answer

import (
	"slices"

	"redoutlet/internal/chart/bed"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
)

// bedsByUnit is what is reported of beds by themselves.
func bedsByUnit(book *feed.Book) map[string][]bed.Report {
	beds := map[string][]bed.Report{}
	for _, r := range feed.BedsOf(book) {
		beds[r.Place.Unit] = append(beds[r.Place.Unit], r)
	}
	return beds
}

// reportedToo adds the units of which only beds are reported: nobody is in them.
func reportedToo(list []roster.Unit, beds map[string][]bed.Report) []roster.Unit {
	for name := range beds {
		if !slices.ContainsFunc(list, func(u roster.Unit) bool { return u.Name == name }) {
			list = append(list, roster.Unit{Name: name})
		}
	}
	return list
}
