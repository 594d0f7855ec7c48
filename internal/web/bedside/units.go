package bedside

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// unitsPage is the list of units.
type unitsPage struct {
	Heading string
	NoLists string // that no unit has a census list, "" where one has
	Units   []unitRow
}

type unitRow struct {
	Name     string
	To       string
	Own      bool
	Patients string
	Guests   string // how many are there beside them, "" for nobody
	Verify   string // how many are to be verified, "" for nobody
	Known    wording.Known
	Status   ui.Status
	Oldest   wording.Moment
	OldestOf string
	StatusOf string // the part whose state it is, "" where that is plain
	List     string // how the unit stands against its census list
	NoList   bool   // it does not stand as listed
	Frozen   string // which parts are held at their last good, "" for none
}

// Head implements ui.Headed.
func (p *unitsPage) Head() ui.Head { return ui.Head{Title: "Units", Live: ui.LiveBoard()} }

// units answers GET /units.
func (d desk) units(ctx context.Context, r *ui.Request) (any, error) {
	units, err := d.charts.Units(ctx, r.Who.Tenant)
	if err != nil {
		return nil, fmt.Errorf("listing the units: %w", err)
	}
	return censusSheet{d.sheet(r)}.list(units, r.Who.Unit), nil
}

// list puts the reader's own unit first, then all by name.
func (s censusSheet) list(units []Unit, own string) *unitsPage {
	units = slices.Clone(units)
	slices.SortFunc(units, func(a, b Unit) int {
		return cmp.Or(-cmp.Compare(mine(a, own), mine(b, own)), ui.Natural(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	p, total := &unitsPage{}, 0
	for _, u := range units {
		total += u.Patients
		p.Units = append(p.Units, s.unitRow(u, own))
	}
	p.listOnce(units)
	p.Heading = notation.Count(int64(len(units)), "unit", "units") + ", " + notation.Count(int64(total), "patient", "patients")
	return p
}

// listOnce says above the list that no census list was given, where that is so
// of every unit: what every line warns of nobody reads (hazard H-090).
func (p *unitsPage) listOnce(units []Unit) {
	if len(units) < 2 || slices.ContainsFunc(units, func(u Unit) bool { return !u.List.At.IsZero() }) {
		return
	}
	p.NoLists = p.Units[0].List + " for any unit"
	for i := range p.Units {
		p.Units[i].List, p.Units[i].NoList = "", false
	}
}

func mine(u Unit, own string) int {
	if own != "" && u.Name == own {
		return 1
	}
	return 0
}

func (s censusSheet) unitRow(u Unit, own string) unitRow {
	known := s.census(u)
	row := unitRow{
		Name: unitName(s.units, u.Name), To: unitPath(u.Name), Own: mine(u, own) == 1,
		Patients: notation.Number(int64(u.Patients)), Known: known, Status: ui.StatusOf(known.State),
		Oldest: wording.NewMoment(u.Oldest.AsOf, s.now, s.zone), OldestOf: wording.PartName(u.Oldest.Section),
	}
	if u.Guests > 0 {
		row.Guests = "and " + notation.Number(int64(u.Guests)) + " here for now or expected"
	}
	if u.Silent > 0 {
		row.Verify = "VERIFY PRESENCE of " + notation.Number(int64(u.Silent))
	}
	row.Frozen = wording.HeldParts(u.Frozen)
	row.List, row.NoList = ui.ListWords(u.List, s.now, s.zone)
	if u.Oldest.AsOf.IsZero() {
		row.Oldest.Text = wordsNotKnownAsOf
	}
	if u.Worst.Section != "" && u.Worst.Freshness.Badness() > known.State.Badness() {
		row.Status, row.StatusOf = ui.WorstOff(u.Oldest, u.Worst)
	}
	return row
}

// census says how it is known who is in a unit.
func (s censusSheet) census(u Unit) wording.Known {
	return wording.NewKnown(u.Census, s.now, s.zone)
}
