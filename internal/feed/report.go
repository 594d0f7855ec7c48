package feed

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/tally"
)

// CountStatus adds up what a Counter knows. Nothing of it needs a key, so a
// locked server can say it too.
func CountStatus(ctx context.Context, counter Counter) (Status, error) {
	counts, err := counter.Counts(ctx)
	if err != nil {
		return Status{}, fmt.Errorf("counting the feed: %w", err)
	}
	s := Status{Sources: []SourceStatus{}}
	for _, src := range counts.Sources {
		s.Received += src.Received
		s.Duplicates += src.Duplicates
		s.Sources = append(s.Sources, SourceStatus{
			Name: src.Name, Mode: "trial", Received: src.Received, Duplicates: src.Duplicates,
			Heard: asof.Instant{Time: src.Heard}, Voices: []Voice{},
		})
	}
	s.Charted, s.Quarantined, s.Ignored = counts.Outcomes[reading.Charted], counts.Outcomes[reading.Quarantined], counts.Outcomes[reading.Ignored]
	s.Waiting = s.Received - s.Charted - s.Quarantined - s.Ignored
	return s, nil
}

// Status counts the feed, and says of each source what it gives and up to when.
func (b *Book) Status(ctx context.Context) (Status, error) {
	s, err := CountStatus(ctx, b.desk.Counter)
	if err != nil {
		return Status{}, err
	}
	defer looking(b)()
	s.Frozen, s.Unopened = guard.Holds(b.vigil.Open()), b.vigil.Unopened()
	for _, p := range b.desk.Profiles {
		if !slices.ContainsFunc(s.Sources, func(src SourceStatus) bool { return src.Name == p.Name }) {
			s.Sources = append(s.Sources, SourceStatus{Name: p.Name, Voices: []Voice{}})
		}
	}
	s.Doubt = doubt(b.desk.Clock)
	for i := range s.Sources {
		b.fill(&s.Sources[i])
	}
	slices.SortFunc(s.Sources, func(x, y SourceStatus) int { return strings.Compare(x.Name, y.Name) })
	return s, nil
}

func (b *Book) fill(src *SourceStatus) {
	p := b.reader.site(src.Name).profile
	src.Behind = b.voices.Skew(src.Name)
	src.Mode, src.Zone, src.Link = "trial", p.Zone, b.voices.Linked(src.Name)
	if p.Live {
		src.Mode = "live"
	}
	for _, said := range b.voices.Of(src.Name) {
		src.Voices = append(src.Voices, Voice{
			Family: said.Family, Sections: said.Family.Sections(), Count: said.Count,
			Heard: asof.Instant{Time: said.Heard}, AsOf: asof.Instant{Time: said.Giving.AsOf}, Giving: said.Giving,
		})
		if said.Giving.AsOf.After(src.AsOf.Time) {
			src.AsOf.Time = said.Giving.AsOf
		}
	}
	slices.SortFunc(src.Voices, func(x, y Voice) int { return cmp.Compare(x.Family, y.Family) })
}

// Quarantined lists quarantined messages below before (0: all), newest first.
func (b *Book) Quarantined(ctx context.Context, before int64, limit int) ([]Kept, error) {
	numbers, err := b.desk.Counter.Quarantined(ctx, before, limit)
	if err != nil {
		return nil, err
	}
	var list []Kept
	for _, n := range numbers {
		k, err := b.Message(ctx, n, nil)
		if err != nil {
			return nil, err
		}
		list = append(list, *k)
	}
	return list, nil
}

// tablePage is how many letters are read at a time.
const tablePage = 1000

// Table counts every kept message by kind, outcome and reason. It reads them
// all.
func (b *Book) Table(ctx context.Context) ([]tally.Row, error) {
	counts := map[tally.Row]int{}
	for after := int64(0); ; {
		letters, err := b.desk.Archive.After(ctx, after, tablePage)
		if err != nil {
			return nil, fmt.Errorf("counting messages: %w", err)
		}
		if len(letters) == 0 {
			return tally.Rows(counts), nil
		}
		for _, sealed := range letters {
			letter, r, err := b.reader.try(sealed)
			if err != nil {
				return nil, err
			}
			b.mu.Lock()
			r, _ = b.kin.Judge(&letter, r)
			b.mu.Unlock()
			counts[tally.Row{Kind: r.Kind, State: r.State, Reason: r.Reason}]++
		}
		after = letters[len(letters)-1].Number
	}
}
