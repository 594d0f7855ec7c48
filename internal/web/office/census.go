package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// Census is what the page of census lists needs.
type Census interface {
	// TakeLists keeps a list for each unit that the rows name, as of a moment. Of
	// each unit the list that is right as of the latest moment counts: newer are
	// those that stay in place of what was given.
	TakeLists(ctx context.Context, who identity.Who, rows []census.Row, at time.Time) (newer []census.List, err error)

	// WithdrawList takes a list away, as one of a unit that there is not. It fails
	// with [ui.ErrNotFound] where there is no such list.
	WithdrawList(ctx context.Context, who identity.Who, id census.ID) error

	// CensusLists says of each unit that ever had a list how it stands, and of each
	// list that does not open.
	CensusLists(ctx context.Context, tenant string) ([]census.Standing, error)
}

// CensusPages returns the pages on which a list of who is where is given.
func CensusPages(c Census, clock func() time.Time, zone *time.Location) []ui.Page {
	d := censusDesk{c, clock, zone}
	roles := []identity.Role{identity.Nurse, identity.Manager}
	return []ui.Page{
		{
			Name: "census", Pattern: "GET /census", Template: "census", Files: files, Serve: d.ask,
			Roles: roles, Sample: func() any { return sampleCensus() },
		},
		{
			Name: "census-given", Pattern: "POST /census", Template: "census", Files: files, Serve: d.take,
			Roles: roles, Most: mostSent, Sample: func() any { return unclearCensus() },
		},
		{
			Name: "census-withdrawn", Pattern: "POST /census/withdraw", Template: "census", Files: files, Serve: d.withdraw,
			Roles: roles, Sample: func() any { return sampleCensus() },
		},
	}
}

// mostSent is how much a list may be with everything that is typed beside it.
const mostSent = census.MostBytes + 256<<10

type censusDesk struct {
	census Census
	clock  func() time.Time
	zone   *time.Location
}

// censusPage asks for a list, and says how the units stand.
type censusPage struct {
	Problems []ui.Problem
	List     string // pasted
	Time     ui.Field
	Givers   ui.Field // who gives the record numbers
	Ask      []columnAsk
	Units    []standingRow
	Gone     []goneRow // lists that were withdrawn
	Taken    []string  // what was taken of the list that was given, in sentences
	Unread   []string  // rows that could not be used, and why
}

// columnAsk asks which column holds what.
type columnAsk struct {
	ID, Label string
	Headings  []headingOption
}

type headingOption struct {
	Value, Words string
	Chosen       bool
}

type standingRow struct {
	ID, Unit, Words string
	To              string // "" where the unit has no page
	At              wording.Moment
}

// Head implements ui.Headed.
func (p *censusPage) Head() ui.Head {
	if p.Problems != nil {
		return ui.Head{Title: "Error: Census lists"}
	}
	return ui.Head{Title: "Census lists"}
}

