// Package misuse tells the mistakes of whoever started the program, which are
// theirs to put right, from what went wrong by itself.
package misuse

import "fmt"

// Error is such a mistake: settings that cannot work, an address that is taken,
// a key that is another's, a folder that was never set up.
type Error struct{ mistake error }

// Error says what is wrong and what to do next.
func (e *Error) Error() string { return e.mistake.Error() }

// Unwrap returns the mistake itself.
func (e *Error) Unwrap() error { return e.mistake }

// Of says of an error that it is such a mistake.
func Of(mistake error) error { return &Error{mistake} }

// Errorf makes one from words, as [fmt.Errorf] does.
func Errorf(format string, args ...any) error { return &Error{fmt.Errorf(format, args...)} }
