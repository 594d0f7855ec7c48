package workshop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/quarantine"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// quarantinePage lists what could not be charted, by what would mend it.
type quarantinePage struct {
	Heading string
	Groups  []groupRow
	May     bool // the reader may have it read again
}

// groupRow is the messages of one source and kind that wait for one reason.
type groupRow struct {
	ID       string
	To       string
	Count    string
	Patients string
	Kind     string
	Source   string
	Reason   string
}

// Head implements ui.Headed.
func (q *quarantinePage) Head() ui.Head { return ui.Head{Title: "Quarantine", Live: ui.LiveBoard()} }

// quarantine answers GET /quarantine.
func (d desk) quarantine(ctx context.Context, r *ui.Request) (any, error) {
	room, err := d.feeds.Room(r.Who.Tenant)
	if err != nil {
		return nil, err
	}
	groups, err := room.Groups(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing the quarantine: %w", err)
	}
	return quarantined(groups, r.Who), nil
}

func quarantined(groups []quarantine.Group, who identity.Who) *quarantinePage {
	q := &quarantinePage{Heading: "Every message could be read.", May: mends(who)}
	total := int64(0)
	for _, g := range groups {
		total += g.Count
		row := groupRow{
			ID: g.ID(), To: "/quarantine/group/" + g.ID(), Count: notation.Number(g.Count),
			Patients: notation.Count(int64(g.Patients), "patient", "patients"), Kind: g.Kind, Source: g.Source, Reason: reasonOf(g.Reason),
		}
		if g.AtLeast {
			row.Patients = "at least " + row.Patients
		}
		q.Groups = append(q.Groups, row)
	}
	if total > 0 {
		q.Heading = notation.Count(total, "message", "messages") + " could not be charted."
	}
	return q
}

func reasonOf(reason string) string {
	return cmp.Or(reason, "The reason was not recorded: read the message.")
}

// mends reports whether somebody may have messages read again.
func mends(who identity.Who) bool { return who.May(identity.Engineer, identity.Administrator) }

// groupPage lists the messages of one group.
type groupPage struct {
	ID     string
	Group  quarantine.Group
	Reason string
	Count  string
	Rows   []keptRow
	Older  string // address of the next page, "" on the last
	May    bool
}

// keptRow is one message of a group.
type keptRow struct {
	Number   int64
	To       string // "" for a reader who may not open it
	Received wording.Moment
	Person   string
}

// Head implements ui.Headed.
func (p *groupPage) Head() ui.Head { return ui.Head{Title: "Quarantine: " + p.Group.Kind} }

// groupLength is how many messages one page lists.
const groupLength = 50

// group answers GET /quarantine/group/{id}.
func (d desk) group(ctx context.Context, r *ui.Request) (any, error) {
	before, err := readBefore(r.URL.Query().Get("before"))
	if err != nil {
		return nil, err
	}
	room, err := d.feeds.Room(r.Who.Tenant)
	if err != nil {
		return nil, err
	}
	g, found, err := room.Find(ctx, r.PathValue("id"))
	if err != nil {
		return nil, fmt.Errorf("finding a group of the quarantine: %w", err)
	}
	if !found {
		return &ui.Redirect{To: "/quarantine"}, nil // it was mended since
	}
	kept, err := room.Messages(ctx, g, before, groupLength+1)
	if err != nil {
		return nil, fmt.Errorf("listing the quarantine: %w", err)
	}
	return d.sheet().group(g, kept, r.Who), nil
}

