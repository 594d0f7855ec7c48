package silence

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// monday is a Monday at noon.
var monday = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

const week = 7 * 24 * time.Hour

// talk has a source say something every so often, for an hour from each instant.
func talk(w *Week, every time.Duration, from ...time.Time) {
	for _, start := range from {
		for at := start; at.Before(start.Add(time.Hour)); at = at.Add(every) {
			w.Hear(at, at.Add(every), time.UTC)
		}
	}
}

func weeks(n int) []time.Time {
	var list []time.Time
	for i := range n {
		list = append(list, monday.Add(time.Duration(i)*week))
	}
	return list
}

// TestH001SilenceIsLearnedByHour teaches a source's silences and asks what is
// usual.
func TestH001SilenceIsLearnedByHour(t *testing.T) {
	night := monday.Add(14 * time.Hour)
	for _, tt := range []struct {
		name    string
		teach   func(w *Week)
		began   time.Time
		known   bool
		usual   time.Duration // at least, and at most a fifth more
		longest time.Duration
	}{
		{"nothing heard", func(*Week) {}, monday, false, 0, 0},
		{"one morning says nothing of a habit", func(w *Week) { talk(w, 40*time.Second, weeks(1)...) }, monday, false, 0, 0},
		{"three Mondays", func(w *Week) { talk(w, 40*time.Second, weeks(3)...) }, monday, true, 40 * time.Second, Shortest},
		{"slow by habit", func(w *Week) { talk(w, 3*time.Minute, weeks(3)...) }, monday, true, 3 * time.Minute, 3 * time.Minute},
		{"that hour of other days stands in", func(w *Week) {
			talk(w, 3*time.Minute, monday.Add(24*time.Hour), monday.Add(48*time.Hour), monday.Add(72*time.Hour))
		}, monday, true, 3 * time.Minute, 3 * time.Minute},
		{"another hour does not", func(w *Week) { talk(w, 3*time.Minute, weeks(3)...) }, night, false, 0, 0},
		{"one long silence in a thousand is no habit", func(w *Week) {
			talk(w, 10*time.Second, weeks(4)...)
			w.Hear(monday, monday.Add(3*time.Hour), time.UTC)
		}, monday, true, 10 * time.Second, Shortest},
		{"closing time is", func(w *Week) {
			talk(w, time.Minute, weeks(3)...)
			for _, at := range weeks(3) {
				w.Hear(at.Add(59*time.Minute), at.Add(20*time.Hour), time.UTC)
			}
		}, monday, true, time.Minute, 19*time.Hour + time.Minute},
		{"a backlog that comes at once", func(w *Week) {
			talk(w, 3*time.Minute, weeks(3)...)
			for range 100_000 {
				w.Hear(monday, monday.Add(time.Millisecond), time.UTC)
			}
		}, monday, true, 3 * time.Minute, 3 * time.Minute},
		{"a clock set back teaches nothing", func(w *Week) {
			talk(w, 3*time.Minute, weeks(3)...)
			w.Hear(monday.Add(time.Hour), monday, time.UTC)
			w.Hear(monday, monday.Add(50*week), time.UTC)
		}, monday, true, 3 * time.Minute, 3 * time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var w Week
			tt.teach(&w)
			usual, longest, known := w.Habit(tt.began, time.UTC)
			if known != tt.known || !near(usual, tt.usual) || !near(longest, tt.longest) {
				t.Errorf("usual %v, longest %v, known %v; want %v, %v, %v", usual, longest, known, tt.usual, tt.longest, tt.known)
			}
		})
	}
}

// near reports whether a length is the wanted one, or longer by a bin.
func near(got, want time.Duration) bool {
	return got >= want && float64(got) <= float64(want)*1.2
}

// What has changed is learned, and what was is forgotten.
func TestHabitsChange(t *testing.T) {
	var w Week
	talk(&w, 20*time.Minute, weeks(20)...)
	talk(&w, time.Second, weeks(12)...)
	if _, longest, _ := w.Habit(monday, time.UTC); longest > 3*time.Minute {
		t.Errorf("after 12 weeks of a message every second a silence of %v is usual", longest)
	}
}

func TestKeptHoursAreTheSame(t *testing.T) {
	var w Week
	talk(&w, 7*time.Second, weeks(5)...)
	talk(&w, 90*time.Second, monday.Add(26*time.Hour))
	again, err := Parse(w.Text())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w.hours, again.hours, cmp.AllowUnexported(hour{})); diff != "" {
		t.Error(diff)
	}
}

// FuzzParse reads anything: it is taken or refused, and what is taken can be asked.
func FuzzParse(f *testing.F) {
	var w Week
	talk(&w, 7*time.Second, weeks(3)...)
	for _, text := range []string{"", "/", "/w==", "qAEBAQEBAA==", "AQEBAQE=", w.Text(), w.Text()[:8]} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := Parse(text)
		if err != nil {
			return
		}
		w.Hear(monday, monday.Add(time.Minute), time.UTC)
		for h := range 168 {
			if usual, longest, _ := w.Habit(monday.Add(time.Duration(h)*time.Hour), time.UTC); usual > longest {
				t.Errorf("usual %v above longest %v", usual, longest)
			}
		}
	})
}
