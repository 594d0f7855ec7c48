package fiction

// Note is what somebody writes, in paragraphs. In each, %reason stands for why the patient came, %problem for the first of
// their problems, and %age for their age.
type Note struct {
	Kind, Words string // TXA-2
	Paragraphs  [][]string
}

// Of each paragraph of a note one wording is chosen.
var (
	history = Note{"HP", "history and physical", [][]string{
		{"CHIEF COMPLAINT: %reason."},
		{
			"HISTORY: %age-year-old, well until three days ago. Gradual onset, no recent travel, no sick contacts.",
			"HISTORY: %age-year-old brought in by family. Symptoms began yesterday evening and became worse overnight.",
			"HISTORY: %age-year-old, seen in clinic last week for the same. No improvement with the treatment given there.",
		},
		{"PAST HISTORY: %problem. No prior anesthesia problems.", "PAST HISTORY: %problem. Appendectomy in childhood."},
		{
			"EXAM: Alert, in mild distress. Lungs clear on the left, crackles at the right base. Abdomen soft. No edema.",
			"EXAM: Comfortable at rest. Heart regular, no murmur. Lungs clear. Abdomen soft, not tender. Strength 5/5.",
			"EXAM: Drowsy but oriented. Dry mucous membranes. Heart rapid and regular. Skin warm.",
		},
		{
			"PLAN: Fluids, cultures before antibiotics, repeat lactate in 4 hours. Home medications reviewed with patient.",
			"PLAN: Admit. Monitor. Echocardiogram tomorrow. Hold nephrotoxic drugs.",
			"PLAN: Pain control, NPO for now, reassess in 2 hours.",
		},
	}}
	progress = Note{"PN", "progress note", [][]string{
		{"SUBJECTIVE: Slept well. Pain controlled.", "SUBJECTIVE: Feels better, ate half of breakfast.", "SUBJECTIVE: Nauseated overnight, one emesis. No chest pain."},
		{"OBJECTIVE: Afebrile. Lungs clearer. Wound dry.", "OBJECTIVE: Low-grade temperature. Crackles at the bases, less than yesterday.", "OBJECTIVE: Stable on current oxygen. Abdomen soft."},
		{"ASSESSMENT: %reason, improving.", "ASSESSMENT: %reason, no change since yesterday.", "ASSESSMENT: %reason; %problem stable."},
		{"PLAN: Continue current treatment. Home in 1-2 days if stable.", "PLAN: Change to oral antibiotics. Walk today.", "PLAN: Recheck labs in the morning. Consult if creatinine rises again."},
	}}
	shift = Note{"NU", "nursing shift note", [][]string{
		{"Alert and oriented. Up to chair twice.", "Rested most of the shift. Turned every 2 hours.", "Anxious at first; family at bedside helped."},
		{"IV in left forearm flushes well.", "IV site red, removed; new one in right forearm.", "No IV access at this time."},
		{"Call light in reach, bed low.", "Bed alarm on."},
	}}
	operation = Note{"OP", "operative note", [][]string{
		{"PROCEDURE: as booked for %reason."},
		{"FINDINGS: As expected. Estimated blood loss 75 mL. No complications.", "FINDINGS: Adhesions, taken down. Estimated blood loss 200 mL. Drain left in place."},
		{"PLAN: Clear liquids tonight. Antibiotics stop after 3 doses."},
	}}
	visit = Note{"OV", "office visit note", [][]string{
		{"REASON: %reason."},
		{"SUBJECTIVE: Doing well on current medications.", "SUBJECTIVE: Cough, no fever, no shortness of breath.", "SUBJECTIVE: Home readings reviewed; two above goal."},
		{"EXAM: Heart regular, lungs clear, no edema.", "EXAM: Feet: skin intact, monofilament felt at 10 of 10 sites."},
		{"PLAN: No change. Labs before next visit.", "PLAN: Supportive care; return if worse.", "PLAN: Dose increased; recheck in 4 weeks. %problem reviewed."},
	}}
	summary = Note{"DS", "discharge summary", [][]string{
		{"COURSE: Admitted for %reason. Improved with treatment."},
		{"CONDITION: Stable, walking.", "CONDITION: Stable; needs help with stairs."},
		{"FOLLOW-UP: Primary care in 7 days. Return for fever, bleeding or trouble breathing."},
	}}
)

// History is written on arrival.
func History() Note { return history }

// Progress is written every day.
func Progress() Note { return progress }

// Shift is written at the end of a shift.
func Shift() Note { return shift }

// Operation is written after an operation.
func Operation() Note { return operation }

// Visit is written after a visit to the clinic.
func Visit() Note { return visit }

// Summary is written when somebody goes home.
func Summary() Note { return summary }

// Addenda are what is added to a note later.
func Addenda() []string { return addenda[:] }

var addenda = [...]string{
	"ADDENDUM: Discussed with daughter by telephone. She agrees with the plan.",
	"ADDENDUM: Imaging read: no acute change since the prior study.",
	"ADDENDUM: Patient seen and examined with the resident. I agree with the note above.",
}

// Slot is a kind of appointment.
type Slot struct {
	Code, Words string // SCH-8
	Minutes     int
	Reason      string
}

// InfusionSlots, ProcedureSlots and ClinicSlots return what people come for.
func InfusionSlots() []Slot { return infusionSlots[:] }

// ProcedureSlots returns what people who lie in the house are booked for.
func ProcedureSlots() []Slot { return procedureSlots[:] }

// ClinicSlots returns what people come to a doctor's office for.
func ClinicSlots() []Slot { return clinicSlots[:] }

var infusionSlots = [...]Slot{
	{"INF2H", "infusion, 2 hours", 120, "infliximab infusion"},
	{"INF1H", "infusion, 1 hour", 60, "iron infusion"},
	{"INF1H", "infusion, 1 hour", 60, "antibiotic infusion, day 9 of 14"},
}

var procedureSlots = [...]Slot{
	{"ECHO", "echocardiogram", 45, "heart failure"},
	{"CTABD", "CT abdomen with contrast", 30, "abdominal pain"},
	{"EGD", "upper endoscopy", 60, "bleeding"},
	{"ORIF", "hip fracture repair, LEFT", 120, "hip fracture, left"},
	{"PICC", "PICC placement", 45, "long-term antibiotics"},
}

var clinicSlots = [...]Slot{
	{"FU", "follow-up visit", 20, "blood pressure check"},
	{"FU", "follow-up visit", 20, "diabetes, review of home glucose"},
	{"NEW", "new patient visit", 40, "establish care"},
	{"ACUTE", "same-day visit", 15, "cough for 5 days"},
	{"ACUTE", "same-day visit", 15, "ankle sprain"},
	{"WELL", "annual wellness visit", 40, "annual wellness visit"},
	{"INR", "anticoagulation visit", 15, "INR check"},
}
