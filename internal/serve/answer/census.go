package answer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/serve/headcount"
	"redoutlet/internal/web/ui"
)

// counted answers the pages of census lists.
type counted struct{ Tenants }

// TakeLists implements [office.Census].
func (c counted) TakeLists(ctx context.Context, who identity.Who, rows []census.Row, at time.Time) ([]census.List, error) {
	if _, err := c.book(who.Tenant); err != nil { // locked
		return nil, err
	}
	return c.Tenants[who.Tenant].Lists.Take(ctx, who, rows, at)
}

// WithdrawList implements [office.Census].
func (c counted) WithdrawList(ctx context.Context, who identity.Who, id census.ID) error {
	if _, err := c.book(who.Tenant); err != nil { // locked
		return err
	}
	err := c.Tenants[who.Tenant].Lists.Withdraw(ctx, who, id)
	if errors.Is(err, headcount.ErrNoList) {
		return fmt.Errorf("%w: %w", ui.ErrNotFound, err)
	}
	return err
}

// CensusLists implements [office.Census].
func (c counted) CensusLists(ctx context.Context, tenant string) ([]census.Standing, error) {
	book, err := c.book(tenant)
	if err != nil {
		return nil, err
	}
	t, lines := c.Tenants[tenant], book.Lines()
	return t.Lists.Against(ctx, lines, reportedToo(roster.CountUnits(lines, t.Linger()), bedsByUnit(book)), everyUnit)
}

func everyUnit(string) bool { return true }
