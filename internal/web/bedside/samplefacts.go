package bedside

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
)

func sampleVisits() []chart.Visit {
	return []chart.Visit{{
		Number: chart.ID{Value: "V883120"}, State: chart.VisitActive, Class: "I", Attending: "MARSH, Lena", Service: "MED",
		Reason: "Community-acquired pneumonia", Admitted: sampleTime("202611231520"), From: sampleFrom(1100, "registration"),
		Stays: []chart.Stay{
			{Place: chart.Place{Unit: "Emergency", Bed: "4"}, Since: sampleTime("202611231520")},
			{Place: chart.Place{Unit: "4 West", Room: "12", Bed: "B"}, Since: sampleTime("202611231805")},
		},
	}}
}

func sampleAllergies() []chart.Allergy {
	from := sampleFrom(1101, "registration")
	return []chart.Allergy{
		{Substance: "penicillin", Kind: "DA", Severity: "SV", Reaction: "anaphylaxis", Status: "C", Noted: sampleTime("20190203"), State: "active", From: from},
		{Substance: "latex", State: "active", From: from},
		{Substance: "strawberries", Kind: "FA", Severity: "MI", Reaction: "rash", Noted: sampleTime("1971"), State: "inactive", From: from},
		{Substance: "aspirin", State: "removed", Removed: sampleTime("202611231600"), From: from},
	}
}

func sampleMedicines() []asof.MedicationLine {
	glargine, apixaban, diltiazem := sampleDoses()[2], sampleDoses()[1], sampleDoses()[3]
	refused, never := sampleDoses()[0], sampleGiven{words: chart.WordsNeverGiven}
	return []asof.MedicationLine{
		sampleOrder("insulin glargine", chart.OrderActive, "active", chart.Sig{
			Strength: "100 units in 1 mL", Dose: "18", DoseUnit: "units", Route: "under the skin", Frequency: "at bedtime",
			Prescriber: "MARSH, Lena", Start: sampleTime("202611232200"),
		}, sampleGiven{last: &glargine}),
		sampleOrder("apixaban", chart.OrderActive, "active", chart.Sig{
			Form: "tablet", Dose: "5", DoseUnit: "mg", Route: "by mouth", Frequency: "twice a day", Start: sampleTime("202611240800"),
		}, sampleGiven{last: &apixaban}),
		sampleOrder("diltiazem", chart.OrderActive, "active", chart.Sig{
			Form: "extended-release capsule", Dose: "120", DoseUnit: "mg", Route: "by mouth", Frequency: "once a day",
			Start: sampleTime("202611240800"), Notes: []string{"Hold if heart rate is under 55"},
		}, sampleGiven{last: &diltiazem, latest: &refused}),
		sampleOrder("acetaminophen", chart.OrderActive, "active", chart.Sig{
			Dose: "650", DoseUnit: "mg", Route: "by mouth", Frequency: "every 6 hours", AsNeeded: "pain", Timing: "Q6H PRN",
			Start: sampleTime("202611241100"),
		}, never),
		sampleOrder("sodium chloride 0.9 %", chart.OrderActive, "active", chart.Sig{
			Rate: "125 mL per hour", Route: "intravenous", Start: sampleTime("202611250600"),
		}, never),
		sampleOrder("metoprolol", chart.OrderHeld, "held", chart.Sig{Dose: "25", DoseUnit: "mg", Route: "by mouth", Frequency: "twice a day"}, never),
		sampleOrder("ceftriaxone", chart.OrderDiscontinued, "stopped", chart.Sig{Dose: "1", DoseUnit: "g", Route: "intravenous", Frequency: "once a day"}, never),
		sampleOrder("furosemide", chart.OrderUnclassified, "unread", chart.Sig{Dose: "40", DoseUnit: "mg"}, never),
	}
}

// sampleGiven is what is known of the doses of an order.
type sampleGiven struct {
	last, latest *chart.Dose
	words        string
}

