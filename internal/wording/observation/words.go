package observation

// The words of absence and warning of these sections (specification sections 3,
// 5.5 and 5.6, hazard H-057).
const (
	wordsNoValue      = "no value sent"
	wordsNoRange      = "range not sent"
	wordsNoFlag       = "flag not sent"
	wordsNoUnitStated = "unit NOT STATED"
	wordsDoNotUse     = " - DO NOT USE"
)

// Absences lists every phrase by which these sections say that something is not
// known, not there or not to be used.
func Absences() []string {
	return []string{wordsNoValue, wordsNoRange, wordsNoFlag, wordsNoUnitStated, wordsDoNotUse}
}
