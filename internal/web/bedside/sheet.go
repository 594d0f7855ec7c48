package bedside

import (
	"net/url"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/unit"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/notation"
	"redoutlet/internal/wording/listing"
	"redoutlet/internal/wording/pen"
)

// sheet writes for a moment, a zone and a house.
type sheet struct {
	now   time.Time
	zone  *time.Location
	units unit.Names
}

// What the sheet writes with its pen, by the short names that the pages use.
type (
	section  = pen.Section
	sentTime = pen.Time
)

func (s sheet) pen() pen.Pen { return pen.Pen{Now: s.now, Zone: s.zone, Units: s.units} }

// listing writes the sections that are lists of entries.
func (s sheet) listing() listing.Writer { return listing.Writer{Pen: s.pen()} }

func (s sheet) time(t fact.Time) sentTime { return s.pen().Time(t) }
func (s sheet) when(t fact.Time) string   { return s.pen().When(t) }

// newSection frames a list of the chart.
func newSection[T any](s sheet, l asof.List[T], title string) section {
	return pen.NewSection(s.pen(), l, title)
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

// unitName is a unit as its site calls it.
func unitName(units unit.Names, code string) string {
	if strings.TrimSpace(code) == "" {
		return wordsNoUnit
	}
	return units.Words(code)
}

// The sheets of the larger sections: what each writes for itself, at the moment
// and in the zone of its page.
type (
	censusSheet struct{ sheet }
	staySheet   struct{ sheet }
)
