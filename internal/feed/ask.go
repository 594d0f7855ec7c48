package feed

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/neighbor"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/notation"
)

// Lines lists every patient, those in the house by unit and bed, then the rest
// by name.
func (b *Book) Lines() []roster.Summary {
	defer looking(b)()
	lines := make([]roster.Summary, 0, len(b.lines))
	for head := range b.lines {
		line, _ := watched{b}.line(head)
		lines = append(lines, line)
	}
	slices.SortFunc(lines, func(x, y roster.Summary) int { return roster.Compare(x.Line, y.Line) })
	return lines
}

// View is a patient's chart at this moment. id may name any of the patient's
// numbers; the view's own ID is the one to use from then on.
// What is withheld by rule is not on it.
func (b *Book) View(ctx context.Context, id PatientID) (*asof.View, error) {
	return look(ctx, b, id, false)
}

// ViewBehindGlass is a patient's chart with what is withheld by rule, for
// somebody who has broken the glass (hazard H-075).
func (b *Book) ViewBehindGlass(ctx context.Context, id PatientID) (*asof.View, error) {
	return look(ctx, b, id, true)
}

func look(ctx context.Context, b *Book, id PatientID, open bool) (*asof.View, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.mend(ctx); err != nil {
		return nil, err
	}
	head := b.kin.Of(id)
	line, ok := b.lines[head]
	if !ok {
		return nil, ErrNoPatient
	}
	r, err := b.record(ctx, head)
	if err != nil {
		return nil, err
	}
	lens := asof.Lens{Coverage: b.voices.Coverage(b.desk.Profiles), Now: b.desk.Now(), Open: open, Doubt: doubt(b.desk.Clock)}
	now := r.chart()
	shown := guard.Shown(r.facts, now, watched{b}.concerning(head))
	left := guard.Left(now, shown)
	if shown == now { // what is held at its last good stands whole, whoever said it
		shown, lens.Beside = divided(r, lens.Coverage)
	}
	view := lens.View(shown, head.String())
	b.family(view)
	view.Hold(guard.Holds(watched{b}.concerning(head)), b.desk.Now())
	if slices.ContainsFunc(watched{b}.concerning(head), func(f *guard.Freeze) bool { return f.Damaged }) {
		view.Flags = append(view.Flags, guard.MarkDamaged)
	}
	if left {
		view.Flags = append(view.Flags, guard.MarkLeft)
	}
	if n := b.voices.Ahead(r.facts); n > 0 {
		view.Flags = append(view.Flags, "CHECK TIMES: "+notation.Count(int64(n), "message bears", "messages bear")+" a time that had not come when received")
	}
	view.Flags = append(view.Flags, neighbor.Alerts(b.people.InHouse(), &line.Line)...)
	return view, nil
}

// divided is a chart by the word of whoever has it first in each section, and
// by that of the others; nil where all are of one mind.
func divided(r *record, cov asof.Coverage) (first, others *chart.Chart) {
	if primaries := cov.Primaries(); len(primaries) > 0 {
		said, beside := chart.Divide(r.facts, primaries)
		if len(beside) > 0 {
			return chart.Fold(said), chart.Fold(beside)
		}
	}
	return r.chart(), nil
}

// Find returns the patients a person may mean by an address of ours, a number,
// or a number with its authority (VALUE^AUTHORITY).
func (b *Book) Find(text string) []roster.Line {
	defer looking(b)()
	if id, err := ParsePatientID(text); err == nil {
		if line, ok := (watched{b}).line(b.kin.Of(id)); ok {
			return []roster.Line{line.Line}
		}
	}
	value, authority, named := strings.Cut(text, "^")
	var found []roster.Line
	for head := range b.lines {
		line, _ := watched{b}.line(head)
		for _, id := range line.Line.Identifiers {
			if id.Value == value && (!named || id.Authority == authority) {
				found = append(found, line.Line)
				break
			}
		}
	}
	slices.SortFunc(found, roster.Compare)
	return found
}

// Coverage says who gives each section, and up to when.
func (b *Book) Coverage() asof.Coverage {
	defer looking(b)()
	return b.voices.Coverage(b.desk.Profiles)
}

// Hash is one digest of all charts (design 3b): equal for equal sets of
// messages. progress, which may be nil, is told how many charts are done.
func (b *Book) Hash(ctx context.Context, progress func(charts int)) ([sha256.Size]byte, error) {
	var digests [][sha256.Size]byte
	for _, line := range b.Lines() {
		id, err := ParsePatientID(line.Line.ID)
		if err != nil {
			return [sha256.Size]byte{}, err
		}
		digest, err := b.hashOf(ctx, id)
		if err != nil {
			return [sha256.Size]byte{}, fmt.Errorf("hashing a chart: %w", err)
		}
		if digests = append(digests, digest); progress != nil {
			progress(len(digests))
		}
	}
	slices.SortFunc(digests, func(x, y [sha256.Size]byte) int { return slices.Compare(x[:], y[:]) })
	all := sha256.New()
	for _, d := range digests {
		all.Write(d[:])
	}
	return [sha256.Size]byte(all.Sum(nil)), nil
}

func (b *Book) hashOf(ctx context.Context, id PatientID) ([sha256.Size]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.mend(ctx); err != nil {
		return [sha256.Size]byte{}, err
	}
	r, err := b.record(ctx, id)
	if err != nil {
		return [sha256.Size]byte{}, err
	}
	return r.chart().Hash()
}
