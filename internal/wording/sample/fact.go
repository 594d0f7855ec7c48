package sample

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/visit"
)

// Visits is one stay, moved once.
func Visits() []visit.Visit {
	return []visit.Visit{{
		Number: fact.ID{Value: "V883120"}, State: visit.Active, Class: "I", Attending: "MARSH, Lena", Service: "MED",
		Reason: "Community-acquired pneumonia", Admitted: Time("202611231520"), From: From(1100, "registration"),
		Stays: []visit.Stay{
			{Place: visit.Place{Unit: "Emergency", Bed: "4"}, Since: Time("202611231520")},
			{Place: visit.Place{Unit: "4 West", Room: "12", Bed: "B"}, Since: Time("202611231805")},
		},
	}}
}

// Allergies are one of each state.
func Allergies() []chart.Allergy {
	from := From(1101, "registration")
	return []chart.Allergy{
		{Substance: "penicillin", Kind: "DA", Severity: "SV", Reaction: "anaphylaxis", Status: "C", Noted: Time("20190203"), State: "active", From: from},
		{Substance: "latex", State: "active", From: from},
		{Substance: "strawberries", Kind: "FA", Severity: "MI", Reaction: "rash", Noted: Time("1971"), State: "inactive", From: from},
		{Substance: "aspirin", State: "removed", Removed: Time("202611231600"), From: from},
	}
}

// Medicines are orders of every group.
func Medicines() []asof.MedicationLine {
	glargine, apixaban, diltiazem := Doses()[2], Doses()[1], Doses()[3]
	refused, never := Doses()[0], given{words: chart.WordsNeverGiven}
	return []asof.MedicationLine{
		ordered("insulin glargine", order.Active, "active", medication.Sig{
			Strength: "100 units in 1 mL", Dose: "18", DoseUnit: "units", Route: "under the skin", HighAlert: "insulin",
			Prescriber: "MARSH, Lena", Timing: order.Timing{Frequency: "at bedtime", Start: Time("202611232200")},
		}, given{last: &glargine}),
		ordered("apixaban", order.Active, "active", medication.Sig{
			Form: "tablet", Dose: "5", DoseUnit: "mg", Route: "by mouth", HighAlert: "apixaban",
			Timing: order.Timing{Frequency: "twice a day", Start: Time("202611240800")},
		}, given{last: &apixaban}),
		ordered("diltiazem", order.Active, "active", medication.Sig{
			Form: "extended-release capsule", Dose: "120", DoseUnit: "mg", Route: "by mouth", Notes: []string{"Hold if heart rate is under 55"},
			Timing: order.Timing{Frequency: "once a day", Start: Time("202611240800")},
		}, given{last: &diltiazem, latest: &refused}),
		ordered("acetaminophen", order.Active, "active", medication.Sig{
			Dose: "650", DoseUnit: "mg", Route: "by mouth",
			Timing: order.Timing{Frequency: "every 6 hours", AsNeeded: "pain", AsSent: "Q6H PRN", Start: Time("202611241100")},
		}, given{words: chart.WordsNeverGiven, day: &asof.Taken{UpTo: asof.Instant{Time: Time("202611251040").At}, More: true}}),
		ordered("sodium chloride 0.9 %", order.Active, "active", medication.Sig{
			Rate: "125 mL per hour", Route: "intravenous", Timing: order.Timing{Start: Time("202611250600")},
		}, never),
		taper(), removed(),
		ordered("metoprolol", order.Held, "held", medication.Sig{Dose: "25", DoseUnit: "mg", Route: "by mouth", Timing: order.Timing{Frequency: "twice a day"}}, never),
		ordered("ceftriaxone", order.Discontinued, "stopped", medication.Sig{Dose: "1", DoseUnit: "g", Route: "intravenous", Timing: order.Timing{Frequency: "once a day"}}, never),
		ordered("furosemide", order.Unclassified, "unread", medication.Sig{Dose: "40", DoseUnit: "mg"}, never),
		ordered("levothyroxine", order.Active, "home", medication.Sig{
			Dose: "50", DoseUnit: "mcg", Route: "by mouth", Timing: order.Timing{Frequency: "every morning"}, Setting: medication.Home,
		}, given{}),
		ordered("warfarin", order.Discontinued, "home", medication.Sig{
			Dose: "5", DoseUnit: "mg", Route: "by mouth", Timing: order.Timing{Frequency: "every evening"}, Setting: medication.Home,
		}, given{}),
		ordered("amoxicillin", order.Active, "outpatient", medication.Sig{
			Dose: "500", DoseUnit: "mg", Route: "by mouth", Timing: order.Timing{Frequency: "three times a day"}, Setting: medication.Outpatient,
		}, never),
	}
}

// taper is a dose that goes down in steps.
func taper() asof.MedicationLine {
	return ordered("prednisone", order.Active, "active", medication.Sig{
		Form: "tablet", Route: "by mouth", Directions: "Give with food. Do not stop early.",
		Timing: order.Timing{
			Frequency: "every morning, every other morning", Start: Time("202611240800"), Steps: []order.Step{
				{Amount: "40 mg", Repeat: "every morning", Duration: "3 days", Start: Time("202611240800"), Join: "then"},
				{Amount: "20 mg", Repeat: "every morning", Times: "0800", Duration: "3 days", Start: Time("202611270800"), Join: "then"},
				{Amount: "10 mg", Repeat: "every other morning", Total: "4"},
			},
		},
	}, given{words: chart.WordsNeverGiven})
}

