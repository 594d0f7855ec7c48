package bedside

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/web/ui/uitest"
)

// resultAt is a message with a result collected at a time, as it was sent.
func resultAt(test, at string) string {
	return strings.Join([]string{
		`MSH|^~\&|LAB|ZZHOSP|RO|ZZHOSP|20261101120000||ORU^R01|` + test + `|P|2.5.1`,
		"PID|1||ZZ1^^^ZZHOSP^MR||ZZTEST-ONE^ADA||19440305|F",
		"OBR|1|P" + test + "^CPOE|F" + test + "^LAB|" + test + "^" + test + "^L|||" + at,
		"OBX|1|NM|" + test + "^" + test + "^L||5.9|mmol/L|||||F|||" + at, "",
	}, "\r")
}

// pageOf is the page of the patient of some messages of one source, as it is
// read: without marks, on one line.
func pageOf(t *testing.T, zone, site string, now time.Time, messages ...string) string {
	t.Helper()
	p := reading.NewProfile("lab", zone)
	p.Live = true
	loc, err := p.Location()
	if err != nil {
		t.Fatal(err)
	}
	var facts []*fact.Fact
	for i, m := range messages {
		r := reading.Of(reading.Letter{Number: int64(i + 1), Source: "lab", Received: now, Raw: []byte(m)}, &p, loc)
		if r.State != reading.Charted {
			t.Fatalf("message %d is %s: %s", i+1, r.State, r.Reason)
		}
		facts = append(facts, r.Facts...)
	}
	here, err := time.LoadLocation(site)
	if err != nil {
		t.Fatal(err)
	}
	s := sampleSheet()
	s.now, s.zone = now, here
	v := asof.Of(chart.Fold(facts), "a1", asof.Coverage{fact.SectionResults: {{Source: "lab", AsOf: now}}}, now)
	page := gallery(t).Page(t, uitest.Drawn("clock", "patient", s.patient(v)))
	text := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " "))
	return strings.Join(strings.Fields(text), " ")
}

// TestH005TimesAroundAChangeOfClocks sends results collected at half past one in
// both nights in which the clocks change, with and without an offset, as instants
// in UTC, and as days and years, and holds what the page says of each.
func TestH005TimesAroundAChangeOfClocks(t *testing.T) {
	const york = "America/New_York"
	fall, spring := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC), time.Date(2026, 3, 8, 12, 0, 0, 0, time.UTC)
	winter := time.Date(2026, 12, 24, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name       string
		zone, site string
		now        time.Time
		sent, want string
	}{
		{"the first half past one", york, york, fall, "20261101013000-0400", "01-Nov-2026 01:30 EDT"},
		{"the second half past one", york, york, fall, "20261101013000-0500", "01-Nov-2026 01:30 EST"},
		{"either of them", york, york, fall, "20261101013000", "01-Nov-2026 01:30 EDT or EST"},
		{"an hour before", york, york, fall, "20261101003000", "01-Nov-2026 00:30 EDT"},
		{"an hour after", york, york, fall, "20261101023000", "01-Nov-2026 02:30 EST"},
		{"half past one in spring", york, york, spring, "20260308013000", "08-Mar-2026 01:30 EST"},
		{"the same with its offset", york, york, spring, "20260308013000-0500", "08-Mar-2026 01:30 EST"},
		{"with the offset that comes after", york, york, spring, "20260308013000-0400", "08-Mar-2026 01:30 UTC-04:00"},
		{"an hour that was skipped", york, york, spring, "20260308023000", "08-Mar-2026 02:30 (the clocks skipped this hour)"},
		{"an instant in UTC", york, york, fall, "20261101053000+0000", "01-Nov-2026 05:30 UTC+00:00"},
		{"an instant in UTC in winter", york, york, winter, "20261224053000+0000", "24-Dec-2026 05:30 UTC+00:00"},
		{"minutes, far from a change", york, york, winter, "202612240530", "24-Dec-2026 05:30"},
		{"an hour alone", york, york, fall, "2026110108", "01-Nov-2026 08 h EST"},
		{"a day", york, york, fall, "20261101", "01-Nov-2026 (time not sent)"},
		{"a month", york, york, fall, "202611", "Nov-2026 (time not sent)"},
		{"a year", york, york, fall, "2026", "2026 (time not sent)"},
		{"a source in another zone", "America/Chicago", york, winter, "20261224053000", "24-Dec-2026 05:30 UTC-06:00"},
		{"a source in another zone, in the night that changes", "America/Chicago", york, fall, "20261101003000", "01-Nov-2026 00:30 UTC-05:00"},
		{"a source in another zone that names it", "America/Chicago", york, winter, "20261224053000-0600", "24-Dec-2026 05:30 UTC-06:00"},
	} {
		page := pageOf(t, tt.zone, tt.site, tt.now, resultAt("ZZK", tt.sent))
		_, after, found := strings.Cut(page, "ZZK FINAL, collected ")
		got, _, ended := strings.Cut(after, " message 1 ")
		if !found || !ended || got != tt.want {
			t.Errorf("%s: collected %q, want %q", tt.name, got, tt.want)
		}
	}
}
