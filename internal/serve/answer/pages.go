package answer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
	"redoutlet/internal/notation"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/headcount"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/store"
	"redoutlet/internal/web"
	"redoutlet/internal/web/bedside"
	"redoutlet/internal/web/office"
	"redoutlet/internal/web/ui"
)

// Tenants is what the pages ask: every question names the tenant of the
// session, and is answered from that tenant alone.
type Tenants map[string]*tenancy.Tenant

func (ts Tenants) of(name string) (*tenancy.Tenant, error) {
	t := ts[name]
	if t == nil {
		return nil, fmt.Errorf("tenant %q is not served here: %w", name, ui.ErrNotFound)
	}
	return t, nil
}

func (ts Tenants) book(name string) (*feed.Book, error) {
	t, err := ts.of(name)
	if err != nil {
		return nil, err
	}
	book, err := t.Book()
	if errors.Is(err, seal.ErrLocked) {
		return nil, web.ErrLocked
	}
	return book, err
}

// named maps what the feed calls missing to what a page calls missing.
func named(err error) error {
	if errors.Is(err, feed.ErrNoPatient) || errors.Is(err, feed.ErrNoMessage) || errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("%w: %w", ui.ErrNotFound, err)
	}
	return err
}

// Units implements [bedside.Charts].
func (ts Tenants) Units(ctx context.Context, tenant string) ([]bedside.Unit, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return nil, err
	}
	return unitsOf(ctx, ts[tenant], book, book.Lines(), everyUnit)
}

// unitsOf says of the wanted units what the list of units says.
func unitsOf(ctx context.Context, t *tenancy.Tenant, book *feed.Book, lines []roster.Summary, wanted func(unit string) bool) ([]bedside.Unit, error) {
	cov := book.Coverage()
	now := t.Around.Now()
	holds := feed.FreezesOf(book).Holds()
	beds := bedsByUnit(book)
	linger := t.Linger()
	known := reportedToo(roster.CountUnits(lines, linger), beds)
	standings, err := t.Lists.Against(ctx, lines, known, wanted)
	if err != nil {
		return nil, err
	}
	var list []bedside.Unit
	for _, u := range headcount.Listed(known, standings) {
		if !wanted(u.Name) {
			continue
		}
		list = append(list, bedside.Unit{
			Name: u.Name, Patients: u.Patients, Guests: u.Guests, Silent: u.Silent, VerifyDays: linger.Days,
			Census: cov.For(u.Name).Standing(fact.SectionCensus, now), Oldest: cov.For(u.Name).Furthest(now), Worst: cov.For(u.Name).Worst(now),
			Frozen: frozenIn(holds, u.Name), List: headcount.Of(standings, u.Name), Beds: beds[u.Name],
		})
	}
	return list, nil
}

// Lines implements [office.Charts].
func (ts Tenants) Lines(ctx context.Context, tenant string) ([]office.UnitLine, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return nil, err
	}
	cov := book.Coverage()
	now := ts[tenant].Around.Now()
	lines := book.Lines()
	known := roster.CountUnits(lines, ts[tenant].Linger())
	standings, err := ts[tenant].Lists.Against(ctx, lines, known, everyUnit)
	if err != nil {
		return nil, err
	}
	var list []office.UnitLine
	for _, u := range headcount.Listed(known, standings) {
		list = append(list, office.UnitLine{Unit: u.Name, Patients: u.Patients, Oldest: cov.For(u.Name).Furthest(now), Worst: cov.For(u.Name).Worst(now), List: headcount.Of(standings, u.Name)})
	}
	return list, nil
}

// Census implements [bedside.Charts].
func (ts Tenants) Census(ctx context.Context, tenant, name string) (bedside.Unit, []roster.Summary, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return bedside.Unit{}, nil, err
	}
	lines := book.Lines()
	found, err := unitsOf(ctx, ts[tenant], book, lines, func(unit string) bool { return unit == name })
	if err != nil {
		return bedside.Unit{}, nil, err
	}
	if found == nil {
		return bedside.Unit{}, nil, fmt.Errorf("no message and no list names this unit: %w", ui.ErrNotFound)
	}
	now := ts[tenant].Around.Now()
	var list []roster.Summary
	for _, s := range lines {
		if slices.ContainsFunc(s.Presences, func(p roster.Presence) bool { return p.Place.Unit == name && p.ShownAt(now) }) {
			list = append(list, s)
		}
	}
	return found[0], list, nil
}

// View implements [bedside.Charts].
func (ts Tenants) View(ctx context.Context, tenant, id string) (*asof.View, error) {
	return ts.look(ctx, tenant, id, (*feed.Book).View)
}

// ViewBehindGlass implements [bedside.Glass].
func (ts Tenants) ViewBehindGlass(ctx context.Context, tenant, id string) (*asof.View, error) {
	return ts.look(ctx, tenant, id, (*feed.Book).ViewBehindGlass)
}

func (ts Tenants) look(ctx context.Context, tenant, id string, view func(*feed.Book, context.Context, feed.PatientID) (*asof.View, error)) (*asof.View, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return nil, err
	}
	patient, err := feed.ParsePatientID(strings.ToLower(id))
	if err != nil {
		return nil, named(err)
	}
	seen, err := view(book, ctx, patient)
	if err != nil {
		return nil, named(err)
	}
	line, err := feed.RollOf(book).Line(patient)
	if on := ts[tenant].Linger().Since(&line); err == nil && !on.IsZero() {
		seen.Flags = append(seen.Flags, roster.WordsVerify+notation.When(on.ISO(), time.UTC))
	}
	return seen, nil
}

// Message implements [bedside.Charts].
func (ts Tenants) Message(ctx context.Context, tenant string, number int64, broken func(patient string) bool) (*feed.Kept, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return nil, err
	}
	kept, err := book.Message(ctx, number, broken)
	return kept, named(err)
}

// Status implements [office.Feeds].
func (ts Tenants) Status(ctx context.Context, tenant string) (feed.Status, error) {
	t, err := ts.of(tenant)
	if err != nil {
		return feed.Status{}, err
	}
	return t.Status(ctx)
}

// Locked implements [web.Locker].
func (ts Tenants) Locked(tenant string) bool {
	t := ts[tenant]
	return t != nil && t.Locked()
}

// UnderPassphrase implements [web.Locker], and setup.Charts.
func (ts Tenants) UnderPassphrase(tenant string) bool {
	t := ts[tenant]
	return t != nil && t.UnderPassphrase()
}

// Unlock implements [web.Locker].
func (ts Tenants) Unlock(ctx context.Context, tenant, passphrase string) error {
	t, err := ts.of(tenant)
	if err != nil {
		return err
	}
	err = t.UnlockWithPassphrase(ctx, passphrase)
	if errors.Is(err, seal.ErrPassphrase) {
		return fmt.Errorf("%w: %w", web.ErrPassphrase, err)
	}
	return err
}

// Changes implements [web.Changes]. While the charts are locked nothing
// changes.
func (ts Tenants) Changes(tenant string) (<-chan feed.Change, func()) {
	book, err := ts.book(tenant)
	if err != nil {
		return nil, func() {}
	}
	return book.Watch()
}

// Doubt says why the clock of a tenant is not trusted, "" where it is.
func (ts Tenants) Doubt(tenant string) string {
	t := ts[tenant]
	if t == nil {
		return ""
	}
	return tenancy.Vigil{Tenant: t}.Doubt()
}
