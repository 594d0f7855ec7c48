package document

import (
	"redoutlet/internal/chart/fact"
)

// Names name the document by its number, as far as that is told apart from those
// of other systems: two sources that give out the same number mean two
// documents.
func (d *Document) Names() []string {
	if d.Number.IsZero() || d.Number.Authority == "" {
		return nil
	}
	return []string{"document\x1f" + d.Number.Key()}
}

// Says is what stands on a page of the document beside its text: a text is read
// where it stands.
func (d *Document) Says() string { return fact.Join(string(d.State), d.Type, d.Words, d.Author) }

// Mark adds a warning in words.
func (d *Document) Mark(words string) { d.Marks = fact.AppendOnce(d.Marks, words) }
