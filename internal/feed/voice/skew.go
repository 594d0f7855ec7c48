package voice

import (
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/clock"
)

// Compare holds the time that a message of a source bears against ours.
func (v *Voices) Compare(source string, sent, received time.Time) {
	if v.skews[source] == nil {
		v.skews[source] = &clock.Skew{}
	}
	v.skews[source].Add(sent, received)
}

// Skew is how far the times of a source are behind ours, 0 where that is within
// what its profile allows.
func (v *Voices) Skew(source string) time.Duration {
	s := v.skews[source]
	if s == nil || s.Behind().Abs() <= v.house.Site(source).Profile.ClockLimit() {
		return 0
	}
	return s.Behind()
}

// Ahead counts the messages that bear a time which had not come when they were
// received: a clock was wrong, there or here (hazard H-004).
func (v *Voices) Ahead(facts []*fact.Fact) int {
	messages := map[int64]bool{}
	for _, f := range facts {
		limit := f.From.Received.Add(v.house.Site(f.From.Source).Profile.ClockLimit())
		if f.From.Sent.After(limit) || f.From.Recorded.After(limit) {
			messages[f.From.Message] = true
		}
	}
	return len(messages)
}
