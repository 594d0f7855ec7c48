package office

import (
	"context"
	"fmt"
	"time"

	"redoutlet/internal/feed/census"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// goneRow is a list that was withdrawn, when and by whom.
type goneRow struct {
	Unit string
	At   wording.Moment
	By   string
}

// withdraw answers POST /census/withdraw. It asks for no second word: to give the
// list again undoes it.
func (d censusDesk) withdraw(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	id, ok := census.ParseID(r.PostForm.Get("list"))
	if !ok {
		return nil, fmt.Errorf("reading which census list: %w", ui.ErrNotFound)
	}
	if err := d.census.WithdrawList(ctx, r.Who, id); err != nil {
		return nil, fmt.Errorf("withdrawing a census list: %w", err)
	}
	return &ui.Redirect{To: "/census"}, nil
}

// standing is how a unit stands. A list that does not open may be of a unit of
// which no message tells: it then says so.
func (s sheet) standing(st census.Standing) standingRow {
	row := standingRow{ID: st.ID.String(), Unit: s.listedUnit(st), Words: st.Words(s.now, s.since(st.At)), At: s.moment(st.At)}
	if st.ID == census.IDOf(st.Unit) {
		row.To = unitPath(st.Unit)
	}
	if st.At.IsZero() {
		row.At.Text = notation.NotRecorded
	}
	return row
}

// listedUnit names the unit of a list.
func (s sheet) listedUnit(st census.Standing) string {
	switch {
	case st.Unit != "":
		return s.called.Words(st.Unit)
	case st.ID == census.IDOf(""):
		return "UNIT NOT RECORDED"
	}
	return "A unit of which no message tells"
}

// taken says what was taken of a list that was given.
func (s sheet) taken(rows []census.Row, at time.Time, newer []census.List) []string {
	var said []string
	if n := len(census.Lists(rows, at, "", "")) - len(newer); n > 0 {
		said = append(said, "Taken: "+notation.Count(int64(n), "list", "lists")+" as of "+notation.Stamp(at, s.zone)+".")
	} else {
		said = append(said, "Nothing was taken.")
	}
	for _, l := range newer {
		said = append(said, s.called.Words(l.Unit)+" keeps its list of "+notation.Stamp(l.At, s.zone)+", which is newer. To have the older one count, withdraw that list first and give this one again.")
	}
	return said
}
