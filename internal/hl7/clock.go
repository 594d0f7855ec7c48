package hl7

import (
	"strings"
	"time"
)

// splitZone cuts a zone off the end of a time.
func splitZone(body string) (digits, zone string) {
	at := strings.IndexAny(body, "+-Z")
	if at < 0 {
		return body, ""
	}
	return body[:at], body[at:]
}

// readZone returns the offset in seconds east of UTC. plain is false for a zone that is clear but not written as the
// standard does: Z, +ZZ or +ZZ:ZZ.
func readZone(zone string) (offset int, plain, ok bool) {
	if zone == "Z" {
		return 0, false, true
	}
	body := zone[1:]
	plain = len(body) == 4
	switch {
	case len(body) == 2:
		body += "00"
	case len(body) == 5 && body[2] == ':':
		body = body[:2] + body[3:]
	}
	if len(body) != 4 {
		return 0, false, false
	}
	hour, okHour := number(body[:2], 0, 14)
	minute, okMinute := number(body[2:], 0, 59)
	offset = hour*3600 + minute*60
	if zone[0] == '-' {
		offset = -offset
	}
	return offset, plain, zone[0] != 'Z' && okHour && okMinute
}

// number reads digits and checks their range.
func number(digits string, low, high int) (n int, ok bool) {
	for i := 0; i < len(digits); i++ {
		if digits[i] < '0' || digits[i] > '9' {
			return 0, false
		}
		n = n*10 + int(digits[i]-'0')
	}
	return n, len(digits) > 0 && low <= n && n <= high
}

// readClock reads the digits of a time. ok is false if they make none.
func readClock(digits string) (c clock, ok bool) {
	whole, fraction, point := strings.Cut(digits, ".")
	c = clock{month: 1, day: 1}
	if len(digits) > 14 && !point { // milliseconds without the point, as some programs write them
		whole, fraction, point = digits[:14], digits[14:], true
		c.odd = true
	}
	if len(whole) < 4 || len(whole) > 14 || len(whole)%2 != 0 || point && len(whole) != 14 {
		return c, false
	}
	if c.year, ok = number(whole[:4], 1, 9999); !ok {
		return c, false
	}
	c.precision = Year
	if !c.readParts(whole[4:]) || !c.isPossible() {
		return c, false
	}
	return c, !point || c.readFraction(fraction)
}

// readParts reads the pairs of digits after the year.
func (c *clock) readParts(pairs string) bool {
	parts := [...]struct {
		into      *int
		low, high int
	}{{&c.month, 0, 12}, {&c.day, 0, 31}, {&c.hour, 0, 24}, {&c.minute, 0, 59}, {&c.second, 0, 60}}
	for i := 0; len(pairs) > 0; i, pairs = i+1, pairs[2:] {
		n, ok := number(pairs[:2], parts[i].low, parts[i].high)
		if !ok {
			return false
		}
		*parts[i].into = n
		c.precision++
	}
	return true
}

// isPossible checks the parts against each other. A month or day of 00 says that it is not known, so the time is no
// more than a year or a month.
func (c *clock) isPossible() bool {
	switch {
	case c.month == 0 || c.day == 0:
		return c.forgetUnknown()
	case c.hour == 24:
		c.odd = true
		return c.minute == 0 && c.second == 0 && c.dayExists()
	}
	c.odd = c.odd || c.second == 60
	return c.dayExists()
}

func (c *clock) dayExists() bool {
	return time.Date(c.year, time.Month(c.month), c.day, 0, 0, 0, 0, time.UTC).Day() == c.day
}

// forgetUnknown lowers the precision to what precedes the part that is 00. A known part behind an unknown one makes
// no time.
func (c *clock) forgetUnknown() bool {
	known := Month
	if c.month == 0 {
		known = Year
	}
	unknownOnly := (known == Month || c.precision < Day || c.day == 0) && c.hour == 0 && c.minute == 0 && c.second == 0
	c.month = max(c.month, 1)
	c.day, c.precision, c.odd = 1, known, true
	return unknownOnly
}

// readFraction reads the digits after the point.
func (c *clock) readFraction(digits string) bool {
	if digits == "" {
		c.odd = true
		return true
	}
	if _, ok := number(digits[:min(len(digits), 9)], 0, 999_999_999); !ok {
		return false
	}
	if len(digits) > 9 {
		if strings.Trim(digits[9:], "0123456789") != "" {
			return false
		}
		c.odd = true
		digits = digits[:9]
	}
	c.nano, _ = number(digits+strings.Repeat("0", 9-len(digits)), 0, 999_999_999)
	c.unit = 1
	for range 9 - len(digits) {
		c.unit *= 10
	}
	c.precision = Fraction
	return true
}
