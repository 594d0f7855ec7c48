package sim

import "redoutlet/internal/sim/stage"

// Source is a system that sends.
type Source = stage.Source

// Message is one thing sent.
type Message = stage.Message

// Options are what kind of hospital it is.
type Options = stage.Options

// The systems of the hospital.
const (
	Registration Source = "registration" // ADT: who is where, and allergies
	Pharmacy     Source = "pharmacy"     // RDE: medication orders; RAS: doses given
	Laboratory   Source = "laboratory"   // ORU: results
	Flowsheet    Source = "flowsheet"    // ORU: vital signs
	Documents    Source = "documents"    // MDM: notes
	Orders       Source = "orders"       // OMG, ORM, OMD, OML: what is ordered beside drugs; PPR: problems; VXU: immunizations
	Schedule     Source = "schedule"     // SIU: appointments
)

// Sources returns all systems of the hospital.
func Sources() []Source {
	return []Source{Registration, Pharmacy, Laboratory, Flowsheet, Documents, Orders, Schedule}
}

// facility is the assigning authority and the name in MSH-4.
const facility = "FERNHOLLOW"
