package reading

import (
	"fmt"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
)

// Profile is what a site declares of one source.
type Profile struct {
	Name      string `json:"name" toml:"name"`
	Live      bool   `json:"live" toml:"live"`           // false: on trial, every chart says TEST
	Zone      string `json:"zone" toml:"zone"`           // IANA name of the zone of times sent without one
	Authority string `json:"authority" toml:"authority"` // assigning authority of numbers sent without one; "" quarantines them
	// NoneCodes are the codes or words that state there are no allergies, each
	// with its scope: "" for all, else DRUG, FOOD, LATEX, ENVIRONMENTAL.
	NoneCodes map[string]string `json:"none_codes" toml:"none_codes"`
	// Gives are the sections the source was proven to give. Empty: the sections
	// it has been heard to give.
	Gives []fact.Section `json:"gives" toml:"gives"`
	// AlwaysAnswer answers AA whatever MSH-15 and MSH-16 ask for, for senders
	// that declare NE and wait all the same.
	AlwaysAnswer bool `json:"always_answer" toml:"always_answer"`
}

// NewProfile is a source on trial with the usual codes.
func NewProfile(name, zone string) Profile {
	return Profile{Name: name, Zone: zone, NoneCodes: usualNoneCodes()}
}

// usualNoneCodes are SNOMED CT's negations, the retired code still in use, and
// the abbreviations that say the same (specification section 3).
func usualNoneCodes() map[string]string {
	return map[string]string{
		"716186003": "", "160244002": "", "NKA": "", "NO KNOWN ALLERGIES": "",
		"409137002": "DRUG", "NKDA": "DRUG", "NO KNOWN DRUG ALLERGIES": "DRUG",
		"429625007": "FOOD", "NKFA": "FOOD", "NO KNOWN FOOD ALLERGIES": "FOOD",
		"716184000": "LATEX", "428607008": "ENVIRONMENTAL",
	}
}

// Location is the zone of times sent without one.
func (p *Profile) Location() (*time.Location, error) {
	loc, err := time.LoadLocation(p.Zone)
	if err != nil {
		return nil, fmt.Errorf("source %s: there is no time zone %q: use a name such as America/Chicago", p.Name, p.Zone)
	}
	return loc, nil
}

// noneScope reports whether a substance states that there are none, and of
// what scope.
func (p *Profile) noneScope(c fact.Coded) (scope string, ok bool) {
	for _, said := range []string{c.Code, c.Text, c.Also} {
		if scope, ok = p.NoneCodes[strings.ToUpper(strings.TrimSpace(said))]; ok && said != "" {
			return scope, true
		}
	}
	return "", false
}
