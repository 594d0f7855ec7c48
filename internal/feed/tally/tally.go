// Package tally counts messages by what became of them.
package tally

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"redoutlet/internal/feed/reading"
)

// Row counts the messages of one kind that came to one outcome for one reason.
type Row struct {
	Kind   string          `json:"kind"`
	State  reading.Outcome `json:"state"`
	Reason string          `json:"reason,omitempty"`
	Count  int             `json:"count"`
}

// Rows puts counts in order: by kind, outcome and reason.
func Rows(counts map[Row]int) []Row {
	rows := []Row{}
	for row, n := range counts {
		row.Count = n
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(x, y Row) int {
		return cmp.Or(strings.Compare(x.Kind, y.Kind), cmp.Compare(x.State, y.State), strings.Compare(x.Reason, y.Reason))
	})
	return rows
}

// Markdown writes rows as a table.
func Markdown(rows []Row) string {
	var b strings.Builder
	total := map[reading.Outcome]int{}
	b.WriteString("| kind | messages | outcome | reason |\n|---|--:|---|---|\n")
	for _, r := range rows {
		total[r.State] += r.Count
		fmt.Fprintf(&b, "| %s | %d | %s | %s |\n", r.Kind, r.Count, r.State, r.Reason)
	}
	fmt.Fprintf(&b, "\n%d charted, %d quarantined, %d ignored.\n", total[reading.Charted], total[reading.Quarantined], total[reading.Ignored])
	return b.String()
}