// removed is an order of which only a removal and an instruction are known.
func removed() asof.MedicationLine {
	line := ordered("vancomycin", order.Active, "active", medication.Sig{
		Dose: "1000", DoseUnit: "mg", Route: "intravenous", Timing: order.Timing{Frequency: "STAT", Steps: []order.Step{{Total: "1"}}},
	}, given{words: chart.WordsNeverGiven})
	line.Dispensed = &medication.Supply{
		Act: medication.Dispensed, Amount: "1", Unit: "vial", At: Time("202611250955"), By: "ADEYEMI, R", From: From(1210, "cabinet"),
	}
	line.Instructed = &medication.Supply{Act: medication.Instructed, Amount: "1000", Unit: "mg", At: Time("202611251000"), From: From(1209, "pharmacy")}
	return line
}

// given is what is known of the doses of an order.
type given struct {
	last, latest *medication.Dose
	words        string
	day          *asof.Taken
}

func ordered(drug string, state order.State, group string, sig medication.Sig, doses given) asof.MedicationLine {
	m := medication.Order{
		Numbers: []fact.ID{{Value: "88-" + drug[:2], Authority: "PHARM"}}, Drug: drug, Sig: sig,
		Course: order.Course{State: state, Since: Time("202611250700"), From: From(1150, "pharmacy")},
	}
	if state == order.Unclassified {
		m.Marks = []string{"order control ZZ not known"}
	}
	if state == order.Held {
		m.Marks = []string{"changed 2026-11-25T06:58"}
	}
	return asof.MedicationLine{Order: m, Shown: string(state), Group: group, LastGiven: doses.last, Latest: doses.latest, LastWords: doses.words, InDay: doses.day}
}

// Doses are one of each status.
func Doses() []medication.Dose {
	return []medication.Dose{
		{Drug: "diltiazem", Amount: "120", Unit: "mg", At: Time("202611250812"), Status: medication.DoseRefused, Reason: "feels dizzy", By: "ADEYEMI, R", Charted: Time("202611250813"), From: From(1205, "pharmacy")},
		{Drug: "apixaban", Amount: "5", Unit: "mg", Route: "by mouth", At: Time("202611250810"), Status: medication.DoseGiven, By: "ADEYEMI, R", From: From(1204, "pharmacy")},
		{Drug: "insulin glargine", Amount: "18", Unit: "units", Route: "under the skin", Site: "left arm", At: Time("202611242204"), Status: medication.DosePartly, By: "ADEYEMI, R", Charted: Time("202611242330"), From: From(1190, "pharmacy")},
		{Drug: "diltiazem", Amount: "120", Unit: "mg", At: Time("202611240806"), Status: medication.DoseGiven, By: "ADEYEMI, R", From: From(1160, "pharmacy")},
		{Drug: "acetaminophen", Amount: "650", Unit: "mg", At: Time("20261125"), Status: medication.DoseNotStated, From: From(1199, "pharmacy")},
		{Drug: "morphine", Amount: "2", Unit: "mg", At: Time("202611250300"), Status: medication.DoseReversed, Reversed: Time("202611250420"), By: "ADEYEMI, R", From: From(1196, "pharmacy")},
	}
}

// Results are one of each status.
func Results() []result.Result {
	from := From(1180, "laboratory")
	row := func(test, value, unit, normal, flag, status, words string) result.Result {
		return result.Result{
			Panel: "Basic metabolic panel", Specimen: "serum", Test: test, Value: value, HasValue: value != "", Unit: unit,
			Range: normal, Flag: flag, Status: status, Words: words, At: Time("202611250610"), From: from,
		}
	}
	hemoglobin := row("Hemoglobin", "111", "g/L", "130 - 170", "L", "C", "CORRECTED")
	hemoglobin.Was, hemoglobin.Corrected = "71", Time("202611250740")
	glucose := row("Glucose", "", "", "", "", "W", "WITHDRAWN")
	glucose.Withdrawn = Time("202611250755")
	culture := result.Result{
		Panel: "Blood culture", Test: "Gram stain", HasValue: true, Status: "P", Words: "PRELIMINARY", At: Time("20261124"), From: from,
		Value: "Gram-positive cocci in clusters\nseen in 1 of 2 bottles.\n  Called to MARSH, Lena 24-Nov 23:10",
	}
	old := row("Sodium", "141", "mmol/L", "135 - 145", "N", "F", "FINAL")
	old.At = Time("202611200600")
	return []result.Result{
		row("Potassium", "6.9", "mmol/L", "3.5 - 5.1", "HH", "F", "FINAL"),
		row("Creatinine", "142", "umol/L", "60 - 110", "H", "F", "FINAL"),
		row("Sodium", "138", "mmol/L", "", "", "P", "PRELIMINARY"),
		hemoglobin, glucose,
		row("Magnesium", "", "", "", "", "I", "PENDING"),
		culture, old,
	}
}

// Vitals are two rounds and a weight.
func Vitals() []result.Result {
	from := From(1191, "monitors")
	row := func(test, code, value, unit, at string) result.Result {
		return result.Result{
			Panel: "Vital signs", Test: test, TestCode: fact.Coded{Code: code, Text: test, System: "LN"}, Value: value, HasValue: true,
			Unit: unit, Status: "F", Words: "FINAL", Numeric: true, At: Time(at), From: from,
		}
	}
	weight := row("Body weight", "29463-7", "81.4", "kg", "202611231540")
	weight.Method = "bed scale"
	return []result.Result{
		row("Systolic blood pressure", "8480-6", "142", "mm[Hg]", "202611251005"),
		row("Diastolic blood pressure", "8462-4", "88", "mm[Hg]", "202611251005"),
		row("Heart rate", "8867-4", "96", "", "202611251005"),
		row("Heart rate", "8867-4", "104", "/min", "202611250602"),
		weight,
	}
}
