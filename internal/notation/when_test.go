package notation

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestWhen(t *testing.T) {
	york := zone(t, "America/New_York")
	for _, tt := range []struct{ iso, want string }{
		{"1951", "1951"},
		{"2026-11", "Nov-2026"},
		{"2026-11-24", "24-Nov-2026"},
		{"2026-11-24T08", "24-Nov-2026 08 h"},
		{"2026-11-24T23:55", "24-Nov-2026 23:55"},
		{"2026-11-24T23:55:30", "24-Nov-2026 23:55"},
		{"2026-11-24T23:55:30.5-05:00", "24-Nov-2026 23:55"},
		{"2026-11-24T00:00", "24-Nov-2026 00:00"},
		{"2026-11-24T23:55-06:00", "24-Nov-2026 23:55 UTC-06:00"},
		{"2026-11-24T23:55Z", "24-Nov-2026 23:55 UTC+00:00"},
		{"2026-11-24T23:55+0530", "24-Nov-2026 23:55 UTC+05:30"},
		{"2024-02-29", "29-Feb-2024"},
		{"", "time not sent"},
		{"2026-02-29", "2026-02-29 (as sent)"},
		{"2026-13", "2026-13 (as sent)"},
		{"2026-11-24T24:00", "2026-11-24T24:00 (as sent)"},
		{"2026-11-24-05:00", "2026-11-24-05:00 (as sent)"},
		{"20261124", "20261124 (as sent)"},
		{"2026-11-24T23:55:30.", "2026-11-24T23:55:30. (as sent)"},
		{"2026-11-24T23:55.5", "2026-11-24T23:55.5 (as sent)"},
		{"yesterday", "yesterday (as sent)"},
		{"<b>1945</b>", "<b>1945</b> (as sent)"},
	} {
		if got := When(tt.iso, york); got != tt.want {
			t.Errorf("When(%q) = %q, want %q", tt.iso, got, tt.want)
		}
	}
}

// TestWhenNearAClockChange is the night with two half past twos: the zone is
// named within 48 h, and an hour with two meanings or none says so.
func TestWhenNearAClockChange(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	for _, tt := range []struct{ iso, want string }{
		{"2027-10-31T02:30+02:00", "31-Oct-2027 02:30 CEST"},
		{"2027-10-31T02:10+01:00", "31-Oct-2027 02:10 CET"},
		{"2027-10-31T02:15", "31-Oct-2027 02:15 CEST or CET"},
		{"2027-10-31T03:30", "31-Oct-2027 03:30 CET"},
		{"2027-10-29T04:00", "29-Oct-2027 04:00 CEST"},
		{"2027-10-29T02:00", "29-Oct-2027 02:00"},
		{"2027-11-02T01:00", "02-Nov-2027 01:00 CET"},
		{"2027-11-02T03:00", "02-Nov-2027 03:00"},
		{"2027-03-28T02:15", "28-Mar-2027 02:15 (the clocks skipped this hour)"},
		{"2027-10-31", "31-Oct-2027"},
		{"2027-10-31T02:15-05:00", "31-Oct-2027 02:15 UTC-05:00"},
	} {
		if got := When(tt.iso, berlin); got != tt.want {
			t.Errorf("When(%q) = %q, want %q", tt.iso, got, tt.want)
		}
	}
}

func TestOurOwnClock(t *testing.T) {
	berlin, bogota := zone(t, "Europe/Berlin"), zone(t, "America/Bogota")
	at := time.Date(2026, 11, 24, 22, 55, 59, 0, time.UTC)
	for got, want := range map[string]string{
		Stamp(at, berlin): "24-Nov-2026 23:55", Clock(at, berlin): "23:55", Day(at, berlin): "Tue 24-Nov-2026",
		Stamp(at, bogota): "24-Nov-2026 17:55",
		Stamp(time.Date(2027, 10, 31, 0, 30, 0, 0, time.UTC), berlin): "31-Oct-2027 02:30 CEST",
		Clock(time.Date(2027, 10, 31, 1, 30, 0, 0, time.UTC), berlin): "02:30 CET",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestHasTime(t *testing.T) {
	for iso, want := range map[string]bool{"2026-11-24T08": true, "2026-11-24T08:10Z": true, "2026-11-24": false, "2026": false, "verify": false, "": false} {
		if got := HasTime(iso); got != want {
			t.Errorf("HasTime(%q) = %v", iso, got)
		}
	}
}

// FuzzWhen holds that no text is lost: what cannot be read comes back whole,
// what can be read comes back with its year and, where sent, its minutes.
func FuzzWhen(f *testing.F) {
	for _, seed := range []string{"2026-11-24T23:55:30.5-05:00", "1951", "2026-11-24T08", "x", "-", "T+", "2026-11-24T08:10+99:99"} {
		f.Add(seed)
	}
	york := zone(f, "America/New_York")
	f.Fuzz(func(t *testing.T, iso string) {
		got := When(iso, york)
		switch sent, ok := parse(iso); {
		case iso == "":
		case !ok:
			if got != iso+" (as sent)" {
				t.Errorf("When(%q) = %q has changed what was sent", iso, got)
			}
		case !strings.Contains(got, iso[:4]):
			t.Errorf("When(%q) = %q has lost the year", iso, got)
		case sent.precise >= toMinute && !strings.Contains(got, iso[11:16]):
			t.Errorf("When(%q) = %q has lost the time", iso, got)
		}
	})
}

// Our own words end in a time, or in a time and what is asked for; a time within
// a sender's words is left as it is.
func TestDated(t *testing.T) {
	for words, want := range map[string]string{
		"":                         "",
		"changed 2026-11-25T06:58": "changed 25-Nov-2026 06:58",
		"VISIT V1 MOVED TO ANOTHER RECORD, 7 HOSP, 2026-11-23T17:19:45+00:00":                "VISIT V1 MOVED TO ANOTHER RECORD, 7 HOSP, 23-Nov-2026 17:19",
		"VISIT V1 MOVED HERE, 7 HOSP, 2026-11-23T17:19:45+00:00 - ASK AGAIN ABOUT ALLERGIES": "VISIT V1 MOVED HERE, 7 HOSP, 23-Nov-2026 17:19 - ASK AGAIN ABOUT ALLERGIES",
		"a later value was sent: 2026-11-25T06:58 mmol/L 2026-11-25T08:00 - verify":          "a later value was sent: 2026-11-25T06:58 mmol/L 25-Nov-2026 08:00 - verify",
		"was 2026-11-25T06:58 - in their words":                                              "was 2026-11-25T06:58 - in their words",
	} {
		if got := Dated(words, time.UTC); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}
