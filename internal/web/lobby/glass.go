package lobby

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
)

// glassPage asks why somebody needs what is withheld.
type glassPage struct {
	Problems []ui.Problem
	Patient  person
	Kind     ui.Choice
	Words    ui.Field
	Until    string // when the glass that is broken already ends, "" while it is whole
	Lasts    string // how long a glass stays broken
	id       string
	test     bool
	status   int
}

// Head implements ui.Headed. The title is kept in a browser's history and names
// nobody.
func (p *glassPage) Head() ui.Head {
	if len(p.Problems) > 0 {
		return ui.Head{Title: "Error: Break the glass", Test: p.test}
	}
	return ui.Head{Title: "Break the glass", Test: p.test}
}

// Status is the page's status.
func (p *glassPage) Status() int { return p.status }

func (s sheet) glass(patient roster.Summary, until time.Time) *glassPage {
	p := &glassPage{
		id: patient.Line.ID, test: patient.Line.Test, Patient: s.person(patient.Line), Lasts: glassHours(), status: http.StatusOK,
		Kind:  ui.Choice{ID: "kind", Label: "Why do you need it?"},
		Words: ui.Field{ID: "words", Label: "In your own words", Hint: "One sentence is enough. It is kept sealed, for the reviewer alone."},
	}
	for _, k := range access.Kinds() {
		p.Kind.Options = append(p.Kind.Options, ui.Option{Value: string(k)})
	}
	if until.After(s.now) {
		p.Until = notation.Stamp(until, s.zone)
	}
	return p
}

// refused says what the reason lacks. What was typed stays.
func (p *glassPage) refused(why access.Reason, err error) *glassPage {
	p.status, p.Words.Value = http.StatusUnprocessableEntity, why.Words
	p.Kind = p.Kind.Choose(string(why.Kind))
	if errors.Is(err, access.ErrKind) {
		p.Kind.Error = "Choose the reason that comes closest."
		p.Problems = []ui.Problem{{Field: p.Kind.ID, Words: p.Kind.Error}}
		return p
	}
	p.Words.Error = "Say in your own words why, in 8 to 500 characters. The reviewer reads them."
	p.Problems = []ui.Problem{{Field: p.Words.ID, Words: p.Words.Error}}
	return p
}

// askReason answers GET /patient/{id}/glass.
func (d desk) askReason(ctx context.Context, r *ui.Request) (any, error) {
	return d.glassPage(ctx, r)
}

func (d desk) glassPage(ctx context.Context, r *ui.Request) (*glassPage, error) {
	patient, err := d.charts.Line(ctx, r.Who.Tenant, r.PathValue("id"))
	if err != nil {
		return nil, fmt.Errorf("finding whose glass is to be broken: %w", err)
	}
	until, err := d.glass.GlassUntil(ctx, r.Who, patient.Line.ID)
	if err != nil {
		return nil, fmt.Errorf("finding whether the glass is broken: %w", err)
	}
	return d.sheet(r).glass(patient, until), nil
}

// breakGlass answers POST /patient/{id}/glass. The chart is opened only once the
// breaking is recorded.
func (d desk) breakGlass(ctx context.Context, r *ui.Request) (any, error) {
	page, err := d.glassPage(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	why := access.Reason{Kind: access.Kind(r.PostForm.Get("kind")), Words: r.PostForm.Get("words")}
	err = d.glass.BreakGlass(ctx, r.Who, page.id, why)
	if errors.Is(err, access.ErrKind) || errors.Is(err, access.ErrWords) {
		return page.refused(why, err), nil
	}
	if err != nil {
		return nil, fmt.Errorf("what is withheld is shown only once the reason is recorded: %w", err)
	}
	return &ui.Redirect{To: page.Patient.To}, nil
}

// glassHours is how long a glass stays broken, in words.
func glassHours() string { return notation.Count(int64(access.GlassTime/time.Hour), "hour", "hours") }
