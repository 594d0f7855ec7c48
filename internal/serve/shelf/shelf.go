// Package shelf keeps one tenant's feed in the store. It is where the words of
// the feed and the rows of the store meet, so that neither knows the other.
package shelf

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/voice"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

// Shelf keeps one tenant's feed.
type Shelf struct {
	store  *store.Store
	tenant string
}

// Of is the shelf of a tenant.
func Of(st *store.Store, tenant string) Shelf { return Shelf{st, tenant} }

// The names of what the store calls progress.
const (
	progressCursor  = "feed read"
	progressVersion = "feed projection"
)

// Keep keeps letters durably, in one transaction.
func (s Shelf) Keep(ctx context.Context, letters []feed.SealedLetter) error {
	rows := make([]store.Message, len(letters))
	for i, l := range letters {
		rows[i] = store.Message{
			ID: l.ID, Source: l.Source, Hash: l.Hash, Received: l.Received,
			Epoch: l.Sealed.Epoch, Sealed: l.Sealed.Bytes, Size: l.Size,
		}
	}
	return s.store.Update(ctx, s.tenant, func(tx *store.Tx) error {
		_, err := tx.KeepMessages(ctx, rows)
		return err
	})
}

// After implements [feed.Archive].
func (s Shelf) After(ctx context.Context, after int64, limit int) (letters []feed.SealedLetter, err error) {
	err = s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		rows, err := tx.Messages(ctx, after, limit)
		letters = sealedLetters(rows)
		return err
	})
	return letters, err
}

// Numbered implements [feed.Archive].
func (s Shelf) Numbered(ctx context.Context, numbers []int64) (letters []feed.SealedLetter, err error) {
	err = s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		rows, err := tx.MessagesBySeq(ctx, numbers)
		letters = sealedLetters(rows)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("%w: %w", feed.ErrNoMessage, err)
		}
		return err
	})
	return letters, err
}

// First lists the numbers of the first messages of a source that were read, at
// most limit of them.
func (s Shelf) First(ctx context.Context, source string, limit int) (numbers []int64, err error) {
	err = s.store.View(ctx, s.tenant, func(tx *store.Tx) (err error) {
		numbers, err = tx.FirstSeen(ctx, source, limit)
		return err
	})
	return numbers, err
}

// Last is the number of the letter of a source that was kept last, 0 before the
// first.
func (s Shelf) Last(ctx context.Context, source string) (number int64, err error) {
	err = s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		sources, err := tx.Sources(ctx)
		for _, src := range sources {
			if src.Name == source {
				number = src.LastSeq
			}
		}
		return err
	})
	return number, err
}

// reach is how far back from its last letter the newest of a source are looked
// for.
const reach = 2000

// Newest lists the numbers of the newest letters of a source up to readTo, the
// newest first and at most limit of them. They are looked for back from the
// source's own last one: of one that is silent they lie far behind those of
// others.
func (s Shelf) Newest(ctx context.Context, source string, readTo int64, limit int) (numbers []int64, err error) {
	last, err := s.Last(ctx, source)
	if err != nil || last == 0 {
		return nil, err
	}
	letters, err := s.After(ctx, max(0, min(last, readTo)-reach), reach)
	for _, l := range slices.Backward(letters) {
		if l.Source == source && l.Number <= readTo && len(numbers) < limit {
			numbers = append(numbers, l.Number)
		}
	}
	return numbers, err
}

func sealedLetters(rows []store.Message) []feed.SealedLetter {
	letters := make([]feed.SealedLetter, len(rows))
	for i, m := range rows {
		letters[i] = feed.SealedLetter{
			Number: m.Seq, ID: m.ID, Source: m.Source, Hash: m.Hash, Received: m.Received,
			Sealed: seal.Sealed{Epoch: m.Epoch, Bytes: m.Sealed}, Size: m.Size,
		}
	}
	return letters
}

