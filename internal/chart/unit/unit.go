// Package unit holds what a site calls its units: the code that sources send
// (HL7 field PV1-3.1), the name that people know it by, and whether it is in
// use.
//
// A name is shown beside the code and never in its place: the code is what the
// sender said.
package unit

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// What may go wrong when units are named, found with errors.Is.
var (
	// ErrMeanwhile says that somebody else has named units since they were
	// looked at.
	ErrMeanwhile = errors.New("somebody else has changed the units meanwhile: look at them again")
	// ErrNoEarlier says that there is nothing to go back to.
	ErrNoEarlier = errors.New("there is nothing before this")
	// ErrTwice says that two units have one code.
	ErrTwice = errors.New("this code is there already: change its line")
)

// Unit is a unit as its site calls it.
type Unit struct {
	Code   string `json:"code"`             // as sent
	Name   string `json:"name"`             // as shown
	Closed bool   `json:"closed,omitempty"` // not in use
}

// MostName is how many characters a name has at most: it stands in tables and
// in headings.
const MostName = 60

// Check says what is wrong with a unit, or nil.
func (u Unit) Check() error {
	switch {
	case strings.TrimSpace(u.Code) == "":
		return errors.New("the code is missing: type it as the source sends it")
	case strings.TrimSpace(u.Name) == "":
		return errors.New("the name is missing: type what people call the unit")
	case utf8.RuneCountInString(u.Name) > MostName || len(u.Code) > 4*MostName:
		return fmt.Errorf("the name is too long: use %d characters at most", MostName)
	case !readable(u.Code) || !readable(u.Name):
		return errors.New("the code or the name has characters that cannot be seen: type it anew")
	}
	return nil
}

func readable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

// List is what a site calls all of its units, from a moment on, by code.
type List struct {
	Version int64     `json:"-"` // from 1; 0 for a site that has named none
	At      time.Time `json:"-"`
	By      string    `json:"-"` // account
	Units   []Unit    `json:"units"`
}

// Find is the unit of a code.
func (l List) Find(code string) (Unit, bool) {
	at := slices.IndexFunc(l.Units, func(u Unit) bool { return u.Code == code })
	if at < 0 {
		return Unit{}, false
	}
	return l.Units[at], true
}

// New is the list of these units, by code. It fails as [Unit.Check] does, and
// where two have one code.
func New(units []Unit) (List, error) {
	l := List{Units: slices.Clone(units)}
	slices.SortFunc(l.Units, func(a, b Unit) int { return strings.Compare(a.Code, b.Code) })
	for i, u := range l.Units {
		if err := u.Check(); err != nil {
			return List{}, err
		}
		if i > 0 && l.Units[i-1].Code == u.Code {
			return List{}, ErrTwice
		}
	}
	return l, nil
}

// Names are the units by code.
func (l List) Names() Names {
	names := Names{}
	for _, u := range l.Units {
		names[u.Code] = u
	}
	return names
}

// Changes says what a list changed of the one before it, a sentence each.
func (l List) Changes(before List) []string {
	var words []string
	for _, u := range l.Units {
		old, known := before.Find(u.Code)
		switch {
		case !known:
			words = append(words, u.Code+" is called "+u.Name)
		case old.Name != u.Name:
			words = append(words, u.Code+" is called "+u.Name+", before "+old.Name)
		}
		switch {
		case u.Closed && !old.Closed:
			words = append(words, u.Code+" is not in use")
		case !u.Closed && old.Closed:
			words = append(words, u.Code+" is in use again")
		}
	}
	for _, u := range before.Units {
		if _, known := l.Find(u.Code); !known {
			words = append(words, u.Code+" has no name any more, before "+u.Name)
		}
	}
	return words
}

// Names are units by code. The nil Names know none.
type Names map[string]Unit

// Words is a unit as it is shown: by name with its code, or by the code alone
// where it has no name of its own; and that it is not in use, where somebody may
// be in it all the same.
func (n Names) Words(code string) string {
	u := n[code]
	words := code
	if u.Name != "" && u.Name != code {
		words = u.Name + " (" + code + ")"
	}
	if u.Closed {
		words += ", not in use"
	}
	return words
}
