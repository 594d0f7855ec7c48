package bedside

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/visit"
)

func sampleVisits() []visit.Visit {
	return []visit.Visit{{
		Number: fact.ID{Value: "V883120"}, State: visit.Active, Class: "I", Attending: "MARSH, Lena", Service: "MED",
		Reason: "Community-acquired pneumonia", Admitted: sampleTime("202611231520"), From: sampleFrom(1100, "registration"),
		Stays: []visit.Stay{
			{Place: visit.Place{Unit: "Emergency", Bed: "4"}, Since: sampleTime("202611231520")},
			{Place: visit.Place{Unit: "4 West", Room: "12", Bed: "B"}, Since: sampleTime("202611231805")},
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
		sampleOrder("insulin glargine", order.Active, "active", medication.Sig{
			Strength: "100 units in 1 mL", Dose: "18", DoseUnit: "units", Route: "under the skin", HighAlert: "insulin",
			Prescriber: "MARSH, Lena", Timing: order.Timing{Frequency: "at bedtime", Start: sampleTime("202611232200")},
		}, sampleGiven{last: &glargine}),
		sampleOrder("apixaban", order.Active, "active", medication.Sig{
			Form: "tablet", Dose: "5", DoseUnit: "mg", Route: "by mouth", HighAlert: "apixaban",
			Timing: order.Timing{Frequency: "twice a day", Start: sampleTime("202611240800")},
		}, sampleGiven{last: &apixaban}),
		sampleOrder("diltiazem", order.Active, "active", medication.Sig{
			Form: "extended-release capsule", Dose: "120", DoseUnit: "mg", Route: "by mouth", Notes: []string{"Hold if heart rate is under 55"},
			Timing: order.Timing{Frequency: "once a day", Start: sampleTime("202611240800")},
		}, sampleGiven{last: &diltiazem, latest: &refused}),
		sampleOrder("acetaminophen", order.Active, "active", medication.Sig{
			Dose: "650", DoseUnit: "mg", Route: "by mouth",
			Timing: order.Timing{Frequency: "every 6 hours", AsNeeded: "pain", AsSent: "Q6H PRN", Start: sampleTime("202611241100")},
		}, never),
		sampleOrder("sodium chloride 0.9 %", order.Active, "active", medication.Sig{
			Rate: "125 mL per hour", Route: "intravenous", Timing: order.Timing{Start: sampleTime("202611250600")},
		}, never),
		sampleTaper(), sampleRemoved(),
		sampleOrder("metoprolol", order.Held, "held", medication.Sig{Dose: "25", DoseUnit: "mg", Route: "by mouth", Timing: order.Timing{Frequency: "twice a day"}}, never),
		sampleOrder("ceftriaxone", order.Discontinued, "stopped", medication.Sig{Dose: "1", DoseUnit: "g", Route: "intravenous", Timing: order.Timing{Frequency: "once a day"}}, never),
		sampleOrder("furosemide", order.Unclassified, "unread", medication.Sig{Dose: "40", DoseUnit: "mg"}, never),
		sampleOrder("levothyroxine", order.Active, "home", medication.Sig{
			Dose: "50", DoseUnit: "mcg", Route: "by mouth", Timing: order.Timing{Frequency: "every morning"}, Setting: medication.Home,
		}, sampleGiven{}),
		sampleOrder("amoxicillin", order.Active, "outpatient", medication.Sig{
			Dose: "500", DoseUnit: "mg", Route: "by mouth", Timing: order.Timing{Frequency: "three times a day"}, Setting: medication.Outpatient,
		}, never),
	}
}

// sampleTaper is a dose that goes down in steps.
func sampleTaper() asof.MedicationLine {
	return sampleOrder("prednisone", order.Active, "active", medication.Sig{
		Form: "tablet", Route: "by mouth", Directions: "Give with food. Do not stop early.",
		Timing: order.Timing{
			Frequency: "every morning, every other morning", Start: sampleTime("202611240800"), Steps: []order.Step{
				{Amount: "40 mg", Repeat: "every morning", Duration: "3 days", Start: sampleTime("202611240800"), Join: "then"},
				{Amount: "20 mg", Repeat: "every morning", Times: "0800", Duration: "3 days", Start: sampleTime("202611270800"), Join: "then"},
				{Amount: "10 mg", Repeat: "every other morning", Total: "4"},
			},
		},
	}, sampleGiven{words: chart.WordsNeverGiven})
}

// sampleRemoved is an order of which only a removal and an instruction are known.
func sampleRemoved() asof.MedicationLine {
	line := sampleOrder("vancomycin", order.Active, "active", medication.Sig{
		Dose: "1000", DoseUnit: "mg", Route: "intravenous", Timing: order.Timing{Frequency: "STAT", Steps: []order.Step{{Total: "1"}}},
	}, sampleGiven{words: chart.WordsNeverGiven})
	line.Dispensed = &medication.Supply{
		Act: medication.Dispensed, Amount: "1", Unit: "vial", At: sampleTime("202611250955"), By: "ADEYEMI, R", From: sampleFrom(1210, "cabinet"),
	}
	line.Instructed = &medication.Supply{Act: medication.Instructed, Amount: "1000", Unit: "mg", At: sampleTime("202611251000"), From: sampleFrom(1209, "pharmacy")}
	return line
}

// sampleGiven is what is known of the doses of an order.
type sampleGiven struct {
	last, latest *medication.Dose
	words        string
}

func sampleOrder(drug string, state order.State, group string, sig medication.Sig, doses sampleGiven) asof.MedicationLine {
	m := medication.Order{
		Numbers: []fact.ID{{Value: "88-" + drug[:2], Authority: "PHARM"}}, Drug: drug, Sig: sig,
		Course: order.Course{State: state, Since: sampleTime("202611250700"), From: sampleFrom(1150, "pharmacy")},
	}
	if state == order.Unclassified {
		m.Marks = []string{"order control ZZ not known"}
	}
	if state == order.Held {
		m.Marks = []string{"changed 2026-11-25T06:58"}
	}
	return asof.MedicationLine{Order: m, Shown: string(state), Group: group, LastGiven: doses.last, Latest: doses.latest, LastWords: doses.words}
}

func sampleDoses() []medication.Dose {
	return []medication.Dose{
		{Drug: "diltiazem", Amount: "120", Unit: "mg", At: sampleTime("202611250812"), Status: medication.DoseRefused, Reason: "feels dizzy", By: "ADEYEMI, R", Charted: sampleTime("202611250813"), From: sampleFrom(1205, "pharmacy")},
		{Drug: "apixaban", Amount: "5", Unit: "mg", Route: "by mouth", At: sampleTime("202611250810"), Status: medication.DoseGiven, By: "ADEYEMI, R", From: sampleFrom(1204, "pharmacy")},
		{Drug: "insulin glargine", Amount: "18", Unit: "units", Route: "under the skin", Site: "left arm", At: sampleTime("202611242204"), Status: medication.DosePartly, By: "ADEYEMI, R", Charted: sampleTime("202611242330"), From: sampleFrom(1190, "pharmacy")},
		{Drug: "diltiazem", Amount: "120", Unit: "mg", At: sampleTime("202611240806"), Status: medication.DoseGiven, By: "ADEYEMI, R", From: sampleFrom(1160, "pharmacy")},
		{Drug: "acetaminophen", Amount: "650", Unit: "mg", At: sampleTime("20261125"), Status: medication.DoseNotStated, From: sampleFrom(1199, "pharmacy")},
		{Drug: "morphine", Amount: "2", Unit: "mg", At: sampleTime("202611250300"), Status: medication.DoseReversed, Reversed: sampleTime("202611250420"), By: "ADEYEMI, R", From: sampleFrom(1196, "pharmacy")},
	}
}

func sampleResults() []result.Result {
	from := sampleFrom(1180, "laboratory")
	row := func(test, value, unit, normal, flag, status, words string) result.Result {
		return result.Result{
			Panel: "Basic metabolic panel", Specimen: "serum", Test: test, Value: value, HasValue: value != "", Unit: unit,
			Range: normal, Flag: flag, Status: status, Words: words, At: sampleTime("202611250610"), From: from,
		}
	}
	hemoglobin := row("Hemoglobin", "111", "g/L", "130 - 170", "L", "C", "CORRECTED")
	hemoglobin.Was, hemoglobin.Corrected = "71", sampleTime("202611250740")
	glucose := row("Glucose", "", "", "", "", "W", "WITHDRAWN")
	glucose.Withdrawn = sampleTime("202611250755")
	culture := result.Result{
		Panel: "Blood culture", Test: "Gram stain", HasValue: true, Status: "P", Words: "PRELIMINARY", At: sampleTime("20261124"), From: from,
		Value: "Gram-positive cocci in clusters\nseen in 1 of 2 bottles.\n  Called to MARSH, Lena 24-Nov 23:10",
	}
	old := row("Potassium", "4.4", "mmol/L", "3.5 - 5.1", "N", "F", "FINAL")
	old.At = sampleTime("202611200600")
	return []result.Result{
		row("Potassium", "6.9", "mmol/L", "3.5 - 5.1", "HH", "F", "FINAL"),
		row("Creatinine", "142", "umol/L", "60 - 110", "H", "F", "FINAL"),
		row("Sodium", "138", "mmol/L", "", "", "P", "PRELIMINARY"),
		hemoglobin, glucose,
		row("Magnesium", "", "", "", "", "I", "PENDING"),
		culture, old,
	}
}