// Load implements [feed.Projection].
func (s Shelf) Load(ctx context.Context) (saved feed.Saved, err error) {
	err = s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		if saved.Cursor, err = tx.Progress(ctx, progressCursor); err != nil {
			return err
		}
		if saved.Version, err = tx.Progress(ctx, progressVersion); err != nil {
			return err
		}
		edges, err := tx.Edges(ctx)
		if err != nil {
			return err
		}
		saved.Edges, saved.Tenures = deedsOf(edges)
		if saved.Voices, err = voices(ctx, tx); err != nil {
			return err
		}
		if saved.Kept, err = keptOfGuard(ctx, tx); err != nil {
			return err
		}
		return tx.Summaries(ctx, func(row store.Summary) error {
			saved.Summaries = append(saved.Summaries, feed.SealedSummary{
				Patient: row.Patient, Sealed: seal.Sealed{Epoch: row.Epoch, Bytes: row.Sealed},
			})
			return nil
		})
	})
	return saved, err
}

func voices(ctx context.Context, tx *store.Tx) ([]voice.Mark, error) {
	rows, err := tx.Voices(ctx)
	var marks []voice.Mark
	for _, v := range rows {
		marks = append(marks, voice.Mark{
			Source: v.Source, Family: reading.Family(v.Family), Heard: v.Heard, AsOf: v.AsOf, Count: v.Count, Habit: v.Habit,
		})
	}
	return marks, err
}

// Touching implements [feed.Projection].
func (s Shelf) Touching(ctx context.Context, people []feed.PatientID, on ...feed.Bearing) (numbers []int64, err error) {
	ids := make([][16]byte, len(people))
	for i, id := range people {
		ids[i] = id
	}
	bearings := make([]string, len(on))
	for i, bearing := range on {
		bearings[i] = string(bearing)
	}
	err = s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		numbers, err = tx.TouchedBy(ctx, ids, bearings...)
		return err
	})
	return numbers, err
}

// Known implements [feed.Projection].
func (s Shelf) Known(ctx context.Context, prints []feed.Fingerprint) (numbers []int64, err error) {
	keys := make([]store.SeenKey, len(prints))
	for i, p := range prints {
		keys[i] = store.SeenKey{Source: p.Source, Hash: p.Hash}
	}
	err = s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		numbers, err = tx.Seen(ctx, keys)
		return err
	})
	return numbers, err
}

