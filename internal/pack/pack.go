// Package pack makes what one unit needs to carry on when nothing else answers:
// the sheets of the unit and of each patient, numbered, sealed for those who may
// open them, and signed.
//
// A pack is built from charts at one moment and never altered; a higher number
// supersedes it. Building does not make anything newer: each section stands with
// the instant its source was last heard.
package pack

import (
	"bytes"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/unit"
	"redoutlet/internal/notation"
	"redoutlet/internal/pack/bundle"
	"redoutlet/internal/pack/compose"
	"redoutlet/internal/pack/paper"
	"redoutlet/internal/pack/screen"
	"redoutlet/internal/pack/sheet"
	"redoutlet/internal/wording/pen"
)

// Note stands on every side.
const Note = "INFORMATION COPY - NOT AN ORDER FORM. Superseded when a higher pack number exists."

// Press builds packs.
type Press struct {
	Paper  *paper.Press
	Screen *screen.Screen
	Zone   *time.Location
	Names  unit.Names
	Band   string // DRILL, DEMO or TEST; "" for none
}

// Part is a file of a pack, not sealed yet.
type Part struct {
	Name  string
	Plain []byte
}

// Draft is a pack that is not sealed yet.
type Draft struct {
	Manifest bundle.Manifest
	Parts    []Part
	Pages    int
	// Missing are texts that no face draws, by the name of the file that shows
	// them as code points.
	Missing map[string][]string
}

// Names of the files of a pack. Those of patients name nobody.
const (
	UnitFile     = "unit.pdf"
	ScreenFile   = "unit.html"
	PatientsPath = "patients/"
)

// Build draws the pack of a unit as of now.
func (p Press) Build(u compose.Unit, number int64, now time.Time) (*Draft, error) {
	c := compose.Composer{Pen: pen.Pen{Now: now, Zone: p.Zone, Units: p.Names}}
	d := &Draft{
		Manifest: bundle.Manifest{
			Unit: u.Code, Number: number, Built: now.UTC(), Band: p.Band, Patients: len(u.Patients),
			Listed: c.Listed(u.Patients), Sources: sources(u.Coverage, now),
		},
		Missing: map[string][]string{},
	}
	about := paper.Furniture{
		Band: p.Band, Note: Note, Pack: p.Names.Words(u.Code) + " pack " + notation.Number(number),
		Times: "Built " + notation.Stamp(now, p.Zone),
	}
	codes := codesOf(u.Patients)
	seen := screen.Page{Title: about.Pack, Band: p.Band, Times: about.Times, Note: Note}
	var tally []compose.Tally
	for i, v := range u.Patients {
		sheets := c.Patient(v)
		own := about
		own.Times = "As of " + asOf(v, p.Zone) + ", built " + notation.Stamp(now, p.Zone)
		own.Pack += ", patient " + codes[i]
		pages, err := d.print(p.Paper, PatientsPath+codes[i]+".pdf", own, sheets)
		if err != nil {
			return nil, err
		}
		seen.Patients = append(seen.Patients, screen.Patient{Code: codes[i], Sheets: sheets})
		one := compose.Tally{Code: codes[i], View: v, Pages: pages}
		for _, s := range sheets {
			one.Sheets = append(one.Sheets, s.Kind)
		}
		tally = append(tally, one)
	}
	seen.Unit = []sheet.Sheet{c.Cover(u, number, tally), c.Census(u)}
	if _, err := d.print(p.Paper, UnitFile, about, seen.Unit); err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := p.Screen.Write(&page, seen); err != nil {
		return nil, err
	}
	d.Parts = append(d.Parts, Part{ScreenFile, page.Bytes()})
	return d, nil
}

// print draws sheets into a part.
func (d *Draft) print(press *paper.Press, name string, about paper.Furniture, sheets []sheet.Sheet) (pages int, err error) {
	var pdf bytes.Buffer
	printed, err := press.Print(&pdf, about, sheets)
	if err != nil {
		return 0, fmt.Errorf("drawing %s: %w", name, err)
	}
	d.Parts = append(d.Parts, Part{name, pdf.Bytes()})
	d.Pages += printed.Pages
	if len(printed.Missing) > 0 {
		d.Missing[name] = printed.Missing
	}
	return printed.Pages, nil
}

// Seal seals a draft and writes it as a bundle.
func (d *Draft) Seal(folder string, keys bundle.Keys, stations ...age.Recipient) (bundle.Manifest, error) {
	recipients := append([]age.Recipient{keys.Own}, stations...)
	var blobs []bundle.Blob
	for _, part := range d.Parts {
		blob, err := bundle.Seal(part.Name, part.Plain, recipients)
		if err != nil {
			return bundle.Manifest{}, err
		}
		blobs = append(blobs, blob)
	}
	return bundle.Write(folder, d.Manifest, blobs, keys.Signer)
}

// asOf is the oldest critical instant of a chart, in words.
func asOf(v *asof.View, zone *time.Location) string {
	if v.Oldest.IsZero() {
		return "NOT KNOWN"
	}
	return notation.Stamp(v.Oldest.Time, zone)
}

// codesOf gives each patient four letters or more that name the patient's file
// and say nothing of the patient.
func codesOf(views []*asof.View) []string {
	codes, used := make([]string, len(views)), map[string]bool{}
	for i, v := range views {
		id, err := hex.DecodeString(v.ID)
		if err != nil {
			id = []byte(v.ID)
		}
		text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(id)
		n := min(4, len(text))
		for n < len(text) && used[text[:n]] {
			n++
		}
		codes[i] = strings.ToUpper(text[:n])
		used[codes[i]] = true
	}
	return codes
}

// sources says for the manifest up to when each source is known.
func sources(cov asof.Coverage, now time.Time) []bundle.Source {
	var list []bundle.Source
	at := map[string]int{}
	for section := range cov {
		st := cov.Standing(section, now)
		for _, name := range st.Sources {
			i, known := at[name]
			if !known {
				i, at[name] = len(list), len(list)
				list = append(list, bundle.Source{Name: name, AsOf: st.AsOf.UTC(), State: string(st.Freshness)})
			}
			list[i].Sections = append(list[i].Sections, string(section))
		}
	}
	return sorted(list)
}

// sorted puts sources and their sections in an order that does not change from
// one pack to the next.
func sorted(list []bundle.Source) []bundle.Source {
	for i := range list {
		slices.Sort(list[i].Sections)
	}
	slices.SortFunc(list, func(a, b bundle.Source) int { return strings.Compare(a.Name, b.Name) })
	return list
}
