package serve

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
	"redoutlet/internal/web/lobby"
)

// What the seals of people's own words are bound to, besides the id of the
// record they stand in.
const (
	glassPurpose = "break-glass reason"
	wordsVersion = 1
)

// Opened implements [bedside.Charts]. What is opened while the glass is broken
// is recorded with the reason that was chosen.
func (ts tenants) Opened(ctx context.Context, who identity.Who, patient, page string) error {
	t, err := ts.of(who.Tenant)
	if err != nil {
		return err
	}
	o, err := t.opening(who, patient, page)
	if err != nil {
		return err
	}
	numbers, err := t.numbers(o.Patient)
	if err != nil {
		return err
	}
	return t.around.Store.Update(ctx, t.Name, func(tx *store.Tx) error {
		glass, err := tx.BrokenGlass(ctx, who.Name, numbers, o.At)
		if err == nil {
			var broke access.Opening
			if broke, err = tx.Opening(ctx, glass.ID); err == nil {
				o.Reason = broke.Reason
			}
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		return tx.AddOpening(ctx, o)
	})
}

// opening is a new record of a patient's page.
func (t *Tenant) opening(who identity.Who, patient, page string) (access.Opening, error) {
	id, err := feed.ParsePatientID(patient)
	if err != nil {
		return access.Opening{}, named(err)
	}
	record, err := seal.NewRecordID(t.around.Random)
	return access.Opening{
		ID: record, At: t.around.Now(), Account: who.Name, Role: who.Role, Patient: id, Page: page,
	}, err
}

// numbers lists the blind ids of a patient's numbers: an opening stays under
// the one that stood for the patient at the time.
func (t *Tenant) numbers(patient [16]byte) ([][16]byte, error) {
	book, err := t.Book()
	if err != nil {
		return [][16]byte{patient}, nil // what is locked knows of no merges
	}
	var ids [][16]byte
	for _, id := range feed.RollOf(book).Numbers(patient) {
		ids = append(ids, id)
	}
	return ids, nil
}

// GlassUntil implements [bedside.Glass].
func (ts tenants) GlassUntil(ctx context.Context, who identity.Who, patient string) (time.Time, error) {
	t, err := ts.of(who.Tenant)
	if err != nil {
		return time.Time{}, err
	}
	id, err := feed.ParsePatientID(patient)
	if err != nil {
		return time.Time{}, named(err)
	}
	numbers, err := t.numbers(id)
	if err != nil {
		return time.Time{}, err
	}
	var glass access.Glass
	err = t.around.Store.View(ctx, t.Name, func(tx *store.Tx) error {
		glass, err = tx.BrokenGlass(ctx, who.Name, numbers, t.around.Now())
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return time.Time{}, nil
	}
	return glass.Until, err
}

// BreakGlass implements [lobby.Glass]. The opening and its reason are kept in
// one transaction, before anything can be shown.
func (ts tenants) BreakGlass(ctx context.Context, who identity.Who, patient string, why access.Reason) error {
	if err := why.Check(); err != nil {
		return err
	}
	if !who.May(identity.Nurse) {
		return fmt.Errorf("the glass is broken by those who read charts, and not by a role of %s", who.Role)
	}
	t, err := ts.of(who.Tenant)
	if err != nil {
		return err
	}
	o, err := t.opening(who, patient, access.PageGlass)
	if err != nil {
		return err
	}
	o.Reason = why.Kind
	words, err := t.sealer.Seal(glassPurpose, o.ID, wordsVersion, []byte(why.Words))
	if err != nil {
		return fmt.Errorf("sealing a reason: %w", err)
	}
	glass := access.Glass{
		ID: o.ID, At: o.At, Until: o.At.Add(access.GlassTime), Account: o.Account, Patient: o.Patient, Words: words,
	}
	return t.around.Store.Update(ctx, t.Name, func(tx *store.Tx) error {
		if err := tx.AddOpening(ctx, o); err != nil {
			return err
		}
		return tx.AddGlass(ctx, glass)
	})
}

// Line implements [lobby.Charts].
func (ts tenants) Line(_ context.Context, tenant, id string) (roster.Summary, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return roster.Summary{}, err
	}
	patient, err := feed.ParsePatientID(strings.ToLower(id))
	if err != nil {
		return roster.Summary{}, named(err)
	}
	line, err := feed.RollOf(book).Line(patient)
	return line, named(err)
}

// Search implements [lobby.Charts].
func (ts tenants) Search(_ context.Context, tenant string, q lookup.Query) (lobby.Answer, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return lobby.Answer{}, err
	}
	cov := book.Coverage()
	return lobby.Answer{
		Found: feed.RollOf(book).Search(q), Census: cov.Standing(fact.SectionCensus, ts[tenant].around.Now()),
	}, nil
}
