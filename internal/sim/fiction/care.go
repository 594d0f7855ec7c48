package fiction

import "slices"

// Problem is what somebody has: the words of the problem list, and ICD-10-CM for the diagnosis of a visit.
type Problem struct {
	Code, Words string
	Said        string   // in the words of who comes with it, PV2-3
	Units       []string // where it brings people; nil is something they have had for years
}

// Complaints returns what brings people to a unit.
func Complaints(unit string) []Problem {
	var list []Problem
	for _, p := range problems {
		if slices.Contains(p.Units, unit) {
			list = append(list, p)
		}
	}
	return list
}

// Histories returns what people have had for years.
func Histories() []Problem {
	return slices.DeleteFunc(slices.Clone(problems[:]), func(p Problem) bool { return p.Units != nil })
}

var problems = [...]Problem{
	{"R07.9", "chest pain, cause not known", "chest pain", []string{Emergency}},
	{"R06.02", "shortness of breath", "shortness of breath", []string{Emergency}},
	{"R10.31", "right lower quadrant pain", "abdominal pain, right lower", []string{Emergency}},
	{"S01.81XA", "laceration of forehead", "fall from standing", []string{Emergency}},
	{"R41.0", "confusion", "fever & confusion", []string{Emergency}},
	{"J18.9", "pneumonia", "pneumonia", []string{Medical, Intensive}},
	{"I50.23", "acute on chronic systolic heart failure", "heart failure, worse since Sunday", []string{Medical}},
	{"L03.115", "cellulitis of right leg", "cellulitis, right leg", []string{Medical}},
	{"J44.1", "COPD with acute exacerbation", "COPD exacerbation", []string{Medical}},
	{"N39.0", "urinary tract infection", "urinary sepsis", []string{Medical}},
	{"N17.9", "acute kidney injury", "acute kidney injury", []string{Medical, Intensive}},
	{"A41.9", "sepsis", "septic shock", []string{Intensive}},
	{"J96.01", "acute respiratory failure with hypoxia", "respiratory failure", []string{Intensive}},
	{"K92.2", "gastrointestinal bleeding", "upper GI bleed", []string{Intensive}},
	{"E10.10", "type 1 diabetes with ketoacidosis", "diabetic ketoacidosis", []string{Intensive}},
	{"O80", "term labor", "labor at term", []string{Maternity}},
	{"O14.93", "pre-eclampsia, third trimester", "pre-eclampsia, 36 weeks", []string{Maternity}},
	{"S72.002A", "fracture of neck of left femur", "hip fracture, left", []string{Surgery}},
	{"K80.00", "acute cholecystitis with gallstones", "laparoscopic cholecystectomy", []string{Surgery}},
	{"K56.609", "intestinal obstruction", "bowel obstruction", []string{Surgery}},
	{"K50.90", "Crohn's disease", "infliximab infusion", []string{Infusion}},
	{"D50.9", "iron deficiency anemia", "iron infusion", []string{Infusion}},
	{"M86.9", "osteomyelitis, on outpatient antibiotics", "antibiotic infusion, day 9 of 14", []string{Infusion}},
	{"I10", "hypertension", "", nil},
	{"E11.9", "type 2 diabetes", "", nil},
	{"I48.20", "chronic atrial fibrillation", "", nil},
	{"I25.10", "coronary artery disease, stent 2021", "", nil},
	{"N18.31", "chronic kidney disease, stage 3a", "", nil},
	{"J44.9", "COPD", "", nil},
	{"G20.A1", "Parkinson's disease", "", nil},
	{"G40.909", "epilepsy", "", nil},
	{"E03.9", "hypothyroidism", "", nil},
	{"Z95.0", "cardiac pacemaker", "", nil},
	{"F32.A", "depression", "", nil},
	{"H90.3", "hearing loss, both ears", "", nil},
}

// Directive is something ordered that is neither a drug nor a test.
type Directive struct {
	Code, Words string
	Often       string // TQ1-11; empty where it simply stands
	Note        string
}

