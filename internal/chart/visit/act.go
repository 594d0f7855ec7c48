package visit

import "redoutlet/internal/chart/fact"

// Act is what an ADT event does to a visit (specification 6.1).
type Act uint8

// The acts of a [Movement].
const (
	Update               Act = iota // A08 and its kin: newer values, same visit
	Admit                           // A01
	Register                        // A04
	PreAdmit                        // A05: expected, and in no census
	Transfer                        // A02, and each half of a swap (A17)
	ChangeClass                     // A06, A07: another class, same visit
	Discharge                       // A03
	Depart                          // A09: on the way
	Arrive                          // A10: come to a temporary place, or back
	AwaitAdmit                      // A14
	AwaitTransfer                   // A15
	AwaitDischarge                  // A16
	Leave                           // A21: away with leave, the bed kept
	Return                          // A22
	Delete                          // A23: the visit was entered in error
	DeletePerson                    // A29: the person was
	ChangeDoctor                    // A54
	ChangeConsultant                // A61
	Renumber                        // A42, A50, and A06 or A07 with a prior number: the prior number is this visit's
	CancelAdmit                     // A11
	CancelTransfer                  // A12
	CancelDischarge                 // A13
	CancelAwaitDischarge            // A25
	CancelAwaitTransfer             // A26
	CancelAwaitAdmit                // A27
	CancelArrive                    // A32
	CancelDepart                    // A33
	CancelPreAdmit                  // A38
	CancelLeave                     // A52
	CancelReturn                    // A53
	CancelDoctor                    // A55
	CancelConsultant                // A62
)

// undone is the act that a cancellation takes back.
func undone(a Act) (Act, bool) {
	switch a {
	case CancelAdmit:
		return Admit, true
	case CancelTransfer:
		return Transfer, true
	case CancelDischarge:
		return Discharge, true
	case CancelAwaitDischarge:
		return AwaitDischarge, true
	case CancelAwaitTransfer:
		return AwaitTransfer, true
	case CancelAwaitAdmit:
		return AwaitAdmit, true
	case CancelArrive:
		return Arrive, true
	case CancelDepart:
		return Depart, true
	case CancelPreAdmit:
		return PreAdmit, true
	case CancelLeave:
		return Leave, true
	case CancelReturn:
		return Return, true
	case CancelDoctor:
		return ChangeDoctor, true
	case CancelConsultant:
		return ChangeConsultant, true
	}
	return 0, false
}

func cancels(a Act) bool { _, ok := undone(a); return ok }

// opposes reports whether an act lets another happen again: what was taken back
// can happen anew, even within the minute, and so can a leave after a return.
func opposes(a, b Act) bool {
	if act, ok := undone(a); ok && act == b {
		return true
	}
	switch a {
	case Leave:
		return b == Return || b == CancelReturn
	case Return:
		return b == Leave || b == CancelLeave
	case Depart:
		return b == Arrive || b == CancelArrive
	case Arrive:
		return b == Depart || b == CancelDepart
	}
	return false
}

// Words is what happened, as it begins a sentence.
func (a Act) Words() string {
	return map[Act]string{
		Update: "An update", Admit: "An admission", Register: "A registration", PreAdmit: "A pre-admission",
		Transfer: "A transfer", ChangeClass: "A change of class", Discharge: "A discharge", Depart: "A departure",
		Arrive: "An arrival", AwaitAdmit: "A pending admission", AwaitTransfer: "A pending transfer",
		AwaitDischarge: "A pending discharge", Leave: "A leave of absence", Return: "A return from leave",
		Delete: "A deleted visit", DeletePerson: "A deleted person", ChangeDoctor: "A change of the attending doctor",
		ChangeConsultant: "A change of the consulting doctor", Renumber: "A change of the visit number",
		CancelAdmit: "A canceled admission", CancelTransfer: "A canceled transfer", CancelDischarge: "A canceled discharge",
		CancelAwaitDischarge: "A canceled pending discharge", CancelAwaitTransfer: "A canceled pending transfer",
		CancelAwaitAdmit: "A canceled pending admission", CancelArrive: "A canceled arrival", CancelDepart: "A canceled departure",
		CancelPreAdmit: "A canceled pre-admission", CancelLeave: "A canceled leave", CancelReturn: "A canceled return from leave",
		CancelDoctor: "A canceled change of the attending doctor", CancelConsultant: "A canceled change of the consulting doctor",
	}[a]
}

// Movement is what an ADT message says of a visit.
type Movement struct {
	Act        Act
	Visit      fact.ID   // PV1-19; zero where none was sent
	Formerly   fact.ID   // MRG-5: the number that the visit had, zero where none was sent
	Place      Place     // PV1-3
	Prior      Place     // PV1-6
	Temporary  Place     // PV1-11
	Back       bool      // PV1-11 was sent as null: the patient is in no temporary place
	Pending    Place     // PV1-42
	Class      fact.Said // PV1-2
	Kind       fact.Said // PV1-18, the patient type: observation, boarder, as the site codes it
	Attending  fact.Said // PV1-7, in the sender's words
	Referring  fact.Said // PV1-8
	Admitting  fact.Said // PV1-17
	Arrival    fact.Said // PV2-38, how the patient came
	Consulting fact.Said // PV1-9, all of them
	Service    fact.Said // PV1-10
	Important  fact.Said // PV1-16, the sender's VIP code
	Reason     fact.Said // PV2-3
	Guarded    string    // why a rule withholds what the message says besides who and where, "" where none does
	Admitted   fact.Time // PV1-44
	Discharged fact.Time // PV1-45
	DueIn      fact.Time // PV2-8, expected admission
	DueOut     fact.Time // PV2-9, expected discharge
	NotDueOut  bool      // PV2-9 was sent as null: no discharge is expected any more
	DueBack    fact.Time // PV2-47, expected return from leave
	Event      fact.Time // EVN-6, else EVN-2, else MSH-7
	// Conditions are PV1-15, as pregnant or blind: nil where nothing was sent,
	// and empty where null was, which takes back what was known.
	Conditions []fact.Coded
}

// About is the section of the census.
func (*Movement) About() fact.Section { return fact.SectionCensus }

// Handover says that a visit, or every visit of an account, was given to
// another patient (A44, A45). Each of the two is told. It moves nothing by
// itself: what was said of the visit is given to the fold of whoever has it.
type Handover struct {
	Visit   fact.ID   `json:"visit"`   // zero where an account was moved
	Account fact.ID   `json:"account"` // zero where one visit was moved
	Former  fact.ID   `json:"former"`  // the patient it leaves
	Holder  fact.ID   `json:"holder"`  // the patient it comes to
	By      string    `json:"by,omitempty"`
	Why     string    `json:"why,omitempty"`
	At      fact.Time `json:"at"`
}

// About is the section of the census.
func (*Handover) About() fact.Section { return fact.SectionCensus }
