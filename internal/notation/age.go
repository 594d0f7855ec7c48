package notation

import (
	"fmt"
	"time"
)

// Duration writes how long something took or is ago, in whole units, largest
// first: under 1 min, 14 min, 2hr 14min, 3 days 4hr (CUI D+Tb-0017). A negative
// duration can only come of a wrong clock, and says so.
func Duration(d time.Duration) string {
	minutes := int64(d / time.Minute)
	switch {
	case d <= -time.Minute:
		return ClockNotTrusted
	case minutes < 1:
		return "under 1 min"
	case minutes < 60:
		return fmt.Sprintf("%d min", minutes)
	case minutes < 48*60:
		return pair(minutes/60, "hr", minutes%60, "min")
	}
	hours := minutes / 60
	return pair(hours/24, " days", hours%24, "hr")
}

// Ago writes how long before now an instant was: 14 min ago.
func Ago(t, now time.Time) string {
	words := Duration(now.Sub(t))
	if words == ClockNotTrusted {
		return words
	}
	return words + " ago"
}

func pair(big int64, bigUnit string, small int64, smallUnit string) string {
	if small == 0 {
		return fmt.Sprintf("%d%s", big, bigUnit)
	}
	return fmt.Sprintf("%d%s %d%s", big, bigUnit, small, smallUnit)
}

// Age writes a person's age at a moment in completed units (CUI D+Tb-0017 and
// following): minutes under 2 hours, hours under 2 days, days under 4 weeks,
// weeks and days under 12 weeks, months and days under 1 year, years and months
// under 18 years, then years. A birth date without a time gives no hours; a part
// of a date gives "about" and the span it leaves open. Who was born on 29
// February has birthdays on 1 March in other years.
func Age(bornISO string, at time.Time, site *time.Location) string {
	born, ok := parse(bornISO)
	if !ok {
		return AgeNotKnown
	}
	at = at.In(site)
	first := born.instant(site).In(site)
	if first.After(at) {
		return NotYetBorn
	}
	switch born.precise {
	case toYear:
		return about(first, first.AddDate(1, 0, -1), at)
	case toMonth:
		return about(first, first.AddDate(0, 1, -1), at)
	case toDay:
		return ageByDay(first, at)
	}
	return ageByClock(first, at)
}

func ageByClock(born, at time.Time) string {
	switch lived := at.Sub(born); {
	case lived < 2*time.Hour:
		return fmt.Sprintf("%dmin", int(lived/time.Minute))
	case lived < 48*time.Hour:
		return fmt.Sprintf("%dhr", int(lived/time.Hour))
	case lived < 28*24*time.Hour:
		return days(int(lived / (24 * time.Hour)))
	}
	return ageInCalendar(born, at)
}

func ageByDay(born, at time.Time) string {
	switch n := dayNumber(at) - dayNumber(born); {
	case n == 0:
		return "born today, time not recorded"
	case n < 2:
		return days(n) + ", time of birth not recorded"
	case n < 28:
		return days(n)
	}
	return ageInCalendar(born, at)
}

func ageInCalendar(born, at time.Time) string {
	n := dayNumber(at) - dayNumber(born)
	months := monthsBetween(born, at)
	switch {
	case n < 7*12 || months == 0:
		return withDays(n/7, "wk", n%7)
	case months < 12:
		return withDays(months, "mo", n-(dayNumber(monthsAfter(born, months))-dayNumber(born)))
	case months < 18*12:
		return fmt.Sprintf("%dy %dmo", months/12, months%12)
	}
	return fmt.Sprintf("%dy", months/12)
}

func withDays(n int, unit string, days int) string {
	if days == 0 {
		return fmt.Sprintf("%d%s", n, unit)
	}
	return fmt.Sprintf("%d%s %dd", n, unit, days)
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// dayNumber counts calendar days, so that a day of 23 or 25 hours is one day.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// monthsBetween counts completed months.
func monthsBetween(born, at time.Time) int {
	months := (at.Year()-born.Year())*12 + int(at.Month()) - int(born.Month())
	if at.Day() < born.Day() {
		months--
	}
	return months
}

// monthsAfter is the day that completes a number of months, at most the last
// day of its month.
func monthsAfter(born time.Time, months int) time.Time {
	first := time.Date(born.Year(), born.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(born.Day(), last)-1)
}

// about is the span of ages that a part of a birth date leaves open.
func about(earliest, latest, at time.Time) string {
	if latest.After(at) {
		latest = at
	}
	young, old := monthsBetween(latest, at), monthsBetween(earliest, at)
	if young >= 24 {
		return "about " + span(young/12, old/12) + "y"
	}
	return "about " + span(young, old) + "mo"
}

func span(low, high int) string {
	if low == high {
		return fmt.Sprint(low)
	}
	return fmt.Sprintf("%d-%d", low, high)
}
