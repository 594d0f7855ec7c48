package reading

import (
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// Withholding is a rule of the site by which specially protected information is
// withheld until somebody breaks the glass (hazard H-075): entries that bear one
// of the codes, or that were recorded in one of the units, as those of a
// program for substance use (42 CFR Part 2).
type Withholding struct {
	Sections []fact.Section `json:"sections" toml:"sections"` // empty: all but where the patient is and allergies
	Codes    []string       `json:"codes" toml:"codes"`       // of the medicine, test or document, or its words
	Units    []string       `json:"units" toml:"units"`       // PV1-3, as the source names them
	Why      string         `json:"why" toml:"why"`           // shown to who breaks the glass
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
	for _, rule := range p.profile.Withhold {
		if rule.fits(section, p.unit, body) {
			return "a rule of the site: " + rule.Why
		}
	}
	return ""
}

func (w *Withholding) fits(s fact.Section, unit string, body fact.Body) bool {
	if len(w.Sections) > 0 && !slices.Contains(w.Sections, s) {
		return false
	}
	if unit != "" && slices.Contains(w.Units, unit) {
		return true
	}
	coded, ok := body.(coder)
	return ok && slices.ContainsFunc(coded.Codes(), w.names)
}

func (w *Withholding) names(c fact.Coded) bool {
	return slices.ContainsFunc(w.Codes, func(code string) bool {
		code = strings.TrimSpace(code)
		return code != "" && (strings.EqualFold(c.Code, code) || strings.EqualFold(c.Text, code) || strings.EqualFold(c.Also, code))
	})
}

// protectionOf finds what of a patient's segments restricts everything in them:
// a confidentiality code (ORC-28, TXA-18), and the unit it was recorded in.
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
		if code := field.Present(s.Field(number)); number > 0 && profile.restricts(code) {
			p.code = code
		}
	}
	return p
}

// restricts reports whether a confidentiality code withholds an entry.
func (p *Profile) restricts(code string) bool {
	codes := p.Restricted
	if len(codes) == 0 {
		codes = usuallyRestricted()
	}
	return slices.ContainsFunc(codes, func(c string) bool { return strings.EqualFold(c, code) })
}
