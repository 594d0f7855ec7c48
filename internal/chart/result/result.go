// Package result adds up observations: values, what corrected them, and what
// withdrew them.
package result

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Note is what one OBX says, with the OBR it stands under.
type Note struct {
	Placer   fact.ID    // OBR-2, ORC-2
	Filler   fact.ID    // OBR-3, ORC-3
	Panel    fact.Coded // OBR-4
	Test     fact.Coded // OBX-3
	Sub      string     // OBX-4
	Repeat   int        // how many rows of the same test and sub-id stand before it in its OBR
	Row      int        // place in the message, for the order of rows
	Vital    bool       // a vital sign, by its code
	Series   bool       // the same message holds the same test of another time
	Service  string     // OBR-24 (HL7 table 0074): MB microbiology, and so on
	Bedside  bool       // sent as measured at the point of care (ORU^R30 to R32)
	Numeric  bool       // OBX-2 says that the value is a number
	Parent   Parent     // OBR-26, OBR-29: the result it goes on from
	HasValue bool       // OBX-5 was sent and is not null
	Null     bool       // OBX-5 was sent as null: there is no value any more
	Value    string     // OBX-5 as sent, with its sign
	Unit     string     // OBX-6
	Range    string     // OBX-7
	Flags    []string   // OBX-8
	Status   string     // OBX-11, else OBR-25
	More     bool       // OBR-25 says that this is not the whole report yet
	Observed fact.Time  // OBX-14, else OBR-7
	Reported fact.Time  // OBR-22
	Specimen string     // OBR-15 or SPM-4
	Bottle   string     // SPM-2: the number of the specimen
	Method   string     // OBX-17
	By       string     // OBX-23, OBX-15
	Notes    []string   // NTE below the OBX
}

// About is the section of results, or that of vital signs.
func (n *Note) About() fact.Section {
	if n.Vital {
		return fact.SectionVitals
	}
	return fact.SectionResults
}

// Parent names the result that another goes on from: the organism, for its
// susceptibilities.
type Parent struct {
	Placer fact.ID    `json:"placer"` // OBR-29
	Filler fact.ID    `json:"filler"`
	Test   fact.Coded `json:"test_code"`       // OBR-26.1
	Sub    string     `json:"sub,omitempty"`   // OBR-26.2
	Words  string     `json:"words,omitempty"` // OBR-26.3, else the value of the result it names
}

// IsZero reports whether no parent is named.
func (p Parent) IsZero() bool { return p == Parent{} }

// Result is one observation as its messages add up (specification 7.3). A
// withdrawn result holds no value.
type Result struct {
	Placer    fact.ID    `json:"placer"`
	Filler    fact.ID    `json:"filler"`
	Panel     string     `json:"panel,omitempty"`
	PanelCode fact.Coded `json:"panel_code"`
	Test      string     `json:"test"`
	TestCode  fact.Coded `json:"test_code"`
	Sub       string     `json:"sub,omitempty"`
	HasValue  bool       `json:"has_value"`
	Value     string     `json:"value"`
	Unit      string     `json:"unit,omitempty"`
	Range     string     `json:"range,omitempty"`
	Flag      string     `json:"flag,omitempty"`
	Status    string     `json:"status"` // code as sent
	Words     string     `json:"status_words"`
	At        fact.Time  `json:"at"`
	Reported  fact.Time  `json:"reported"`
	Specimen  string     `json:"specimen,omitempty"`
	Bottle    string     `json:"specimen_number,omitempty"`
	Method    string     `json:"method,omitempty"`
	Service   string     `json:"service,omitempty"`
	Bedside   bool       `json:"point_of_care,omitempty"`
	Numeric   bool       `json:"numeric,omitempty"`
	Parent    *Parent    `json:"parent,omitempty"`
	By        string     `json:"by,omitempty"`
	Note      string     `json:"note,omitempty"`
	Was       string     `json:"was,omitempty"` // the value a correction replaced
	Corrected fact.Time  `json:"corrected"`
	Withdrawn fact.Time  `json:"withdrawn"`
	Marks     []string   `json:"marks,omitempty"`
	From      *fact.From `json:"from,omitempty"`
	row       int
	root      string // of its order
	text      string // key of the text it is a line of
	vital     bool
	place     place
	said      fact.Stamp // of the note that stands
}

