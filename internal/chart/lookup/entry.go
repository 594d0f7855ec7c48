package lookup

import (
	"slices"
	"strings"

	"redoutlet/internal/chart/alike"
	"redoutlet/internal/chart/roster"
)

// Entry is a patient as searches look at one: what can be typed, folded once, so
// that 50,000 patients are looked through while somebody waits.
type Entry struct {
	names   string // folded words, each after a space
	numbers string // bare, each between spaces
	born    string // as far as it was sent, as 1945-07-14
}

// EntryOf is a patient's entry.
func EntryOf(l *roster.Line) Entry {
	var names, numbers strings.Builder
	addWords(&names, l.Family)
	addWords(&names, l.Given)
	for _, name := range l.Aliases {
		addWords(&names, name)
	}
	for _, id := range l.Identifiers {
		numbers.WriteString(" " + bare(id.Value) + " ")
	}
	if l.Visit != "" {
		numbers.WriteString(" " + bare(l.Visit) + " ")
	}
	return Entry{names: names.String(), numbers: numbers.String(), born: l.Born}
}

// OtherNames are the names of before or beside the one in use by which a patient
// was found: what was typed is the beginning of a word of theirs, or nearly one,
// and not of the name in use.
func (q Query) OtherNames(l *roster.Line, nearly bool) []string {
	named := (*term).named
	if nearly {
		named = (*term).nearlyNamed
	}
	own := EntryOf(&roster.Line{Family: l.Family, Given: l.Given})
	var found []string
	for _, name := range l.Aliases {
		other := EntryOf(&roster.Line{Family: name})
		if slices.ContainsFunc(q.terms, func(t term) bool { return !named(&t, &own) && named(&t, &other) }) {
			found = append(found, name)
		}
	}
	return found
}

// addWords adds the words of a name: each alone, and each with all that follow,
// since spaces and marks within a name need not be typed.
func addWords(to *strings.Builder, name string) {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' })
	for i := range words {
		words[i] = alike.Fold(words[i])
	}
	for i, word := range words {
		to.WriteString(" " + strings.Join(words[i:], ""))
		if i < len(words)-1 {
			to.WriteString(" " + word)
		}
	}
}

// letters is the set of a name's plain letters. Those of other alphabets are
// left out: each makes a difference of one at most, as a changed letter does.
func letters(name string) uint32 {
	var set uint32
	for i := range len(name) {
		if c := name[i]; c >= 'a' && c <= 'z' {
			set |= 1 << (c - 'a')
		}
	}
	return set
}
