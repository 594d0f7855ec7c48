package reading

import (
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

// adtKind reads every event of specification 6.1.
func adtKind(event string) kind {
	k := kind{family: FamilyRegistration, section: fact.SectionCensus}
	if act, ok := actOf(event); ok {
		k.read = moves(act)
		return k
	}
	switch event {
	case "A17":
		k.read, k.together = moves(visit.Transfer), (*message).swap
	case "A20":
		k.read, k.house = measured, (*message).beds
	case "A24":
		k.read, k.together = measured, (*message).link
	case "A37":
		k.read, k.together = measured, (*message).part
	case "A28", "A31", "A60":
		k.read = measured // person and allergies; no visit
	case "A29":
		k.read = func(r *patient) { census{r}.deletion() }
	case "A18", "A30", "A34", "A36", "A39", "A40", "A46", "A47":
		k.read = numbers(numbering.merge)
	case "A43":
		k.read = numbers(numbering.moveNumber)
	case "A44":
		k.read = numbers(numbering.moveAccount)
	case "A45":
		k.read = numbers(numbering.moveVisits)
	case "A35", "A41", "A49":
		k.read = numbers(numbering.changeAccount)
	case "A42", "A50":
		k.read = numbers(numbering.changeVisit)
	case "A48", "A51":
		k.read = numbers(numbering.changeAlternate)
	}
	return k
}

// actOf is what an event that speaks of one visit does to it.
func actOf(event string) (visit.Act, bool) {
	act, ok := map[string]visit.Act{
		"A01": visit.Admit, "A02": visit.Transfer, "A03": visit.Discharge, "A04": visit.Register,
		"A05": visit.PreAdmit, "A06": visit.ChangeClass, "A07": visit.ChangeClass, "A08": visit.Update,
		"A09": visit.Depart, "A10": visit.Arrive,
		"A11": visit.CancelAdmit, "A12": visit.CancelTransfer, "A13": visit.CancelDischarge,
		"A14": visit.AwaitAdmit, "A15": visit.AwaitTransfer, "A16": visit.AwaitDischarge,
		"A21": visit.Leave, "A22": visit.Return, "A23": visit.Delete,
		"A25": visit.CancelAwaitDischarge, "A26": visit.CancelAwaitTransfer, "A27": visit.CancelAwaitAdmit,
		"A32": visit.CancelArrive, "A33": visit.CancelDepart, "A38": visit.CancelPreAdmit,
		"A52": visit.CancelLeave, "A53": visit.CancelReturn,
		"A54": visit.ChangeDoctor, "A55": visit.CancelDoctor,
		"A61": visit.ChangeConsultant, "A62": visit.CancelConsultant,
	}[event]
	return act, ok
}
