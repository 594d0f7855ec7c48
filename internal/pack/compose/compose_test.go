package compose_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/pack/compose"
	"redoutlet/internal/pack/sheet"
	"redoutlet/internal/wording/pen"
	"redoutlet/internal/wording/sample"
)

var update = flag.Bool("update", false, "write the golden sheets anew")

func composer() compose.Composer {
	return compose.Composer{Pen: pen.Pen{Now: sample.Now(), Zone: sample.Zone()}}
}

// heard is a list whose source was heard so long ago.
func heard[T any](section fact.Section, source string, ago time.Duration, items []T) asof.List[T] {
	cov := asof.Coverage{section: {{Source: source, AsOf: sample.Now().Add(-ago)}}}
	st := cov.Standing(section, sample.Now())
	return asof.List[T]{Section: section, Sources: st.Sources, AsOf: asof.Instant{Time: st.AsOf}, Freshness: st.Freshness, Items: items}
}

// view is a patient whose pharmacy has been silent for 71 minutes.
func view() *asof.View {
	status, precautions, diet := sample.Standings()
	return &asof.View{
		Line: roster.Line{
			ID: "a1", Family: "Evans West", Given: "Jonathan", Born: "1945-07-14", BornAt: sample.Time("19450714"), Sex: "M",
			Identifiers: []fact.ID{{Value: "004417209", Authority: "STBRIGID", Type: "MR"}}, Unit: "4 West", Room: "12", Bed: "B", Visit: "V883120", InHouse: true,
		},
		Alias: "Jon", Visits: sample.Visits(), Oldest: asof.Instant{Time: sample.Now().Add(-71 * time.Minute)},
		Census:          heard[visit.Visit](fact.SectionCensus, "registration", time.Minute, sample.Visits()),
		Allergies:       heard[chart.Allergy](fact.SectionAllergies, "registration", time.Minute, sample.Allergies()),
		Medications:     heard[asof.MedicationLine](fact.SectionMedications, "pharmacy", 71*time.Minute, sample.Medicines()),
		Administrations: heard[medication.Dose](fact.SectionAdministrations, "pharmacy", 71*time.Minute, sample.Doses()),
		Results:         heard[result.Result](fact.SectionResults, "laboratory", 2*time.Minute, sample.Results()),
		Vitals:          heard[result.Result](fact.SectionVitals, "flowsheet", 2*time.Minute, sample.Vitals()),
		Orders:          heard[asof.OrderLine](fact.SectionOrders, "orders", time.Minute, sample.Orders()),
		CodeStatus:      status, Precautions: precautions, Diet: diet,
	}
}

