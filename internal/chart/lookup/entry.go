package lookup

import (
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
	for _, id := range l.Identifiers {
		numbers.WriteString(" " + bare(id.Value) + " ")
	}
	if l.Visit != "" {
		numbers.WriteString(" " + bare(l.Visit) + " ")
	}
	return Entry{names: names.String(), numbers: numbers.String(), born: l.Born}
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
