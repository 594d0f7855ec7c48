package register

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

// notePurpose is what the seal of a reviewer's note is bound to, besides the id
// of the decision.
const notePurpose = "review note"

// Review is the review of a month in a zone, as far as it has come.
func (r *Register) Review(ctx context.Context, month access.Month, zone *time.Location) (access.Review, error) {
	var review access.Review
	err := r.view(ctx, func(tx *store.Tx) (err error) {
		review, err = r.review(ctx, tx, month, zone)
		return err
	})
	if err != nil {
		return review, fmt.Errorf("reading the review of a month: %w", err)
	}
	for i := range review.Items {
		if err := r.openWords(ctx, &review.Items[i]); err != nil {
			return review, fmt.Errorf("reading the review of a month: %w", err)
		}
	}
	return review, nil
}

// openWords opens what people wrote. While the charts are locked it stays shut.
func (r *Register) openWords(ctx context.Context, item *access.Item) error {
	var err error
	if item.Opening.Page == access.PageGlass {
		item.Reason, err = r.Reason(ctx, item.Opening.ID)
	}
	for i := range item.Findings {
		f := &item.Findings[i]
		if err == nil {
			f.Words, err = r.Open(notePurpose, f.ID, f.Note)
		}
	}
	if errors.Is(err, seal.ErrLocked) {
		return nil
	}
	return err
}

// review reads a review in a transaction, with all words sealed.
func (r *Register) review(ctx context.Context, tx *store.Tx, month access.Month, zone *time.Location) (access.Review, error) {
	since, until := month.Span(zone)
	review := access.Review{Month: month, Over: !r.Now().Before(until)}
	openings, err := tx.Openings(ctx, access.Filter{Page: access.PageGlass, Since: since, Until: until})
	if err != nil {
		return review, err
	}
	glasses := len(openings)
	draw, err := tx.Draw(ctx, month)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return review, err
	}
	if err == nil {
		review.Draw = &draw
	}
	for _, id := range draw.Drawn {
		o, err := tx.Opening(ctx, id)
		if err != nil {
			return review, err
		}
		openings = append(openings, o)
	}
	for i, o := range openings {
		item := access.Item{Opening: o, Drawn: i >= glasses}
		decisions, err := tx.Decisions(ctx, o.ID)
		if err != nil {
			return review, err
		}
		for _, d := range decisions {
			item.Findings = append(item.Findings, access.Finding{Decision: d})
		}
		review.Items = append(review.Items, item)
	}
	closing, err := tx.Closing(ctx, month)
	if err == nil {
		review.Closing = &closing
	} else if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return review, err
}

// DrawSample draws a month's sample, with a seed of its own, and records it. It
// fails with access.ErrNotOver or access.ErrDrawn.
func (r *Register) DrawSample(ctx context.Context, who identity.Who, month access.Month, zone *time.Location) error {
	var seed [8]byte
	if _, err := io.ReadFull(r.Random, seed[:]); err != nil {
		return fmt.Errorf("drawing a sample: %w", err)
	}
	return r.update(ctx, func(tx *store.Tx) error {
		review, err := r.review(ctx, tx, month, zone)
		switch {
		case err != nil:
			return err
		case !review.Over:
			return access.ErrNotOver
		case review.Draw != nil:
			return access.ErrDrawn
		}
		since, until := month.Span(zone)
		openings, err := tx.Openings(ctx, access.Filter{Since: since, Until: until})
		if err != nil {
			return err
		}
		draw := access.Draw{
			Month: month, Seed: int64(binary.BigEndian.Uint64(seed[:])), At: r.Now(), Account: who.Name,
		}
		looks := access.Looks(openings)
		draw.Of, draw.Drawn = len(looks), access.Sample(draw.Seed, looks, access.SampleSize)
		return tx.AddDraw(ctx, draw)
	})
}

// Decide adds what a reviewer found of an opening of the month's review: its
// verdict and the words of its note. It fails as access.CheckDecision does, and
// with store.ErrNotFound where the opening is not under review.
func (r *Register) Decide(ctx context.Context, who identity.Who, month access.Month, zone *time.Location, f access.Finding) error {
	id, err := r.newID()
	if err != nil {
		return err
	}
	f.ID, f.At, f.Account = id, r.Now(), who.Name
	if f.Note, err = r.Sealer.Seal(notePurpose, f.ID, WordsVersion, []byte(f.Words)); err != nil {
		return fmt.Errorf("sealing a note: %w", err)
	}
	return r.update(ctx, func(tx *store.Tx) error {
		review, err := r.review(ctx, tx, month, zone)
		if err != nil {
			return err
		}
		for _, item := range review.Items {
			if item.Opening.ID != f.Opening {
				continue
			}
			if err := access.CheckDecision(item.Opening, who.Name, f.Verdict, f.Words, item.Decided()); err != nil {
				return err
			}
			return tx.AddDecision(ctx, f.Decision)
		}
		return store.ErrNotFound
	})
}

// Close ends the review of a month. It fails as access.Review.CheckClosing
// does.
func (r *Register) Close(ctx context.Context, who identity.Who, month access.Month, zone *time.Location) error {
	return r.update(ctx, func(tx *store.Tx) error {
		review, err := r.review(ctx, tx, month, zone)
		if err != nil {
			return err
		}
		if err := review.CheckClosing(); err != nil {
			return err
		}
		return tx.AddClosing(ctx, access.Closing{Month: month, At: r.Now(), Account: who.Name})
	})
}
