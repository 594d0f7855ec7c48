package answer

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/quarantine"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/remake"
	"redoutlet/internal/feed/trial"
	"redoutlet/internal/identity"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/serve/wiring"
	"redoutlet/internal/web"
	"redoutlet/internal/web/workshop"
)

// workbench is what the pages of the workshop ask.
type workbench struct {
	Tenants
	doors *wiring.Doors
}

// Sources implements [workshop.Wires].
func (w workbench) Sources(_ context.Context, tenant string) ([]workshop.Source, error) {
	t, err := w.of(tenant)
	if err != nil {
		return nil, err
	}
	var list []workshop.Source
	for _, v := range t.Sources.List() {
		src := shown(v)
		src.Door = w.door(wiring.Key{Tenant: tenant, Source: v.Name})
		list = append(list, src)
	}
	return list, nil
}

func shown(v wiring.Version) workshop.Source {
	return workshop.Source{Version: v.Number, At: v.At, By: v.By, Listen: v.Listen, Closed: v.Closed, Profile: v.Profile}
}

func (w workbench) door(key wiring.Key) workshop.Door {
	at, seen, err := w.doors.Look(key)
	d := workshop.Door{
		Open: seen.Open, Accepted: seen.Accepted, Refused: seen.Refused,
		Messages: seen.Messages, Damaged: seen.Damaged, TooLarge: seen.TooLarge, Noise: seen.Noise,
	}
	if at != nil {
		d.At = at.String()
	}
	if err != nil {
		d.Trouble = err.Error()
	}
	return d
}

// History implements [workshop.Wires].
func (w workbench) History(_ context.Context, tenant, name string) ([]workshop.Source, error) {
	t, err := w.of(tenant)
	if err != nil {
		return nil, err
	}
	var list []workshop.Source
	for _, v := range t.Sources.History(name) {
		list = append(list, shown(v))
	}
	return list, nil
}

// SetUp implements [workshop.Wires]. Where the address is as it was, it need
// not be one that a page may choose.
func (w workbench) SetUp(ctx context.Context, who identity.Who, s workshop.Source) error {
	t, err := w.of(who.Tenant)
	if err != nil {
		return err
	}
	same := slices.ContainsFunc(t.Sources.List(), func(v wiring.Version) bool { return v.Name == s.Name && v.Listen == s.Listen })
	if err := w.doors.May(s.Listen); err != nil && !same {
		return &workshop.RefusedError{Words: err.Error()}
	}
	next := wiring.Setup{Listen: s.Listen, Closed: s.Closed, Profile: s.Profile}
	return w.inForce(t, t.Sources.Change(ctx, who.Name, t.Around.Now(), next, s.Version))
}

// Undo implements [workshop.Wires].
func (w workbench) Undo(ctx context.Context, who identity.Who, name string, base int64) error {
	t, err := w.of(who.Tenant)
	if err != nil {
		return err
	}
	return w.inForce(t, t.Sources.Undo(ctx, who.Name, t.Around.Now(), name, base))
}

// inForce has what was kept take effect: the doors at once, the charts in the
// background.
func (w workbench) inForce(t *tenancy.Tenant, err error) error {
	switch {
	case errors.Is(err, wiring.ErrMeanwhile):
		return fmt.Errorf("%w: %w", workshop.ErrMeanwhile, err)
	case errors.Is(err, wiring.ErrNoEarlier):
		return fmt.Errorf("%w: %w", workshop.ErrNoEarlier, err)
	case err != nil:
		return err
	}
	t.Redeclare()
	return w.doors.Fit(t.House())
}

// Remaking implements [workshop.Wires].
func (w workbench) Remaking(tenant string) remake.Progress {
	t, err := w.of(tenant)
	if err != nil {
		return remake.Progress{}
	}
	return t.Remaking()
}

// recentShown is how many of the first and of the newest messages are shown.
const recentShown = 5

// Arrivals implements [workshop.Feeds].
func (w workbench) Arrivals(ctx context.Context, tenant, source string, first bool) (a workshop.Arrivals, err error) {
	t, err := w.of(tenant)
	if err != nil {
		return a, err
	}
	book, err := t.Book()
	if errors.Is(err, seal.ErrLocked) {
		return a, nil
	}
	var numbers []int64
	if first {
		if numbers, err = t.Shelf.First(ctx, source, recentShown); err != nil {
			return a, err
		}
	}
	if a.First, err = messages(ctx, book, numbers); err != nil {
		return a, err
	}
	if numbers, err = t.Shelf.Newest(ctx, source, feed.ReadTo(book), recentShown); err != nil {
		return a, fmt.Errorf("listing what a source sent: %w", err)
	}
	a.Newest, err = messages(ctx, book, numbers)
	return a, err
}

// messages reads messages that were kept.
func messages(ctx context.Context, book *feed.Book, numbers []int64) ([]feed.Kept, error) {
	var list []feed.Kept
	for _, n := range numbers {
		kept, err := book.Message(ctx, n, nil)
		if err != nil {
			return nil, named(err)
		}
		list = append(list, *kept)
	}
	return list, nil
}

// Message implements [workshop.Feeds].
func (w workbench) Message(ctx context.Context, tenant string, number int64) (*feed.Kept, error) {
	return w.Tenants.Message(ctx, tenant, number, nil)
}

// Room implements [workshop.Feeds].
func (w workbench) Room(tenant string) (*quarantine.Room, error) {
	t, err := w.of(tenant)
	if err != nil {
		return nil, err
	}
	room, err := t.Room()
	if errors.Is(err, seal.ErrLocked) {
		return nil, web.ErrLocked
	}
	return room, err
}

// ReadAgain implements [workshop.Feeds].
func (w workbench) ReadAgain(who identity.Who, what quarantine.Selection) error {
	t, err := w.of(who.Tenant)
	if err != nil {
		return err
	}
	err = t.ReadAgain(who.Name, what)
	if errors.Is(err, seal.ErrLocked) {
		return web.ErrLocked
	}
	return err
}

// Try implements [workshop.Trials].
func (w workbench) Try(ctx context.Context, tenant string, s workshop.Source, sample workshop.Sample) (*trial.Trial, error) {
	t, err := w.of(tenant)
	if err != nil {
		return nil, err
	}
	book, err := t.Book()
	if errors.Is(err, seal.ErrLocked) {
		return nil, web.ErrLocked
	}
	opener := t.Opener()
	letter := reading.Letter{Number: feed.ReadTo(book) + 1, Source: s.Name, Received: t.Around.Now(), Raw: []byte(sample.Text)}
	if sample.Number > 0 {
		kept, err := t.Shelf.Numbered(ctx, []int64{sample.Number})
		if err == nil {
			letter, err = kept[0].Open(opener)
		}
		if err != nil {
			return nil, named(err)
		}
	}
	desk := trial.Desk{Book: book, Opener: opener, Profiles: t.Sources.Profiles(), Zone: t.Zone, Now: t.Around.Now()}
	return desk.Try(ctx, letter, s.Profile)
}
