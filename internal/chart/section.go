package chart

import "fmt"

// State says what a section holds. Unknown is a state, never a blank
// (specification section 3).
type State string

// The states of a section.
const (
	Listed       State = "LISTED"
	AssertedNone State = "ASSERTED-NONE"
	NotAsked     State = "NOT-ASKED"
	NotRecorded  State = "NOT-RECORDED"
	NotAvailable State = "NOT-AVAILABLE"
)

// The fixed words of absence (specification section 3, hazards H-060 and
// H-061); nothing else may say it.
const (
	WordsNotAsked     = "NOT ASKED"
	WordsNotRecorded  = "NOT RECORDED - ASK PATIENT/FAMILY"
	WordsNotAvailable = "NOT AVAILABLE FROM ANY CONNECTED SOURCE - ASK"
	WordsWithheld     = "INFORMATION WITHHELD BY POLICY - BREAK GLASS AT STATION"
	WordsDisagree     = "SOURCES DISAGREE:"
	WordsNeverGiven   = "NOT CHARTED AS GIVEN SINCE START"
	WordsNoLastGiven  = "LAST GIVEN NOT AVAILABLE FROM THIS SOURCE"

	WordsNoCodeStatus  = "NOT RECORDED IN THIS SOURCE - CHECK PAPER AND ASK"
	WordsNoPrecautions = "PRECAUTIONS NOT IN FEED - CHECK DOOR SIGN AND ASK"
)

// Words is the fixed phrase of an absence, "" for a section with items.
func (s State) Words() string {
	switch s {
	case NotAsked:
		return WordsNotAsked
	case NotRecorded:
		return WordsNotRecorded
	case NotAvailable:
		return WordsNotAvailable
	}
	return ""
}

// Flag stands beside a state.
type Flag string

// The flags of a section.
const (
	Incomplete Flag = "INCOMPLETE"
	Withheld   Flag = "WITHHELD"
	Conflict   Flag = "CONFLICT"
)

// IncompleteWords says how many items could not be read.
func IncompleteWords(n int) string {
	return fmt.Sprintf("INCOMPLETE: %d item(s) could not be read/fetched", n)
}
