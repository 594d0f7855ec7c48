package chart

import "fmt"

// Section is a kind of fact.
type Section string

// The sections of a chart. Identity is not a section of its own on paper; it
// is known as of the census.
const (
	SectionIdentity        Section = "identity"
	SectionCensus          Section = "census"
	SectionAllergies       Section = "allergies"
	SectionMedications     Section = "medications"
	SectionAdministrations Section = "administrations"
	SectionProblems        Section = "problems"
	SectionResults         Section = "results"
	SectionVitals          Section = "vitals"
	SectionOrders          Section = "orders"
	SectionNotes           Section = "notes"
	SectionAppointments    Section = "appointments"
	SectionContacts        Section = "contacts"
)

// Sections lists the sections of a chart in the order they are shown.
func Sections() []Section {
	return []Section{
		SectionCensus, SectionAllergies, SectionMedications, SectionAdministrations, SectionResults,
		SectionProblems, SectionVitals, SectionOrders, SectionNotes, SectionAppointments, SectionContacts,
	}
}

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

// The fixed words of absence (specification section 3); nothing else may say it.
const (
	WordsNotAsked     = "NOT ASKED"
	WordsNotRecorded  = "NOT RECORDED - ASK PATIENT/FAMILY"
	WordsNotAvailable = "NOT AVAILABLE FROM ANY CONNECTED SOURCE - ASK"
	WordsDisagree     = "SOURCES DISAGREE:"
	WordsNeverGiven   = "NOT CHARTED AS GIVEN SINCE START"
	WordsNoLastGiven  = "LAST GIVEN NOT AVAILABLE FROM THIS SOURCE"
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

// Unread is a message, or a part of one, that concerns a patient and could not
// be read (hazard H-065).
type Unread struct {
	Section Section `json:"section"`
	Reason  string  `json:"reason"`
	From    *From   `json:"from,omitempty"`
}

func (u *Unread) section() Section { return u.Section }
