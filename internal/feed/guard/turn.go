package guard

import (
	"context"
	"maps"
	"slices"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

// Turn watches the reading of some letters. A nil Turn watches nothing: those
// letters were watched when they were read before.
type Turn struct {
	vigil  *Vigil
	cursor int64
	held   map[Patient]*before
}

// before is what a patient held before the letters.
type before struct {
	stock Stock
	place Place
	news  []*fact.Fact
}

// Turn begins to watch the letters up to a number.
func (v *Vigil) Turn(cursor int64) *Turn {
	if v == nil || cursor <= v.upTo {
		return nil
	}
	return &Turn{vigil: v, cursor: cursor, held: map[Patient]*before{}}
}

// Forget has a patient's letters read again: two numbers have become one.
func (v *Vigil) Forget(p Patient) {
	if v != nil {
		v.stocks.forget(p)
	}
}

// Before notes where a patient is and what the patient holds before the news.
func (t *Turn) Before(ctx context.Context, p Patient, news []*fact.Fact) error {
	if t == nil {
		return nil
	}
	b := &before{place: t.vigil.desk.House.Place(p), news: news}
	t.held[p] = b
	if !slices.ContainsFunc(news, func(f *fact.Fact) bool { return Watched(f) != "" }) {
		return nil
	}
	stock, err := t.vigil.stocks.stock(ctx, p, nil)
	b.stock = maps.Clone(stock)
	return err
}

// Taken is what is to be kept of a turn.
type Taken struct {
	Keep  []Keepsake
	Since time.Time // losses kept before this moment no longer count
	Began bool      // a freeze began, ended or grew
}

// After finds what the letters took away, and freezes what is too much. left
// counts the patients of whom a freeze still holds something back.
func (t *Turn) After(ctx context.Context, left func(*Freeze) (int, error)) (Taken, error) {
	if t == nil {
		return Taken{}, nil
	}
	v := t.vigil
	losses, err := t.losses(ctx)
	if err != nil {
		return Taken{}, err
	}
	changed, err := v.watch.Look(losses, func(section fact.Section, scope Scope) (Holding, error) {
		return v.stocks.holding(ctx, section, scope)
	})
	if err != nil {
		return Taken{}, err
	}
	v.upTo = t.cursor
	ended, err := t.resent(left)
	if err != nil {
		return Taken{}, err
	}
	return t.taken(losses, append(changed, ended...))
}

// losses lists what the letters took away from patients who were in the house.
func (t *Turn) losses(ctx context.Context) ([]Loss, error) {
	var losses []Loss
	for p, b := range t.held {
		if b.stock != nil {
			now, err := t.vigil.stocks.stock(ctx, p, b.news)
			if err != nil {
				return nil, err
			}
			for _, section := range []fact.Section{fact.SectionAllergies, fact.SectionMedications} {
				if gone := b.stock.Gone(now, section); gone > 0 && b.place.InHouse {
					losses = append(losses, b.loss(p, section, gone))
				}
			}
		}
		if b.place.Stays && !t.vigil.desk.House.Place(p).InHouse {
			losses = append(losses, b.loss(p, fact.SectionCensus, 1))
		}
	}
	// Without a message of the section it was a merge, which takes nothing away.
	return slices.DeleteFunc(losses, func(l Loss) bool { return l.Message == 0 }), nil
}

// loss begins at the first of the news that may have taken something away: to
// hold back an addition with it does no harm, since what adds is shown.
func (b *before) loss(p Patient, section fact.Section, gone int) Loss {
	l := Loss{Section: section, Patient: p, Unit: b.place.Unit, Gone: gone, Had: max(len(b.stock[section]), 1)}
	for _, f := range b.news {
		_, moves := f.Body.(*visit.Movement)
		if Watched(f) != section && !(moves && section == fact.SectionCensus) {
			continue
		}
		if l.Message == 0 || f.From.Message < l.Message {
			l.Message, l.Received, l.Sent = f.From.Message, f.From.Received, f.From.Sent.At
			if !f.From.Sent.Known() {
				l.Sent = f.From.Received
			}
		}
	}
	return l
}

// resent ends the freezes that a person keeps and of which the source has sent
// again all that was missing.
func (t *Turn) resent(left func(*Freeze) (int, error)) (ended []*Freeze, err error) {
	for _, f := range t.vigil.watch.Open() {
		if f.State() != Kept || !t.speaksOf(f) {
			continue
		}
		n, err := left(f)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			f.Decisions = append(f.Decisions, Decision{Act: Resent, At: t.vigil.desk.Now(), Read: t.cursor})
			ended = append(ended, f)
		}
	}
	return ended, nil
}

// speaksOf reports whether the letters bring anything of a patient whom a freeze
// holds, by whatever name: who is merged is known by another since.
func (t *Turn) speaksOf(f *Freeze) bool {
	for p := range t.held {
		if f.Holds(p) || slices.ContainsFunc(t.vigil.desk.House.Names(p), f.Holds) {
			return true
		}
	}
	return false
}

// taken seals what is to be kept.
func (t *Turn) taken(losses []Loss, changed []*Freeze) (Taken, error) {
	v := t.vigil
	taken := Taken{Since: v.watch.Oldest(), Began: len(changed) > 0}
	watched, err := v.keepsake(KindWatched, [16]byte{}, v.desk.Now(), v.upTo)
	if err != nil {
		return Taken{}, err
	}
	taken.Keep, v.noted = append(taken.Keep, watched), true
	if len(losses) > 0 {
		newest := losses[0].Received
		for _, l := range losses {
			if l.Received.After(newest) {
				newest = l.Received
			}
		}
		k, err := v.keepsake(KindLoss, numbered(t.cursor), newest, losses)
		if err != nil {
			return Taken{}, err
		}
		taken.Keep = append(taken.Keep, k)
	}
	for _, f := range changed {
		k, err := v.keepFreeze(f)
		if err != nil {
			return Taken{}, err
		}
		taken.Keep = append(taken.Keep, k)
	}
	return taken, nil
}
