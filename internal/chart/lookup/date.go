package lookup

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/notation"
)

// The ways in which people write a date. Each has the groups that its reading
// names.
var ways = []struct {
	text *regexp.Regexp
	read func(parts []string, now time.Time) []string
}{
	{regexp.MustCompile(`\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b`), func(p []string, _ time.Time) []string { return days([]string{p[1]}, p[2], p[3]) }},
	{regexp.MustCompile(`\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b`), func(p []string, now time.Time) []string {
		return append(days(years(p[3], now), p[1], p[2]), days(years(p[3], now), p[2], p[1])...)
	}},
	{regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?[-\s./]*` + monthName + `[a-z]*[-\s./,]*(\d{4}|\d{2})\b`), func(p []string, now time.Time) []string {
		return days(years(p[3], now), monthNumber(p[2]), p[1])
	}},
	{regexp.MustCompile(`(?i)\b` + monthName + `[a-z]*[-\s.]*(\d{1,2})(?:st|nd|rd|th)?[-\s.,]+(\d{4}|\d{2})\b`), func(p []string, now time.Time) []string {
		return days(years(p[3], now), monthNumber(p[1]), p[2])
	}},
}

// eight is a date without separators. It may be a number as well.
var eight = regexp.MustCompile(`\b(\d{4})(\d{2})(\d{2})\b`)

const monthName = `(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)`

func monthNumber(name string) string {
	return strconv.Itoa(strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name))/3 + 1)
}

// takeDates takes the dates out of what was typed and returns the rest.
func (q *Query) takeDates(text string, now time.Time) string {
	for _, way := range ways {
		text = way.text.ReplaceAllStringFunc(text, func(found string) string {
			q.addDate(found, distinct(way.read(way.text.FindStringSubmatch(found), now)))
			return " "
		})
	}
	return eight.ReplaceAllStringFunc(text, func(found string) string {
		p := eight.FindStringSubmatch(found)
		born := days([]string{p[1]}, p[2], p[3])
		if born == nil || !isYear(p[1], now) {
			return found
		}
		q.terms = append(q.terms, term{born: born, number: bare(found)})
		return " "
	})
}

func (q *Query) addDate(typed string, born []string) {
	switch {
	case len(born) == 0:
		q.Notes = append(q.Notes, fmt.Sprintf("There is no such date as %s.", strings.TrimSpace(typed)))
	case len(born) > 1:
		read := make([]string, len(born))
		for i, b := range born {
			read[i] = notation.When(b, time.UTC)
		}
		q.Notes = append(q.Notes, fmt.Sprintf("%s can be read as %s: patients born on any of them are listed.", strings.TrimSpace(typed), strings.Join(read, " or ")))
	}
	q.terms = append(q.terms, term{born: born, wrong: len(born) == 0})
}

// years are what a year can mean: itself, or, of two digits, those that are not
// to come.
func years(text string, now time.Time) []string {
	if len(text) == 4 {
		return []string{text}
	}
	past := []string{"19" + text}
	if "20"+text <= strconv.Itoa(now.Year()) {
		past = append(past, "20"+text)
	}
	return past
}

// oldest is the longest that anybody has lived, and some years more.
const oldest = 130

func isYear(text string, now time.Time) bool {
	year, err := strconv.Atoi(text)
	return err == nil && year <= now.Year() && year > now.Year()-oldest
}

// days are the dates of a month and a day in each of some years, as 1945-07-14;
// those that no calendar has are left out.
func days(years []string, month, day string) []string {
	var list []string
	for _, year := range years {
		text := fmt.Sprintf("%s-%02s-%02s", year, month, day)
		if _, err := time.Parse("2006-01-02", text); err == nil {
			list = append(list, text)
		}
	}
	return list
}

func distinct(list []string) []string {
	var once []string
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] {
			once = append(once, s)
		}
		seen[s] = true
	}
	return once
}
