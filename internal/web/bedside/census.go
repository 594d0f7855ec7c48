package bedside

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/alike"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// unitPage is a unit's census.
type unitPage struct {
	Name      string // as the sources write it
	Heading   string
	Known     wording.Known
	Rows      []bedRow
	Count     string
	Apart     string   // how many beds stand in the rows without a patient
	Verify    []bedRow // of Rows, those whose presence is to be verified
	VerifyHow string
	Soon      []bedRow // here for now, or expected
	SoonCount string
	Left      []bedRow
	LeftCount string
	List      string       // how the unit stands against its census list
	NoList    bool         // it does not stand as listed
	ListOnly  []ui.ListRow // on the list, and no message says that they are here
	Frozen    []string     // what is held at its last good, in sentences
	head      ui.Head
}

// bedRow is one patient in a bed, or gone from it.
type bedRow struct {
	Bed string
	person
	Admitted  sentTime
	Doctor    string
	Reason    string
	Flags     []string
	Standing  []standingLine
	SameBed   string
	LookAlike []string
	Meanwhile []string // where the patient is while the bed stays theirs, and what is to come
	Why       string   // why a patient whose bed is elsewhere is listed, "" of those who are here
	// What is reported of the bed by itself.
	Reported     string // beside what the charts say
	Contradicted string // against what they say
	Apart        string // what the bed is, where no chart has anybody in it; "" of a patient's row
	Unheard      string // since when nobody has spoken of who lingers, "" of others
	Gone         string // how and when the patient left, "" while here
	name         alike.Name
	summary      roster.Summary
	presence     roster.Presence
}

// BedLabel is what stands before the bed on a narrow screen.
func (r bedRow) BedLabel() string { return ui.BedLabel(r.Bed) }

// standingLine is code status, precautions or diet. The title is left out where
// the fixed words say it themselves.
type standingLine struct {
	Title string
	Words []string
}

func standingLines(s roster.Standing) []standingLine {
	lines := []standingLine{{"Code status", s.CodeStatus}, {"Precautions", s.Precautions}, {"Diet", s.Diet}}
	if slices.Equal(s.Precautions, []string{chart.WordsNoPrecautions}) {
		lines[1].Title = ""
	}
	return slices.DeleteFunc(lines, func(l standingLine) bool { return len(l.Words) == 0 })
}

// Head implements ui.Headed.
func (p *unitPage) Head() ui.Head { return p.head }

// unit answers GET /unit/{unit}.
func (d desk) unit(ctx context.Context, r *ui.Request) (any, error) {
	name := r.PathValue("unit")
	if name == noUnit {
		name = ""
	}
	u, patients, err := d.charts.Census(ctx, r.Who.Tenant, name)
	if errors.Is(err, ui.ErrNotFound) && name == r.Who.Unit {
		return &ui.Redirect{To: "/units"}, nil // who signs in is led here, also where nobody lies or the unit was mistyped
	}
	if err != nil {
		return nil, fmt.Errorf("reading the unit's census: %w", err)
	}
	return censusSheet{d.sheet(r)}.unit(u, patients), nil
}

func (s censusSheet) unit(u Unit, patients []roster.Summary) *unitPage {
	p := &unitPage{Name: u.Name, Known: s.census(u)}
	p.List, p.NoList = ui.ListWords(u.List, s.now, s.zone)
	p.ListOnly = ui.ListRows(u.List, s.zone)
	for _, h := range u.Frozen {
		p.Frozen = append(p.Frozen, wording.HoldWords(h, s.units, s.zone))
	}
	p.head = ui.Head{
		Title: unitName(s.units, u.Name), Live: ui.LiveUnit(u.Name),
		Until: s.until(u.Census, time.Time{}),
	}
	for _, patient := range patients {
		p.head.Test = p.head.Test || patient.Line.Test
		for _, presence := range patient.Presences {
			if presence.Place.Unit != u.Name || !presence.ShownAt(s.now) {
				continue
			}
			row := s.bedRow(patient, presence)
			if slices.Contains(u.List.Charted, patient.Line.ID) {
				row.Flags = append(slices.Clone(row.Flags), "NOT ON THE CENSUS LIST of "+notation.Stamp(u.List.At, s.zone)+" - CHECK")
			}
			switch {
			case presence.Here():
				row.Unheard = s.unheard(&patient, u.VerifyDays)
				if row.Unheard != "" {
					row.Flags = append(slices.Clone(row.Flags), row.Unheard)
				}
				p.Rows = append(p.Rows, row)
			case presence.Kind != roster.InBed:
				p.Soon = append(p.Soon, row)
			default:
				p.Left = append(p.Left, row)
			}
		}
	}
	slices.SortStableFunc(p.Rows, compareBeds)
	slices.SortStableFunc(p.Soon, compareBeds)
	p.verify(u.VerifyDays)
	slices.SortStableFunc(p.Left, func(a, b bedRow) int { return b.presence.Left.Compare(a.presence.Left) })
	p.mark()
	p.testOnce()
	p.Count = notation.Count(int64(len(p.Rows)), "patient", "patients")
	p.SoonCount = notation.Count(int64(len(p.Soon)), "patient", "patients")
	p.LeftCount = notation.Count(int64(len(p.Left)), "patient", "patients")
	p.Heading = unitName(s.units, u.Name) + ": " + p.Count
	p.beds(s, u.Beds)
	return p
}

