package lookup

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
)

var now = time.Date(2026, 11, 25, 10, 42, 0, 0, time.UTC)

func line(family, given, born string, numbers ...string) *roster.Line {
	l := &roster.Line{Family: family, Given: given, Born: born, Visit: "V883120"}
	for _, n := range numbers {
		l.Identifiers = append(l.Identifiers, fact.ID{Value: n, Authority: "STBRIGID", Type: "MR"})
	}
	return l
}

// TestOtherNames: a patient is found by a name of before or beside the one in use,
// and it is said by which, unless what was typed fits the name in use too.
func TestOtherNames(t *testing.T) {
	l := line("EVANS", "Mary Joan", "1945-07-14", "004417209")
	l.Aliases = []string{"Mary SMITH-JONES", "Minnie"}
	for _, tt := range []struct {
		typed  string
		fits   bool
		nearly bool
		by     []string
	}{
		{"evans", true, true, nil}, {"mary", true, true, nil}, {"1945", true, true, nil}, {"bob", false, false, nil},
		{"smith", true, true, l.Aliases[:1]}, {"jones", true, true, l.Aliases[:1]}, {"mary smithjones", true, true, l.Aliases[:1]},
		{"smith 14-Jul-1945", true, true, l.Aliases[:1]}, {"minnie", true, true, l.Aliases[1:]}, {"smith minnie", true, true, l.Aliases},
		{"smyth", false, true, l.Aliases[:1]}, {"evens", false, true, nil},
	} {
		q, e := Read(tt.typed, now), EntryOf(l)
		if q.Fits(&e) != tt.fits || q.Nearly(&e) != tt.nearly {
			t.Errorf("%q fits %v, nearly %v", tt.typed, q.Fits(&e), q.Nearly(&e))
		}
		if by := q.OtherNames(l, !tt.fits); !slices.Equal(by, tt.by) {
			t.Errorf("%q finds by %q, want %q", tt.typed, by, tt.by)
		}
	}
}

func TestWhoFits(t *testing.T) {
	evans := line("EVANS-WEST", "Mary Joan", "1945-07-14", "004417209")
	meer := line("van der Meer", "Zoë", "1980-05-04T10:20", "77")
	brien := line("O'BRIEN", "", "1980", "A-12")
	nguyen := line("NGUYỄN", "Thị Lan", "", "5")
	for _, tt := range []struct {
		typed string
		fits  []*roster.Line
	}{
		{"evans", []*roster.Line{evans}},
		{"EVANS WEST", []*roster.Line{evans}},
		{"evans-west, mary", []*roster.Line{evans}},
		{"west", []*roster.Line{evans}},
		{"joan", []*roster.Line{evans}},
		{"joan evans", []*roster.Line{evans}},
		{"evanswest", []*roster.Line{evans}},
		{"vans", nil},
		{"evans bob", nil},
		{"evans zoe", nil},
		{"vandermeer", []*roster.Line{meer}},
		{"van der meer", []*roster.Line{meer}},
		{"meer", []*roster.Line{meer}},
		{"zoe", []*roster.Line{meer}},
		{"obrien", []*roster.Line{brien}},
		{"o'brien", []*roster.Line{brien}},
		{"nguyen", []*roster.Line{nguyen}},
		{"NGUYỄN thi", []*roster.Line{nguyen}},
		{"004417209", []*roster.Line{evans}},
		{"4417209", []*roster.Line{evans}},
		{"0044-17 209", nil}, // a number with a space is two
		{"0044-17209", []*roster.Line{evans}},
		{"4417", []*roster.Line{evans}},
		{"441", nil},
		{"77", []*roster.Line{meer}},
		{"a12", []*roster.Line{brien}},
		{"v883120", []*roster.Line{evans, meer, brien, nguyen}},
		{"1945-07-14", []*roster.Line{evans}},
		{"1945/7/14", []*roster.Line{evans}},
		{"19450714", []*roster.Line{evans}},
		{"7/14/1945", []*roster.Line{evans}},
		{"14.7.1945", []*roster.Line{evans}},
		{"14-Jul-1945", []*roster.Line{evans}},
		{"14 july 1945", []*roster.Line{evans}},
		{"14th of July, 1945", nil}, // "of" is read as a name
		{"July 14, 1945", []*roster.Line{evans}},
		{"jul 14 45", []*roster.Line{evans}},
		{"14JUL1945", []*roster.Line{evans}},
		{"7/14/45", []*roster.Line{evans}},
		{"1945", []*roster.Line{evans}},
		{"evans 1945", []*roster.Line{evans}},
		{"evans 1946", nil},
		{"04/05/1980", []*roster.Line{meer, brien}},
		{"5/4/80", []*roster.Line{meer, brien}},
		{"1980-05-04", []*roster.Line{meer, brien}},
		{"1980-05-05", []*roster.Line{brien}}, // of whom no more than the year was sent
		{"31/02/1945", nil},
		{"evans 31/02/1945", nil},
		{"", nil},
		{" ,; - ", nil},
		{"\xff\xfe", nil},
	} {
		q := Read(tt.typed, now)
		for _, l := range []*roster.Line{evans, meer, brien, nguyen} {
			e := EntryOf(l)
			if got, want := q.Fits(&e), slices.Contains(tt.fits, l); got != want {
				t.Errorf("%q fits %s: %v, want %v", tt.typed, l.Family, got, want)
			}
		}
	}
}