// Nursing, Isolations, CodeStatuses, Diets and Consults return what can be ordered.
func Nursing() []Directive { return nursing[:] }

// Isolations returns the kinds of isolation.
func Isolations() []Directive { return isolations[:] }

// CodeStatuses returns what can be ordered for the case that the heart stops.
func CodeStatuses() []Directive { return codeStatuses[:] }

// Diets returns what somebody may eat.
func Diets() []Directive { return diets[:] }

// Consults returns who can be asked.
func Consults() []Directive { return consults[:] }

var nursing = [...]Directive{
	{"NVS4", "vital signs", "every 4 hours", "Call for systolic pressure below 90, heart rate above 120, or saturation below 90 %."},
	{"NFALL", "fall precautions", "", "Bed alarm on. Two people for transfers."},
	{"NIO", "intake and output, strict", "every shift", ""},
	{"NTURN", "turn and reposition", "every 2 hours", "Heels off the bed."},
	{"NAMB", "walk with assistance", "three times daily", "Walker and gait belt."},
	{"NFOL", "urinary catheter: check need every day", "once daily", "Remove when no longer needed; no order is required for that."},
	{"NASP", "aspiration precautions", "", "Upright for meals and for 30 minutes after."},
	{"NTELE", "continuous cardiac monitoring", "", "May leave the unit without a monitor for imaging only."},
	{"NDSG", "change dressing", "once daily", "Normal saline, dry gauze. Measure the wound on Mondays."},
}

var isolations = [...]Directive{
	{"ISOC", "contact isolation", "", "MRSA in a wound, 2 days ago."},
	{"ISOD", "droplet isolation", "", "Influenza A test pending."},
	{"ISOA", "airborne isolation", "", "Rule out tuberculosis. N95 or PAPR."},
	{"ISOCE", "contact enteric isolation", "", "C. difficile. Soap and water, not gel."},
}

var codeStatuses = [...]Directive{
	{"FULL", "Full code", "", ""},
	{"FULL", "Full code", "", ""},
	{"DNR", "Do not resuscitate", "", "Discussed with patient and family. Intubation for reversible causes is acceptable."},
	{"DNRDNI", "Do not resuscitate, do not intubate", "", "Comfort comes first. Form signed, in the paper chart."},
}

var diets = [...]Directive{
	{"REG", "Regular diet", "", ""},
	{"CARD", "Cardiac diet, 2 g sodium", "", ""},
	{"CARB", "Consistent carbohydrate diet, 60 g per meal", "", ""},
	{"RENAL", "Renal diet", "", "Fluid restriction 1,500 mL per day."},
	{"SOFT", "Mechanical soft, nectar-thick liquids", "", "Crush pills in applesauce."},
	{"CLEAR", "Clear liquids", "", ""},
	{"NPO", "NPO after midnight except medications with sips", "", "For procedure."},
}

var consults = [...]Directive{
	{"CCAR", "consult cardiology", "", "Rate control; anticoagulation question."},
	{"CID", "consult infectious disease", "", "Positive blood culture."},
	{"CPT", "physical therapy evaluation and treatment", "", ""},
	{"CSW", "consult social work", "", "Lives alone; discharge planning."},
	{"CNEP", "consult nephrology", "", "Creatinine rising."},
	{"CWOC", "consult wound care", "", ""},
}

// Vaccine is one that is given: CVX code and words, what is given of it, and where.
type Vaccine struct{ Code, Words, Amount, Unit, Site, Lot, Maker string }

// Vaccines returns those of adults, and at last that of newborns.
func Vaccines() []Vaccine { return vaccines[:] }

var vaccines = [...]Vaccine{
	{"115", "Tdap", "0.5", "mL", "left deltoid", "TD40817", "invented maker"},
	{"150", "influenza, injectable, quadrivalent", "0.5", "mL", "right deltoid", "FL26110", "invented maker"},
	{"215", "pneumococcal conjugate PCV15", "0.5", "mL", "left deltoid", "PN00932", "invented maker"},
	{"08", "hepatitis B, pediatric", "0.5", "mL", "right thigh", "HB55102", "invented maker"},
}
