package office

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/identity"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// Guard is what the page of freezes needs: what is held back, and a way to
// decide.
type Guard interface {
	// Freezes lists every freeze there was, the newest first, and the limits.
	Freezes(ctx context.Context, tenant string) ([]HeldBack, guard.Limits, error)

	// DecideFreeze records what a person decided about a freeze, or fails with
	// guard.ErrNoFreeze.
	DecideFreeze(ctx context.Context, who identity.Who, freeze string, act guard.Act, reason string) error
}

// HeldBack is a freeze, and where those are of whom it holds something.
type HeldBack struct {
	guard.Freeze
	Units map[string]int // patients by unit; under "" those who are in none
}

// GuardPages returns the pages of what is held back.
func GuardPages(g Guard, clock func() time.Time, zone *time.Location) []ui.Page {
	d := guardDesk{g, clock, zone}
	return []ui.Page{
		{
			Name: "freezes", Pattern: "GET /freezes", Template: "freezes", Files: files, Serve: d.freezes,
			Roles: seesFreezes(), Sample: func() any { return sampleFreezes() },
		},
		{
			Name: "freezes-decided", Pattern: "POST /freezes", Template: "freezes", Files: files, Serve: d.decide,
			Roles: decidesFreezes(), Sample: func() any { return sampleFreezes() },
		},
	}
}

// seesFreezes lists who may see what is held back, and decidesFreezes who may
// let it through: who runs the units and knows whether it can be right, and who
// runs the feeds and knows what the source has done.
func seesFreezes() []identity.Role {
	return []identity.Role{identity.Nurse, identity.Manager, identity.Engineer, identity.Administrator}
}

func decidesFreezes() []identity.Role { return []identity.Role{identity.Manager, identity.Engineer} }

// guardDesk answers for the pages of freezes.
type guardDesk struct {
	guard Guard
	clock func() time.Time
	zone  *time.Location
}

// freezesPage lists what is held back, and what was decided.
type freezesPage struct {
	Heading  string
	Problems []ui.Problem
	Open     []freezeRow
	Past     []freezeRow
	Limits   []string
	May      bool // the reader may decide
}

// freezeRow is one freeze.
type freezeRow struct {
	ID        string
	Title     string
	Why       string
	Shown     string // what the charts show meanwhile
	State     string
	Patients  string
	Units     []heldUnit
	First     string // number of the first message held back
	Damaged   bool   // what it held back is lost
	FirstTo   string // where it is shown, "" for a reader who may not open it
	Began     wording.Moment
	Decisions []decisionRow
	Kept      bool
	Undo      string // what there is to take back, "" for nothing
	Reason    string // typed, where the form comes back
	Error     string
}

// heldUnit is a unit with patients of whom something is held back.
type heldUnit struct {
	Unit     string
	To       string // its census, "" for a reader who may not open it
	Patients string
}

// decisionRow is one decision.
type decisionRow struct {
	What   string
	At     wording.Moment
	By     string
	Reason string
}

// Head implements ui.Headed.
func (p *freezesPage) Head() ui.Head {
	if p.Problems != nil {
		return ui.Head{Title: "Error: Held back"}
	}
	return ui.Head{Title: "Held back"}
}

