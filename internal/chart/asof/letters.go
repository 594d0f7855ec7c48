package asof

import (
	"fmt"

	"redoutlet/internal/chart/fact"
)

// guessedWords says that letters of what is shown were read in a character set
// that nobody declared: a name may be spelled otherwise (hazard H-065).
func (v *View) guessedWords(name *fact.From) []string {
	guess := guesses{messages: map[int64]bool{}}
	guess.add(name)
	noteGuesses(guess, v.Allergies.Items)
	noteGuesses(guess, v.Medications.Items)
	noteGuesses(guess, v.Administrations.Items)
	noteGuesses(guess, v.Results.Items)
	noteGuesses(guess, v.Vitals.Items)
	noteGuesses(guess, v.Orders.Items)
	noteGuesses(guess, v.Problems.Items)
	noteGuesses(guess, v.Notes.Items)
	noteGuesses(guess, v.Appointments.Items)
	noteGuesses(guess, v.Immunizations.Items)
	noteGuesses(guess, v.Contacts.Items)
	if len(guess.messages) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("CHECK SPELLING: letters beyond A to Z in %d message(s) were read in a character set that is a guess", len(guess.messages))}
}

// guesses are the messages of which letters were read by guess.
type guesses struct{ messages map[int64]bool }

func (g guesses) add(from *fact.From) {
	if from != nil && from.Guessed != "" {
		g.messages[from.Message] = true
	}
}

func noteGuesses[T told](g guesses, items []T) {
	for _, item := range items {
		g.add(item.Origin())
	}
}