// unheard says since when no message has spoken of a patient who lingers
// (hazard H-026), "" of others.
func (s censusSheet) unheard(patient *roster.Summary, days int) string {
	on := roster.Linger{Now: s.now, Zone: s.zone, Days: days}.Since(patient)
	if on.IsZero() {
		return ""
	}
	return roster.WordsVerify + s.when(on)
}

// verify lists those who linger once more by themselves: a discharge that never
// came must not be looked for among everybody.
func (p *unitPage) verify(days int) {
	for _, row := range p.Rows {
		if row.Unheard != "" {
			p.Verify = append(p.Verify, row)
		}
	}
	p.VerifyHow = notation.Count(int64(len(p.Verify)), "patient", "patients") + " of whom no message has spoken for " +
		notation.Count(int64(days), "day", "days") + " or more, and no discharge came. Look whether they are here."
}

func compareBeds(a, b bedRow) int {
	x, y := a.presence.Place, b.presence.Place
	return cmp.Or(ui.Natural(x.Room, y.Room), ui.Natural(x.Bed, y.Bed), strings.Compare(a.Name, b.Name), strings.Compare(a.To, b.To))
}

func (s censusSheet) bedRow(patient roster.Summary, at roster.Presence) bedRow {
	row := bedRow{
		Bed: bedWords(at.Place), person: s.person(patient.Line), Admitted: s.time(at.Admitted),
		Doctor: cmp.Or(at.Doctor, notation.NotRecorded), Reason: cmp.Or(at.Reason, notation.NotRecorded),
		Flags: dated(patient.Flags, s.zone), Standing: standingLines(patient.Standing), name: alike.NameOf(&patient.Line), summary: patient, presence: at,
	}
	if at.Admitted.IsZero() {
		row.Admitted.Text = notation.NotRecorded
	}
	row.Meanwhile = staySheet(s).whereabouts(at.Errand, at.Leave, at.Pending)
	switch {
	case at.Here():
	case at.Kind != roster.InBed:
		row.Why = s.why(at)
	default:
		row.Gone = at.LeftWord + " " + notation.Stamp(at.Left, s.zone)
	}
	return row
}

// why says how a patient whose bed is elsewhere belongs on the unit's list.
func (s censusSheet) why(at roster.Presence) string {
	from := ""
	if !at.Home.IsZero() {
		from = ", bed in " + staySheet(s).placeWords(at.Home)
	}
	if at.Kind == roster.Guest {
		return "HERE FOR NOW" + staySheet(s).since(at.Since) + from
	}
	return "EXPECTED" + from
}

// mark says which rows are easily taken for one another, and which share a bed.
// Two people who have both left are told apart by what is in their rows: a list
// in which every other line warns is one that nobody reads.
func (p *unitPage) mark() {
	all := make([]*bedRow, 0, len(p.Rows)+len(p.Left))
	for i := range p.Rows {
		all = append(all, &p.Rows[i])
	}
	for i := range p.Soon {
		all = append(all, &p.Soon[i])
	}
	for i := range p.Left {
		all = append(all, &p.Left[i])
	}
	for _, row := range all {
		row.LookAlike = row.likeness(all)
		row.SameBed = ""
		if slices.ContainsFunc(all, row.sharesBed) {
			row.SameBed = wordsSameBed
		}
	}
}

// likeness names the others whose names are easily taken for the row's, each
// once: where they are, or that they have left. Each kind of likeness has a line.
func (r *bedRow) likeness(all []*bedRow) []string {
	others := map[string][]string{}
	named := map[string]bool{r.To: true}
	for _, other := range all { // those who are here stand first
		if named[other.To] || r.Gone != "" && other.Gone != "" {
			continue
		}
		if like := alike.Between(r.name, other.name, true); like != "" {
			named[other.To] = true
			others[like] = append(others[like], other.where())
		}
	}
	var lines []string
	for _, like := range slices.Sorted(maps.Keys(others)) {
		slices.Sort(others[like])
		lines = append(lines, "LOOK-ALIKE: "+like+" "+strings.Join(slices.Compact(others[like]), "; "))
	}
	return lines
}

// testOnce leaves it to the band above the page to say that this is a test,
// where that is true of everybody on it.
func (p *unitPage) testOnce() {
	some := func(rows []bedRow) bool {
		return slices.ContainsFunc(rows, func(r bedRow) bool { return !r.summary.Line.Test })
	}
	if some(p.Rows) || some(p.Soon) || some(p.Left) {
		return
	}
	for _, rows := range [][]bedRow{p.Rows, p.Soon, p.Left} {
		for i := range rows {
			rows[i].Flags = withoutTest(rows[i].Flags)
		}
	}
}

// where points a reader from one row to another.
func (r *bedRow) where() string {
	words := r.Bed
	switch {
	case r.Gone != "":
		words = "a patient who left"
	case r.Bed != wordsNoBed:
		words = "bed " + r.Bed
	}
	if !r.MRN.IsZero() {
		words += ", MRN " + r.MRN.Value
	}
	return words
}

func (r *bedRow) sharesBed(other *bedRow) bool {
	return r.To != other.To && r.Gone == "" && other.Gone == "" && r.presence.Place.Bed != "" && r.presence.Place == other.presence.Place
}
