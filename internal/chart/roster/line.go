package roster

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
)

// Line is a patient as one line of a list: who, and where.
type Line struct {
	ID          string    `json:"id"`
	Identifiers []fact.ID `json:"identifiers"` // in use first, merged away last
	Family      string    `json:"family"`
	Given       string    `json:"given"`
	Born        string    `json:"born"`
	Sex         string    `json:"sex"`
	Unit        string    `json:"unit"`
	Room        string    `json:"room"`
	Bed         string    `json:"bed"`
	Visit       string    `json:"visit"`
	Language    string    `json:"language,omitempty"`
	InHouse     bool      `json:"in_house"`
	Test        bool      `json:"test"`
	Mother      fact.ID   `json:"mother,omitzero"`   // her number, where the patient was sent as her child
	Aliases     []string  `json:"aliases,omitempty"` // names beside the one in use
	BornAt      fact.Time `json:"-"`
}

// LineOf is a chart's line. A patient who is nowhere has no unit.
func LineOf(c *chart.Chart, id string) Line {
	p := &c.Person
	line := Line{
		ID: id, Identifiers: append(append([]fact.ID{}, c.IDs...), c.Former...),
		Family: p.Family.Text, Given: p.Given.Text, Born: p.BornAt.ISO(), Sex: p.Sex.Text,
		Language: p.Language.Text, Test: c.Test, BornAt: p.BornAt, Mother: p.Mother, Aliases: c.Aliases,
	}
	if visit := c.Current(); visit != nil {
		place := visit.Place()
		line.Unit, line.Room, line.Bed = place.Unit, place.Room, place.Bed
		line.Visit, line.InHouse = visit.Number.Value, true
	}
	return line
}
