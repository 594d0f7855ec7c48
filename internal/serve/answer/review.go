package answer

import (
	"context"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
)

// Review implements [people.Reviews].
func (s staff) Review(ctx context.Context, tenant string, month access.Month) (access.Review, error) {
	r, err := s.register(tenant)
	if err != nil {
		return access.Review{}, err
	}
	return r.Review(ctx, month, s.zone)
}

// DrawSample implements [people.Reviews].
func (s staff) DrawSample(ctx context.Context, who identity.Who, month access.Month) error {
	r, err := s.register(who.Tenant)
	if err != nil {
		return err
	}
	return r.DrawSample(ctx, who, month, s.zone)
}

// Decide implements [people.Reviews].
func (s staff) Decide(ctx context.Context, who identity.Who, month access.Month, f access.Finding) error {
	r, err := s.register(who.Tenant)
	if err != nil {
		return err
	}
	return named(r.Decide(ctx, who, month, s.zone, f))
}

// Close implements [people.Reviews].
func (s staff) Close(ctx context.Context, who identity.Who, month access.Month) error {
	r, err := s.register(who.Tenant)
	if err != nil {
		return err
	}
	return r.Close(ctx, who, month, s.zone)
}
