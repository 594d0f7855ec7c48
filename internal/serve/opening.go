package serve

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/mllp"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/register"
	"redoutlet/internal/web/lobby"
)

// patient reads a patient's id and finds the tenant that has the patient.
func (ts tenants) patient(tenant, id string) (*Tenant, feed.PatientID, error) {
	t, err := ts.of(tenant)
	if err != nil {
		return nil, feed.PatientID{}, err
	}
	patient, err := feed.ParsePatientID(strings.ToLower(id))
	return t, patient, named(err)
}

// Opened implements [bedside.Charts].
func (ts tenants) Opened(ctx context.Context, who identity.Who, patient, page string) error {
	t, id, err := ts.patient(who.Tenant, patient)
	if err != nil {
		return err
	}
	return t.register.Opened(ctx, register.Look{Who: who, Patient: id, Page: page})
}

// GlassUntil implements [bedside.Glass].
func (ts tenants) GlassUntil(ctx context.Context, who identity.Who, patient string) (time.Time, error) {
	t, id, err := ts.patient(who.Tenant, patient)
	if err != nil {
		return time.Time{}, err
	}
	return t.register.GlassUntil(ctx, who.Name, id)
}

// BreakGlass implements [lobby.Glass].
func (ts tenants) BreakGlass(ctx context.Context, who identity.Who, patient string, why access.Reason) error {
	t, id, err := ts.patient(who.Tenant, patient)
	if err != nil {
		return err
	}
	return t.register.BreakGlass(ctx, who, id, why)
}

// Line implements [lobby.Charts].
func (ts tenants) Line(_ context.Context, tenant, id string) (roster.Summary, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return roster.Summary{}, err
	}
	_, patient, err := ts.patient(tenant, id)
	if err != nil {
		return roster.Summary{}, err
	}
	line, err := feed.RollOf(book).Line(patient)
	return line, named(err)
}

// Partings implements [lobby.Charts].
func (ts tenants) Partings(ctx context.Context, tenant, id string) ([]chart.Parting, error) {
	v, err := ts.View(ctx, tenant, id)
	if err != nil {
		return nil, err
	}
	return v.Partings, nil
}

// Find implements [lobby.Charts]. What a person found is a message like any
// other: on disk before anything shows it.
func (ts tenants) Find(ctx context.Context, who identity.Who, f reading.Finding) error {
	t, err := ts.of(who.Tenant)
	if err != nil {
		return err
	}
	book, err := ts.book(who.Tenant)
	if err != nil {
		return err
	}
	id, err := seal.NewRecordID(t.around.Random)
	if err != nil {
		return fmt.Errorf("numbering what was found: %w", err)
	}
	f.ID = hex.EncodeToString(id[:])
	raw := f.Message()
	if _, err := t.Intake(reading.Desk).Receive(ctx, mllp.Frame{Data: raw, Size: int64(len(raw))})(); err != nil {
		return fmt.Errorf("keeping what was found: %w", err)
	}
	return book.CatchUp(ctx, nil)
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
