package reading

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// Withholding is a rule of the site by which specially protected information is
// withheld until somebody breaks the glass (hazard H-075): entries that bear one
// of the codes, that were recorded in one of the units, as those of a program for
// substance use (42 CFR Part 2), or that came in a message which bears a mark, as
// that of a patient who asked for protection.
type Withholding struct {
	Sections []fact.Section `json:"sections" toml:"sections"` // empty: all but where the patient is and allergies
	Codes    []string       `json:"codes" toml:"codes"`       // of the medicine, test or document, or its words
	Units    []string       `json:"units" toml:"units"`       // PV1-3, as the source names them
	// Marked are the fields that mark what their message says of the patient,
	// each as "PV1-16 = VIP" with its value, as "PD1-12" whatever is in it, or as
	// "ARV" where the segment is there at all: PV1-16, PD1-12, ORC-28, a site's own
	// field of PID, OBR or OBX, a Z segment.
	Marked []string `json:"marked,omitempty" toml:"marked"`
	Why    string   `json:"why" toml:"why"` // shown to who breaks the glass
}

// usuallyRestricted are the confidentiality codes (HL7 tables 0177 and 0272)
// that withhold an entry where a profile names no others.
func usuallyRestricted() []string { return []string{"R", "V"} }

// coder is a body that bears codes a rule may name.
type coder interface{ Codes() []fact.Coded }

// protection is what of a message restricts everything in it.
type protection struct {
	profile *Profile
	code    string // a confidentiality code of its order or document, "" where none restricts it
	unit    string // PV1-3
	marked  []int  // the rules of the profile whose mark it bears
}

// label is why a fact is withheld by rule, "" for one that is not. Where a
// patient is and what the patient is allergic to is never withheld: a list
// without a patient, or a dose that kills, is worse than what it tells.
func (p protection) label(body fact.Body) string {
	section := body.About()
	switch section {
	case fact.SectionIdentity, fact.SectionCensus, fact.SectionAllergies, "":
		return ""
	}
	if _, unread := body.(*fact.Unread); unread {
		return ""
	}
	if p.code != "" {
		return "confidentiality " + p.code
	}
	for i := range p.profile.Withhold {
		rule := &p.profile.Withhold[i]
		if rule.concerns(section) && (p.covers(i) || rule.bears(body)) {
			return rule.label()
		}
	}
	return ""
}

// why is why all that the segments say is withheld, whatever it turns out to be;
// "" where nothing about them as a whole withholds it.
func (p protection) why() string {
	if p.code != "" {
		return "confidentiality " + p.code
	}
	for i := range p.profile.Withhold {
		if p.covers(i) {
			return p.profile.Withhold[i].label()
		}
	}
	return ""
}

// covers reports whether a rule of the profile withholds everything in the
// segments, for the unit or for a mark.
func (p protection) covers(rule int) bool {
	return p.unit != "" && slices.Contains(p.profile.Withhold[rule].Units, p.unit) || slices.Contains(p.marked, rule)
}

func (w *Withholding) label() string { return "a rule of the site: " + w.Why }

func (w *Withholding) concerns(s fact.Section) bool {
	return len(w.Sections) == 0 || slices.Contains(w.Sections, s)
}

// bears reports whether an entry bears a code of the rule.
func (w *Withholding) bears(body fact.Body) bool {
	coded, ok := body.(coder)
	return ok && slices.ContainsFunc(coded.Codes(), w.names)
}

// Check says what is wrong with the rule: one that never fits withholds nothing,
// and nobody would see that.
func (w *Withholding) Check() error {
	for _, s := range w.Sections {
		if !slices.Contains(fact.Sections(), s) {
			return fmt.Errorf("withhold: there is no part of a chart %q", s)
		}
	}
	for _, mark := range w.Marked {
		place, value, valued := strings.Cut(mark, "=")
		name, number, fielded := strings.Cut(strings.TrimSpace(place), "-")
		n, err := strconv.Atoi(number)
		if !isCode(name) || fielded && (err != nil || n < 1) || valued && (!fielded || strings.TrimSpace(value) == "") {
			return fmt.Errorf("withhold: %q is no mark: write a segment, its field and its value, as PV1-16 = VIP", mark)
		}
	}
	if len(w.Codes)+len(w.Units)+len(w.Marked) == 0 {
		return errors.New("withhold: a rule without codes, units or marks withholds nothing")
	}
	return nil
}

// marks reports whether a segment bears a mark of the rule.
func (w *Withholding) marks(s hl7.Segment) bool {
	return slices.ContainsFunc(w.Marked, func(mark string) bool {
		place, value, valued := strings.Cut(mark, "=")
		name, number, fielded := strings.Cut(strings.TrimSpace(place), "-")
		if name != s.Name() {
			return false
		}
		n, err := strconv.Atoi(number)
		if !fielded || err != nil {
			return !fielded
		}
		return says(s.Field(n), strings.TrimSpace(value), valued)
	})
}

// says reports whether a field was sent, and where a value is asked for, with
// that among its codes and words.
func says(f hl7.Field, value string, valued bool) bool {
	for i := range f.Reps() {
		c := field.Coded(f.Rep(i))
		if !c.IsZero() && (!valued || strings.EqualFold(c.Code, value) || strings.EqualFold(c.Text, value) || strings.EqualFold(c.Also, value)) {
			return true
		}
	}
	return false
}

func (w *Withholding) names(c fact.Coded) bool {
	return slices.ContainsFunc(w.Codes, func(code string) bool {
		code = strings.TrimSpace(code)
		return code != "" && (strings.EqualFold(c.Code, code) || strings.EqualFold(c.Text, code) || strings.EqualFold(c.Also, code))
	})
}

// protectionOf finds what of a patient's segments restricts everything in them:
// a confidentiality code (ORC-28, TXA-18), the unit it was recorded in, and the
// marks of the site's rules.
func protectionOf(segments []hl7.Segment, profile *Profile) protection {
	p := protection{profile: profile}
	for _, s := range segments {
		number := 0
		switch s.Name() {
		case "PV1":
			p.unit = field.Place(s.Field(3)).Unit
		case "ORC":
			number = 28
		case "TXA":
			number = 18
		}
		if number > 0 {
			p.code = cmp.Or(p.code, profile.restrictedBy(s.Field(number)))
		}
		for i := range profile.Withhold {
			if profile.Withhold[i].marks(s) && !slices.Contains(p.marked, i) {
				p.marked = append(p.marked, i)
			}
		}
	}
	return p
}

// restrictedBy is the confidentiality code of a field that withholds an entry, ""
// where none does: any of its codes, or the words of one, bare or in a coded
// value, as R^Restricted^HL70177.
func (p *Profile) restrictedBy(f hl7.Field) string {
	codes := p.Restricted
	if len(codes) == 0 {
		codes = usuallyRestricted()
	}
	for i := range f.Reps() {
		for _, component := range []int{1, 2, 4, 5} { // code and words, and the alternate ones
			said := strings.TrimSpace(f.Rep(i).Component(component).Text())
			if slices.ContainsFunc(codes, func(c string) bool { return strings.EqualFold(c, said) }) {
				return said
			}
		}
	}
	return ""
}
