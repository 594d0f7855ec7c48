package fiction

import "time"

// Drug is one line of the formulary: a whole order, as a pharmacist would enter it.
type Drug struct {
	Code, Words      string    // RXE-2
	Strength, Per    string    // RXE-25, RXE-26
	Form             string    // RXE-6
	Dose, Most, Unit string    // RXE-3, RXE-4, RXE-5
	Other            string    // another dose, for a change; empty where there is none
	Route, Method    string    // RXR-1, RXR-4
	Site             string    // RXR-2
	Often            Frequency // TQ1
	AsNeeded         string    // TQ1-10: for what; empty if scheduled
	Sig              string    // RXE-7
	Indication       string    // RXE-27
	Rate, RateUnit   string    // RXE-23, RXE-24, for infusions
	Parts            []Part    // RXC
	Note             string    // NTE
	Lesser           string    // why only a part of a dose was given, for drugs of which that happens
	Units            string    // where it is used: codes of units with spaces between; empty is anywhere but the clinic
}

// Part is what an infusion is made of.
type Part struct{ Kind, Words, Amount, Unit string } // Kind is B base or A additive

// Frequency is how often, and at which times of day, in hours and minutes.
type Frequency struct {
	Code, Words string
	Times       []string
}

// Once reports whether one dose is all.
func (f Frequency) Once() bool { return f.Code == once.Code }

// Continuous reports whether it runs until it is stopped.
func (f Frequency) Continuous() bool { return f.Code == continuous.Code }

// Apart is how long doses that are given when needed lie apart at least.
func (f Frequency) Apart() time.Duration {
	return map[string]time.Duration{needed4.Code: 4 * time.Hour, needed6.Code: 6 * time.Hour, needed8.Code: 8 * time.Hour}[f.Code]
}

// Formulary returns what can be ordered.
func Formulary() []Drug { return formulary[:] }

// Newborn stands in [Drug].Units for patients in a bassinet.
const Newborn = "newborn"

// RouteWords returns a code of RXR-1 in words.
func RouteWords(code string) string { return routes[code] }

var (
	daily      = Frequency{"DAILY", "once daily", []string{"0900"}}
	twice      = Frequency{"BID", "twice daily", []string{"0900", "2100"}}
	thrice     = Frequency{"TID", "three times daily", []string{"0800", "1400", "2000"}}
	every6     = Frequency{"Q6H", "every 6 hours", []string{"0000", "0600", "1200", "1800"}}
	every8     = Frequency{"Q8H", "every 8 hours", []string{"0600", "1400", "2200"}}
	every12    = Frequency{"Q12H", "every 12 hours", []string{"0800", "2000"}}
	night      = Frequency{"QHS", "at bedtime", []string{"2130"}}
	meals      = Frequency{"TIDAC", "three times daily before meals", []string{"0730", "1130", "1730"}}
	continuous = Frequency{"CONT", "continuous", []string{"0700", "1900"}}
	once       = Frequency{"ONCE", "once", nil}
	needed4    = Frequency{"Q4H", "every 4 hours as needed", nil}
	needed6    = Frequency{"Q6H", "every 6 hours as needed", nil}
	needed8    = Frequency{"Q8H", "every 8 hours as needed", nil}
)

const (
	stays = Medical + " " + Surgery + " " + Intensive
	beds  = stays + " " + Maternity
	acute = stays + " " + Emergency
)