// told writes a sheet as it is read, a line each.
func told(s *sheet.Sheet) string {
	var b strings.Builder
	line := func(words sheet.Words) {
		for _, w := range words {
			b.WriteString(w.Text)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "== %s %s\n", s.Kind, s.Title)
	for _, block := range s.Blocks {
		switch k := block.(type) {
		case sheet.Heading:
			fmt.Fprintf(&b, "# %s | %s\n", k.Title, k.Known)
		case sheet.Notice:
			fmt.Fprintf(&b, "!%d ", k.Weight)
			line(k.Words)
		case sheet.Para:
			line(k.Words)
		case sheet.Facts:
			for _, f := range k.Facts {
				line(append(sheet.Words{sheet.Plain(f.Label + ": ")}, f.Value...))
			}
		case sheet.Items:
			for _, item := range k.Items {
				for _, words := range item {
					line(words)
				}
			}
		case sheet.Table:
			for _, c := range k.Columns {
				fmt.Fprintf(&b, "[%s]", c.Title)
			}
			b.WriteString("\n")
			for _, r := range k.Rows {
				fmt.Fprintf(&b, "- %s\n", r.Group)
				for _, c := range r.Cells {
					for _, words := range c.Lines {
						line(words)
					}
				}
			}
		case sheet.Writing:
			fmt.Fprintf(&b, "____ %s (%d lines)\n", k.Label, k.Lines)
		case sheet.Verbatim:
			fmt.Fprintf(&b, "> %s\n", k.Text.Text)
		}
	}
	return b.String()
}

// TestSheetsOfAPatient compares what stands on every sheet with the text kept
// under testdata.
func TestSheetsOfAPatient(t *testing.T) {
	var got strings.Builder
	for _, s := range composer().Patient(view()) {
		got.WriteString(told(&s))
	}
	golden := filepath.Join("testdata", "patient.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("sheets differ from %s (-want +got):\n%s", golden, diff)
	}
}

// TestPaperDoesNotTick: no sheet says how long ago anything was, nor stands there
// a value that is none.
func TestPaperDoesNotTick(t *testing.T) {
	relative := regexp.MustCompile(`\bago\b|\(\d+ ?min\)|under 1 min`)
	blank := regexp.MustCompile(`(?m)^(None|N/A|-|null)$`)
	for _, s := range composer().Patient(view()) {
		text := told(&s)
		for _, bad := range []*regexp.Regexp{relative, blank} {
			if found := bad.FindString(text); found != "" {
				t.Errorf("%s says %q", s.Kind, found)
			}
		}
	}
}

// TestADeathHeadsEverySide: who has died has a death in the place of an age.
func TestADeathHeadsEverySide(t *testing.T) {
	v := view()
	v.Died = "Y"
	for _, s := range composer().Patient(v) {
		var labels []string
		for _, f := range s.Banner.Persons {
			labels = append(labels, strings.Fields(f.Label)[0])
		}
		if !slices.Contains(labels, "Death") || slices.Contains(labels, "Age") {
			t.Errorf("%s is headed by %q", s.Kind, labels)
		}
	}
}

// TestH013OtherPersonHeadsEverySide: while messages name two people, every side
// names the other one too; and where our clock is in doubt no side gives an age.
func TestH013OtherPersonHeadsEverySide(t *testing.T) {
	v := view()
	v.Faces = []chart.Face{{Family: "Evans West", Given: "Jonathan", BornAt: v.BornAt, Sex: "M"}, {Family: "ALDER", Given: "Ada", BornAt: sample.Time("19440305"), Sex: "F"}}
	v.Doubt = "it jumped forward"
	for _, s := range composer().Patient(v) {
		var said []string
		for _, w := range s.Banner.Warnings {
			said = append(said, w.Text)
		}
		want := []string{"CLOCK NOT TRUSTED - use absolute times", "VERIFY WRISTBAND: messages also name ALDER, Ada, born 05-Mar-1944, Female"}
		if diff := cmp.Diff(want, said); diff != "" {
			t.Errorf("%s (-want +got):\n%s", s.Kind, diff)
		}
		for _, f := range s.Banner.Persons {
			if strings.HasPrefix(f.Label, "Age at") {
				t.Errorf("%s gives an age: %v", s.Kind, f.Value)
			}
		}
	}
}

// TestH081TheGapIsShaded: the cells between the last news of doses and the making
// of the sheet say CHECK, and none of them shows a dose as due.
func TestH081TheGapIsShaded(t *testing.T) {
	sheets := composer().Patient(view())
	s := sheets[0]
	at := slices.IndexFunc(s.Blocks, func(b sheet.Block) bool { _, ok := b.(sheet.Table); return ok })
	table := s.Blocks[at].(sheet.Table)
	shaded := 0
	for _, r := range table.Rows {
		for i, c := range r.Cells {
			if c.Check {
				shaded++
				if c.Frame || i < 2 || len(c.Lines) == 0 {
					t.Errorf("cell %d is shaded and framed, or says nothing: %+v", i, c)
				}
			}
		}
	}
	if shaded == 0 {
		t.Error("no cell of the gap is shaded")
	}
	if got := s.Title; got != "MEDICATION ORDER LIST - NO ADMINISTRATION DATA SINCE 25-Nov-2026 09:31" {
		t.Errorf("title %q", got)
	}
}
