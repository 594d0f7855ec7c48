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
)

// Sources returns all systems of the hospital.
func Sources() []Source { return []Source{Registration, Pharmacy, Laboratory} }

// facility is the assigning authority and the name in MSH-4.
const facility = "FERNHOLLOW"
