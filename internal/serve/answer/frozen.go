package answer

import (
	"context"
	"encoding/hex"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/office"
)

// Freezes implements [office.Guard].
func (ts Tenants) Freezes(_ context.Context, tenant string) ([]office.HeldBack, guard.Limits, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return nil, guard.Limits{}, err
	}
	frozen := feed.FreezesOf(book)
	return inUnits(frozen.All(), book.Lines()), frozen.Limits(), nil
}

// inUnits says of each freeze in which units its patients are now.
func inUnits(freezes []guard.Freeze, lines []roster.Summary) []office.HeldBack {
	unit := map[string]string{}
	for i := range lines {
		unit[lines[i].Line.ID] = lines[i].Line.Unit
	}
	list := make([]office.HeldBack, 0, len(freezes))
	for _, f := range freezes {
		held := office.HeldBack{Freeze: f, Units: map[string]int{}}
		for _, p := range f.Patients {
			held.Units[unit[hex.EncodeToString(p[:])]]++
		}
		list = append(list, held)
	}
	return list
}

// DecideFreeze implements [office.Guard].
func (ts Tenants) DecideFreeze(ctx context.Context, who identity.Who, freeze string, act guard.Act, reason string) error {
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
