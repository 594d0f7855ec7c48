package fact

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
	SectionImmunizations   Section = "immunizations"
	SectionContacts        Section = "contacts"
)

// Sections lists the sections of a chart in the order they are shown.
func Sections() []Section {
	return []Section{
		SectionCensus, SectionAllergies, SectionMedications, SectionAdministrations, SectionResults,
		SectionProblems, SectionVitals, SectionOrders, SectionNotes, SectionAppointments,
		SectionImmunizations, SectionContacts,
	}
}

// Unread is a message, or a part of one, that concerns a patient and could not
// be read (hazard H-065).
type Unread struct {
	Section Section `json:"section"`
	Reason  string  `json:"reason"`
	From    *From   `json:"from,omitempty"`
}

// About is the section that misses it.
func (u *Unread) About() Section { return u.Section }