// Status is the page's status.
func (p *freezesPage) Status() int {
	if p.Problems != nil {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// freezes answers GET /freezes.
func (d guardDesk) freezes(ctx context.Context, r *ui.Request) (any, error) {
	return d.page(ctx, r)
}

func (d guardDesk) page(ctx context.Context, r *ui.Request) (*freezesPage, error) {
	list, limits, err := d.guard.Freezes(ctx, r.Who.Tenant)
	if err != nil {
		return nil, fmt.Errorf("listing what is held back: %w", err)
	}
	return sheet{d.clock(), d.zone, r.Units}.freezes(list, limits, r.Who), nil
}

// decide answers POST /freezes. A decision without a reason is asked for again:
// whoever comes after has to know why.
func (d guardDesk) decide(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	id, act, reason := r.PostForm.Get("freeze"), guard.Act(r.PostForm.Get("act")), strings.TrimSpace(r.PostForm.Get("reason"))
	words := ""
	if reason == "" {
		words = "Give the reason: it stands beside your name for whoever comes after."
	} else {
		err := d.guard.DecideFreeze(ctx, r.Who, id, act, reason)
		if err == nil {
			return &ui.Redirect{To: "/freezes"}, nil
		}
		if !errors.Is(err, guard.ErrNoFreeze) {
			return nil, fmt.Errorf("deciding a freeze: %w", err)
		}
		words = "Somebody else has decided this meanwhile. Look at it again."
	}
	p, err := d.page(ctx, r)
	if err != nil {
		return nil, err
	}
	p.refuse(id, reason, words)
	return p, nil
}

// refuse has the form come back with what was typed.
func (p *freezesPage) refuse(id, reason, words string) {
	problem := ui.Problem{Words: words}
	for _, rows := range [][]freezeRow{p.Open, p.Past} {
		for i := range rows {
			if rows[i].ID == id {
				rows[i].Reason, rows[i].Error, problem.Field = reason, words, "reason-"+id
			}
		}
	}
	p.Problems = []ui.Problem{problem}
}

func (s sheet) freezes(list []HeldBack, limits guard.Limits, who identity.Who) *freezesPage {
	p := &freezesPage{Limits: limitWords(limits), May: who.May(decidesFreezes()...)}
	for i := range list {
		row := s.freezeRow(&list[i], who)
		if list[i].Open() {
			p.Open = append(p.Open, row)
		} else {
			p.Past = append(p.Past, row)
		}
	}
	p.Heading = freezesHeading(p.Open)
	return p
}

// freezesHeading says how much is held back, and how much of what was is lost.
func freezesHeading(open []freezeRow) string {
	lost := 0
	for _, row := range open {
		if row.Damaged {
			lost++
		}
	}
	var words []string
	if n := int64(len(open) - lost); n > 0 {
		words = append(words, wording.Capital(notation.Count(n, "part of the charts is", "parts of the charts are"))+" held at the last good")
	}
	if lost > 0 {
		words = append(words, "What was held back is lost")
	}
	if len(words) == 0 {
		return "Nothing is held back"
	}
	return strings.Join(words, ". ")
}

// unitsHeld are the units to ask, the one with most patients first.
func (s sheet) unitsHeld(units map[string]int, who identity.Who) []heldUnit {
	names := slices.SortedFunc(maps.Keys(units), func(a, b string) int {
		return cmp.Or(cmp.Compare(units[b], units[a]), strings.Compare(a, b))
	})
	var list []heldUnit
	for _, unit := range names {
		row := heldUnit{Unit: s.called.Words(unit), Patients: notation.Number(int64(units[unit]))}
		if unit == "" {
			row.Unit = "in no unit"
		} else if who.May(identity.Nurse, identity.Manager) {
			row.To = unitPath(unit)
		}
		list = append(list, row)
	}
	return list
}

func (s sheet) freezeRow(f *HeldBack, who identity.Who) freezeRow {
	row := freezeRow{
		ID: f.ID, Title: wording.Capital(wording.PartName(f.Section)) + " of " + s.scopeName(f.Scope), Why: wording.Capital(wording.LossWords(f.Hold(), s.called)) + ".",
		Shown:    "Charts show the last good of " + notation.Stamp(f.Since, s.zone) + "; what was added since is shown and marked.",
		State:    stateWords(f.State()),
		Patients: notation.Count(int64(len(f.Patients)), "patient", "patients"), First: "message " + notation.Number(f.First),
		Began: s.moment(f.Began), Kept: !f.May(guard.Keep), Units: s.unitsHeld(f.Units, who),
	}
	switch {
	case f.Damaged:
		row.Title, row.Why = "Something that was held back", "What was kept of it does not open: the record was altered or damaged."
		row.Shown = "Charts show what the sources say, and that what was held back before is lost. Release it once the units have confirmed allergies, medicines and who is there."
		row.Patients, row.First, row.Damaged = "not known any more", "not known any more", true
	case who.May(identity.Nurse, identity.Engineer, identity.Administrator):
		row.FirstTo = fmt.Sprintf("/message/%d", f.First)
	}
	for _, d := range f.Decisions {
		row.Decisions = append(row.Decisions, decisionRow{actWords(d.Act), s.moment(d.At), byWords(d), reasonWords(d)})
	}
	if f.May(guard.Undo) {
		row.Undo = "Take the last decision back"
	}
	return row
}

func (s sheet) scopeName(of guard.Scope) string {
	switch {
	case of.Hospital:
		return "the hospital"
	case of.Unit == "":
		return "patients in no unit"
	}
	return s.called.Words(of.Unit)
}

func stateWords(s guard.State) string {
	switch s {
	case guard.Kept:
		return "kept at the last good until the source sends again"
	case guard.Released:
		return "released: charts show what the source says"
	case guard.Ended:
		return "over: the source has sent again all that was missing"
	}
	return "waits for a person"
}

func actWords(a guard.Act) string {
	switch a {
	case guard.Release:
		return "Released"
	case guard.Keep:
		return "Last good kept"
	case guard.Undo:
		return "Decision taken back"
	}
	return "Sent again"
}

func byWords(d guard.Decision) string {
	if d.Act == guard.Resent {
		return "the source"
	}
	if d.Name == "" || d.Name == d.By {
		return d.By
	}
	return d.Name + " (" + d.By + ")"
}

func reasonWords(d guard.Decision) string {
	if d.Act == guard.Resent {
		return "all that was missing came again"
	}
	return d.Reason
}

// limitWords are the figures from which on a section is frozen.
func limitWords(l guard.Limits) []string {
	line := func(of guard.Limit, what string) string {
		return fmt.Sprintf("more than %d %% %s, and at least %d patients", of.Percent, what, of.Patients)
	}
	return []string{
		"Counted together: what is received within " + notation.Duration(l.Window) + ", in one unit or in the hospital.",
		"Allergies: vanished or changed for " + line(l.Of(fact.SectionAllergies), "of the patients who have any") + ".",
		"Medication orders: ended or changed, " + line(l.Of(fact.SectionMedications), "of those in force") + ".",
		"Census: gone, " + line(l.Of(fact.SectionCensus), "of the patients who are in the house") + ".",
	}
}
