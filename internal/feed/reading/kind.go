package reading

import (
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading/request"
)

// kind is what this version does with a message type: read it, say that there
// is nothing clinical in it, or set it aside as not understood.
type kind struct {
	family  Family
	section fact.Section   // where a message of this kind is missed if it is not charted
	read    func(*patient) // nil: not understood
	nothing string         // why it holds nothing to chart
	house   func(*message) // what it says of no patient; nil: it has to name one
	// together, which may be nil, reads what the message says of its patients
	// beside one another, once each was read alone.
	together func(*message, []patient)
}

// kindOf decides by message type and event. Type comes first: PPR^PC1 and
// BAR^P01 both begin with P and only one of them is about care.
func kindOf(messageType, event string) kind {
	switch messageType {
	case "ADT":
		return adtKind(event)
	case "RDE", "OMP":
		return kind{family: FamilyOrders, section: fact.SectionMedications, read: asked(request.Medicines)}
	case "ORM", "OMG", "OML", "OMI", "OMD", "OMB", "OMN", "OMS", "BPS", "BTS":
		return kind{family: FamilyRequests, section: fact.SectionOrders, read: asked(request.Orders)}
	case "ORR", "ORG", "ORL", "ORI", "ORD", "ORN", "ORS", "ORB":
		return kind{family: FamilyAnswers, section: fact.SectionOrders, read: asked(request.Orders), nothing: nothingClinical("ACK")}
	case "ORP", "RRE":
		return kind{family: FamilyAnswers, section: fact.SectionMedications, read: asked(request.Medicines), nothing: nothingClinical("ACK")}
	case "RDS":
		return kind{family: FamilySupplies, section: fact.SectionMedications, read: asked(request.Dispensed)}
	case "RGV":
		return kind{family: FamilySupplies, section: fact.SectionMedications, read: asked(request.Instructed)}
	case "RAS":
		return kind{family: FamilyAdministrations, section: fact.SectionAdministrations, read: asked(request.Doses)}
	case "ORU", "OUL", "OPU":
		return kind{family: FamilyResults, section: fact.SectionResults, read: (*patient).results}
	case "MDM":
		return kind{family: FamilyDocuments, section: fact.SectionNotes, read: writes(event)}
	case "SIU":
		return kind{family: FamilySchedule, section: fact.SectionAppointments, read: books(event)}
	case "PPR", "PGL", "PPP", "PPG":
		return kind{family: FamilyProblems, section: fact.SectionProblems, read: tellProblems}
	case "VXU":
		return kind{family: FamilyImmunizations, section: fact.SectionImmunizations, read: tellShots}
	case "REF":
		return kind{family: FamilyOther, section: fact.SectionProblems, read: func(r *patient) { r.observations() }}
	}
	if why := nothingClinical(messageType); why != "" {
		return kind{family: FamilyOther, nothing: why}
	}
	return kind{family: FamilyOther, section: missedIn(messageType)}
}

// Understands reports whether this version charts an event, or knows that it
// has nothing for a chart.
func Understands(messageType, event string) bool {
	k := kindOf(messageType, event)
	return k.read != nil || k.nothing != ""
}

// nothingClinical says why a message type has nothing for a chart.
func nothingClinical(messageType string) string {
	switch messageType {
	case "ACK", "MCF", "OSR", "RRD", "RRG", "RRA", "RRI", "SRR", "BRP", "BRT", "MFK", "NMR":
		return "An acknowledgement of another message."
	case "BAR", "DFT":
		return "Billing: nothing for a chart."
	case "QRY", "QBP", "QCK", "QCN", "QSB", "QSX", "QVR", "RSP", "RTB", "DSR", "DSP", "OSQ", "VXQ", "VXX", "SQM", "SQR", "SQN", "QRF", "ADR", "RDY", "RQQ", "SPQ", "TBR", "EQQ", "ERP", "VQQ", "RAR", "RCL", "RDR", "RER", "RGR", "ROR":
		return "A query or its answer: nothing new for a chart."
	case "MFN", "MFD", "MFQ", "MFR", "NMD", "NMQ":
		return "A master file: nothing about a patient."
	}
	return ""
}

// missedIn names the section where a message type that is not understood yet
// is missed.
func missedIn(messageType string) fact.Section {
	switch messageType {
	case "PPT", "PPV", "PRR", "PTR":
		return fact.SectionProblems
	}
	return fact.SectionOrders
}
