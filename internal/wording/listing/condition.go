package listing

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/notation"
)

// pregnant is the code of a pregnant patient in HL7 table 0009 (PV1-15).
const pregnant = "B6"

// Conditions says what registration says of a patient for a visit, in the
// sender's words, with the code beside them.
func Conditions(list []fact.Coded) string {
	var words []string
	for _, c := range list {
		said := cmp.Or(c.Text, c.Also, conditionWords(c.Code), c.Code)
		if c.Code != "" && c.Code != said {
			said += " (" + c.Code + ")"
		}
		words = append(words, said)
	}
	return strings.Join(words, ", ")
}

// conditionWords says HL7 table 0009 in words; a site's own code stands as sent.
func conditionWords(code string) string {
	return map[string]string{
		"A0": "no functional limitations", "A1": "walks with an assistive device", "A2": "needs a wheelchair or stretcher",
		"A3": "comatose, not responsive", "A4": "disoriented", "A5": "vision impaired", "A6": "hearing impaired",
		"A7": "speech impaired", "A8": "does not speak English", "A9": "functional level not known",
		"B1": "on oxygen", "B2": "special equipment: tubes, lines, catheters", "B3": "amputee", "B4": "mastectomy",
		"B5": "paraplegic", pregnant: "pregnant",
	}[code]
}

// registeredPregnant is that registration says the patient is pregnant, for the
// visit that goes on, "" where it does not: who writes it down there often knows
// before anybody has charted it, and a drug or an X-ray does not wait.
func registeredPregnant(v *asof.View) string {
	current := slices.IndexFunc(v.Visits, func(stay visit.Visit) bool {
		return stay.State == visit.Active && slices.ContainsFunc(stay.Conditions, func(c fact.Coded) bool { return c.Code == pregnant })
	})
	if current < 0 {
		return ""
	}
	return Conditions([]fact.Coded{{Code: pregnant}}) + ", as registered for visit " + cmp.Or(v.Visits[current].Number.Value, notation.NotRecorded)
}
