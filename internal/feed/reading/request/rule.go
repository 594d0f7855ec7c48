package request

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/hl7"
)

// Rules is what a site declares of its orders.
type Rules struct {
	// OrderKinds say what codes of orders (OBR-4, ODS-3) and of observations
	// (OBX-3) are about: code status, precaution, isolation, restraint, diet and
	// the other kinds of package order. A code is written in capitals.
	OrderKinds map[string]order.Kind `json:"order_kinds" toml:"order_kinds"`
	// CodeStatusIn are the fields in which the site keeps code status, of PV2-41,
	// PV2-43, PV2-45, PD1-7 and PD1-15. Empty: all of them are read.
	CodeStatusIn []string `json:"code_status_in" toml:"code_status_in"`
	// OwnFields are fields of the site's own segments, whose names begin with Z,
	// in which it states code status, a precaution, isolation, a restraint or a
	// diet, each as ZPI-4. What else such segments hold is kept with the message.
	OwnFields map[string]order.Kind `json:"own_fields" toml:"own_fields"`
	// HomeCodes mark a medicine as one taken at home, and no order (ORC-29,
	// RXE-44 or RXO-27; hazard H-048).
	HomeCodes []string `json:"home_codes" toml:"home_codes"`
	// HighAlert are the names of drugs that call for care (hazard H-049). Empty:
	// names from ISMP's list.
	HighAlert []string `json:"high_alert" toml:"high_alert"`
}

// Check says which of the rules cannot be followed.
func (p *Rules) Check() error {
	for code, kind := range p.OrderKinds {
		if !slices.Contains(order.Kinds(), kind) {
			return fmt.Errorf("%s is given the kind %q, which is not known: use %s", code, kind, listed(order.Kinds()))
		}
	}
	for place, kind := range p.OwnFields {
		if _, _, ok := ownField(place); !ok {
			return fmt.Errorf("%q names no field of a segment of your own: use a name as ZPI-4, for the fourth field of the segment ZPI", place)
		}
		if _, ok := standingKind(kind); !ok {
			return fmt.Errorf("%s cannot state %q: use %s", place, kind, listed(standingKinds()))
		}
	}
	return nil
}

func listed(kinds []order.Kind) string {
	var words []string
	for _, k := range kinds {
		words = append(words, string(k))
	}
	return strings.Join(words, ", ")
}

// ownField takes a field of a segment of the site's own apart. Names of such
// segments begin with Z (HL7 2.5.1, section 2.5.2).
func ownField(place string) (segment string, number int, ok bool) {
	segment, digits, _ := strings.Cut(place, "-")
	number, err := strconv.Atoi(digits)
	return segment, number, err == nil && number > 0 && len(segment) == 3 && segment[0] == 'Z' && segment == strings.ToUpper(segment)
}

// kindOf is what the site declares that a code of an order or an
// observation is about.
func (p *Rules) kindOf(c fact.Coded) (order.Kind, bool) {
	for _, said := range []string{c.Code, c.Text, c.Also} {
		if kind, ok := p.OrderKinds[strings.ToUpper(strings.TrimSpace(said))]; ok && said != "" {
			return kind, true
		}
	}
	return "", false
}

// setting is whose list a medicine belongs to: by the codes that the site
// declares for home medicines, else by the order type (ORC-29, HL7 table 0482).
func (p *Rules) setting(fields ...hl7.Field) medication.Setting {
	for _, f := range fields {
		said := strings.ToUpper(f.Component(1).Text())
		for _, code := range p.HomeCodes {
			if said != "" && said == strings.ToUpper(code) {
				return medication.Home
			}
		}
	}
	if len(fields) > 0 && fields[0].Component(1).Text() == "O" {
		return medication.Outpatient
	}
	return medication.Stay
}

// highAlert is the word of the site's list that a drug or one of its components
// matches, as a whole word; "" where none does (hazard H-049).
func (p *Rules) highAlert(drug fact.Coded, parts []string) string {
	list := p.HighAlert
	if len(list) == 0 {
		list = usualHighAlert()
	}
	texts := append([]string{drug.Text, drug.Also, drug.Code}, parts...)
	for _, word := range list {
		for _, text := range texts {
			if holdsWord(strings.ToLower(text), strings.ToLower(word)) {
				return word
			}
		}
	}
	return ""
}

// holdsWord reports whether a text holds words that begin and end where words
// do.
func holdsWord(text, word string) bool {
	if word == "" {
		return false
	}
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		before, after := text[:at+i], text[at+i+len(word):]
		last, first := []rune(before), []rune(after)
		if (len(last) == 0 || !letter(last[len(last)-1])) && (len(first) == 0 || !letter(first[0])) {
			return true
		}
		at += i + len(word)
	}
}

// usualHighAlert are names from the classes of ISMP's list of high-alert
// medications in acute care. A site edits it.
func usualHighAlert() []string {
	return []string{
		"insulin", "heparin", "enoxaparin", "dalteparin", "fondaparinux", "warfarin", "apixaban", "rivaroxaban", "dabigatran", "edoxaban",
		"argatroban", "bivalirudin", "alteplase", "tenecteplase", "eptifibatide", "tirofiban",
		"morphine", "hydromorphone", "fentanyl", "oxycodone", "hydrocodone", "methadone", "meperidine", "remifentanil", "sufentanil", "buprenorphine",
		"epinephrine", "norepinephrine", "phenylephrine", "vasopressin", "dopamine", "dobutamine", "milrinone", "digoxin",
		"amiodarone", "lidocaine", "esmolol", "labetalol", "nitroprusside", "epoprostenol", "treprostinil",
		"propofol", "ketamine", "etomidate", "midazolam", "dexmedetomidine", "lorazepam",
		"succinylcholine", "rocuronium", "vecuronium", "cisatracurium",
		"potassium chloride", "potassium phosphate", "sodium chloride 3 %", "sodium chloride 3%", "sodium chloride 23.4 %", "sodium chloride 23.4%",
		"magnesium sulfate", "dextrose 50 %", "dextrose 50%", "oxytocin", "promethazine", "methotrexate",
		"glyburide", "glipizide", "glimepiride", "parenteral nutrition", "tpn",
		"vincristine", "cisplatin", "carboplatin", "doxorubicin", "cyclophosphamide", "fluorouracil",
	}
}