// Replace implements [feed.Projection].
func (s Shelf) Replace(ctx context.Context, batches []feed.Batch) error {
	return s.store.Update(ctx, s.tenant, func(tx *store.Tx) error {
		if err := tx.ClearProjection(ctx); err != nil {
			return err
		}
		for i := range batches {
			if err := putBatch(ctx, tx, &batches[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Commit implements [feed.Projection].
func (s Shelf) Commit(ctx context.Context, b feed.Batch) error {
	return s.store.Update(ctx, s.tenant, func(tx *store.Tx) error { return putBatch(ctx, tx, &b) })
}

func putBatch(ctx context.Context, tx *store.Tx, b *feed.Batch) error {
	steps := []func(context.Context, *store.Tx, *feed.Batch) error{
		putOutcomes, putTouches, putEdges, putSummaries, putVoices, putSeen, putProgress, putKept,
	}
	for _, step := range steps {
		if err := step(ctx, tx, b); err != nil {
			return err
		}
	}
	return nil
}

func putOutcomes(ctx context.Context, tx *store.Tx, b *feed.Batch) error {
	rows := make([]store.Outcome, len(b.Settled))
	for i, s := range b.Settled {
		rows[i] = store.Outcome{Seq: s.Number, State: string(s.State), Kind: s.Kind, Reason: s.Reason, Projection: b.Version}
	}
	return tx.SettleOutcomes(ctx, rows)
}

func putTouches(ctx context.Context, tx *store.Tx, b *feed.Batch) error {
	rows := make([]store.Touch, len(b.Touches))
	for i, t := range b.Touches {
		rows[i] = store.Touch{Patient: t.Patient, Seq: t.Number, Family: string(t.On)}
	}
	return tx.AddTouches(ctx, rows)
}

func putEdges(ctx context.Context, tx *store.Tx, b *feed.Batch) error {
	return tx.AddEdges(ctx, rowsOf(b.Edges, b.Tenures))
}

// putSummaries drops first: a patient taken in by another may not come back.
func putSummaries(ctx context.Context, tx *store.Tx, b *feed.Batch) error {
	dropped := make([][16]byte, len(b.Dropped))
	for i, id := range b.Dropped {
		dropped[i] = id
	}
	if err := tx.DeleteSummaries(ctx, dropped); err != nil {
		return err
	}
	rows := make([]store.Summary, len(b.Summaries))
	for i, s := range b.Summaries {
		rows[i] = store.Summary{Patient: s.Patient, Epoch: s.Sealed.Epoch, Version: b.Version, Sealed: s.Sealed.Bytes}
	}
	return tx.PutSummaries(ctx, rows)
}

func putVoices(ctx context.Context, tx *store.Tx, b *feed.Batch) error {
	rows := make([]store.Voice, len(b.Voices))
	for i, v := range b.Voices {
		rows[i] = store.Voice{Source: v.Source, Family: string(v.Family), Heard: v.Heard, AsOf: v.AsOf, Count: v.Count, Habit: v.Habit}
	}
	return tx.HearVoices(ctx, rows)
}

// putSeen drops the replays last: what they repeat may be new itself.
func putSeen(ctx context.Context, tx *store.Tx, b *feed.Batch) error {
	rows := make([]store.Seen, len(b.Seen))
	for i, s := range b.Seen {
		rows[i] = store.Seen{Source: s.Source, Hash: s.Hash, Seq: s.Number}
	}
	if err := tx.AddSeen(ctx, rows); err != nil {
		return err
	}
	return tx.DropDuplicates(ctx, b.Replays)
}

func putProgress(ctx context.Context, tx *store.Tx, b *feed.Batch) error {
	if err := tx.SetProgress(ctx, progressVersion, b.Version); err != nil {
		return err
	}
	return tx.SetProgress(ctx, progressCursor, b.Cursor)
}

// Counts implements [feed.Counter].
func (s Shelf) Counts(ctx context.Context) (feed.Counts, error) {
	counts := feed.Counts{Outcomes: map[reading.Outcome]int64{}}
	err := s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		outcomes, err := tx.CountOutcomes(ctx)
		if err != nil {
			return err
		}
		for state, n := range outcomes {
			counts.Outcomes[reading.Outcome(state)] = n
		}
		sources, err := tx.Sources(ctx)
		for _, src := range sources {
			counts.Sources = append(counts.Sources, feed.SourceCount{
				Name: src.Name, Received: src.Received, Duplicates: src.Duplicates, Heard: src.LastReceived,
			})
		}
		return err
	})
	return counts, err
}

// Quarantined implements [feed.Counter].
func (s Shelf) Quarantined(ctx context.Context, before int64, limit int) (numbers []int64, err error) {
	err = s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		rows, err := tx.ListOutcomes(ctx, string(reading.Quarantined), before, limit)
		for _, row := range rows {
			numbers = append(numbers, row.Seq)
		}
		return err
	})
	return numbers, err
}

// Epoch finds an epoch key as it was kept.
func (s Shelf) Epoch(ctx context.Context, id int64) (seal.Epoch, error) {
	var found seal.Epoch
	err := s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		e, err := tx.Epoch(ctx, id)
		found = seal.Epoch{ID: e.ID, Created: e.Created, Wrapped: e.Wrapped}
		return err
	})
	if err != nil {
		return found, fmt.Errorf("finding an epoch key: %w", err)
	}
	return found, nil
}

// KeepEpoch keeps a new epoch key before anything is sealed with it.
func (s Shelf) KeepEpoch(ctx context.Context, e seal.Epoch) error {
	return s.store.Update(ctx, s.tenant, func(tx *store.Tx) error {
		return tx.PutEpoch(ctx, store.Epoch{ID: e.ID, Created: e.Created, Wrapped: e.Wrapped})
	})
}
