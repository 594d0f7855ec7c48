package compose

import (
	"strings"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/notation"
	"redoutlet/internal/pack/sheet"
	"redoutlet/internal/wording"
	"redoutlet/internal/wording/allergy"
)

// Unit is a unit and everybody in it.
type Unit struct {
	Code     string // as the sources write it
	Patients []*asof.View
	Coverage asof.Coverage
	// Reconciled says how the census stands against a list that was given, in words.
	Reconciled string
	// Aside is how many messages are in quarantine, of whatever unit: not all of
	// them say of whom they speak.
	Aside int64
	// Missing are what is in no pack of this house, in words.
	Missing []string
}

// Census is a row for every patient, by bed, with room to write (specification
// 5.1).
func (c Composer) Census(u Unit) sheet.Sheet {
	s := sheet.Sheet{Kind: sheet.Census, Title: "CENSUS OF " + c.Units.Words(u.Code) + ": " + notation.Count(int64(len(u.Patients)), "patient", "patients"), Wide: true}
	s = with(s, sheet.Para{Words: sheet.Words{sheet.Bold(u.Reconciled), sheet.Plain("  A bed never identifies a person: verify the wristband.")}})
	t := sheet.Table{Columns: []sheet.Column{
		{Title: "Bed", Share: 8}, {Title: "Patient", Share: 22}, {Title: "Admitted, doctor, reason", Share: 16}, {Title: "Allergies", Share: 16},
		{Title: "Code status, precautions, diet", Share: 20}, {Title: "New bed, time", Share: 8}, {Title: "Nurse, notes", Share: 10},
	}}
	for _, v := range u.Patients {
		t.Rows = append(t.Rows, sheet.Row{Tall: true, Cells: c.censusRow(v)})
	}
	if len(u.Patients) == 0 {
		s = with(s, sheet.Para{Words: sheet.Words{sheet.Bold("0 patients are known to be in this unit.")}})
	}
	return with(s, t)
}

func (c Composer) censusRow(v *asof.View) []sheet.Cell {
	banner := c.banner(v)
	who := []sheet.Words{{sheet.Bold(banner.Name.Text)}}
	for _, f := range banner.Persons {
		who = append(who, append(sheet.Words{sheet.Plain(f.Label + " ")}, f.Value...))
	}
	for _, words := range banner.Warnings {
		who = append(who, sheet.Words{words})
	}
	var stay []sheet.Words
	for i := range v.Visits {
		visit := &v.Visits[i]
		if visit.Number.Value != v.Visit {
			continue
		}
		stay = append(stay, sheet.Words{sheet.Plain("Admitted " + orNotRecorded(c.When(visit.Admitted)))},
			sheet.Words{sheet.Plain("Doctor " + orNotRecorded(visit.Attending))}, sheet.Words{sheet.Plain("Reason " + orNotRecorded(visit.Reason))})
	}
	var standing []sheet.Words
	for _, item := range c.standings(v, false) {
		standing = append(standing, item...)
	}
	bed := strings.Trim(v.Room+" - "+v.Bed, " -")
	if bed == "" {
		bed = "bed " + notation.NotRecorded
	}
	return []sheet.Cell{{Lines: []sheet.Words{{sheet.Bold(bed)}}}, {Lines: who}, {Lines: stay}, {Lines: []sheet.Words{banner.Allergies}}, {Lines: standing}, {}, {}}
}

// Tally is what one patient's part of a pack comes to.
type Tally struct {
	Code   string // four letters that name the patient's file
	View   *asof.View
	Pages  int
	Sheets []sheet.Kind
}

// Cover says what the pack is, how old each part is, and what is not in it
// (specification 5.0).
func (c Composer) Cover(u Unit, number int64, tally []Tally) sheet.Sheet {
	s := sheet.Sheet{Kind: sheet.Cover, Title: c.Units.Words(u.Code) + ": PACK " + notation.Number(number)}
	s = with(s, sheet.Para{Words: sheet.Words{sheet.Bold("Built " + notation.Stamp(c.Now, c.Zone) + ". Superseded when a higher pack number exists.")}},
		sheet.Para{Words: sheet.Words{sheet.Bold("Census: " + u.Reconciled)}},
		sheet.Heading{Title: "Sources"}, c.sources(u.Coverage))
	t := sheet.Table{Columns: []sheet.Column{
		{Title: "Bed", Share: 10}, {Title: "Patient", Share: 30}, {Title: "MRN", Share: 20}, {Title: "Code", Share: 8}, {Title: "Pages", Share: 8},
		{Title: "Sheets", Share: 14}, {Title: "Handed to, destroyed", Share: 20},
	}}
	for _, one := range tally {
		banner := c.banner(one.View)
		var kinds []string
		for _, k := range one.Sheets {
			kinds = append(kinds, string(k))
		}
		plain := func(text string) sheet.Cell { return sheet.Cell{Lines: []sheet.Words{{sheet.Plain(text)}}} }
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{
			plain(strings.Trim(one.View.Room+" - "+one.View.Bed, " -")), {Lines: []sheet.Words{{sheet.Bold(banner.Name.Text)}}}, plain(banner.Scan),
			plain(one.Code), plain(notation.Number(int64(one.Pages))), plain(strings.Join(kinds, " ")), {},
		}})
	}
	s = with(s, sheet.Heading{Title: "Patients in this pack: " + notation.Number(int64(len(tally)))}, t)
	s = with(s, sheet.Heading{Title: "Messages that could not be read, of any unit: " + notation.Count(u.Aside, "item", "items")},
		sheet.Para{Words: sheet.Words{sheet.Plain("A chart that one of them names says INCOMPLETE.")}})
	return with(s, sheet.Heading{Title: "What is NOT in this pack"}, items(u.Missing))
}

func items(words []string) sheet.Block {
	var list [][]sheet.Words
	for _, w := range words {
		list = append(list, []sheet.Words{{sheet.Plain(w)}})
	}
	return sheet.Items{Items: list}
}

// sources is a row for each section: who gives it, and up to when it is known.
func (c Composer) sources(cov asof.Coverage) sheet.Block {
	t := sheet.Table{Columns: []sheet.Column{{Title: "Section", Share: 20}, {Title: "Source", Share: 25}, {Title: "As of", Share: 20}, {Title: "State", Share: 35}}}
	for _, section := range fact.Sections() {
		known := wording.NewKnown(cov.Standing(section, c.Now), c.Now, c.Zone)
		source, state := known.Source, "Holding"
		if source == "" {
			source, state = "no source connected", "NOT AVAILABLE FROM ANY CONNECTED SOURCE - ASK"
		} else if known.Box != "" {
			state = known.Box
		}
		cell := func(text string) sheet.Cell { return sheet.Cell{Lines: []sheet.Words{{sheet.Plain(text)}}} }
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{cell(wording.Capital(wording.PartName(section))), cell(source), cell(known.AsOf.Text), cell(state)}})
	}
	return t
}

// Listed counts what must not vanish unnoticed from one pack to the next.
func (c Composer) Listed(views []*asof.View) map[string]int {
	listed := map[string]int{}
	for _, v := range views {
		listed["allergies"] += len(allergy.Writer{Pen: c.Pen}.Section(v).Active)
		listed["medications"] += len(v.Medications.Items)
	}
	return listed
}
