package order

// State is the state of an order in the words that are printed (specification
// 7.1).
type State string

// The states of an order.
const (
	Active       State = "ACTIVE"
	Held         State = "HELD"
	Discontinued State = "DISCONTINUED"
	Cancelled    State = "CANCELLED"
	Replaced     State = "REPLACED"
	Completed    State = "COMPLETED"
	Refused      State = "ORDER NOT ACCEPTED - verify"
	Unclassified State = "UNCLASSIFIED - VERIFY"
)

// Ended reports whether an order in this state is no longer to be carried out.
func (s State) Ended() bool {
	switch s {
	case Discontinued, Cancelled, Replaced, Completed:
		return true
	}
	return false
}

// stateOf reads ORC-5 (HL7 table 0038).
func stateOf(status string) (State, bool) {
	switch status {
	case "IP", "SC", "A":
		return Active, true
	case "HD":
		return Held, true
	case "CA":
		return Cancelled, true
	case "DC":
		return Discontinued, true
	case "RP":
		return Replaced, true
	case "CM":
		return Completed, true
	case "ER":
		return Refused, true
	}
	return "", false
}
