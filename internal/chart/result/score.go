package result

import (
	"slices"
	"strings"
)

// IsScore reports whether the value is a score, which has no unit: by LOINC, or
// because its name says so, as that of an early-warning score does (specification
// 5.6).
func (r *Result) IsScore() bool {
	switch r.TestCode.Code {
	case "72514-3", "38208-5", // pain
		"9269-2", "9267-6", "9268-4", "9270-0", // Glasgow coma score, and its parts: eyes, movement, speech
		"9272-6", "9271-8", "9274-2", "9273-4": // Apgar score at one and five minutes
		return true
	}
	words := strings.FieldsFunc(strings.ToLower(r.Test+" "+r.TestCode.Words()), func(c rune) bool { return c < 'a' || c > 'z' })
	return slices.Contains(words, "score") || slices.Contains(words, "scale")
}
