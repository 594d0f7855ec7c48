package lobby

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/identity"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// Answer is what a search has found, and how well it is known where patients
// are.
type Answer struct {
	lookup.Found
	Census asof.Standing // who say where patients are, and until when that is known
}

// searchPage asks whom somebody looks for, and lists who was found.
type searchPage struct {
	Problems []ui.Problem
	Asked    bool // something was typed, and looked for
	Heading  string
	Next     string   // what to do where the list is not the answer
	Notes    []string // how dates were read
	Typed    string
	Known    wording.Known
	Rows     []foundRow
	test     bool // somebody found is no real patient, or from a source on trial
	status   int
}

// foundRow is one patient found.
type foundRow struct {
	person
	Names  []string // of before or beside the one in use, by which the patient was found
	Where  string
	Left   bool // not in the house
	Alerts []string
	Flags  []string
}

// Head implements ui.Headed. What was typed is not in the title, which a
// browser keeps.
func (p *searchPage) Head() ui.Head {
	if len(p.Problems) > 0 {
		return ui.Head{Title: "Error: Find a patient"}
	}
	return ui.Head{Title: "Find a patient", Test: p.test}
}

// Status is the page's status.
func (p *searchPage) Status() int { return p.status }

func newSearch() *searchPage { return &searchPage{Heading: "Find a patient", status: http.StatusOK} }

// search says whom a search has found. Only who may open charts is led to them.
func (s sheet) search(typed string, notes []string, a Answer, mayOpen bool) *searchPage {
	p := newSearch()
	p.Asked, p.Typed, p.Notes = true, typed, notes
	p.Heading, p.Next = heading(a.Found)
	p.Known = wording.NewKnown(a.Census, s.now, s.zone)
	all := !slices.ContainsFunc(a.Rows, func(r lookup.Row) bool { return !r.Line.Test })
	for _, row := range a.Rows {
		if p.test = p.test || row.Line.Test; all {
			row.Flags = withoutTest(row.Flags)
		}
		row.Flags = slices.Clone(row.Flags)
		for i, f := range row.Flags {
			row.Flags[i] = notation.Dated(f, s.zone)
		}
		found := foundRow{person: s.person(row.Line), Where: s.where(&row.Summary), Left: !row.Line.InHouse, Names: row.Names, Alerts: row.Alerts, Flags: row.Flags}
		if !mayOpen {
			found.To = ""
		}
		p.Rows = append(p.Rows, found)
	}
	return p
}

// withoutTest leaves it to the band above the page to say that this is a test,
// where that is true of everybody on it: a list in which every line warns is
// one that nobody reads (hazard H-090).
func withoutTest(flags []string) []string {
	return slices.DeleteFunc(slices.Clone(flags), func(f string) bool { return strings.HasPrefix(f, "TEST") })
}

func heading(f lookup.Found) (heading, next string) {
	count := notation.Count(int64(f.Total), "patient", "patients")
	switch {
	case f.Total == 0:
		return "Nobody fits what was typed", "Try less: the first letters of a family name, a number, or a birth date alone. " +
			"Only patients whom a source has named are here: somebody who is not found may be a patient all the same."
	case f.Total > lookup.Shown && f.Close:
		return "Nobody fits exactly. " + count + " have a name that is close", tooMany()
	case f.Total > lookup.Shown:
		return count + " fit", tooMany()
	case f.Close:
		return "Nobody fits exactly. " + notation.Count(int64(f.Total), "patient has", "patients have") + " a name that is close",
			"Check number and birth date before you open a chart."
	case f.Total == 1:
		return count + " fits", ""
	}
	return count + " fit", ""
}

func tooMany() string {
	return fmt.Sprintf("The first %d are listed, those in the house first. Add a given name or a birth date to find the others.", lookup.Shown)
}

// where says where somebody is, or that they have left lately, or that they are
// not in the house.
func (s sheet) where(p *roster.Summary) string {
	if p.Line.InHouse {
		at := place(s.units.Words(p.Line.Unit), p.Line.Room, p.Line.Bed)
		if at == "" {
			return "in the house, UNIT NOT RECORDED"
		}
		return at
	}
	var last *roster.Presence
	for i := range p.Presences {
		here := &p.Presences[i]
		if !here.Here() && here.ShownAt(s.now) && (last == nil || here.Left.After(last.Left)) {
			last = here
		}
	}
	if last == nil {
		return "not in the house"
	}
	words := last.LeftWord + " " + notation.Stamp(last.Left, s.zone)
	if at := place(s.units.Words(last.Place.Unit), last.Place.Room, last.Place.Bed); at != "" {
		words += ", was in " + at
	}
	return words
}

// askWhom answers GET /search.
func (d desk) askWhom(context.Context, *ui.Request) (any, error) { return newSearch(), nil }

// search answers POST /search. It is a POST although it changes nothing: what is
// typed names a patient, and would stand in the address, the history of the
// browser and the log of every proxy. The price is that going back to the list
// asks whether to send the form again.
func (d desk) search(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	typed := strings.TrimSpace(r.PostForm.Get("q"))
	s := d.sheet(r)
	q := lookup.Read(typed, s.now.In(s.zone))
	if q.Empty() {
		page := newSearch()
		page.status, page.Typed = http.StatusUnprocessableEntity, typed
		page.Problems = []ui.Problem{{Field: "q", Words: "Type a name, a number or a birth date."}}
		return page, nil
	}
	answer, err := d.charts.Search(ctx, r.Who.Tenant, q)
	if err != nil {
		return nil, fmt.Errorf("looking for a patient: %w", err)
	}
	return s.search(typed, q.Notes, answer, r.Who.May(identity.Nurse)), nil
}
