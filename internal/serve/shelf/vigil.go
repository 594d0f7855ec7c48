package shelf

import (
	"context"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

// keptOfGuard reads what the guard of a tenant's charts had come to.
func keptOfGuard(ctx context.Context, tx *store.Tx) ([]guard.Keepsake, error) {
	var kept []guard.Keepsake
	for _, kind := range guard.Kinds() {
		rows, err := tx.Keepsakes(ctx, kind)
		if err != nil {
			return nil, err
		}
		for _, k := range rows {
			kept = append(kept, guard.Keepsake{Kind: k.Kind, ID: k.ID, At: k.At, Sealed: seal.Sealed{Epoch: k.Epoch, Bytes: k.Sealed}})
		}
	}
	return kept, nil
}

// putKept keeps it. Charts that are made again bring nothing of it.
func putKept(ctx context.Context, tx *store.Tx, b *feed.Batch) error {
	for _, k := range b.Kept {
		row := store.Keepsake{Kind: k.Kind, ID: k.ID, At: k.At, Epoch: k.Sealed.Epoch, Sealed: k.Sealed.Bytes}
		if err := tx.PutKeepsake(ctx, row); err != nil {
			return err
		}
	}
	if b.KeptSince.IsZero() {
		return nil
	}
	return tx.DropKeepsakes(ctx, guard.KindLoss, b.KeptSince)
}
