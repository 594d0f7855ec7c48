package lobby

import (
	"net/url"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/notation"
)

// person writes who a patient is: the name, and two identifiers to tell people
// apart by (hazard H-014).
type person struct {
	Name      string
	Born      string
	Age       string
	Sex       string
	Number    string
	Authority string // who gives the number
	To        string // the patient's page
}

func (s sheet) person(l roster.Line) person {
	p := person{
		Name: notation.Name(l.Family, l.Given, "", "", ""), Born: notation.NotRecorded,
		Age: notation.Age(l.BornAt.ISO(), s.now, s.zone), Sex: notation.Sex(l.Sex),
		Number: notation.NotRecorded, To: "/patient/" + url.PathEscape(l.ID),
	}
	if !l.BornAt.IsZero() {
		p.Born = notation.When(l.BornAt.ISO(), s.zone)
	}
	if id := recordNumber(l.Identifiers); !id.IsZero() {
		p.Number, p.Authority = id.Value, id.Authority
	}
	return p
}

// recordNumber is the first medical record number, else the first number of any
// kind; those in use stand first.
func recordNumber(ids []fact.ID) fact.ID {
	for _, id := range ids {
		if id.IsRecord() {
			return id
		}
	}
	if len(ids) > 0 {
		return ids[0]
	}
	return fact.ID{}
}

// place writes unit, room and bed, as much as was sent.
func place(parts ...string) string {
	var sent []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			sent = append(sent, p)
		}
	}
	return strings.Join(sent, " - ")
}
