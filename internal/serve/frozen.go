package serve

import (
	"context"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/identity"
)

// Freezes implements [office.Guard].
func (ts tenants) Freezes(_ context.Context, tenant string) ([]guard.Freeze, guard.Limits, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return nil, guard.Limits{}, err
	}
	frozen := feed.FreezesOf(book)
	return frozen.All(), frozen.Limits(), nil
}

// DecideFreeze implements [office.Guard].
func (ts tenants) DecideFreeze(ctx context.Context, who identity.Who, freeze string, act guard.Act, reason string) error {
	book, err := ts.book(who.Tenant)
	if err != nil {
		return err
	}
	return feed.FreezesOf(book).Decide(ctx, freeze, guard.Decision{Act: act, By: who.Name, Name: who.Title, Reason: reason})
}

// frozenIn picks what of the charts of a unit is held at its last good.
func frozenIn(holds []asof.Hold, unit string) []asof.Hold {
	var list []asof.Hold
	for _, h := range holds {
		if h.Hospital || h.Unit == unit {
			list = append(list, h)
		}
	}
	return list
}
