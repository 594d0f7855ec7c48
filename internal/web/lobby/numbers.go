package lobby

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/web/ui"
)

// numbersPage asks which of a patient's numbers is another patient's, or which
// was split off and is the patient's after all (hazard H-012).
type numbersPage struct {
	Problems []ui.Problem
	Patient  person
	Number   ui.Choice
	Words    ui.Field
	Waiting  bool // what was found is kept, and is not on the chart yet
	acts     []numberAct
	test     bool
	status   int
}

// numberAct is one thing that can be said of a patient's numbers.
type numberAct struct {
	words    string
	together bool
	numbers  []fact.ID
}

// Head implements ui.Headed. The title names nobody.
func (p *numbersPage) Head() ui.Head {
	if len(p.Problems) > 0 {
		return ui.Head{Title: "Error: Numbers of a patient", Test: p.test}
	}
	return ui.Head{Title: "Numbers of a patient", Test: p.test}
}

// Status is the page's status.
func (p *numbersPage) Status() int { return p.status }

func (s sheet) numbers(patient roster.Summary, parted []chart.Parting) *numbersPage {
	p := &numbersPage{
		Patient: s.person(patient.Line), acts: numberActs(patient.Line, parted), test: patient.Line.Test, status: http.StatusOK,
		Number: ui.Choice{ID: "number", Label: "What did you find?"},
		Words:  ui.Field{ID: "words", Label: "How do you know?", Hint: "One sentence. It is shown on both charts, with your name and the time."},
	}
	for _, act := range p.acts {
		p.Number.Options = append(p.Number.Options, ui.Option{Value: act.words})
	}
	return p
}

// numberActs lists what can be said: each of several record numbers can be split
// off, and each that was split off can be linked again.
func numberActs(l roster.Line, parted []chart.Parting) []numberAct {
	records := slices.DeleteFunc(slices.Clone(l.Identifiers), func(id fact.ID) bool { return !id.IsRecord() })
	var acts []numberAct
	if len(records) > 1 {
		for _, id := range records {
			others := slices.DeleteFunc(slices.Clone(records), func(o fact.ID) bool { return o == id })
			words := "These are two patients: split number " + numberText(id) + " off"
			acts = append(acts, numberAct{words, false, append([]fact.ID{id}, others...)})
		}
	}
	for _, p := range parted {
		if !p.Other.IsZero() {
			words := "These are one patient after all: link " + numberText(p.Number) + " and " + numberText(p.Other)
			acts = append(acts, numberAct{words, true, []fact.ID{p.Number, p.Other}})
		}
	}
	return slices.CompactFunc(acts, func(a, b numberAct) bool { return a.words == b.words })
}

func numberText(id fact.ID) string { return strings.TrimSpace(id.Value + " " + id.Authority) }

func (d desk) numbersPage(ctx context.Context, r *ui.Request) (*numbersPage, error) {
	patient, err := d.charts.Line(ctx, r.Who.Tenant, r.PathValue("id"))
	if err != nil {
		return nil, fmt.Errorf("finding whose numbers they are: %w", err)
	}
	parted, err := d.charts.Partings(ctx, r.Who.Tenant, patient.Line.ID)
	if err != nil {
		return nil, fmt.Errorf("finding which numbers were split off: %w", err)
	}
	return d.sheet(r).numbers(patient, parted), nil
}

// askNumbers answers GET /patient/{id}/numbers.
func (d desk) askNumbers(ctx context.Context, r *ui.Request) (any, error) {
	page, err := d.numbersPage(ctx, r)
	if err != nil {
		return nil, err
	}
	page.Waiting = r.URL.Query().Get("kept") == "waiting"
	return page, nil
}

// findNumbers answers POST /patient/{id}/numbers.
func (d desk) findNumbers(ctx context.Context, r *ui.Request) (any, error) {
	page, err := d.numbersPage(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	if len(page.acts) == 0 {
		return page, nil // it says that there is nothing to change
	}
	chosen, words := r.PostForm.Get("number"), strings.TrimSpace(r.PostForm.Get("words"))
	at := slices.IndexFunc(page.acts, func(a numberAct) bool { return a.words == chosen })
	if at < 0 || access.CheckWords(words) != nil {
		return page.refused(chosen, words), nil
	}
	act := page.acts[at]
	finding := reading.Finding{Together: act.together, Numbers: act.numbers, By: r.Who.Title, Why: words, At: d.clock()}
	shown, err := d.charts.Find(ctx, r.Who, finding)
	if err != nil {
		return nil, fmt.Errorf("keeping what was found about numbers: %w", err)
	}
	if !shown {
		return &ui.Redirect{To: page.Patient.To + "/numbers?kept=waiting"}, nil
	}
	return &ui.Redirect{To: page.Patient.To}, nil
}

// refused says what is missing. What was typed stays.
func (p *numbersPage) refused(chosen, words string) *numbersPage {
	p.status, p.Words.Value, p.Number = http.StatusUnprocessableEntity, words, p.Number.Choose(chosen)
	if !slices.ContainsFunc(p.acts, func(a numberAct) bool { return a.words == chosen }) {
		p.Number.Error = "Choose what you found."
		p.Problems = append(p.Problems, ui.Problem{Field: p.Number.ID, Words: p.Number.Error})
	}
	if access.CheckWords(words) != nil {
		p.Words.Error = "Say how you know, in 8 to 500 characters."
		p.Problems = append(p.Problems, ui.Problem{Field: p.Words.ID, Words: p.Words.Error})
	}
	return p
}
