package answer

import (
	"context"
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/serve/register"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/web/lobby"
)

// patient reads a patient's id and finds the tenant that has the patient.
func (ts Tenants) patient(tenant, id string) (*tenancy.Tenant, feed.PatientID, error) {
	t, err := ts.of(tenant)
	if err != nil {
		return nil, feed.PatientID{}, err
	}
	patient, err := feed.ParsePatientID(strings.ToLower(id))
	return t, patient, named(err)
}

// Opened implements [bedside.Charts].
func (ts Tenants) Opened(ctx context.Context, who identity.Who, patient, page string) error {
	t, id, err := ts.patient(who.Tenant, patient)
	if err != nil {
		return err
	}
	return t.Register.Opened(ctx, register.Look{Who: who, Patient: id, Page: page})
}

// GlassUntil implements [bedside.Glass].
func (ts Tenants) GlassUntil(ctx context.Context, who identity.Who, patient string) (time.Time, error) {
	t, id, err := ts.patient(who.Tenant, patient)
	if err != nil {
		return time.Time{}, err
	}
	return t.Register.GlassUntil(ctx, who.Name, id)
}

// BreakGlass implements [lobby.Glass].
func (ts Tenants) BreakGlass(ctx context.Context, who identity.Who, patient string, why access.Reason) error {
	t, id, err := ts.patient(who.Tenant, patient)
	if err != nil {
		return err
	}
	return t.Register.BreakGlass(ctx, who, id, why)
}

// Line implements [lobby.Charts].
func (ts Tenants) Line(_ context.Context, tenant, id string) (roster.Summary, error) {
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
func (ts Tenants) Partings(ctx context.Context, tenant, id string) ([]chart.Parting, error) {
	v, err := ts.View(ctx, tenant, id)
	if err != nil {
		return nil, err
	}
	return v.Partings, nil
}

// Search implements [lobby.Charts].
func (ts Tenants) Search(_ context.Context, tenant string, q lookup.Query) (lobby.Answer, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return lobby.Answer{}, err
	}
	cov := book.Coverage()
	return lobby.Answer{
		Found: feed.RollOf(book).Search(q), Census: cov.Standing(fact.SectionCensus, ts[tenant].Around.Now()),
	}, nil
}
