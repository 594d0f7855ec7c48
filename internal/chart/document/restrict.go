package document

import "redoutlet/internal/chart/fact"

// Codes are what a rule of the site may withhold a document by (hazard H-075).
func (n *Note) Codes() []fact.Coded { return []fact.Coded{n.Type} }

// Names names the document, and the one it adds to or replaces: what restricts
// one restricts the other.
func (n *Note) Names() []string {
	var names []string
	for _, id := range []fact.ID{n.Number, n.Parent} {
		if !id.IsZero() {
			names = append(names, "document\x1f"+id.Key())
		}
	}
	return names
}

// Origin is the message that the document stands for.
func (d Document) Origin() *fact.From { return d.From }
