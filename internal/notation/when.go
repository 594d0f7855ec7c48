package notation

import (
	"strings"
	"time"
)

// Layouts of the dates and times that people read (CUI D+Ta-0002, D+Tb-0001):
// two-digit day, month in letters, four-digit year, 24-hour clock.
const (
	dayLayout    = "02-Jan-2006"
	minuteLayout = "02-Jan-2006 15:04"
	clockLayout  = "15:04"
)

// nearChange is how close to a clock change every time names its zone
// (specification 2.3).
const nearChange = 48 * time.Hour

// When writes a time that a sender gave, in ISO 8601 with exactly the precision
// and offset that was sent: 1951, 24-Nov-2026, 24-Nov-2026 08 h,
// 24-Nov-2026 23:55. Seconds are not shown. The offset is shown where it is not
// the site's at that instant; near a clock change of the site every time names
// its zone. Text that is not such a time is written as sent and says so; "" is
// "time not sent".
func When(iso string, site *time.Location) string {
	if iso == "" {
		return "time not sent"
	}
	t, ok := parse(iso)
	if !ok {
		return iso + " (as sent)"
	}
	switch t.precise {
	case toYear:
		return t.wall.Format("2006")
	case toMonth:
		return t.wall.Format("Jan-2006")
	case toDay:
		return t.wall.Format(dayLayout)
	case toHour:
		return t.wall.Format(dayLayout+" 15 h") + t.zoneWords(site)
	}
	return t.wall.Format(minuteLayout) + t.zoneWords(site)
}

// HasTime reports whether an ISO time says more than the day.
func HasTime(iso string) bool {
	t, ok := parse(iso)
	return ok && t.precise >= toHour
}

// Dated writes the time that ends words of ours as people read it, also where
// they end in asking for something, as in "... 2026-11-25T08:00 - verify". The
// words are made where no zone is known.
func Dated(words string, site *time.Location) string {
	body, asks := words, ""
	if at := strings.LastIndex(words, " - "); at >= 0 && (words[at:] == " - verify" || words[at:] == strings.ToUpper(words[at:])) {
		body, asks = words[:at], words[at:]
	}
	at := strings.LastIndexByte(body, ' ')
	if at < 0 || !HasTime(body[at+1:]) {
		return words
	}
	return body[:at+1] + When(body[at+1:], site) + asks
}

// Clock writes the time of day of an instant in a zone, as 23:55.
func Clock(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return t.Format(clockLayout) + zoneNear(t)
}

// Stamp writes an instant of our own clock in a zone, as 24-Nov-2026 23:55;
// near a clock change it names the zone.
func Stamp(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return t.Format(minuteLayout) + zoneNear(t)
}

// Day writes the day of an instant in a zone, as Tue 24-Nov-2026.
func Day(t time.Time, zone *time.Location) string {
	return t.In(zone).Format("Mon " + dayLayout)
}

// sentTime is an ISO time taken apart. The wall time stands in UTC only so that
// no zone touches its digits.
type sentTime struct {
	wall    time.Time
	precise precision
	offset  *time.Location // nil where none was sent
}

type precision int

const (
	toYear precision = iota
	toMonth
	toDay
	toHour
	toMinute
	toSecond
)

var isoLayouts = []struct {
	layout  string
	precise precision
}{
	{"2006", toYear}, {"2006-01", toMonth}, {"2006-01-02", toDay}, {"2006-01-02T15", toHour},
	{"2006-01-02T15:04", toMinute}, {"2006-01-02T15:04:05", toSecond},
}

func parse(iso string) (sentTime, bool) {
	digits, offset, ok := splitOffset(iso)
	if !ok {
		return sentTime{}, false
	}
	whole, fraction, hasFraction := strings.Cut(digits, ".")
	for _, l := range isoLayouts {
		if len(whole) != len(l.layout) || (hasFraction && (l.precise != toSecond || !isDigits(fraction))) {
			continue
		}
		wall, err := time.Parse(l.layout, whole)
		if err != nil || (offset != nil && l.precise < toHour) {
			return sentTime{}, false
		}
		return sentTime{wall, l.precise, offset}, true
	}
	return sentTime{}, false
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// splitOffset takes Z, +01:00 or +0100 off the end of a time.
func splitOffset(iso string) (string, *time.Location, bool) {
	if rest, ok := strings.CutSuffix(iso, "Z"); ok {
		return rest, time.UTC, true
	}
	_, clock, hasClock := strings.Cut(iso, "T")
	at := strings.IndexAny(clock, "+-")
	if !hasClock || at < 0 {
		return iso, nil, true
	}
	split := len(iso) - len(clock) + at
	for _, layout := range []string{"-07:00", "-0700"} {
		if t, err := time.Parse(layout, iso[split:]); err == nil {
			_, seconds := t.Zone()
			return iso[:split], time.FixedZone("", seconds), true
		}
	}
	return "", nil, false
}

// instant is the moment the time means, read in the site's zone where no offset
// was sent.
func (s sentTime) instant(site *time.Location) time.Time {
	zone := site
	if s.offset != nil {
		zone = s.offset
	}
	w := s.wall
	return time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), w.Second(), 0, zone)
}

// zoneWords is what follows a time to say in which zone it is, "" where the
// site's own is meant and no clock change is near.
func (s sentTime) zoneWords(site *time.Location) string {
	at := s.instant(site)
	if s.offset == nil {
		return s.siteWords(at, site)
	}
	_, sent := at.Zone()
	if _, here := at.In(site).Zone(); sent == here {
		return zoneNear(at.In(site))
	}
	return " " + at.Format("UTC-07:00")
}

// siteWords handles a time without an offset. In the hour that a clock change
// repeats it has two meanings, in the hour that one skips it has none; both are
// said rather than decided.
func (s sentTime) siteWords(at time.Time, site *time.Location) string {
	for _, hours := range []time.Duration{-1, 1} {
		other := at.Add(hours * time.Hour)
		if s.sameWall(other) && s.sameWall(at) {
			first, second := at, other
			if hours < 0 {
				first, second = other, at
			}
			return zoneName(first.In(site)) + " or" + zoneName(second.In(site))
		}
	}
	if !s.sameWall(at) {
		return " (the clocks skipped this hour)"
	}
	return zoneNear(at)
}

func (s sentTime) sameWall(t time.Time) bool {
	return t.Format(minuteLayout) == s.wall.Format(minuteLayout)
}

// zoneNear names the zone of a local time within 48 h of a clock change.
func zoneNear(t time.Time) string {
	_, before := t.Add(-nearChange).Zone()
	_, after := t.Add(nearChange).Zone()
	if before == after {
		return ""
	}
	return zoneName(t)
}

// zoneName is the zone's letters, or its offset where it has none.
func zoneName(t time.Time) string {
	name, _ := t.Zone()
	if name == "" || strings.ContainsAny(name, "+-0123456789") {
		name = t.Format("UTC-07:00")
	}
	return " " + name
}
