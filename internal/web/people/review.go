package people

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"redoutlet/internal/identity/access"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// reviewPage is the review of one month.
type reviewPage struct {
	Problems []ui.Problem
	Heading  string
	To       string // of the page, where its forms are sent
	Before   string // the month before
	After    string // the month after, "" where it has not begun
	Title    string
	Glass    string // how often the glass was broken, and how much of it is to be looked at
	State    string // how far it has come
	Draw     bool   // the sample can be drawn
	Close    bool   // all is decided
	Closed   bool
	Items    []itemRow
	status   int
}

// itemRow is one opening under review.
type itemRow struct {
	ID       string
	Anchor   string
	At       wording.Moment
	Person   string
	Role     string
	Patient  string
	Of       string // address of all who opened this patient
	What     string
	Why      string // the reason that was chosen, "" where no glass was broken
	Words    string // the reason in the person's words
	Findings []findingRow
	Own      bool // the reader's own: somebody else decides
	Decided  bool
	Note     ui.Field
}

type findingRow struct {
	Verdict string
	By      string
	At      wording.Moment
	Words   string
}

// Head implements ui.Headed.
func (p *reviewPage) Head() ui.Head {
	if len(p.Problems) > 0 {
		return ui.Head{Title: "Error: Review"}
	}
	return ui.Head{Title: "Review of " + p.Title}
}

// Status is the page's status.
func (p *reviewPage) Status() int { return p.status }

func reviewPath(m access.Month) string { return "/review/" + string(m) }

// review writes a review for a reader.
func (s sheet) review(r access.Review, reader string, n names) *reviewPage {
	decided, all := int64(r.Decided()), int64(len(r.Items))
	p := &reviewPage{
		status: http.StatusOK, Title: r.Month.Title(), To: reviewPath(r.Month), Before: reviewPath(r.Month.Before()),
		Heading: fmt.Sprintf("%s: %s of %s reviewed", r.Month.Title(), notation.Number(decided), notation.Number(all)),
		Glass:   glassWords(r), State: s.reviewState(r, n), Draw: r.Over && r.Draw == nil, Close: r.CheckClosing() == nil, Closed: r.Closing != nil,
	}
	if after := r.Month.After(); after <= access.MonthOf(s.now, s.zone) {
		p.After = reviewPath(after)
	}
	for i, item := range r.Items {
		p.Items = append(p.Items, s.itemRow(i+1, item, reader, n))
	}
	return p
}

func (s sheet) reviewState(r access.Review, n names) string {
	switch {
	case r.Closing != nil:
		return fmt.Sprintf("%s Closed on %s by %s. What is added now is a correction, and stands beside what was decided.",
			s.drawWords(r.Draw, n), notation.Stamp(r.Closing.At, s.zone), n.person(r.Closing.Account))
	case r.Draw != nil:
		return s.drawWords(r.Draw, n)
	case r.Over:
		return fmt.Sprintf("The month is over. Draw the sample: %d looks at random, one look being one person at one patient.", access.SampleSize)
	}
	return "The month is not over: the sample is drawn when it is. Broken glasses can be reviewed at once."
}

// glassWords counts the broken glasses of a month, and those that nobody has
// decided on yet.
func glassWords(r access.Review) string {
	broken, open := r.Glasses()
	switch {
	case broken == 0:
		return "No glass was broken in this month."
	case broken == 1 && open == 1:
		return "Glass was broken once in this month. It is not reviewed yet."
	case broken == 1:
		return "Glass was broken once in this month. It is reviewed."
	}
	words := "Glass was broken " + notation.Number(int64(broken)) + " times in this month. "
	if open == 0 {
		return words + "All are reviewed."
	}
	return words + notation.Count(int64(open), "is", "are") + " not reviewed yet."
}

func (s sheet) drawWords(d *access.Draw, n names) string {
	if d == nil {
		return ""
	}
	return fmt.Sprintf("%d of %s were drawn on %s by %s, with seed %d. The draw can be repeated: it is the looks with the smallest SHA-256 of seed and number.",
		len(d.Drawn), notation.Count(int64(d.Of), "look", "looks"), notation.Stamp(d.At, s.zone), n.person(d.Account), d.Seed)
}

