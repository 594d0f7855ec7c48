package fiction

import "strings"

// Allergen is a substance that the house has a code for.
type Allergen struct {
	Kind        string // AL1-2, HL7 table 0127
	Code, Words string // AL1-3
	Reactions   []string
}

// Allergens returns what people of the house are allergic to.
func Allergens() []Allergen { return allergens[:] }

// AllergenNamed returns the kind and the code of a substance; a substance without a code is of kind MA.
func AllergenNamed(words string) (kind, code string) {
	for _, a := range allergens {
		if strings.EqualFold(a.Words, words) {
			return a.Kind, a.Code
		}
	}
	return "MA", ""
}

var allergens = [...]Allergen{
	{"DA", "PCN", "penicillin", []string{"anaphylaxis", "hives", "swelling of lips and tongue"}},
	{"DA", "AMOX", "amoxicillin", []string{"rash", "hives + wheeze"}},
	{"DA", "SULF", "sulfonamide antibiotics", []string{"rash", "blistering of skin and mouth"}},
	{"DA", "CEPH", "cephalosporins", []string{"hives", "fever, rash"}},
	{"DA", "VANC", "vancomycin", []string{"flushing of face and neck during infusion"}},
	{"DA", "COD", "codeine", []string{"vomiting", "confusion"}},
	{"DA", "MORPH", "morphine", []string{"itching", "severe nausea"}},
	{"DA", "ASA", "aspirin", []string{"wheeze", "stomach bleeding, 2019"}},
	{"DA", "NSAID", "ibuprofen and other NSAIDs", []string{"bronchospasm", "kidney injury"}},
	{"DA", "ACEI", "lisinopril", []string{"angioedema", "dry cough"}},
	{"DA", "HEP", "heparin", []string{"low platelets (HIT)"}},
	{"DA", "IVC", "iodinated contrast", []string{"hives within minutes", "throat tightness"}},
	{"DA", "SUX", "succinylcholine", []string{"malignant hyperthermia in the family"}},
	{"DA", "PHT", "phenytoin", []string{"rash with fever"}},
	{"FA", "PNUT", "peanut", []string{"anaphylaxis", "swelling of throat"}},
	{"FA", "SHELL", "shellfish", []string{"hives", "vomiting"}},
	{"FA", "EGG", "egg", []string{"hives"}},
	{"FA", "MILK", "cow's milk", []string{"bloody stool"}},
	{"MA", "LATEX", "latex", []string{"contact rash", "wheeze in the operating room"}},
	{"MA", "TAPE", "adhesive tape", []string{"blisters"}},
	{"EA", "BEE", "bee venom", []string{"anaphylaxis, carries epinephrine"}},
}
