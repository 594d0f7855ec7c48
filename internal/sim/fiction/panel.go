package fiction

// Test is one thing that a panel measures.
type Test struct {
	Code, Words string // OBX-3
	Unit, Span  string // OBX-6, OBX-7
	Low, High   float64
	Least, Most float64 // critical at or beyond
	Decimals    int
	Floor       float64 // below it the instrument says only that it is less
	Ceiling     float64 // above it, only that it is more
}

// Panel is what is drawn together.
type Panel struct {
	Code, Words string // OBR-4
	Section     string // OBR-24
	Specimen    string // SPM-4
	Tests       []Test
}

// Culture is a text result: what is said first, and what at last.
type Culture struct{ Code, Words, Specimen, Early, Late string }

// Panels returns what the laboratory offers; the last is for newborns.
func Panels() []Panel { return panels[:] }

// Cultures returns the text results.
func Cultures() []Culture { return cultures[:] }

var panels = [...]Panel{
	{"BMP", "basic metabolic panel", "CH", "plasma", []Test{
		{"2951-2", "sodium", "mmol/L", "135-145", 135, 145, 120, 160, 0, 0, 0},
		{"2823-3", "potassium", "mmol/L", "3.5-5.1", 3.5, 5.1, 2.8, 6.2, 1, 0, 10},
		{"2075-0", "chloride", "mmol/L", "98-107", 98, 107, 80, 120, 0, 0, 0},
		{"1963-8", "bicarbonate", "mmol/L", "22-29", 22, 29, 10, 40, 0, 0, 0},
		{"3094-0", "urea nitrogen", "mg/dL", "7-20", 7, 20, 0, 100, 0, 2, 0},
		{"2160-0", "creatinine", "mg/dL", "0.60-1.20", 0.6, 1.2, 0, 5, 2, 0.15, 0},
		{"2345-7", "glucose", "mg/dL", "70-99", 70, 99, 50, 400, 0, 20, 600},
		{"17861-6", "calcium", "mg/dL", "8.6-10.2", 8.6, 10.2, 6.5, 13, 1, 0, 0},
	}},
	{"CBC", "complete blood count", "HM", "blood", []Test{
		{"6690-2", "white blood cells", "10*3/uL", "4.0-11.0", 4, 11, 1, 40, 1, 0, 0},
		{"718-7", "hemoglobin", "g/dL", "12.0-16.0", 12, 16, 7, 20, 1, 0, 0},
		{"4544-3", "hematocrit", "%", "36-48", 36, 48, 21, 60, 0, 0, 0},
		{"777-3", "platelets", "10*3/uL", "150-400", 150, 400, 30, 1000, 0, 2, 0},
	}},
	{"COAG", "coagulation", "HM", "citrated plasma", []Test{
		{"6301-6", "INR", "", "0.9-1.1", 0.9, 1.1, 0, 5, 1, 0, 8},
		{"14979-9", "aPTT", "s", "25-35", 25, 35, 0, 100, 0, 0, 150},
	}},
	{"TROP", "troponin T, high sensitivity", "CH", "plasma", []Test{
		{"67151-1", "troponin T, high sensitivity", "ng/L", "<14", 0, 14, -1, 52, 0, 6, 10000},
	}},
	{"LAC", "lactate", "CH", "blood", []Test{
		{"2524-7", "lactate", "mmol/L", "0.5-2.0", 0.5, 2, 0, 4, 1, 0.3, 0},
	}},
	{"CRP", "C-reactive protein", "CH", "serum", []Test{
		{"1988-5", "C-reactive protein", "mg/L", "<5.0", 0, 5, -1, 400, 1, 0.6, 0},
	}},
	{"BILI", "neonatal bilirubin", "CH", "capillary blood", []Test{
		{"1975-2", "bilirubin, total", "mg/dL", "<12.0", 0, 12, -1, 18, 1, 0, 0},
	}},
}

var cultures = [...]Culture{
	{"600-7", "bacteria identified in blood by culture", "blood",
		"Gram stain: gram-positive cocci in clusters.\n1 of 2 bottles positive at 14 hours.\nCalled & read back.",
		"Staphylococcus aureus\nOxacillin: susceptible\nVancomycin: susceptible, MIC 1 mcg/mL\nErythromycin: RESISTANT"},
	{"630-4", "bacteria identified in urine by culture", "urine, clean catch",
		"Gram-negative rods, more than 100,000 CFU/mL. Identification to follow.",
		"Escherichia coli >100,000 CFU/mL\nNitrofurantoin: susceptible\nCeftriaxone: susceptible\nCiprofloxacin: RESISTANT"},
	{"600-7", "bacteria identified in blood by culture", "blood",
		"No growth so far.", "No growth at 48 hours.\nThe bottles are kept for 5 days."},
}