func (s sheet) group(g quarantine.Group, kept []feed.Kept, who identity.Who) *groupPage {
	p := &groupPage{ID: g.ID(), Group: g, Reason: reasonOf(g.Reason), Count: notation.Count(g.Count, "message", "messages"), May: mends(who)}
	if len(kept) > groupLength {
		kept = kept[:groupLength]
		p.Older = "/quarantine/group/" + p.ID + "?before=" + strconv.FormatInt(kept[groupLength-1].Number, 10)
	}
	for _, k := range kept {
		row := keptRow{Number: k.Number, Received: s.moment(k.Received), Person: cmp.Or(k.Person, "Names nobody")}
		if who.May(identity.Nurse, identity.Engineer, identity.Administrator) {
			row.To = "/quarantine/message/" + strconv.FormatInt(k.Number, 10)
		}
		p.Rows = append(p.Rows, row)
	}
	return p
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

// messagePage is one message and what a person may decide about it.
type messagePage struct {
	Problems  []ui.Problem
	Number    int64
	Source    string
	Kind      string
	Received  wording.Moment
	Person    string
	Reason    string
	Waits     bool // it is in quarantine
	Dismissed bool // a person has found nothing clinical in it
	Became    string
	Acts      []actRow
	Why       ui.Field
	May       bool
	Try       string // where it can be tried
	status    int
}

// actRow is what somebody did about the message.
type actRow struct {
	Deed   string
	By     string
	At     wording.Moment
	Reason string
}

// Head implements ui.Headed.
func (p *messagePage) Head() ui.Head {
	title := fmt.Sprintf("Message %d in quarantine", p.Number)
	if len(p.Problems) > 0 {
		title = "Error: " + title
	}
	return ui.Head{Title: title}
}

// Status is the page's status.
func (p *messagePage) Status() int { return p.status }

// message answers GET /quarantine/message/{number}. It names whom the message
// is about, so that its opening is recorded.
func (d desk) message(ctx context.Context, r *ui.Request) (any, error) {
	return d.messagePage(ctx, r)
}

func (d desk) messagePage(ctx context.Context, r *ui.Request) (*messagePage, error) {
	number, err := readBefore(r.PathValue("number"))
	if err != nil || number == 0 {
		return nil, fmt.Errorf("finding a message: %w", ui.ErrNotFound)
	}
	room, err := d.feeds.Room(r.Who.Tenant)
	if err != nil {
		return nil, err
	}
	kept, err := d.feeds.Message(ctx, r.Who.Tenant, number)
	if err != nil {
		return nil, err
	}
	for _, patient := range kept.Patients {
		if err := d.looks.Opened(ctx, r.Who, patient, fmt.Sprintf("message %d", number)); err != nil {
			return nil, fmt.Errorf("a message is shown only once its opening is recorded: %w", err)
		}
	}
	return d.sheet().message(kept, room.Acts(number), room.IsDismissed(number), r.Who), nil
}

func (s sheet) message(k *feed.Kept, acts []quarantine.Act, dismissed bool, who identity.Who) *messagePage {
	p := &messagePage{
		Number: k.Number, Source: k.Source, Kind: k.Kind, Received: s.moment(k.Received), Person: cmp.Or(k.Person, "Names nobody"),
		Reason: reasonOf(k.Reason), Waits: k.State == reading.Quarantined, Dismissed: dismissed && k.State == reading.Ignored,
		Became: became(*k), May: mends(who), Try: sourcePath(k.Source) + fmt.Sprintf("/setup?message=%d", k.Number), status: http.StatusOK,
		Why: ui.Field{ID: "why", Label: "What did you look at, and why is there nothing clinical in it?", Hint: "A few words. They are kept sealed, with your name and the time."},
	}
	if p.Dismissed {
		p.Why.Label = "Why do you take it back?"
	}
	for _, a := range acts {
		p.Acts = append(p.Acts, actRow{Deed: deedWords(a.Deed), By: a.By, At: s.moment(a.At), Reason: a.Reason})
	}
	return p
}

func deedWords(d quarantine.Deed) string {
	switch d {
	case quarantine.Dismissed:
		return "Looked at, nothing clinical"
	case quarantine.Restored:
		return "Taken back: it marks the chart again"
	}
	return "Read again"
}

// decide answers POST /quarantine/message/{number}.
func (d desk) decide(ctx context.Context, r *ui.Request) (any, error) {
	p, err := d.messagePage(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	room, err := d.feeds.Room(r.Who.Tenant)
	if err != nil {
		return nil, err
	}
	why := r.PostForm.Get("why")
	if p.Dismissed {
		err = room.Restore(ctx, r.Who.Name, p.Number, why)
	} else {
		err = room.Dismiss(ctx, r.Who.Name, p.Number, why)
	}
	switch {
	case errors.Is(err, quarantine.ErrReason):
		return p.refused("Say in a few words what you looked at."), nil
	case errors.Is(err, quarantine.ErrNotHere):
		return p.refused("This message is not in quarantine any more, so nothing was recorded."), nil
	case err != nil:
		return nil, fmt.Errorf("recording what was decided: %w", err)
	}
	return &ui.Redirect{To: fmt.Sprintf("/quarantine/message/%d", p.Number)}, nil
}

func (p *messagePage) refused(words string) *messagePage {
	p.status, p.Why.Error = http.StatusUnprocessableEntity, words
	p.Problems = []ui.Problem{{Field: p.Why.ID, Words: words}}
	return p
}

// runPage says how far a reading again has come, and what it came to.
type runPage struct {
	Problems []ui.Problem
	Heading  string
	Running  bool
	By       string
	At       wording.Moment
	Counts   []countRow
	Still    []countRow
	until    time.Time
	status   int
}

// countRow is how many messages came to one thing.
type countRow struct{ Name, Count string }

// Head implements ui.Headed.
func (p *runPage) Head() ui.Head {
	return ui.Head{Title: "Reading quarantined messages again", Live: ui.LiveBoard(), Until: p.until}
}

// Status is the page's status.
func (p *runPage) Status() int { return p.status }

// readAgain answers POST /quarantine/again: one message, a group, or all.
func (d desk) readAgain(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	what := quarantine.Selection{All: r.PostForm.Get("all") != "", Group: r.PostForm.Get("group")}
	if text := r.PostForm.Get("number"); text != "" {
		number, err := readBefore(text)
		if err != nil {
			return nil, err
		}
		what.Numbers = []int64{number}
	}
	err := d.feeds.ReadAgain(r.Who, what)
	if err != nil && !errors.Is(err, quarantine.ErrRunning) {
		return nil, err
	}
	return &ui.Redirect{To: "/quarantine/again"}, nil
}

// run answers GET /quarantine/again.
func (d desk) run(_ context.Context, r *ui.Request) (any, error) {
	room, err := d.feeds.Room(r.Who.Tenant)
	if err != nil {
		return nil, err
	}
	return d.sheet().run(room.Progress()), nil
}

func (s sheet) run(run quarantine.Run) *runPage {
	p := &runPage{Running: run.Running, By: run.By, At: s.moment(run.At), status: http.StatusOK}
	still := run.Read - run.Charted - run.Ignored
	number := func(n int) string { return notation.Number(int64(n)) }
	switch {
	case run.At.IsZero():
		p.Heading = "Nothing was read again since the server was started."
		return p
	case run.Running && run.Total == 0:
		p.Heading = "Looking for the messages to read again."
		p.until = s.now.Add(2 * time.Second)
	case run.Running:
		p.Heading = number(run.Read) + " of " + number(run.Total) + " messages are read."
		p.until = s.now.Add(2 * time.Second)
	case run.Failed:
		p.Heading = "Reading broke off after " + notation.Count(int64(run.Read), "message", "messages") + ". What was read stays where it belongs: start it again."
	case still == 0:
		p.Heading = "All " + notation.Count(int64(run.Read), "message", "messages") + " left the quarantine."
	default:
		p.Heading = number(run.Charted) + " charted, " + number(still) + " still in quarantine."
	}
	p.Counts = []countRow{{"Read again", number(run.Read)}, {"Charted", number(run.Charted)}, {"Ignored", number(run.Ignored)}, {"Still in quarantine", number(still)}}
	for _, reason := range slices.Sorted(maps.Keys(run.Still)) {
		p.Still = append(p.Still, countRow{reasonOf(reason), number(run.Still[reason])})
	}
	return p
}
