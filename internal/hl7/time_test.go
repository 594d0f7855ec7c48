package hl7

import (
	"testing"
	"time"
	_ "time/tzdata" // the tests need the zones of places, whatever the machine has

	"github.com/google/go-cmp/cmp"
)

func location(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestParseTime(t *testing.T) {
	eastern := location(t, "America/New_York")
	type result struct {
		Precision           Precision
		At, Until, Zone     string
		Ambiguous, Gap, Odd bool
	}
	for text, wanted := range map[string]result{
		"1951":                      {Precision: Year, At: "1951-01-01T00:00:00-05:00", Until: "1952-01-01T00:00:00-05:00"},
		"195102":                    {Precision: Month, At: "1951-02-01T00:00:00-05:00", Until: "1951-03-01T00:00:00-05:00"},
		"20261124":                  {Precision: Day, At: "2026-11-24T00:00:00-05:00", Until: "2026-11-25T00:00:00-05:00"},
		"20261101":                  {Precision: Day, At: "2026-11-01T00:00:00-04:00", Until: "2026-11-02T00:00:00-05:00"},
		"2026112408":                {Precision: Hour, At: "2026-11-24T08:00:00-05:00", Until: "2026-11-24T09:00:00-05:00"},
		"202611242355":              {Precision: Minute, At: "2026-11-24T23:55:00-05:00", Until: "2026-11-24T23:56:00-05:00"},
		"20261125045500+0000":       {Precision: Second, At: "2026-11-25T04:55:00Z", Until: "2026-11-25T04:55:01Z", Zone: "+0000"},
		"20261124235500.25-0500":    {Precision: Fraction, At: "2026-11-24T23:55:00.25-05:00", Until: "2026-11-24T23:55:00.26-05:00", Zone: "-0500"},
		"20261124+0545":             {Precision: Day, At: "2026-11-24T00:00:00+05:45", Until: "2026-11-25T00:00:00+05:45", Zone: "+0545"},
		"202611010130":              {Precision: Minute, At: "2026-11-01T01:30:00-04:00", Until: "2026-11-01T01:31:00-05:00", Ambiguous: true},
		"202611010130-0500":         {Precision: Minute, At: "2026-11-01T01:30:00-05:00", Until: "2026-11-01T01:31:00-05:00", Zone: "-0500"},
		"202603080230":              {Precision: Minute, At: "2026-03-08T03:30:00-04:00", Until: "2026-03-08T03:31:00-04:00", Gap: true},
		"202611242400":              {Precision: Minute, At: "2026-11-25T00:00:00-05:00", Until: "2026-11-25T00:01:00-05:00", Odd: true},
		"20261231235960":            {Precision: Second, At: "2027-01-01T00:00:00-05:00", Until: "2027-01-01T00:00:01-05:00", Odd: true},
		"19510000":                  {Precision: Year, At: "1951-01-01T00:00:00-05:00", Until: "1952-01-01T00:00:00-05:00", Odd: true},
		"19510600":                  {Precision: Month, At: "1951-06-01T00:00:00-04:00", Until: "1951-07-01T00:00:00-04:00", Odd: true},
		" 20261124 ":                {Precision: Day, At: "2026-11-24T00:00:00-05:00", Until: "2026-11-25T00:00:00-05:00", Odd: true},
		"202611240800Z":             {Precision: Minute, At: "2026-11-24T08:00:00Z", Until: "2026-11-24T08:01:00Z", Zone: "Z", Odd: true},
		"202611240800+05:30":        {Precision: Minute, At: "2026-11-24T08:00:00+05:30", Until: "2026-11-24T08:01:00+05:30", Zone: "+05:30", Odd: true},
		"20110613122406637":         {Precision: Fraction, At: "2011-06-13T12:24:06.637-04:00", Until: "2011-06-13T12:24:06.638-04:00", Odd: true},
		"20260101000000.":           {Precision: Second, At: "2026-01-01T00:00:00-05:00", Until: "2026-01-01T00:00:01-05:00", Odd: true},
		"20260101000000.1234567891": {Precision: Fraction, At: "2026-01-01T00:00:00.123456789-05:00", Until: "2026-01-01T00:00:00.12345679-05:00", Odd: true},
		"":                          {}, "0000": {}, "00000000": {}, "20260230": {}, "20261301": {}, "202611242401": {}, "20261": {}, "2026-11-24": {},
		"20261124250000": {}, "202611246": {}, "abc": {}, "2026112408.5": {}, "202611240800+9900": {}, "202611240800+": {},
		"19510005": {}, "20261124235500.x": {}, "20260101000000.123456789x": {}, "202611240800ZZ": {},
	} {
		got := ParseTime(text, eastern)
		want(t, "text", got.Text, text)
		r := result{got.Precision, "", "", got.Zone, got.Ambiguous, got.Gap, got.Odd}
		if !got.At.IsZero() || !got.Until.IsZero() {
			r.At, r.Until = got.At.Format(time.RFC3339Nano), got.Until.Format(time.RFC3339Nano)
		}
		if diff := cmp.Diff(wanted, r); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestTimeZones(t *testing.T) {
	tokyo := location(t, "Asia/Tokyo")
	local, zoned := ParseTime("202611240800", nil), ParseTime("202611240800-0500", nil)
	if local.Location() != nil || local.At.Location() != time.UTC || !local.In(tokyo).At.Equal(local.At.Add(-9*time.Hour)) {
		t.Errorf("a time without a zone: %v in Tokyo is %v", local.At, local.In(tokyo).At)
	}
	if !zoned.In(tokyo).At.Equal(zoned.At) || zoned.Location() == nil || !(Time{}).IsZero() {
		t.Errorf("a zone that was sent does not prevail: %v", zoned.In(tokyo).At)
	}
	// Midnight does not exist on this day in this place: the day starts at 01:00, not on the day before.
	if day := ParseTime("20181104", location(t, "America/Sao_Paulo")); day.At.Format("02 15:04") != "04 01:00" || day.Gap {
		t.Errorf("a day without midnight starts at %v", day.At)
	}
}