func sampleOrder(drug string, state chart.OrderState, group string, sig chart.Sig, doses sampleGiven) asof.MedicationLine {
	m := chart.Medication{
		Numbers: []chart.ID{{Value: "88-" + drug[:2], Authority: "PHARM"}}, Drug: drug, State: state,
		Since: sampleTime("202611250700"), Sig: sig, From: sampleFrom(1150, "pharmacy"),
	}
	if state == chart.OrderUnclassified {
		m.Marks = []string{"order control ZZ not known"}
	}
	if state == chart.OrderHeld {
		m.Marks = []string{"changed 2026-11-25T06:58"}
	}
	return asof.MedicationLine{Medication: m, Shown: string(state), Group: group, LastGiven: doses.last, Latest: doses.latest, LastWords: doses.words}
}

func sampleDoses() []chart.Dose {
	return []chart.Dose{
		{Drug: "diltiazem", Amount: "120", Unit: "mg", At: sampleTime("202611250812"), Status: chart.DoseRefused, Reason: "feels dizzy", By: "ADEYEMI, R", Charted: sampleTime("202611250813"), From: sampleFrom(1205, "pharmacy")},
		{Drug: "apixaban", Amount: "5", Unit: "mg", Route: "by mouth", At: sampleTime("202611250810"), Status: chart.DoseGiven, By: "ADEYEMI, R", From: sampleFrom(1204, "pharmacy")},
		{Drug: "insulin glargine", Amount: "18", Unit: "units", Route: "under the skin", Site: "left arm", At: sampleTime("202611242204"), Status: chart.DosePartly, By: "ADEYEMI, R", Charted: sampleTime("202611242330"), From: sampleFrom(1190, "pharmacy")},
		{Drug: "diltiazem", Amount: "120", Unit: "mg", At: sampleTime("202611240806"), Status: chart.DoseGiven, By: "ADEYEMI, R", From: sampleFrom(1160, "pharmacy")},
		{Drug: "acetaminophen", Amount: "650", Unit: "mg", At: sampleTime("20261125"), Status: chart.DoseNotStated, From: sampleFrom(1199, "pharmacy")},
		{Drug: "morphine", Amount: "2", Unit: "mg", At: sampleTime("202611250300"), Status: chart.DoseReversed, Reversed: sampleTime("202611250420"), By: "ADEYEMI, R", From: sampleFrom(1196, "pharmacy")},
	}
}

func sampleResults() []chart.Result {
	from := sampleFrom(1180, "laboratory")
	row := func(test, value, unit, normal, flag, status, words string) chart.Result {
		return chart.Result{
			Panel: "Basic metabolic panel", Specimen: "serum", Test: test, Value: value, HasValue: value != "", Unit: unit,
			Range: normal, Flag: flag, Status: status, Words: words, At: sampleTime("202611250610"), From: from,
		}
	}
	hemoglobin := row("Hemoglobin", "111", "g/L", "130 - 170", "L", "C", "CORRECTED")
	hemoglobin.Was, hemoglobin.Corrected = "71", sampleTime("202611250740")
	glucose := row("Glucose", "", "", "", "", "W", "WITHDRAWN")
	glucose.Withdrawn = sampleTime("202611250755")
	culture := chart.Result{
		Panel: "Blood culture", Test: "Gram stain", HasValue: true, Status: "P", Words: "PRELIMINARY", At: sampleTime("20261124"), From: from,
		Value: "Gram-positive cocci in clusters\nseen in 1 of 2 bottles.\n  Called to MARSH, Lena 24-Nov 23:10",
	}
	old := row("Potassium", "4.4", "mmol/L", "3.5 - 5.1", "N", "F", "FINAL")
	old.At = sampleTime("202611200600")
	return []chart.Result{
		row("Potassium", "6.9", "mmol/L", "3.5 - 5.1", "HH", "F", "FINAL"),
		row("Creatinine", "142", "umol/L", "60 - 110", "H", "F", "FINAL"),
		row("Sodium", "138", "mmol/L", "", "", "P", "PRELIMINARY"),
		hemoglobin, glucose,
		row("Magnesium", "", "", "", "", "I", "PENDING"),
		culture, old,
	}
}