// Status is the page's status.
func (p *censusPage) Status() int {
	if p.Problems != nil {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// ask answers GET /census.
func (d censusDesk) ask(ctx context.Context, r *ui.Request) (any, error) { return d.page(ctx, r) }

func (d censusDesk) page(ctx context.Context, r *ui.Request) (*censusPage, error) {
	standings, err := d.census.CensusLists(ctx, r.Who.Tenant)
	if err != nil {
		return nil, fmt.Errorf("finding how units stand: %w", err)
	}
	return sheet{d.clock(), d.zone, r.Units}.census(standings), nil
}

func (s sheet) census(standings []census.Standing) *censusPage {
	p := &censusPage{
		Time:   ui.Field{ID: "at", Label: "The list is right as of", Hint: "As 13:30; a time that has not come yet today is taken as yesterday's. Leave it empty for now."},
		Givers: ui.Field{ID: "authority", Label: "Who gives the record numbers", Hint: "As the messages name the authority, as STBRIGID. Leave it empty where a unit has numbers of one alone."},
	}
	for _, st := range standings {
		if !st.Withdrawn.At.IsZero() {
			p.Gone = append(p.Gone, goneRow{s.listedUnit(st), s.moment(st.Withdrawn.At), st.Withdrawn.Name})
			continue
		}
		p.Units = append(p.Units, s.standing(st))
	}
	slices.SortFunc(p.Gone, func(a, b goneRow) int { return strings.Compare(a.Unit, b.Unit) })
	slices.SortFunc(p.Units, func(a, b standingRow) int { return strings.Compare(a.Unit, b.Unit) })
	return p
}

// take answers POST /census.
func (d censusDesk) take(ctx context.Context, r *ui.Request) (any, error) {
	file, err := r.ReadUpload("file", mostSent)
	if err != nil {
		return nil, err
	}
	p, err := d.page(ctx, r)
	if err != nil {
		return nil, err
	}
	p.List, p.Time.Value, p.Givers.Value = r.PostForm.Get("list"), r.PostForm.Get("at"), strings.TrimSpace(r.PostForm.Get("authority"))
	if problem := p.choose(file); problem != "" {
		p.Problems = append(p.Problems, ui.Problem{Field: "file", Words: problem})
		return p, nil
	}
	at, words := d.moment(p.Time.Value)
	if words != "" {
		p.Time.Error = words
		p.Problems = append(p.Problems, ui.Problem{Field: "at", Words: words})
		return p, nil
	}
	rows, err := census.Read([]byte(p.List), chosenColumns(r))
	if err != nil {
		p.refuse(err)
		return p, nil
	}
	for i := range rows {
		if rows[i].Authority == "" {
			rows[i].Authority = p.Givers.Value
		}
	}
	newer, err := d.census.TakeLists(ctx, r.Who, rows, at)
	if err != nil {
		return nil, fmt.Errorf("keeping a census list: %w", err)
	}
	if p, err = d.page(ctx, r); err != nil {
		return nil, err
	}
	p.Taken, p.Unread = sheet{d.clock(), d.zone, r.Units}.taken(rows, at, newer), unreadRows(rows)
	return p, nil
}

// choose takes the file for the list, or says why it cannot. What was in the file
// then stands where a list is pasted, so that it need not be chosen again when
// something is asked back.
func (p *censusPage) choose(file []byte) string {
	switch {
	case len(file) == 0:
		return ""
	case strings.TrimSpace(p.List) != "":
		return "A list was pasted and a file was chosen: give one of them."
	case len(file) > census.MostBytes:
		return wording.Capital(census.ErrTooLong.Error()) + "."
	case bytes.HasPrefix(file, []byte("PK\x03\x04")) || bytes.ContainsRune(file, 0):
		return "The file is no text: save the spreadsheet as CSV, and choose that."
	}
	p.List = census.Text(file)
	return ""
}

// moment reads a time of day: the last time that it was. After midnight a list of
// 23:55 is yesterday's.
func (d censusDesk) moment(text string) (at time.Time, problem string) {
	now := d.clock().In(d.zone)
	if text = strings.TrimSpace(text); text == "" {
		return now, ""
	}
	clock, err := time.Parse("15:04", text)
	if err != nil {
		return now, "Write the time as 13:30."
	}
	day := now.Day()
	at = time.Date(now.Year(), now.Month(), day, clock.Hour(), clock.Minute(), 0, 0, d.zone)
	if at.After(now) {
		at = time.Date(now.Year(), now.Month(), day-1, clock.Hour(), clock.Minute(), 0, 0, d.zone)
	}
	return at, ""
}

// chosenColumns are the columns that a person has named.
func chosenColumns(r *ui.Request) map[census.Column]int {
	chosen := map[census.Column]int{}
	for _, c := range census.Columns() {
		if at, err := strconv.Atoi(r.PostForm.Get("column-" + string(c))); err == nil {
			chosen[c] = at
		}
	}
	return chosen
}

// refuse says what is wrong with a list, and asks where it is not clear which
// column holds what.
func (p *censusPage) refuse(err error) {
	var unclear *census.UnclearError
	if !errors.As(err, &unclear) {
		p.Problems = []ui.Problem{{Field: "list", Words: wording.Capital(err.Error()) + "."}}
		return
	}
	p.Problems = []ui.Problem{{Field: "column-" + string(unclear.Missing[0]), Words: wording.Capital(unclear.Error()) + ": choose it below."}}
	for _, c := range census.Columns() {
		ask := columnAsk{ID: "column-" + string(c), Label: columnLabel(c), Headings: []headingOption{{Value: "", Words: "not in the list"}}}
		for i, heading := range unclear.Headings {
			at, found := unclear.Found[c]
			ask.Headings = append(ask.Headings, headingOption{strconv.Itoa(i), "column " + strconv.Itoa(i+1) + ": " + heading, found && at == i})
		}
		p.Ask = append(p.Ask, ask)
	}
}

func columnLabel(c census.Column) string {
	switch c {
	case census.Number:
		return "Record number"
	case census.Authority:
		return "Who gives the record number"
	case census.Given:
		return "Given name, where it has a column of its own"
	}
	return wording.Capital(string(c))
}

func unreadRows(rows []census.Row) []string {
	var words []string
	for _, row := range rows {
		if row.Unread != "" {
			words = append(words, "Line "+notation.Number(int64(row.Line))+": "+row.Unread+".")
		}
	}
	return words
}

// sampleCensus is a house in which one unit is reconciled and one is not.
func sampleCensus() *censusPage {
	standing := func(unit string, st census.Standing) census.Standing {
		st.ID, st.Unit = census.IDOf(unit), unit
		return st
	}
	return sampleSheet().census([]census.Standing{
		standing("4 West", census.Standing{At: ago(2 * time.Hour).Time, Listed: 24, Found: 24}),
		standing("Emergency", census.Standing{At: ago(3 * time.Hour).Time, Listed: 21, Found: 19, ListOnly: make([]census.Row, 2), Charted: []string{"a1"}}),
		standing("Maternity", census.Standing{At: ago(14 * time.Hour).Time, Listed: 7, Found: 7}),
		standing("Nursery", census.Standing{Damaged: true}),
		standing("4 Wset", census.Standing{Withdrawn: census.Withdrawal{At: ago(time.Hour).Time, Name: "M. Okafor"}}),
		{ID: census.IDOf("of nobody"), Damaged: true},
	})
}

func unclearCensus() *censusPage {
	p := sampleCensus()
	p.List = "Code,Place\n004417,4 West\n"
	_, err := census.Read([]byte(p.List), nil)
	p.refuse(err)
	p.Taken = sampleSheet().taken([]census.Row{{Unit: "4 West"}, {Unit: "Emergency"}}, ago(16*time.Hour).Time, []census.List{{Unit: "Emergency", At: ago(3 * time.Hour).Time}})
	p.Unread = []string{"Line 4: a spreadsheet has rounded this record number: its digits are lost."}
	return p
}
