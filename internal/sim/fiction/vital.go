package fiction

// Sign is one thing read at the bedside. Its numbers say what is usual and how far people lie from it.
type Sign struct {
	Code, Words  string // OBX-3, LOINC
	Unit         string // OBX-6, as bedside systems write it; empty for a score
	Usual, Width float64
	Least, Most  float64 // no person is outside
	Decimals     int
	Method       string // OBX-17
}

// Signs returns what is read of an adult in every round: pressures, pulse, breathing, oxygen, temperature and pain.
func Signs() []Sign { return signs[:] }

// NewbornSigns returns what is read of a newborn.
func NewbornSigns() []Sign { return newbornSigns[:] }

// The codes that others than the flowsheet itself need to know.
const (
	Systolic    = "8480-6"
	HeartRate   = "8867-4"
	Breathing   = "9279-1"
	Saturation  = "59408-5"
	Temperature = "8310-5"
	Pain        = "72514-3"
)

// Weight is read once, on arrival.
func Weight() Sign {
	return Sign{"29463-7", "body weight", "kg", 78, 17, 38, 190, 1, "bed scale"}
}

// Height is what the patient says on arrival.
func Height() Sign {
	return Sign{"8302-2", "body height", "cm", 169, 9, 142, 204, 0, "stated by patient"}
}

// BirthWeight is read once.
func BirthWeight() Sign {
	return Sign{"8339-4", "birth weight", "g", 3300, 420, 1900, 4900, 0, "infant scale"}
}

// Coma is read in intensive care.
func Coma() Sign {
	return Sign{"9269-2", "Glasgow coma score total", "", 14, 1.4, 3, 15, 0, ""}
}

// Intake is what went in within a day.
func Intake() Sign {
	return Sign{"9108-2", "fluid intake total 24 hour", "mL", 2200, 500, 400, 6000, 0, ""}
}

// Output is what came out within a day.
func Output() Sign {
	return Sign{"9262-7", "fluid output total 24 hour", "mL", 1900, 520, 150, 6000, 0, ""}
}

// Glucose is read at the bedside before meals.
func Glucose() Sign {
	return Sign{"41653-7", "glucose by glucometer", "mg/dL", 142, 38, 45, 420, 0, "glucometer"}
}

var signs = [...]Sign{
	{Systolic, "systolic blood pressure", "mmHg", 128, 16, 78, 215, 0, "automated cuff"},
	{"8462-4", "diastolic blood pressure", "mmHg", 74, 9, 38, 120, 0, "automated cuff"},
	{HeartRate, "heart rate", "/min", 82, 13, 44, 158, 0, "monitor"},
	{Breathing, "respiratory rate", "/min", 17, 2.4, 9, 36, 0, "counted"},
	{Saturation, "oxygen saturation by pulse oximetry", "%", 96, 1.8, 84, 100, 0, "pulse oximeter"},
	{Temperature, "body temperature", "degC", 36.9, 0.5, 34.9, 40.4, 1, "oral"},
	{Pain, "pain severity 0-10", "", 3, 2, 0, 10, 0, "stated by patient"},
}

var newbornSigns = [...]Sign{
	{HeartRate, "heart rate", "/min", 138, 11, 105, 178, 0, "stethoscope"},
	{Breathing, "respiratory rate", "/min", 44, 6, 28, 64, 0, "counted"},
	{Temperature, "body temperature", "degC", 36.9, 0.2, 36.1, 37.8, 1, "axillary"},
}

// Breath is how somebody gets oxygen.
type Breath struct {
	Words string
	Flow  string // liters a minute, 3151-8; empty on room air
}

// Breaths returns ways to get oxygen, the usual one first.
func Breaths() []Breath { return breaths[:] }

var breaths = [...]Breath{{"room air", ""}, {"nasal cannula", "2"}, {"nasal cannula", "3"}, {"simple mask", "6"}, {"high-flow nasal cannula", "40"}}
