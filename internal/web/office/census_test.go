package office

import (
	"strings"
	"testing"
	"time"

	"redoutlet/internal/feed/census"
	"redoutlet/internal/notation"
)

// A time of day is the last time that it was: at five past midnight a list of
// 23:55 is yesterday's, and the page says so.
func TestATimeOfDayIsTheLastTimeThatItWas(t *testing.T) {
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ now, typed, want string }{
		{"2026-12-01 00:05", "23:55", "30-Nov-2026 23:55"},
		{"2026-12-01 00:05", "00:05", "01-Dec-2026 00:05"},
		{"2026-12-01 00:05", " ", "01-Dec-2026 00:05"},
		{"2026-12-01 14:30", "08:00", "01-Dec-2026 08:00"},
		{"2026-11-01 12:00", "13:30", "31-Oct-2026 13:30 CDT"}, // the clocks were put back in between
		{"2026-12-01 14:30", "8 am", ""},
		{"2026-12-01 14:30", "24:01", ""},
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", c.now, zone)
		if err != nil {
			t.Fatal(err)
		}
		d := censusDesk{nil, func() time.Time { return now }, zone}
		at, problem := d.moment(c.typed)
		if (problem == "") != (c.want != "") || problem == "" && notation.Stamp(at, zone) != c.want {
			t.Errorf("at %s %q is %s (%q), want %s", c.now, c.typed, notation.Stamp(at, zone), problem, c.want)
			continue
		}
		said := sheet{now: now, zone: zone}.taken([]census.Row{{Unit: "4W"}}, at, nil)
		if c.want != "" && !strings.Contains(said[0], "1 list as of "+c.want) {
			t.Errorf("at %s %q: %q", c.now, c.typed, said)
		}
	}
}

// Who gives an older list is told what stays; a list of nobody is not said to be
// taken.
func TestWhatStaysIsSaid(t *testing.T) {
	s := sampleSheet()
	for _, c := range []struct {
		rows  []census.Row
		newer []census.List
		want  string
	}{
		{[]census.Row{{Unit: "4W"}, {Unit: "ED"}}, []census.List{{Unit: "ED", At: s.now}}, "Taken: 1 list as of|ED keeps its list of " + notation.Stamp(s.now, s.zone)},
		{[]census.Row{{Unit: "ED"}}, []census.List{{Unit: "ED", At: s.now}}, "Nothing was taken.|ED keeps"},
		{[]census.Row{{Unread: "there is no unit in this row"}}, nil, "Nothing was taken."},
	} {
		said := strings.Join(s.taken(c.rows, ago(time.Hour).Time, c.newer), "|")
		for part := range strings.SplitSeq(c.want, "|") {
			if !strings.Contains(said, part) {
				t.Errorf("%q, want %q", said, part)
			}
		}
	}
}
