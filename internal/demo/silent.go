package demo

import (
	"context"
	"fmt"
	"strings"

	"redoutlet/internal/demo/scene"
)

// silent has the pharmacy fall silent while a dose is charted there, and compares the words of every section of a chart
// before and after. What waited has to arrive once the pharmacy speaks again.
func (s *story) silent(ctx context.Context) (string, error) {
	silence, err := s.Pharmacy(ctx, s.nurse, s.chart, func(string) {})
	if err != nil {
		return "", err
	}
	dose, err := s.ChartDose(ctx, s.nurse)
	if err != nil {
		return "", err
	}
	back, err := s.PharmacySpeaks(ctx, s.nurse, s.chart)
	if err != nil {
		return "", err
	}
	if err := s.Charted(ctx, s.nurse, dose); err != nil {
		return "", fmt.Errorf("a dose charted during the silence: %w", err)
	}
	return fmt.Sprintf("AGEING after %.1f s, STALE after %.1f s (limits set to %.0f and %.0f s for this; a hospital's are 15 and 60 min). %s. The words of the other %d parts are what they were. %.1f s after it spoke again all is current, with the dose charted meanwhile",
		silence.Ageing.Seconds(), silence.Stale.Seconds(), AgeingAfter.Seconds(), StaleAfter.Seconds(), changed(silence), silence.Same(), back.Seconds()), nil
}

// changed says which sections changed their words to what.
func changed(s scene.Silence) string {
	var said []string
	before, after := s.Changed()
	for i := range after {
		said = append(said, fmt.Sprintf("%s: from %q to %q", after[i].Title, before[i].Words(), after[i].Words()))
	}
	return strings.Join(said, "; ")
}
