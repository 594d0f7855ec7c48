package guard

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"redoutlet/internal/chart/fact"
)

// Watch is the guard of one tenant at work: the window, and every freeze there
// ever was, the oldest first.
type Watch struct {
	limits  Limits
	window  *Window
	freezes []*Freeze
}

// NewWatch goes on from what was kept.
func NewWatch(limits Limits, losses []Loss, freezes []*Freeze) *Watch {
	freezes = slices.Clone(freezes)
	slices.SortFunc(freezes, func(a, b *Freeze) int { return a.Began.Compare(b.Began) })
	return &Watch{limits, NewWindow(losses), freezes}
}

// Oldest is the receipt of the oldest loss that still counts, zero for none.
func (w *Watch) Oldest() time.Time { return w.window.Oldest() }

// All lists every freeze, the oldest first.
func (w *Watch) All() []*Freeze { return slices.Clone(w.freezes) }

// Open lists the freezes that hold something back.
func (w *Watch) Open() []*Freeze {
	return slices.DeleteFunc(w.All(), func(f *Freeze) bool { return !f.Open() })
}

// Find returns a freeze by its id, nil where there is none.
func (w *Watch) Find(id string) *Freeze {
	at := slices.IndexFunc(w.freezes, func(f *Freeze) bool { return f.ID == id })
	if at < 0 {
		return nil
	}
	return w.freezes[at]
}

// Look takes in losses and returns the freezes that began or grew by them.
// holding says what a scope holds now; it is asked only where the limit may be
// passed.
func (w *Watch) Look(losses []Loss, holding func(fact.Section, Scope) (Holding, error)) ([]*Freeze, error) {
	if len(losses) == 0 {
		return nil, nil
	}
	w.window.Add(losses, w.limits)
	var changed []*Freeze
	for _, f := range w.freezes {
		if f.Open() && f.Take(losses) {
			changed = append(changed, f)
		}
	}
	for _, place := range places(losses) {
		f, err := w.judge(place, holding)
		if err != nil {
			return nil, err
		}
		if f != nil {
			w.freezes, changed = append(w.freezes, f), append(changed, f)
		}
	}
	return changed, nil
}

// place is where something was lost.
type place struct {
	section fact.Section
	scope   Scope
}

// places lists where losses may pass a limit: the hospital before its units, so
// that what freezes all of it freezes none of them beside it.
func places(losses []Loss) []place {
	var units, hospital []place
	for _, l := range losses {
		if p := (place{l.Section, Scope{Hospital: true}}); !slices.Contains(hospital, p) {
			hospital = append(hospital, p)
		}
		if p := (place{l.Section, Scope{Unit: l.Unit}}); !slices.Contains(units, p) {
			units = append(units, p)
		}
	}
	return append(hospital, units...)
}

// judge returns the freeze that begins at a place, nil for none.
func (w *Watch) judge(at place, holding func(fact.Section, Scope) (Holding, error)) (*Freeze, error) {
	excused := func(l Loss) bool {
		return slices.ContainsFunc(w.freezes, func(f *Freeze) bool {
			return f.Excuses(l) && !(f.Open() && at.scope.Hospital && !f.Scope.Hospital)
		})
	}
	tally := w.window.Count(at.section, at.scope, w.limits, excused)
	if !tally.Enough(at.section, w.limits) {
		return nil, nil
	}
	now, err := holding(at.section, at.scope)
	if err != nil {
		return nil, fmt.Errorf("counting what a unit holds: %w", err)
	}
	figures := tally.Figures(at.section, now, w.limits)
	if !figures.Passed() {
		return nil, nil
	}
	return begin(at, tally, figures), nil
}

func begin(at place, tally Tally, figures Figures) *Freeze {
	first, last := tally.Losses[0], tally.Losses[len(tally.Losses)-1]
	f := &Freeze{
		ID: idOf(at, first.Message), Section: at.section, Scope: at.scope,
		First: first.Message, Since: first.Received, Began: last.Received,
	}
	f.SentFrom = first.Sent
	for _, l := range tally.Losses {
		if l.Sent.Before(f.SentFrom) {
			f.SentFrom = l.Sent
		}
	}
	f.Take(tally.Losses)
	f.Figures = figures
	return f
}

// idOf names a freeze by what it is: made again it has the same name.
func idOf(at place, first int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x1f%t\x1f%s\x1f%d", at.section, at.scope.Hospital, at.scope.Unit, first))
	return hex.EncodeToString(sum[:16])
}
