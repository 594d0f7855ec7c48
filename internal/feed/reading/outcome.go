package reading

import (
	"redoutlet/internal/chart/fact"
)

// Outcome is what became of a message.
type Outcome string

// The outcomes.
const (
	Charted     Outcome = "charted"
	Quarantined Outcome = "quarantined"
	Ignored     Outcome = "ignored"
	Waiting     Outcome = "waiting"
)

// Family groups message types that travel together, because one application
// sends them.
type Family string

// The families.
const (
	FamilyRegistration    Family = "registration"    // ADT: who is where, and allergies
	FamilyOrders          Family = "orders"          // RDE, OMP: medication orders
	FamilyRequests        Family = "requests"        // ORM and its successors: orders of other kinds
	FamilyAnswers         Family = "answers"         // what a filler answers to an order
	FamilySupplies        Family = "supplies"        // RDS, RGV: medicines handed out, or to be given
	FamilyAdministrations Family = "administrations" // RAS: doses given
	FamilyResults         Family = "results"         // ORU
	FamilyVitals          Family = "vital signs"     // ORU, of vital signs
	FamilyProblems        Family = "problems"        // PPR and its kin
	FamilyDocuments       Family = "documents"       // MDM
	FamilySchedule        Family = "schedule"        // SIU
	FamilyImmunizations   Family = "immunizations"   // VXU
	FamilyAllergies       Family = "allergies"       // AL1 and IAM, in whatever message
	FamilyDiagnoses       Family = "diagnoses"       // DG1 and PR1, in whatever message
	FamilyContacts        Family = "contacts"        // NK1 and its kin, in whatever message
	FamilyOther           Family = "other"
)

// Sections are the sections that messages of a family keep up to date.
func (f Family) Sections() []fact.Section {
	switch f {
	case FamilyRegistration:
		return []fact.Section{fact.SectionIdentity, fact.SectionCensus}
	case FamilyAllergies:
		return []fact.Section{fact.SectionAllergies}
	case FamilyOrders:
		return []fact.Section{fact.SectionMedications}
	case FamilyRequests:
		return []fact.Section{fact.SectionOrders}
	case FamilyAdministrations:
		return []fact.Section{fact.SectionAdministrations}
	case FamilyResults:
		return []fact.Section{fact.SectionResults}
	case FamilyVitals:
		return []fact.Section{fact.SectionVitals}
	case FamilyProblems, FamilyDiagnoses:
		return []fact.Section{fact.SectionProblems}
	case FamilyDocuments:
		return []fact.Section{fact.SectionNotes}
	case FamilySchedule:
		return []fact.Section{fact.SectionAppointments}
	case FamilyImmunizations:
		return []fact.Section{fact.SectionImmunizations}
	case FamilyContacts:
		return []fact.Section{fact.SectionContacts}
	}
	return nil
}

// Registered reports whether what a family tells travels with registration: any
// message of that proves it current, and what was sent last may be old and
// still all there is.
func (f Family) Registered() bool {
	return f == FamilyAllergies || f == FamilyDiagnoses || f == FamilyContacts
}
