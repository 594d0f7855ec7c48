package shelf

import (
	"context"

	"redoutlet/internal/feed/quarantine"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

// AddAct implements [quarantine.Keeper].
func (s Shelf) AddAct(ctx context.Context, a quarantine.SealedAct) error {
	return s.store.Update(ctx, s.tenant, func(tx *store.Tx) error {
		return tx.AddHandling(ctx, store.Handling{
			At: a.At, Account: a.By, Act: string(a.Deed), Seq: a.Message,
			ID: a.ID, Epoch: a.Sealed.Epoch, Sealed: a.Sealed.Bytes,
		})
	})
}

// Acts implements [quarantine.Keeper].
func (s Shelf) Acts(ctx context.Context) (acts []quarantine.SealedAct, err error) {
	err = s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		rows, err := tx.Handlings(ctx)
		for _, h := range rows {
			acts = append(acts, quarantine.SealedAct{
				Act: quarantine.Act{Message: h.Seq, Deed: quarantine.Deed(h.Act), At: h.At, By: h.Account},
				ID:  h.ID, Sealed: seal.Sealed{Epoch: h.Epoch, Bytes: h.Sealed},
			})
		}
		return err
	})
	return acts, err
}

// Groups implements [quarantine.Keeper].
func (s Shelf) Groups(ctx context.Context) (groups []quarantine.Group, err error) {
	err = s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		rows, err := tx.GroupOutcomes(ctx, store.Quarantined)
		for _, g := range rows {
			groups = append(groups, quarantine.Group{Source: g.Source, Kind: g.Kind, Reason: g.Reason, Count: g.Count, Last: g.Last})
		}
		return err
	})
	return groups, err
}

// InGroup implements [quarantine.Keeper].
func (s Shelf) InGroup(ctx context.Context, g quarantine.Group, before int64, limit int) (numbers []int64, err error) {
	err = s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		numbers, err = tx.OutcomesOf(ctx, store.Quarantined, store.OutcomeGroup{Source: g.Source, Kind: g.Kind, Reason: g.Reason}, before, limit)
		return err
	})
	return numbers, err
}
