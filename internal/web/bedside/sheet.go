package bedside

import (
	"net/url"
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
)

// sheet writes for a moment and a zone.
type sheet struct {
	now  time.Time
	zone *time.Location
}

// sentTime is a time that a sender gave: as people read it, and the digits that
// came where they say more.
type sentTime struct {
	Text string
	Raw  string
}

// time writes a sent time.
func (s sheet) time(t fact.Time) sentTime {
	return sentTime{Text: notation.When(t.ISO(), s.zone), Raw: t.Text}
}

// clocked writes the time of something that happened at a time of day: where
// only the day was sent, the page says so rather than let it read as midnight
// (hazard H-005).
func (s sheet) clocked(t fact.Time) sentTime {
	w := s.time(t)
	if t.Known() && t.Precision < fact.ToHour {
		w.Text += " (time not sent)"
	}
	return w
}

// when writes a sent time as plain text.
func (s sheet) when(t fact.Time) string { return s.time(t).Text }

// within reports whether an instant lies in the last d, or cannot be told to lie
// outside: what has no time stays in sight.
func (s sheet) within(t fact.Time, d time.Duration) bool {
	return !t.Known() || s.now.Sub(t.At) < d
}

// section is what heads every section of a chart.
type section struct {
	ID         string
	Title      string
	Known      ui.Known
	Words      string // the fixed words of an absence or a denial, "" where something is listed
	Incomplete string
	Unread     []fact.Unread
	Withheld   string
}

// newSection frames a list of the chart.
func newSection[T any](s sheet, l asof.List[T], title string) section {
	sec := section{
		ID: string(l.Section), Title: title, Words: l.Words, Unread: l.Unread,
		Known: ui.NewKnown(l.Standing(), s.now, s.zone),
	}
	if len(l.Sources) > 0 && l.Freshness == asof.NeverHeard && len(l.Items) == 0 {
		sec.Words = "" // a source that never spoke has not said that there is nothing; the box says so
	}
	if l.Has(chart.Incomplete) {
		sec.Incomplete = chart.IncompleteWords(len(l.Unread))
	}
	if l.Has(chart.Withheld) {
		sec.Withheld = wordsWithheld
	}
	return sec
}

// until is the next moment at which the freshness of a section changes.
func (s sheet) until(st asof.Standing, next time.Time) time.Time {
	changes := asof.Giving{AsOf: st.AsOf}.Changes(st.Section)
	if !st.Next.IsZero() {
		changes = append(changes, st.Next)
	}
	for _, at := range changes {
		if at.After(s.now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}

// person writes who somebody is on a list.
type person struct {
	Name string
	Born string
	Age  string
	Sex  string
	MRN  fact.ID
	To   string // the patient's page
}

func (s sheet) person(l roster.Line) person {
	return person{
		Name: notation.Name(l.Family, l.Given, "", "", ""),
		Born: bornWords(s.when(l.BornAt), l.BornAt),
		Age:  notation.Age(l.BornAt.ISO(), s.now, s.zone),
		Sex:  notation.Sex(l.Sex),
		MRN:  recordNumber(l.Identifiers),
		To:   patientPath(l.ID),
	}
}

func bornWords(when string, born fact.Time) string {
	if born.IsZero() {
		return notation.NotRecorded
	}
	return when
}

// recordNumber is the first medical record number; identifiers in use stand
// first.
func recordNumber(ids []fact.ID) fact.ID {
	for _, id := range ids {
		if id.IsRecord() {
			return id
		}
	}
	return fact.ID{}
}

// bedWords writes room and bed, as much as was sent.
func bedWords(p visit.Place) string {
	switch {
	case p.Room == "" && p.Bed == "":
		return wordsNoBed
	case p.Room == "":
		return p.Bed
	case p.Bed == "":
		return p.Room
	}
	return p.Room + " - " + p.Bed
}

func patientPath(id string) string { return "/patient/" + url.PathEscape(id) }

// noUnit stands in the address of the census of patients who are in no unit.
const noUnit = "~"

func unitPath(name string) string {
	if name == "" {
		name = noUnit
	}
	return "/unit/" + url.PathEscape(name)
}

func unitName(name string) string {
	if strings.TrimSpace(name) == "" {
		return wordsNoUnit
	}
	return name
}

// The sheets of the larger sections: what each writes for itself, at the moment
// and in the zone of its page.
type (
	medicineSheet struct{ sheet }
	resultSheet   struct{ sheet }
	censusSheet   struct{ sheet }
	staySheet     struct{ sheet }
)