func (s sheet) itemRow(number int, item access.Item, reader string, n names) itemRow {
	o := item.Opening
	anchor := "item-" + strconv.Itoa(number)
	row := itemRow{
		ID: hex.EncodeToString(o.ID[:]), Anchor: anchor, At: wording.NewMoment(o.At, s.now, s.zone), Person: n.person(o.Account),
		Role: roleWords(o.Role), Patient: n.patient(o.Patient), Of: chosen{patient: hex.EncodeToString(o.Patient[:])}.address(),
		What: pageWords(o.Page), Why: string(o.Reason), Words: item.Reason, Own: o.Account == reader, Decided: item.Decided(),
		Note: ui.Field{ID: anchor + "-note", Label: "Note, where something is to follow up"},
	}
	if o.UnderGlass() && row.Words == "" {
		row.Words = "SEALED: the words can be read once the charts are unlocked"
	}
	if row.Decided {
		row.Note.Label = "Note on the correction"
	}
	for _, f := range item.Findings {
		row.Findings = append(row.Findings, findingRow{string(f.Verdict), n.person(f.Account), wording.NewMoment(f.At, s.now, s.zone), f.Words})
	}
	return row
}

// thisReview answers GET /review: the month before, until its review is closed.
func (d desk) thisReview(ctx context.Context, r *ui.Request) (any, error) {
	s := d.sheet(r)
	month := access.MonthOf(s.now, s.zone)
	last, err := d.house.Reviews.Review(ctx, r.Who.Tenant, month.Before())
	if err != nil {
		return nil, fmt.Errorf("reading the review of last month: %w", err)
	}
	if last.Closing == nil {
		month = month.Before()
	}
	return &ui.Redirect{To: reviewPath(month)}, nil
}

// showReview answers GET /review/{month}.
func (d desk) showReview(ctx context.Context, r *ui.Request) (any, error) {
	return d.reviewPage(ctx, r)
}

func (d desk) reviewPage(ctx context.Context, r *ui.Request) (*reviewPage, error) {
	month, err := access.ParseMonth(r.PathValue("month"))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ui.ErrNotFound, err)
	}
	review, err := d.house.Reviews.Review(ctx, r.Who.Tenant, month)
	if err != nil {
		return nil, fmt.Errorf("reading the review: %w", err)
	}
	var openings []access.Opening
	for _, item := range review.Items {
		openings = append(openings, item.Opening)
	}
	n, err := d.namesFor(ctx, r.Who, openings)
	if err != nil {
		return nil, err
	}
	return d.sheet(r).review(review, r.Who.Name, n), nil
}

// doReview answers POST /review/{month}: it draws the sample, decides on an
// opening, or closes the month.
func (d desk) doReview(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	page, err := d.reviewPage(ctx, r)
	if err != nil {
		return nil, err
	}
	month := access.Month(r.PathValue("month"))
	at := ""
	switch r.PostForm.Get("do") {
	case "draw":
		err = d.house.Reviews.DrawSample(ctx, r.Who, month)
	case "close":
		err = d.house.Reviews.Close(ctx, r.Who, month)
	default:
		at, err = d.decide(ctx, r, page)
	}
	words := reviewRefusal(err)
	if words == "" && err != nil {
		return nil, fmt.Errorf("reviewing who looked: %w", err)
	}
	if words == "" {
		return &ui.Redirect{To: page.To + "#" + at}, nil
	}
	return page.refused(ui.Problem{Field: at, Words: words}, r.PostForm.Get("note")), nil
}

// decide adds a decision, and says where on the page its opening stands.
func (d desk) decide(ctx context.Context, r *ui.Request, page *reviewPage) (anchor string, err error) {
	id := r.PostForm.Get("opening")
	for _, item := range page.Items {
		if item.ID == id {
			anchor = item.Anchor
		}
	}
	var f access.Finding
	if raw, err := hex.DecodeString(id); err != nil || anchor == "" {
		return "", fmt.Errorf("finding what is reviewed: %w", ui.ErrNotFound)
	} else {
		copy(f.Opening[:], raw)
	}
	f.Verdict, f.Words = access.Verdict(r.PostForm.Get("verdict")), strings.TrimSpace(r.PostForm.Get("note"))
	return anchor, d.house.Reviews.Decide(ctx, r.Who, access.Month(r.PathValue("month")), f)
}

// reviewRefusal is why something was refused, in words; "" for any other error.
func reviewRefusal(err error) string {
	for _, known := range []error{
		access.ErrOwn, access.ErrVerdict, access.ErrNote, access.ErrOpen, access.ErrClosed, access.ErrNotOver, access.ErrDrawn, access.ErrNotDrawn,
	} {
		if errors.Is(err, known) {
			words := known.Error()
			return strings.ToUpper(words[:1]) + words[1:] + "."
		}
	}
	return ""
}

// refused says what is wrong, at the item it is about. What was typed stays.
func (p *reviewPage) refused(problem ui.Problem, typed string) *reviewPage {
	p.status = http.StatusUnprocessableEntity
	for i := range p.Items {
		item := &p.Items[i]
		if item.Anchor == problem.Field {
			item.Note.Value, item.Note.Error, problem.Field = typed, problem.Words, item.Note.ID
		}
	}
	p.Problems = []ui.Problem{problem}
	return p
}
