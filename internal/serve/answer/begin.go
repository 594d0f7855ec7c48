package answer

import (
	"context"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/web/setup"
)

// beginning answers the pages by which a house is set up.
type beginning struct{ Tenants }

// begun is what the board asks: of the messages, and of the set-up.
type begun struct {
	Tenants
	setup.Checklist
}

// Standings implements [setup.Charts].
func (b beginning) Standings(ctx context.Context, tenant string) (map[string]census.Standing, error) {
	list, err := counted(b).CensusLists(ctx, tenant)
	byUnit := map[string]census.Standing{}
	for _, st := range list {
		if st.Counts() {
			byUnit[st.Unit] = st
		}
	}
	return byUnit, err
}

// Seen implements [setup.Charts].
func (b beginning) Seen(_ context.Context, tenant string) (map[string]int, error) {
	book, err := b.book(tenant)
	if err != nil {
		return nil, err
	}
	seen := map[string]int{}
	for _, u := range roster.CountUnits(book.Lines(), b.Tenants[tenant].Linger()) {
		if u.Patients > 0 { // a place where all are guests has no census of its own
			seen[u.Name] = u.Patients
		}
	}
	delete(seen, "") // who is in no unit
	return seen, nil
}
