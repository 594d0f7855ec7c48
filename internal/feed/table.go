package feed

import (
	"cmp"
	"context"
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

// tablePage is how many letters are read at a time.
const tablePage = 1000

// Table counts every kept message by kind, outcome and reason. It reads them
// all.
func (b *Book) Table(ctx context.Context) ([]Row, error) {
	counts := map[Row]int{}
	for after := int64(0); ; {
		letters, err := b.desk.Archive.After(ctx, after, tablePage)
		if err != nil {
			return nil, fmt.Errorf("counting messages: %w", err)
		}
		if len(letters) == 0 {
			break
		}
		for _, sealed := range letters {
			_, r, err := b.reader.try(sealed)
			if err != nil {
				return nil, err
			}
			counts[Row{Kind: r.Kind, State: r.State, Reason: r.Reason}]++
		}
		after = letters[len(letters)-1].Number
	}
	rows := []Row{}
	for row, n := range counts {
		row.Count = n
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(x, y Row) int {
		return cmp.Or(strings.Compare(x.Kind, y.Kind), cmp.Compare(x.State, y.State), strings.Compare(x.Reason, y.Reason))
	})
	return rows, nil
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