var formulary = [...]Drug{
	{
		Code: "APAP650", Words: "acetaminophen 325 mg tablet", Strength: "325", Per: "mg", Form: "tablet",
		Dose: "650", Unit: "mg", Other: "975", Route: "PO", Often: needed6,
		AsNeeded:   "pain 1-3 or temperature above 38.5 C",
		Sig:        "Take 2 tablets by mouth every 6 hours as needed. No more than 3 g from all sources in 24 hours.",
		Indication: "pain, fever",
	},
	{
		Code: "AMLO5", Words: "amlodipine 5 mg tablet", Strength: "5", Per: "mg", Form: "tablet", Dose: "5",
		Unit: "mg", Other: "10", Route: "PO", Often: daily, Sig: "Hold for systolic pressure below 100.",
		Indication: "hypertension", Units: stays,
	},
	{
		Code: "METO25", Words: "metoprolol tartrate (Lopressor) 25 mg tablet", Strength: "25", Per: "mg",
		Form: "tablet", Dose: "25", Unit: "mg", Other: "12.5", Route: "PO", Often: twice,
		Sig:        "Hold for heart rate below 55 or systolic pressure below 95.",
		Indication: "atrial fibrillation", Units: stays,
	},
	{
		Code: "LISI10", Words: "lisinopril 10 mg tablet", Strength: "10", Per: "mg", Form: "tablet",
		Dose: "10", Unit: "mg", Other: "5", Route: "PO", Often: daily,
		Sig: "Hold while creatinine is rising.", Indication: "heart failure", Units: stays,
	},
	{
		Code: "ATOR40", Words: "atorvastatin 40 mg tablet", Strength: "40", Per: "mg", Form: "tablet",
		Dose: "40", Unit: "mg", Other: "80", Route: "PO", Often: night, Sig: "One tablet at bedtime.",
		Units: stays,
	},
	{
		Code: "FURO40I", Words: "furosemide injection 10 mg/mL", Strength: "10", Per: "mg/mL",
		Form: "injection", Dose: "40", Unit: "mg", Other: "20", Route: "IV", Method: "push", Often: twice,
		Sig:        "Push over 2 minutes. Call if urine is less than 200 mL in 4 hours.",
		Indication: "fluid overload", Units: stays,
	},
	{
		Code: "PANT40I", Words: "pantoprazole injection 40 mg vial", Strength: "40", Per: "mg",
		Form: "powder for injection", Dose: "40", Unit: "mg", Other: "80", Route: "IV", Method: "push",
		Often: every12, Sig: "Reconstitute with 10 mL sodium chloride 0.9 %. Push over 2 minutes.",
		Indication: "GI bleed", Units: acute,
	},
	{
		Code: "ENOX40", Words: "enoxaparin 40 mg/0.4 mL syringe", Strength: "40", Per: "mg/0.4 mL",
		Form: "syringe", Dose: "40", Unit: "mg", Other: "30", Route: "SC", Site: "abdomen", Often: daily,
		Sig: "Rotate sites. Do not expel the air bubble.", Indication: "clot prevention", Units: beds,
	},
	{
		Code: "INSG", Words: "insulin glargine (Lantus) 100 units/mL", Strength: "100", Per: "units/mL",
		Form: "vial", Dose: "18", Unit: "units", Other: "14", Route: "SC", Site: "abdomen", Often: night,
		Sig: "Do not mix. Do not hold without calling, even if not eating.", Indication: "diabetes",
		Units: stays,
	},
	{
		Code: "INSL", Words: "insulin lispro (Humalog) 100 units/mL", Strength: "100", Per: "units/mL",
		Form: "vial", Dose: "2", Most: "10", Unit: "units", Other: "4", Route: "SC", Site: "arm",
		Often:      meals,
		Sig:        "Correction scale: 151-200 give 2 units; 201-250 give 4; 251-300 give 6; 301-350 give 8; above 350 give 10 and call.",
		Indication: "diabetes", Note: "Check glucose within 30 minutes before the dose.", Units: stays,
		Lesser: "ate half of the meal",
	},
	{
		Code: "CEFT1", Words: "ceftriaxone 1 g in dextrose 5 % 50 mL", Form: "infusion", Dose: "1",
		Unit: "g", Route: "IV", Method: "piggyback", Often: daily, Sig: "Infuse over 30 minutes.",
		Indication: "pneumonia", Rate: "100", RateUnit: "mL/h",
		Parts: []Part{{"B", "dextrose 5 % in water", "50", "mL"}, {"A", "ceftriaxone", "1", "g"}},
		Units: acute,
	},
	{
		Code: "VANC1", Words: "vancomycin 1,250 mg in sodium chloride 0.9 % 250 mL", Form: "infusion",
		Dose: "1250", Unit: "mg", Route: "IV", Method: "piggyback", Often: every12,
		Sig: "Infuse over 90 minutes. Trough before the 4th dose.", Indication: "MRSA cover", Rate: "167",
		RateUnit: "mL/h",
		Parts:    []Part{{"B", "sodium chloride 0.9 %", "250", "mL"}, {"A", "vancomycin", "1250", "mg"}},
		Units:    stays, Lesser: "stopped for flushing",
	},
	{
		Code: "PIPT", Words: "piperacillin-tazobactam 3.375 g in sodium chloride 0.9 % 100 mL",
		Form: "infusion", Dose: "3.375", Unit: "g", Route: "IV", Method: "piggyback", Often: every6,
		Sig: "Infuse over 4 hours.", Indication: "intra-abdominal infection", Rate: "25", RateUnit: "mL/h",
		Parts: []Part{{"B", "sodium chloride 0.9 %", "100", "mL"}, {"A", "piperacillin-tazobactam", "3.375", "g"}},
		Units: stays,
	},
	{
		Code: "HEPINF", Words: "heparin 25,000 units in dextrose 5 % 250 mL", Strength: "100",
		Per: "units/mL", Form: "infusion", Dose: "25000", Unit: "units", Route: "IV",
		Method: "infusion pump", Often: continuous,
		Sig: "Start at 18 units/kg/h and titrate by the anti-Xa nomogram.", Indication: "pulmonary embolism",
		Rate: "1350", RateUnit: "units/h",
		Parts: []Part{{"B", "dextrose 5 % in water", "250", "mL"}, {"A", "heparin", "25000", "units"}},
		Units: stays,
	},
	{
		Code: "NOREPI", Words: "norepinephrine 8 mg in dextrose 5 % 250 mL", Strength: "32", Per: "mcg/mL",
		Form: "infusion", Dose: "8", Unit: "mg", Route: "IV", Method: "infusion pump", Often: continuous,
		Sig:        "Titrate by 0.02 mcg/kg/min every 5 minutes to a mean pressure of 65. Central line only.",
		Indication: "septic shock", Rate: "0.08", RateUnit: "mcg/kg/min",
		Parts: []Part{{"B", "dextrose 5 % in water", "250", "mL"}, {"A", "norepinephrine", "8", "mg"}},
		Units: Intensive,
	},
	{
		Code: "PROP", Words: "propofol 10 mg/mL emulsion 100 mL", Strength: "10", Per: "mg/mL",
		Form: "emulsion", Dose: "1000", Unit: "mg", Route: "IV", Method: "infusion pump", Often: continuous,
		Sig: "Titrate to RASS -1. Change tubing every 12 hours.", Indication: "sedation", Rate: "20",
		RateUnit: "mcg/kg/min", Units: Intensive,
	},
	{
		Code: "NS125", Words: "sodium chloride 0.9 % with potassium chloride 20 mEq 1,000 mL",
		Form: "infusion", Dose: "1000", Unit: "mL", Route: "IV", Method: "infusion pump", Often: continuous,
		Sig: "Stop when drinking.", Rate: "75", RateUnit: "mL/h",
		Parts: []Part{{"B", "sodium chloride 0.9 %", "1000", "mL"}, {"A", "potassium chloride", "20", "mEq"}},
		Units: beds,
	},
	{
		Code: "MORPH2", Words: "morphine injection 2 mg/mL", Strength: "2", Per: "mg/mL", Form: "injection",
		Dose: "2", Most: "4", Unit: "mg", Other: "1", Route: "IV", Method: "push", Often: needed4,
		AsNeeded:   "pain 7-10",
		Sig:        "Give 2 mg; 4 mg if pain is still 7 or more after 30 minutes. Hold for sedation or respiratory rate below 10.",
		Indication: "pain", Units: acute, Lesser: "2 of 4 mg, drowsy",
	},
	{
		Code: "OXYC5", Words: "oxycodone 5 mg tablet", Strength: "5", Per: "mg", Form: "tablet", Dose: "5",
		Most: "10", Unit: "mg", Other: "2.5", Route: "PO", Often: needed4, AsNeeded: "pain 4-6",
		Sig: "1 tablet; 2 tablets if pain is 6. Hold for sedation.", Indication: "pain",
		Units: Surgery + " " + Maternity,
	},
	{
		Code: "ONDA4", Words: "ondansetron injection 2 mg/mL", Strength: "2", Per: "mg/mL",
		Form: "injection", Dose: "4", Unit: "mg", Other: "8", Route: "IV", Method: "push", Often: needed8,
		AsNeeded: "nausea or vomiting", Sig: "Push over 2 minutes.", Indication: "nausea",
	},
	{
		Code: "LORA05", Words: "lorazepam 0.5 mg tablet", Strength: "0.5", Per: "mg", Form: "tablet",
		Dose: "0.5", Unit: "mg", Other: "1", Route: "PO", Often: needed8, AsNeeded: "anxiety",
		Sig: "Hold if drowsy.", Indication: "anxiety", Units: stays,
	},
	{
		Code: "ALBU", Words: "albuterol 2.5 mg/3 mL nebulizer solution", Strength: "2.5", Per: "mg/3 mL",
		Form: "solution", Dose: "2.5", Unit: "mg", Other: "5", Route: "NEB", Method: "nebulizer",
		Often: every6, Sig: "One vial by nebulizer.", Indication: "wheeze", Units: acute,
		Lesser: "mask removed by patient",
	},
	{
		Code: "PRED40", Words: "prednisone 20 mg tablet", Strength: "20", Per: "mg", Form: "tablet",
		Dose: "40", Unit: "mg", Other: "20", Route: "PO", Often: daily, Sig: "With food. Day 2 of 5.",
		Indication: "COPD", Units: Medical,
	},
	{
		Code: "LEVE500", Words: "levetiracetam 500 mg tablet", Strength: "500", Per: "mg", Form: "tablet",
		Dose: "500", Unit: "mg", Other: "750", Route: "PO", Often: twice,
		Sig: "Time critical: within 30 minutes.", Indication: "epilepsy", Units: stays,
	},
	{
		Code: "CARB", Words: "carbidopa-levodopa 25 mg-100 mg tablet", Strength: "25-100", Per: "mg",
		Form: "tablet", Dose: "1", Unit: "tablet", Other: "1.5", Route: "PO", Often: thrice,
		Sig: "Time critical: within 15 minutes. Not with protein.", Indication: "Parkinson's disease",
		Units: Medical,
	},
	{
		Code: "WAR5", Words: "warfarin 5 mg tablet", Strength: "5", Per: "mg", Form: "tablet", Dose: "5",
		Unit: "mg", Other: "2.5", Route: "PO",
		Often: Frequency{"Q1700", "once daily at 17:00", []string{"1700"}}, Sig: "Check INR first.",
		Indication: "atrial fibrillation", Units: Medical,
	},
	{
		Code: "KCL20", Words: "potassium chloride ER 20 mEq tablet", Strength: "20", Per: "mEq",
		Form: "extended-release tablet", Dose: "40", Unit: "mEq", Other: "20", Route: "PO", Often: once,
		Sig: "Do not crush. Recheck potassium in 4 hours.", Indication: "low potassium", Units: acute,
	},
	{
		Code: "OXYT", Words: "oxytocin 30 units in lactated Ringer's 500 mL", Form: "infusion", Dose: "30",
		Unit: "units", Route: "IV", Method: "infusion pump", Often: continuous,
		Sig: "Start at 2 milliunits/min; raise by 2 every 30 minutes.", Indication: "labor", Rate: "2",
		RateUnit: "milliunits/min",
		Parts:    []Part{{"B", "lactated Ringer's", "500", "mL"}, {"A", "oxytocin", "30", "units"}},
		Units:    Maternity,
	},
	{
		Code: "IBU600", Words: "ibuprofen 600 mg tablet", Strength: "600", Per: "mg", Form: "tablet",
		Dose: "600", Unit: "mg", Other: "400", Route: "PO", Often: every6, Sig: "With food.",
		Indication: "pain after delivery", Units: Maternity,
	},
	{
		Code: "CEFA2", Words: "cefazolin 2 g in dextrose 50 mL", Form: "infusion", Dose: "2", Unit: "g",
		Route: "IV", Method: "piggyback", Often: every8, Sig: "Infuse over 30 minutes. Stop after 3 doses.",
		Indication: "surgical prophylaxis", Rate: "100", RateUnit: "mL/h",
		Parts: []Part{{"B", "dextrose 5 % in water", "50", "mL"}, {"A", "cefazolin", "2", "g"}},
		Units: Surgery,
	},
	{
		Code: "INFLI", Words: "infliximab 400 mg in sodium chloride 0.9 % 250 mL", Form: "infusion",
		Dose: "400", Unit: "mg", Route: "IV", Method: "infusion pump", Often: once,
		Sig:        "Infuse over at least 2 hours with a 1.2 micron filter. Vital signs every 30 minutes.",
		Indication: "Crohn's disease", Rate: "125", RateUnit: "mL/h",
		Parts: []Part{{"B", "sodium chloride 0.9 %", "250", "mL"}, {"A", "infliximab", "400", "mg"}},
		Units: Infusion, Lesser: "paused for chills",
	},
	{
		Code: "IRONS", Words: "iron sucrose 200 mg in sodium chloride 0.9 % 100 mL", Form: "infusion",
		Dose: "200", Unit: "mg", Route: "IV", Method: "infusion pump", Often: once,
		Sig: "Infuse over 30 minutes. Observe 30 minutes after.", Indication: "iron deficiency", Rate: "200",
		RateUnit: "mL/h",
		Parts:    []Part{{"B", "sodium chloride 0.9 %", "100", "mL"}, {"A", "iron sucrose", "200", "mg"}},
		Units:    Infusion,
	},
	{
		Code: "VITK1", Words: "phytonadione injection 1 mg/0.5 mL", Strength: "1", Per: "mg/0.5 mL",
		Form: "injection", Dose: "1", Unit: "mg", Route: "IM", Site: "left thigh", Often: once,
		Sig: "Within 6 hours of birth.", Indication: "newborn", Units: Newborn,
	},
}

var routes = map[string]string{"PO": "oral", "IV": "intravenous", "SC": "subcutaneous", "IM": "intramuscular", "NEB": "inhalation"}
