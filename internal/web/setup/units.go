package setup

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"redoutlet/internal/chart/unit"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// spare is how many lines there are for units that no source has named yet.
const spare = 2

// unitsPage is what the units are called: a line each, all of them one form.
type unitsPage struct {
	Problems []ui.Problem
	Heading  string
	Locked   bool // nobody knows which units there are
	Version  int64
	Rows     []unitRow
	History  []listRow
	Undo     int64 // the version that can be undone, 0 for none
	status   int
}

// unitRow is one unit, or a line for one to come.
type unitRow struct {
	At       int
	Unit     unit.Unit
	Patients string // how many are there; "" for a line to come
	Error    string
}

// listRow is one change of the names.
type listRow struct {
	Set  string
	What []string
}

// Head implements ui.Headed.
func (p *unitsPage) Head() ui.Head {
	if len(p.Problems) > 0 {
		return ui.Head{Title: "Error: Names of units"}
	}
	return ui.Head{Title: "Names of units"}
}

// Status is the page's status.
func (p *unitsPage) Status() int { return p.status }

// units answers GET /setup/units.
func (d desk) units(ctx context.Context, r *ui.Request) (any, error) {
	return d.unitsPage(ctx, r.Who.Tenant)
}

func (d desk) unitsPage(ctx context.Context, tenant string) (*unitsPage, error) {
	k, err := d.known(ctx, tenant)
	if err != nil {
		return nil, err
	}
	return d.newUnits(k, d.house.Units.History(tenant)), nil
}

func (c Checklist) newUnits(k known, history []unit.List) *unitsPage {
	p := &unitsPage{status: http.StatusOK, Locked: k.locked, Version: k.named.Version, Heading: unitsHeading(k)}
	codes := map[string]bool{}
	for code := range k.seen {
		codes[code] = true
	}
	for _, u := range k.named.Units {
		codes[u.Code] = true
	}
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		u, named := k.named.Find(code)
		if !named {
			u = unit.Unit{Code: code}
		}
		p.add(unitRow{Unit: u, Patients: k.patients(code)})
	}
	// what has no name yet comes first
	slices.SortStableFunc(p.Rows, func(a, b unitRow) int { return min(len(a.Unit.Name), 1) - min(len(b.Unit.Name), 1) })
	for i := range p.Rows {
		p.Rows[i].At = i
	}
	for range spare {
		p.add(unitRow{})
	}
	for i, l := range history {
		before := unit.List{}
		if i+1 < len(history) {
			before = history[i+1]
		}
		p.History = append(p.History, listRow{Set: k.title(l.By) + ", " + notation.Stamp(l.At, c.zone), What: l.Changes(before)})
	}
	if len(history) > 0 {
		p.Undo = history[0].Version
	}
	return p
}

func (p *unitsPage) add(row unitRow) {
	row.At = len(p.Rows)
	p.Rows = append(p.Rows, row)
}

func unitsHeading(k known) string {
	all := len(k.seen)
	if all == 0 {
		return "Names of units"
	}
	return "Names of units: " + notation.Number(int64(all-k.unnamed())) + " of " + notation.Count(int64(all), "unit that was seen has", "units that were seen have") + " one"
}

// patients says how many patients are in a unit.
func (k known) patients(code string) string {
	n, seen := k.seen[code]
	switch {
	case k.locked:
		return "not known while the charts are locked"
	case !seen:
		return "no message says that anybody is there"
	}
	return notation.Count(int64(n), "patient", "patients")
}

// nameUnits answers POST /setup/units: the names are kept, or those before come
// back.
func (d desk) nameUnits(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	p, err := d.unitsPage(ctx, r.Who.Tenant)
	if err != nil {
		return nil, err
	}
	base, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("naming units: %w", ui.ErrForm)
	}
	if r.PostForm.Get("act") == "undo" {
		err = d.house.Units.Undo(ctx, r.Who, base)
	} else {
		units := p.typed(r)
		if len(p.Problems) > 0 {
			return p, nil
		}
		err = d.house.Units.Name(ctx, r.Who, base, units)
	}
	switch {
	case errors.Is(err, unit.ErrMeanwhile), errors.Is(err, unit.ErrNoEarlier):
		p.refuse("", wording.Capital(err.Error())+".")
		return p, nil
	case err != nil:
		return nil, fmt.Errorf("naming units: %w", err)
	}
	return &ui.Redirect{To: "/setup/units"}, nil
}

// typed reads the lines, which come back where one of them is refused. A line
// without a name names nothing.
func (p *unitsPage) typed(r *ui.Request) []unit.Unit {
	p.Version, _ = strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	before := p.Rows
	p.Rows = nil
	var units []unit.Unit
	for i := 0; r.PostForm.Has("code-" + strconv.Itoa(i)); i++ {
		at := strconv.Itoa(i)
		row := unitRow{Unit: unit.Unit{
			Code: strings.TrimSpace(r.PostForm.Get("code-" + at)), Name: strings.TrimSpace(r.PostForm.Get("name-" + at)),
			Closed: !r.PostForm.Has("used-" + at),
		}}
		for _, old := range before {
			if old.Unit.Code == row.Unit.Code && old.Patients != "" && r.PostForm.Has("known-"+at) {
				row.Patients = old.Patients
			}
		}
		p.add(row)
		if row.Unit.Name == "" && (row.Unit.Code == "" || row.Patients != "") {
			continue
		}
		err := row.Unit.Check()
		if err == nil && slices.ContainsFunc(units, func(u unit.Unit) bool { return u.Code == row.Unit.Code }) {
			err = unit.ErrTwice
		}
		if err != nil {
			p.Rows[i].Error = wording.Capital(err.Error()) + "."
			p.refuse("name-"+at, p.Rows[i].Error)
		}
		units = append(units, row.Unit)
	}
	return units
}

func (p *unitsPage) refuse(field, words string) {
	p.status = http.StatusUnprocessableEntity
	p.Problems = append(p.Problems, ui.Problem{Field: field, Words: words})
}
