package office

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"redoutlet/internal/feed"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
)

// quarantinePage is how many messages one page lists.
const quarantinePage = 50

// quarantine is the page of messages that could not be charted.
type quarantine struct {
	Heading string
	Later   bool // this is not the newest page
	Rows    []keptRow
	Older   string // address of the next page, "" on the last
}

// keptRow is one message in the list.
type keptRow struct {
	Number   int64
	To       string
	Received ui.Moment
	Source   string
	Kind     string
	Person   string // whom it names, in the words sent
	Reason   string
}

// Head implements ui.Headed.
func (q *quarantine) Head() ui.Head { return ui.Head{Title: "Quarantine"} }

// quarantine answers GET /quarantine.
func (d desk) quarantine(ctx context.Context, r *ui.Request) (any, error) {
	before, err := readBefore(r.URL.Query().Get("before"))
	if err != nil {
		return nil, err
	}
	status, err := d.feeds.Status(ctx, r.Who.Tenant)
	if err != nil {
		return nil, fmt.Errorf("counting messages: %w", err)
	}
	kept, err := d.feeds.Quarantined(ctx, r.Who.Tenant, before, quarantinePage+1)
	if err != nil {
		return nil, fmt.Errorf("listing the quarantine: %w", err)
	}
	return d.sheet().quarantine(status.Quarantined, kept, before), nil
}

// readBefore reads the number below which messages are listed; 0 is no bound.
func readBefore(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("reading where the list goes on: %w", ui.ErrNotFound)
	}
	return n, nil
}

// quarantine makes the page from all counted and up to one message more than a
// page holds.
func (s sheet) quarantine(total int64, kept []feed.Kept, before int64) *quarantine {
	q := &quarantine{Heading: quarantineHeading(total), Later: before > 0}
	if len(kept) > quarantinePage {
		kept = kept[:quarantinePage]
		q.Older = "/quarantine?before=" + strconv.FormatInt(kept[quarantinePage-1].Number, 10)
	}
	for _, k := range kept {
		number := strconv.FormatInt(k.Number, 10)
		row := keptRow{
			Number: k.Number, To: "/message/" + number, Received: ui.NewMoment(k.Received, s.now, s.zone),
			Source: k.Source, Kind: k.Kind, Person: cmp.Or(k.Person, "Names nobody"), Reason: k.Reason,
		}
		if row.Reason == "" {
			row.Reason = "The reason was not recorded: read the message."
		}
		q.Rows = append(q.Rows, row)
	}
	return q
}

func quarantineHeading(total int64) string {
	if total == 0 {
		return "Every message could be read."
	}
	return notation.Count(total, "message", "messages") + " could not be charted."
}
