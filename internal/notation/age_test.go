package notation

import (
	"strings"
	"testing"
	"time"
)

func TestAge(t *testing.T) {
	london := zone(t, "Europe/London")
	at := time.Date(2027, 3, 14, 6, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		born string
		at   time.Time
		want string
	}{
		{"2027-03-14T04:15:00+00:00", at, "105min"},
		{"2027-03-13T23:50:00+00:00", at, "6hr"},
		{"2027-03-12T07:00:00+00:00", at, "47hr"},
		{"2027-03-12T05:30:00+00:00", at, "2 days"},
		{"2027-03-12T05:30", at, "2 days"},
		{"2027-02-15", at, "27 days"},
		{"2027-02-14", at, "4wk"},
		{"2027-02-10", at, "4wk 4d"},
		{"2026-12-13", at, "3mo 1d"},
		{"2026-03-15", at, "11mo 27d"},
		{"2026-03-14", at, "1y 0mo"},
		{"2021-12-01", at, "5y 3mo"},
		{"2009-03-15", at, "17y 11mo"},
		{"2009-03-14", at, "18y"},
		{"2024-02-29", time.Date(2027, 2, 28, 12, 0, 0, 0, time.UTC), "2y 11mo"},
		{"2024-02-29", time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC), "3y 0mo"},
		{"2003-03-01", time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC), "20y"},
		{"1927-03-14", at, "100y"},
		{"2027-03-14T08:00:00+00:00", at, NotYetBorn},
		{"2027-03-15", at, NotYetBorn},
		{"2028", at, NotYetBorn},
		{"1950", at, "about 76-77y"},
		{"1950-03", at, "about 76-77y"},
		{"1950-05", at, "about 76y"},
		{"2026", at, "about 2-14mo"},
		{"2027", at, "about 0-2mo"},
		{"2011-03-13", at, "16y 0mo"},
		{"2011-03-13", time.Date(2027, 3, 12, 23, 30, 0, 0, time.UTC), "15y 11mo"},
		{"2027-03-14", at, "born today, time not recorded"},
		{"2027-03-13", at, "1 day, time of birth not recorded"},
		{"2027-01-31", time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC), "4wk 1d"},
		{"", at, AgeNotKnown},
		{"1945-13-01", at, AgeNotKnown},
		{"unknown", at, AgeNotKnown},
	} {
		if got := Age(tt.born, tt.at, london); got != tt.want {
			t.Errorf("Age(%q, %v) = %q, want %q", tt.born, tt.at, got, tt.want)
		}
	}
}

// TestAgeAroundMidnight holds that a birthday begins at midnight of the site,
// not of UTC.
func TestAgeAroundMidnight(t *testing.T) {
	york := zone(t, "America/New_York")
	for at, want := range map[string]string{"2027-03-14T03:59:00Z": "17y 11mo", "2027-03-14T05:01:00Z": "18y"} {
		moment, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := Age("2009-03-14", moment, york); got != want {
			t.Errorf("at %s: %q, want %q", at, got, want)
		}
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "under 1 min", 59 * time.Second: "under 1 min", -30 * time.Second: "under 1 min", time.Minute: "1 min",
		59 * time.Minute: "59 min", time.Hour: "1hr", 134 * time.Minute: "2hr 14min", 47*time.Hour + 59*time.Minute: "47hr 59min",
		48 * time.Hour: "2 days", 76 * time.Hour: "3 days 4hr", -time.Minute: ClockNotTrusted,
	} {
		if got := Duration(d); got != want {
			t.Errorf("Duration(%v) = %q, want %q", d, got, want)
		}
	}
	now := time.Date(2026, 11, 25, 10, 42, 0, 0, time.UTC)
	if got := Ago(now.Add(-71*time.Minute), now); got != "1hr 11min ago" {
		t.Errorf("Ago = %q", got)
	}
	if got := Ago(now.Add(time.Hour), now); got != ClockNotTrusted {
		t.Errorf("Ago of a time to come = %q, want %q", got, ClockNotTrusted)
	}
}

// FuzzAge holds that no age is negative, bare or a panic, whatever was sent and
// whenever it is asked.
func FuzzAge(f *testing.F) {
	f.Add("2024-02-29", int64(1e9))
	f.Add("2027-03-14T04:15+00:00", int64(1805004000))
	f.Add("0001", int64(-6e10))
	york := zone(f, "America/New_York")
	f.Fuzz(func(t *testing.T, born string, unix int64) {
		got := Age(born, time.Unix(unix%1e11, 0), york)
		if got == NotYetBorn || got == AgeNotKnown {
			return
		}
		if strings.HasPrefix(got, "-") || strings.Contains(got, " -") || !strings.ContainsAny(got, "yhmwd") {
			t.Errorf("Age(%q, %d) = %q", born, unix, got)
		}
	})
}
