package reading

import "redoutlet/internal/chart"

// kind is what this version does with a message type: read it, say that there
// is nothing clinical in it, or set it aside as not understood.
type kind struct {
	family  Family
	section chart.Section  // where a message of this kind is missed if it is not charted
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
		return kind{FamilyOrders, chart.SectionMedications, (*patient).medicationOrders, ""}
	case "RAS":
		return kind{FamilyAdministrations, chart.SectionAdministrations, (*patient).administrations, ""}
	case "ORU":
		return kind{FamilyResults, chart.SectionResults, (*patient).results, ""}
	}
	if why := nothingClinical(messageType); why != "" {
		return kind{family: FamilyOther, nothing: why}
	}
	return kind{family: FamilyOther, section: missedIn(messageType)}
}

func adtKind(event string) kind {
	k := kind{family: FamilyRegistration, section: chart.SectionCensus}
	switch event {
	case "A01":
		k.read = moves(chart.Admit)
	case "A02":
		k.read = moves(chart.Transfer)
	case "A03":
		k.read = moves(chart.Discharge)
	case "A04":
		k.read = moves(chart.Register)
	case "A08":
		k.read = moves(chart.Update)
	case "A11":
		k.read = moves(chart.CancelAdmit)
	case "A12":
		k.read = moves(chart.CancelTransfer)
	case "A13":
		k.read = moves(chart.CancelDischarge)
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
func missedIn(messageType string) chart.Section {
	switch messageType {
	case "OMP", "RDS", "RGV":
		return chart.SectionMedications
	case "MDM":
		return chart.SectionNotes
	case "SIU":
		return chart.SectionAppointments
	case "PPR", "PGL", "PPG", "PPP", "PPT", "PPV", "PRR", "PTR":
		return chart.SectionProblems
	case "OUL", "OPU", "OPR":
		return chart.SectionResults
	}
	return chart.SectionOrders
}
