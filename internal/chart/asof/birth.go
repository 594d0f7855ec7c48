package asof

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
)

// Birth ties a child to its mother, and a mother to her children: linked by
// numbers that were sent, and never merged (hazard H-015).
type Birth struct {
	MotherNumber fact.ID       `json:"mother_number,omitzero"`
	Mother       *roster.Line  `json:"mother,omitempty"` // nil where nothing is known under her number
	Multiple     string        `json:"multiple,omitempty"`
	Order        string        `json:"order,omitempty"`
	Children     []roster.Line `json:"children,omitempty"`
}

func birthOf(p *chart.Person) Birth {
	return Birth{MotherNumber: p.Mother, Multiple: p.Multiple.Text, Order: p.BirthOrder.Text}
}
