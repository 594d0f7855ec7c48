// Package lookup finds the patients whom a person may mean by what they type:
// a name, a number, a birth date, or several of them.
//
// It looks through what is in memory and keeps nothing on disk: an index of names
// would give patients away by how common each name is.
package lookup

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/alike"
	"redoutlet/internal/chart/roster"
)

// Shown is how many patients a search lists. Whoever is not among them is found
// by typing more.
const Shown = 50

// Found is what a search has found.
type Found struct {
	Rows  []Row
	Total int  // how many fit; those beyond Shown are not in Rows
	Close bool // nobody fits as typed: these have a name that is nearly it
}

// Row is one patient found, and who may be taken for them.
type Row struct {
	roster.Summary
	Alerts []string
	Names  []string // by which the patient was found, where that is not the name in use
}

// Query is what a person typed, read. A patient has to fit all its terms.
type Query struct {
	terms []term
	Notes []string // how dates were read, where they can be read in several ways or in none
}

// term is one thing typed. A patient fits it by any of its meanings.
type term struct {
	name    string   // folded, the beginning of a word of a name
	letters uint32   // the set of its letters
	number  string   // of the patient or of the visit
	born    []string // the beginnings of a birth date, as 1945-07-14
	wrong   bool     // nobody fits
}

// The most that is read of what was typed.
const (
	mostLetters = 200
	mostTerms   = 10
)

// Empty reports whether nothing was typed that anybody could fit.
func (q Query) Empty() bool { return len(q.terms) == 0 }

// Format keeps what was typed out of every formatted string.
func (q Query) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[search withheld]")) }

// Read reads what a person typed. Dates are taken first, in any common way of
// writing them, then numbers, then names; now tells which years of two digits
// are past.
func Read(text string, now time.Time) Query {
	if len(text) > mostLetters {
		text = text[:mostLetters]
	}
	var q Query
	rest := q.takeDates(strings.ToValidUTF8(text, " "), now)
	for _, word := range strings.FieldsFunc(rest, between) {
		switch {
		case len(q.terms) == mostTerms:
			return q
		case strings.ContainsAny(word, "0123456789"):
			q.terms = append(q.terms, numberTerm(word, now))
		default:
			for _, part := range strings.FieldsFunc(word, func(r rune) bool { return r == '-' }) {
				if name := alike.Fold(part); name != "" {
					q.terms = append(q.terms, term{name: name, letters: letters(name)})
				}
			}
		}
	}
	return q
}

func between(r rune) bool { return strings.ContainsRune(" ,;\t\n\r/", r) }

// numberTerm is a word with digits: a number, and where it can be one a year of
// birth.
func numberTerm(word string, now time.Time) term {
	t := term{number: bare(word)}
	if len(word) == len("1945") && isYear(word, now) {
		t.born = []string{word}
	}
	return t
}

// bare is a number as it is compared: in capitals, without leading zeros and
// without what separates groups. The page shows numbers as they were sent.
func bare(number string) string {
	number = strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '.' {
			return -1
		}
		return r
	}, strings.ToUpper(number))
	return strings.TrimLeft(number, "0")
}

// Fits reports whether a patient fits what was typed.
func (q Query) Fits(e *Entry) bool { return q.fits(e, (*term).named) }

// Nearly reports whether a patient fits but for a letter of a name, or has a
// name that sounds like the one typed.
func (q Query) Nearly(e *Entry) bool { return q.fits(e, (*term).nearlyNamed) }

// Named reports whether a name was typed, without which nobody fits nearly.
func (q Query) Named() bool {
	return slices.ContainsFunc(q.terms, func(t term) bool { return t.name != "" })
}

func (q Query) fits(e *Entry, named func(*term, *Entry) bool) bool {
	for i := range q.terms {
		t := &q.terms[i]
		if t.wrong || !t.wasBorn(e) && !t.numbered(e) && !named(t, e) {
			return false
		}
	}
	return len(q.terms) > 0
}

// wasBorn reports whether the birth date fits. One of which less was sent than
// was typed fits as far as it goes: it cannot be told to be another.
func (t *term) wasBorn(e *Entry) bool {
	for _, born := range t.born {
		if e.born != "" && (strings.HasPrefix(e.born, born) || strings.HasPrefix(born, e.born)) {
			return true
		}
	}
	return false
}

// numbered reports whether a number fits, or begins with enough of what was
// typed.
func (t *term) numbered(e *Entry) bool {
	if t.number == "" {
		return false
	}
	if len(t.number) >= leastNumber {
		return begins(e.numbers, t.number)
	}
	return strings.Contains(e.numbers, " "+t.number+" ")
}

// leastNumber is how much of a number has to be typed for its beginning to be
// enough.
const leastNumber = 4

func (t *term) named(e *Entry) bool { return t.name != "" && begins(e.names, t.name) }

// begins reports whether any of the words, each after a space, begins with what
// was typed.
func begins(words, typed string) bool {
	for {
		at := strings.Index(words, typed)
		if at < 0 {
			return false
		}
		if words[at-1] == ' ' {
			return true
		}
		words = words[at:]
		next := strings.IndexByte(words, ' ')
		if next < 0 {
			return false
		}
		words = words[next:]
	}
}

// nearlyNamed first looks at letters alone: names near one another differ in
// few, and most names can be passed over at once.
func (t *term) nearlyNamed(e *Entry) bool {
	const most = 4 // letters that differ where two were changed
	if t.name == "" {
		return false
	}
	if t.named(e) {
		return true
	}
	for word := range strings.SplitSeq(e.names, " ") {
		if bits.OnesCount32(letters(word)^t.letters) <= most && alike.Near(word, t.name) {
			return true
		}
	}
	return false
}

// Compare puts those in the house first, then those who left last, then all by
// name.
func Compare(a, b *roster.Summary) int {
	return cmp.Or(
		-cmp.Compare(here(a), here(b)), lastLeft(b).Compare(lastLeft(a)),
		strings.Compare(a.Line.Family, b.Line.Family), strings.Compare(a.Line.Given, b.Line.Given),
		strings.Compare(a.Line.ID, b.Line.ID),
	)
}

func here(s *roster.Summary) int {
	if s.Line.InHouse {
		return 1
	}
	return 0
}

// lastLeft is when somebody who is not in the house left it last.
func lastLeft(s *roster.Summary) time.Time {
	var last time.Time
	if s.Line.InHouse {
		return last
	}
	for _, p := range s.Presences {
		if p.Left.After(last) {
			last = p.Left
		}
	}
	return last
}
