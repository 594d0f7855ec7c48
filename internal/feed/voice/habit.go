package voice

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
func openHabits(marks []Mark) map[Key]*habit {
	habits := map[Key]*habit{}
	for _, v := range marks {
		week, err := silence.Parse(v.Habit)
		if err != nil {
			week = &silence.Week{}
		}
		habits[Key{v.Source, v.Family}] = &habit{week: week, kept: v.Heard}
	}
	return habits
}

// learn learns the silence before a letter.
func (v *Voices) learn(key Key, l *reading.Letter) {
	if v.habits[key] == nil {
		v.habits[key] = &habit{week: &silence.Week{}}
	}
	v.habits[key].week.Hear(v.marks[key].Heard, l.Received, v.house.Site(key.Source).Zone)
}

// Learned adds to what the batch heard of a voice what has been learned, where
// that is due to be kept.
func (v *Voices) Learned(mark Mark) Mark {
	h := v.habits[Key{mark.Source, mark.Family}]
	if mark.Heard.Sub(h.kept) >= habitEvery {
		h.kept, mark.Habit = mark.Heard, h.week.Text()
	}
	return mark
}
