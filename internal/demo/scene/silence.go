package scene

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"redoutlet/internal/sim"
	"redoutlet/internal/sim/ehr"
)

// Silence is what the silence of the pharmacy did to a chart.
type Silence struct {
	Before, After []Section
	Ageing, Stale time.Duration // from the press of the button until the chart said so
}

// Changed lists the sections whose words changed, as they were and as they are.
func (s Silence) Changed() (before, after []Section) {
	for _, b := range s.Before {
		for _, a := range s.After {
			if a.Name == b.Name && a.Words() != b.Words() {
				before, after = append(before, b), append(after, a)
			}
		}
	}
	return before, after
}

// Same counts the sections whose words are what they were.
func (s Silence) Same() int {
	changed, _ := s.Changed()
	return len(s.Before) - len(changed)
}

// Pharmacy has the pharmacy fall silent and waits until a chart says so. Only the words of what the pharmacy gives may
// change, and up to when that is known has to stand still. tell is told of each step as it is seen.
func (p Place) Pharmacy(ctx context.Context, nurse *Visitor, chart string, tell func(string)) (Silence, error) {
	var s Silence
	page, err := nurse.Get(ctx, chart)
	if err != nil {
		return s, err
	}
	s.Before = Sections(page)
	if _, err := p.Mishap(ctx, ehr.Silence); err != nil {
		return s, err
	}
	begun := time.Now()
	ageing, err := p.says(ctx, nurse, chart, "AGEING: ")
	if err != nil {
		return s, fmt.Errorf("the chart does not say AGEING: %w", err)
	}
	s.Ageing = time.Since(begun)
	tell(fmt.Sprintf("after %.1f s the chart says AGEING", s.Ageing.Seconds()))
	if s.After, err = p.says(ctx, nurse, chart, "STALE: "); err != nil {
		return s, fmt.Errorf("the chart does not say STALE: %w", err)
	}
	s.Stale = time.Since(begun)
	tell(fmt.Sprintf("after %.1f s the chart says STALE", s.Stale.Seconds()))
	return s, s.check(ageing)
}

// says waits until every section that the pharmacy gives has a warning that begins with a word.
func (p Place) says(ctx context.Context, nurse *Visitor, chart, word string) (parts []Section, err error) {
	_, err = Until(ctx, func() (string, error) {
		page, err := nurse.Get(ctx, chart)
		if err != nil {
			return "", err
		}
		parts = Sections(page)
		given := 0
		for _, part := range parts {
			if !part.pharmacy() {
				continue
			}
			if given++; !strings.HasPrefix(part.Box, word) {
				return "", nil
			}
		}
		if given == 0 {
			return "", errors.New("the pharmacy gives no part of it")
		}
		return word, nil
	})
	return parts, err
}

func (s Section) pharmacy() bool { return s.Source() == string(sim.Pharmacy) }

// check holds that what the pharmacy gives has changed its words and stood still in between, and that no other section's
// words are others.
func (s Silence) check(between []Section) error {
	if len(s.Before) != len(s.After) {
		return fmt.Errorf("the chart had %d parts and has %d", len(s.Before), len(s.After))
	}
	changed, _ := s.Changed()
	for _, part := range changed {
		if !part.pharmacy() {
			return fmt.Errorf("the words of %q changed too, which %s gives", part.Title, part.Source())
		}
	}
	for _, then := range between {
		for _, now := range s.After {
			if now.Name == then.Name && now.pharmacy() && now.Asof != then.Asof {
				return fmt.Errorf("%q is said to be newer than the silent pharmacy can have told", now.Title)
			}
		}
	}
	return nil
}

// PharmacySpeaks has the pharmacy speak again and waits until no warning stands above what it gives.
func (p Place) PharmacySpeaks(ctx context.Context, nurse *Visitor, chart string) (took time.Duration, err error) {
	begun := time.Now()
	if _, err := p.Mishap(ctx, ehr.Speak); err != nil {
		return 0, err
	}
	_, err = Until(ctx, func() (string, error) {
		page, err := nurse.Get(ctx, chart)
		if err != nil {
			return "", err
		}
		for _, part := range Sections(page) {
			if part.pharmacy() && part.Box != "" {
				return "", nil
			}
		}
		return "current", nil
	})
	return time.Since(begun), err
}
