package feed

import (
	"time"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/silence"
)

// habit is what is learned of the silences of one source in one family.
type habit struct {
	week *silence.Week
	kept time.Time // received time of the message it was last kept at
}

// habitEvery is how often what was learned is kept: a crash costs a minute of it.
const habitEvery = time.Minute

// openHabits takes what was learned before. What is damaged of it is learned
// again: until then the fixed limits hold.
func openHabits(voices []VoiceMark) map[voiceKey]*habit {
	habits := map[voiceKey]*habit{}
	for _, v := range voices {
		week, err := silence.Parse(v.Habit)
		if err != nil {
			week = &silence.Week{}
		}
		habits[voiceKey{v.Source, v.Family}] = &habit{week: week, kept: v.Heard}
	}
	return habits
}

// learn learns the silence before a letter.
func (s *step) learn(key voiceKey, l *reading.Letter) {
	b := s.book
	if b.habits[key] == nil {
		b.habits[key] = &habit{week: &silence.Week{}}
	}
	b.habits[key].week.Hear(b.voices[key].Heard, l.Received, b.reader.site(key.source).loc)
}

// learned adds to what the batch heard of a voice what has been learned, where
// that is due to be kept.
func (s *step) learned(mark VoiceMark) VoiceMark {
	h := s.book.habits[voiceKey{mark.Source, mark.Family}]
	if mark.Heard.Sub(h.kept) >= habitEvery {
		h.kept, mark.Habit = mark.Heard, h.week.Text()
	}
	return mark
}