func TestDatesSayHowTheyWereRead(t *testing.T) {
	for typed, want := range map[string][]string{
		"7/14/1945":       nil,
		"1945-07-14":      nil,
		"4/4/1980":        nil,
		"04/05/1980":      {"04/05/1980 can be read as 05-Apr-1980 or 04-May-1980: patients born on any of them are listed."},
		"7/14/24":         {"7/14/24 can be read as 14-Jul-1924 or 14-Jul-2024: patients born on any of them are listed."},
		"7/14/45":         nil,
		"31/02/1945":      {"There is no such date as 31/02/1945."},
		"evans 30-feb-45": {"There is no such date as 30-feb-45."},
		"99999999":        nil,
		"1/2/1990 3/2/1991": {
			"1/2/1990 can be read as 02-Jan-1990 or 01-Feb-1990: patients born on any of them are listed.",
			"3/2/1991 can be read as 02-Mar-1991 or 03-Feb-1991: patients born on any of them are listed.",
		},
	} {
		if diff := cmp.Diff(want, Read(typed, now).Notes); diff != "" {
			t.Errorf("%q (-want +got):\n%s", typed, diff)
		}
	}
}

func TestNearlyFits(t *testing.T) {
	smith, maier := EntryOf(line("SMITH", "Ann", "1945-07-14")), EntryOf(line("MAIER-LEE", "Bob", "1990-01-02"))
	for typed, want := range map[string][2]bool{
		"smyth": {true, false}, "smiht": {true, false}, "smyth ann": {true, false}, "smyth bob": {false, false},
		"meyer": {false, true}, "meyer bob": {false, true}, "smyth 1945": {true, false}, "smyth 1946": {false, false},
		"1946": {false, false}, "jones": {false, false},
	} {
		q := Read(typed, now)
		if got := [2]bool{q.Nearly(&smith), q.Nearly(&maier)}; got != want {
			t.Errorf("%q: %v, want %v", typed, got, want)
		}
	}
}

func TestOrder(t *testing.T) {
	summary := func(id, family string, here bool, left ...time.Time) *roster.Summary {
		s := &roster.Summary{Line: roster.Line{ID: id, Family: family, InHouse: here}}
		for _, at := range left {
			s.Presences = append(s.Presences, roster.Presence{Left: at})
		}
		return s
	}
	want := []*roster.Summary{
		summary("3", "ABEL", true), summary("4", "ZHOU", true, now), summary("1", "ZHOU", false, now),
		summary("2", "ABEL", false, now.Add(-time.Hour), now.AddDate(0, 0, -9)), summary("5", "ABEL", false), summary("6", "ABEL", false),
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, Compare)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("place %d has %s, want %s", i, got[i].Line.ID, want[i].Line.ID)
		}
	}
}

// What was typed names a patient, and reaches no log.
func TestQueryIsNotPrinted(t *testing.T) {
	q := Read("evans 004417209", now)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d"} {
		if text := fmt.Sprintf(verb, q); strings.Contains(strings.ToLower(text), "evans") || strings.Contains(text, "4417") {
			t.Errorf("%s prints %s", verb, text)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"evans 7/14/45", "14JUL1945", "\xff", "19450714 may 5 2001", strings.Repeat("a-1/2/3 ", 60)} {
		f.Add(s, "EVANS-WEST", "1945-07-14")
	}
	f.Fuzz(func(t *testing.T, typed, family, born string) {
		q, e := Read(typed, now), EntryOf(line(family, "Joan", born, typed))
		if q.Fits(&e) && !q.Nearly(&e) {
			t.Error("a patient fits, and not nearly")
		}
		if len(q.terms) > 2*mostLetters {
			t.Errorf("%d terms were read", len(q.terms))
		}
		if q.Empty() && (q.Fits(&e) || q.Nearly(&e)) {
			t.Error("somebody fits nothing")
		}
	})
}
