package access

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"redoutlet/internal/seal"
)

// GlassTime is how long a person sees what is withheld on a chart after breaking
// the glass: part of a shift, so that the next shift gives a reason of its own.
const GlassTime = 4 * time.Hour

// Kind is why a person breaks the glass, in fixed words that name nobody.
type Kind string

// Kinds are the reasons that can be chosen, the most urgent first.
func Kinds() []Kind {
	return []Kind{
		"The patient is in danger now",
		"I am treating this patient",
		"A medicine or an interaction has to be checked",
		"I cover for a colleague who treats this patient",
		"Another reason, in my words below",
	}
}

// Reason is why a person breaks the glass.
type Reason struct {
	Kind  Kind
	Words string // in the person's own words; it may name the patient, so it is kept sealed
}

// The bounds of a reason's words: enough to say something, and no more than a
// reviewer reads.
const (
	leastWords = 8
	mostWords  = 500
)

// The errors of a reason.
var (
	ErrKind  = errors.New("choose the reason that comes closest")
	ErrWords = fmt.Errorf("say in your own words why, in %d to %d characters: the reviewer reads them", leastWords, mostWords)
)

// Check returns ErrKind or ErrWords where the reason does not say enough.
func (r Reason) Check() error {
	if !slices.Contains(Kinds(), r.Kind) {
		return ErrKind
	}
	return CheckWords(r.Words)
}

// CheckWords returns ErrWords where a person's own words, for whatever they are
// asked, are too few or too many to be a reason, or no text. Spaces say nothing.
func CheckWords(words string) error {
	n := utf8.RuneCountInString(strings.Join(strings.Fields(words), " "))
	if n < leastWords || n > mostWords || !utf8.ValidString(words) {
		return ErrWords
	}
	return nil
}

// Glass is one breaking of the glass. Its id is that of the opening that was
// recorded with it.
type Glass struct {
	ID      ID
	At      time.Time
	Until   time.Time // when sight of what is withheld ends
	Account string
	Patient [16]byte
	Words   seal.Sealed // the reason in the person's words
}

// Lasts reports whether the glass is still broken. One broken in the future,
// which a clock set back leaves, is not.
func (g Glass) Lasts(now time.Time) bool { return !now.Before(g.At) && now.Before(g.Until) }
