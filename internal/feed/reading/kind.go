package reading

import (
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

// kind is what this version does with a message type: read it, say that there
// is nothing clinical in it, or set it aside as not understood.
type kind struct {
	family  Family
	section fact.Section   // where a message of this kind is missed if it is not charted
	read    func(*patient) // nil: not understood
	nothing string         // why it holds nothing to chart
}

// kindOf decides by message type and event. Type comes first: PPR^PC1 and
// BAR^P01 both begin with P and only one of them is about care.
func kindOf(messageType, event string) kind {
	switch messageType {
	case "ADT":
		return adtKind(event)
	case "RDE":
		return kind{FamilyOrders, fact.SectionMedications, (*patient).medicationOrders, ""}
	case "RAS":
		return kind{FamilyAdministrations, fact.SectionAdministrations, (*patient).administrations, ""}
	case "ORU":
		return kind{FamilyResults, fact.SectionResults, (*patient).results, ""}
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

func adtKind(event string) kind {
	k := kind{family: FamilyRegistration, section: fact.SectionCensus}
	switch event {
	case "A01":
		k.read = moves(visit.Admit)
	case "A02":
		k.read = moves(visit.Transfer)
	case "A03":
		k.read = moves(visit.Discharge)
	case "A04":
		k.read = moves(visit.Register)
	case "A08":
		k.read = moves(visit.Update)
	case "A11":
		k.read = moves(visit.CancelAdmit)
	case "A12":
		k.read = moves(visit.CancelTransfer)
	case "A13":
		k.read = moves(visit.CancelDischarge)
	case "A28", "A31", "A60":
		k.read = func(r *patient) { r.observations() } // person and allergies; no visit
	case "A18", "A30", "A34", "A36", "A39", "A40":
		k.read = (*patient).merge
	}
	return k
}

// nothingClinical says why a message type has nothing for a chart.
func nothingClinical(messageType string) string {
	switch messageType {
	case "ACK", "MCF", "ORR", "ORL", "ORG", "ORI", "ORD", "ORN", "ORP", "OSR", "RRE", "RRD", "RRG", "RRA", "RRI", "SRR", "BRP", "BRT", "MFK", "NMR":
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
	case "OMP", "RDS", "RGV":
		return fact.SectionMedications
	case "MDM":
		return fact.SectionNotes
	case "SIU":
		return fact.SectionAppointments
	case "PPR", "PGL", "PPG", "PPP", "PPT", "PPV", "PRR", "PTR":
		return fact.SectionProblems
	case "OUL", "OPU", "OPR":
		return fact.SectionResults
	}
	return fact.SectionOrders
}
