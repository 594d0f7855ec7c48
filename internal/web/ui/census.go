package ui

import (
	"cmp"
	"strings"
	"time"

	"redoutlet/internal/feed/census"
	"redoutlet/internal/notation"
)

// ListWords says how a unit stands against its newest census list, and whether
// that is short of reconciled.
func ListWords(st census.Standing, now time.Time, zone *time.Location) (words string, short bool) {
	words = st.Words(now, notation.Stamp(st.At, zone))
	return words, strings.HasPrefix(words, "NOT")
}

// ListRow is a patient who is on a census list alone.
type ListRow struct {
	Name, Number, Bed, Why string
}

// BedLabel is what stands before the bed on a narrow screen: nothing, where the
// words that there is none name it themselves.
func (r ListRow) BedLabel() string { return BedLabel(r.Bed) }

// BedLabel is the label of a bed, "" where the words name it themselves.
func BedLabel(bed string) string {
	if strings.HasPrefix(bed, "bed ") {
		return ""
	}
	return "Bed"
}

// ListRows lists them, with why no chart is shown.
func ListRows(st census.Standing, zone *time.Location) []ListRow {
	var rows []ListRow
	for _, row := range st.ListOnly {
		rows = append(rows, ListRow{
			Name: cmp.Or(row.Name, notation.NameNotRecorded), Number: cmp.Or(row.Number, notation.NotRecorded),
			Bed: cmp.Or(row.Bed, "bed "+notation.NotRecorded),
			Why: cmp.Or(row.Unread, "on the list of "+notation.Stamp(st.At, zone)+", no message yet"),
		})
	}
	return rows
}
