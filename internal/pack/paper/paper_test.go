package paper_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"redoutlet/internal/pack/paper"
	"redoutlet/internal/pack/sheet"
	"redoutlet/internal/pack/typeface"
)

func press(t testing.TB, size paper.Size) *paper.Press {
	t.Helper()
	faces, err := typeface.New()
	if err != nil {
		t.Fatal(err)
	}
	return paper.NewPress(faces, size)
}

// read takes the text out of a PDF as another program reads it.
func read(t *testing.T, pdf []byte) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftotext (of poppler-utils): %v", err)
	}
	return string(text)
}

func banner() *sheet.Banner {
	return &sheet.Banner{
		Name: sheet.Plain("EVANS WEST, Jonathan (Mr)"), Alias: sheet.Plain("Jon"),
		Persons: []sheet.Fact{
			{Label: "Born", Value: sheet.Words{sheet.Bold("14-Jul-1945")}}, {Label: "MRN", Value: sheet.Words{sheet.Bold("004417209")}},
		},
		Place:     sheet.Plain("4 West - 12 - B"),
		Allergies: sheet.Words{sheet.Bold("penicillin"), sheet.Plain(" (anaphylaxis, severe)")},
		Footer:    sheet.Plain("EVANS WEST 004417209"),
	}
}

func furniture() paper.Furniture {
	return paper.Furniture{
		Band: "DRILL - NOT FOR CARE", Pack: "4 West pack 1188", Times: "As of 09:31, built 10:41, printed 25-Nov-2026 10:52 (EST)",
		Note: "INFORMATION COPY - NOT AN ORDER FORM. Superseded when a higher pack number exists.",
	}
}

// TestH045NothingIsCut: whatever is said in a cell, a list, a warning or a note,
// however long, all of it can be read off the sheets, on Letter and on A4, and
// every side says whose it is and which of how many.
func TestH045NothingIsCut(t *testing.T) {
	random := rand.New(rand.NewPCG(45, 1))
	numbered := 0
	text := func(words int) string {
		var b strings.Builder
		for range words {
			numbered++
			fmt.Fprintf(&b, "w%05d%s ", numbered, strings.Repeat("x", random.IntN(14)))
		}
		return b.String()
	}
	for _, size := range []paper.Size{paper.Letter, paper.A4} {
		numbered = 0
		table := sheet.Table{Columns: []sheet.Column{{Title: "Scheduled", Share: 3}, {Title: "Last given", Share: 2}, {Title: "08", Share: 1}}}
		for range 6 {
			row := sheet.Row{}
			for range table.Columns {
				row.Cells = append(row.Cells, sheet.Cell{Lines: []sheet.Words{{sheet.Plain(text(1 + random.IntN(300)))}}})
			}
			table.Rows = append(table.Rows, row, sheet.Row{Group: text(3)})
		}
		blocks := []sheet.Block{
			sheet.Heading{Title: text(4), Known: text(9)},
			sheet.Notice{Weight: sheet.Heavy, Words: sheet.Words{sheet.Bold(text(40))}},
			sheet.Notice{Weight: sheet.Boxed, Words: sheet.Words{sheet.Plain(text(40))}},
			table,
			sheet.Items{Items: [][]sheet.Words{{{sheet.Bold(text(50))}, {sheet.Plain(text(400))}}}},
			sheet.Facts{Facts: []sheet.Fact{{Label: text(1), Value: sheet.Words{sheet.Bold(text(60))}}}},
			sheet.Writing{Label: text(5), Lines: 3},
			sheet.Verbatim{Text: sheet.Plain(text(700))},
		}
		for _, wide := range []bool{false, true} {
			var pdf bytes.Buffer
			printed, err := press(t, size).Print(&pdf, furniture(), []sheet.Sheet{{Kind: sheet.Medications, Title: "MAR", Wide: wide, Banner: banner(), Blocks: blocks}})
			if err != nil {
				t.Fatal(err)
			}
			got := read(t, pdf.Bytes())
			for n := range numbered {
				if !strings.Contains(got, fmt.Sprintf("w%05d", n+1)) {
					t.Fatalf("%s, wide %v: word %d is on no side", size, wide, n+1)
				}
			}
			sides := strings.Split(strings.TrimSuffix(got, "\f"), "\f")
			if len(sides) != printed.Pages {
				t.Fatalf("%d sides, want %d", len(sides), printed.Pages)
			}
			for n, side := range sides {
				for _, want := range []string{"EVANS WEST, Jonathan", "14-Jul-1945", "004417209", "penicillin", "DRILL", fmt.Sprintf("page %d of %d", n+1, len(sides)), "INFORMATION COPY"} {
					if !strings.Contains(side, want) {
						t.Fatalf("%s, wide %v: side %d does not say %q", size, wide, n+1, want)
					}
				}
			}
		}
	}
}

// TestH045WhatCannotBeDrawnStandsAsItWasSent: a letter that no face has fails
// nobody's sheets; it stands as its number, and the text as it was sent on a side
// of its own. The name in other letters stands for it where one was sent.
func TestH045WhatCannotBeDrawnStandsAsItWasSent(t *testing.T) {
	b := banner()
	b.Name = sheet.Span{Text: "王小明", Spelt: []string{"WANG, Xiaoming"}}
	var pdf bytes.Buffer
	printed, err := press(t, paper.Letter).Print(&pdf, furniture(), []sheet.Sheet{{Kind: sheet.Summary, Title: "SUMMARY", Banner: b, Blocks: []sheet.Block{
		sheet.Para{Words: sheet.Words{sheet.Plain("Đặng Thị 😀 500 mg")}}, sheet.Para{Words: sheet.Words{sheet.Plain("Đặng Thị 500 mg")}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	got := read(t, pdf.Bytes())
	for _, want := range []string{"WANG, Xiaoming", "Đặng Thị 500 mg", "[U+1F600]", "AS IT WAS SENT", "[U+738B][U+5C0F][U+660E]"} {
		if !strings.Contains(got, want) {
			t.Errorf("no side says %q:\n%s", want, got)
		}
	}
	if len(printed.Missing) != 2 {
		t.Errorf("missing %q", printed.Missing)
	}
}

// TestTheSameSheetsAreTheSameBytes: a pack can be compared, and sealed once.
func TestTheSameSheetsAreTheSameBytes(t *testing.T) {
	sheets := []sheet.Sheet{{Kind: sheet.Summary, Title: "SUMMARY", Banner: banner(), Blocks: []sheet.Block{sheet.Para{Words: sheet.Words{sheet.Plain("Đặng")}}}}}
	var one, two bytes.Buffer
	for _, w := range []*bytes.Buffer{&one, &two} {
		if _, err := press(t, paper.A4).Print(w, furniture(), sheets); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("two documents of the same sheets differ")
	}
}