// resultRank places OBX-11: withdrawn above corrected above amended above final
// above preliminary above registered above "no value".
func resultRank(status string) int {
	switch strings.ToUpper(status) {
	case "D", "W":
		return 7
	case "C":
		return 6
	case "A":
		return 5
	case "F", "U", "B", "V":
		return 4
	case "S", "P":
		return 2
	case "R":
		return 1
	case "I", "O", "N", "X":
		return 0
	}
	return 3 // not stated, or not in the table: above preliminary, below final
}

// resultWords says a status in words.
func resultWords(status string) string {
	switch strings.ToUpper(status) {
	case "D", "W":
		return "WITHDRAWN"
	case "C":
		return "CORRECTED"
	case "A":
		return "AMENDED"
	case "F", "U", "B", "V":
		return "FINAL"
	case "S", "P":
		return "PRELIMINARY"
	case "R":
		return "NOT VERIFIED"
	case "I", "O":
		return "PENDING"
	case "N", "X": // nobody looked for it, or it cannot be had: nothing is to come
		return "NO RESULT"
	}
	return "STATUS NOT STATED"
}

// WordsBloodGroup stands beside every blood group: a group on record is never
// what blood is given by (hazard H-059).
const WordsBloodGroup = "HISTORICAL GROUP ON RECORD, NOT FOR TRANSFUSION - SEND NEW SAMPLE"

// WordsAntibodies stands beside every screen for antibodies, and for the same
// reason. WordsDevice stands beside what a device was set to when somebody
// charted it (specification 5.4).
const (
	WordsAntibodies = "HISTORICAL ANTIBODIES ON RECORD, NOT FOR TRANSFUSION - SEND NEW SAMPLE"
	WordsDevice     = "AS LAST CHARTED - READ THE DEVICE"
)

// caution is what has to stand beside every value of a test, "" for most.
func caution(test fact.Coded) string {
	switch {
	case isBloodGroup(test):
		return WordsBloodGroup
	case isAntibodyScreen(test):
		return WordsAntibodies
	case test.Code == "3150-6", test.Code == "3151-8": // inhaled oxygen: share, flow
		return WordsDevice
	}
	return ""
}

// isAntibodyScreen reports whether a test looks for antibodies against blood
// cells, by LOINC and by the words of laboratories with codes of their own.
func isAntibodyScreen(test fact.Coded) bool {
	if test.Code == "890-4" {
		return true
	}
	words := strings.ToLower(test.Text + " " + test.Also)
	return strings.Contains(words, "antibody scr") || strings.Contains(words, "indirect antiglobulin") || strings.Contains(words, "indirect coombs")
}

// isBloodGroup reports whether a result is a blood group: by LOINC, and by the
// words of laboratories that send codes of their own. A warning too many harms
// nobody.
func isBloodGroup(test fact.Coded) bool {
	switch test.Code {
	case "882-1", "883-9", "10331-7":
		return true
	}
	words := strings.ToLower(test.Text + " " + test.Also)
	for _, name := range []string{"blood group", "blood type", "abo group", "abo/rh", "abo and rh", "abo+rh", "rh type"} {
		if strings.Contains(words, name) {
			return true
		}
	}
	return false
}

// Origin is the message that the result stands for.
func (r Result) Origin() *fact.From { return r.From }

// Names implements [fact.Named]: one test of an order, so that what restricts it
// restricts no other.
func (n *Note) Names() []string { return testNames(n.Test, n.Sub, n.Placer, n.Filler) }

func testNames(test fact.Coded, sub string, orders ...fact.ID) []string {
	names := fact.OrderNames(orders...)
	for i := range names {
		names[i] += "\x1f" + cmp.Or(test.Code, test.Text) + "\x1f" + sub
	}
	return names
}

// Names name the result by the test and the numbers of its order, as far as
// those are told apart from the numbers of other systems.
func (r *Result) Names() []string {
	numbers := slices.DeleteFunc([]fact.ID{r.Placer, r.Filler}, func(id fact.ID) bool { return id.Authority == "" })
	return testNames(r.TestCode, r.Sub, numbers...)
}

// Says is what stands on a page of the result: value, unit, flag and status.
func (r *Result) Says() string {
	said := []string{r.Words}
	if value := strings.TrimSpace(r.Value + " " + r.Unit); value != "" {
		said = append(said, value)
	}
	if r.Flag != "" {
		said = append(said, r.Flag)
	}
	return strings.Join(said, ", ")
}

// Mark adds a warning in words.
func (r *Result) Mark(words string) { r.Marks = fact.AppendOnce(r.Marks, words) }

// Codes are the codes of the test and of its panel.
func (n *Note) Codes() []fact.Coded { return []fact.Coded{n.Test, n.Panel} }
