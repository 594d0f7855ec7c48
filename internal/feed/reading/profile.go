package reading

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading/request"
)

// Profile is what a site declares of one source. What is declared is data: it
// may be changed while the program runs, and charts are made again where the
// change bears on how messages are read (see [Profile.Read]).
type Profile struct {
	Name      string `json:"name" toml:"name"`           // what the program calls it; never changed, since kept messages bear it
	Title     string `json:"title" toml:"title"`         // what people call it; "" is the name
	Live      bool   `json:"live" toml:"live"`           // false: on trial, every chart says TEST
	Zone      string `json:"zone" toml:"zone"`           // IANA name of the zone of times sent without one
	Authority string `json:"authority" toml:"authority"` // assigning authority of numbers sent without one; "" quarantines them
	// NoneCodes are the codes or words that state there are no allergies, each
	// with its scope: "" for all, else DRUG, FOOD, LATEX, ENVIRONMENTAL.
	NoneCodes map[string]string `json:"none_codes" toml:"none_codes"`
	// NotAsked are the codes or words that state that nobody has asked yet.
	NotAsked []string `json:"not_asked" toml:"not_asked"`
	// Gives are the sections the source was proven to give. Empty: the sections
	// it has been heard to give.
	Gives []fact.Section `json:"gives" toml:"gives"`
	// Partly are sections it gives in part, each with what is missing, and Lacks
	// those it is known not to give, each with what is known of that
	// (specification section 8).
	Partly map[fact.Section]string `json:"partly" toml:"partly"`
	Lacks  map[fact.Section]string `json:"lacks" toml:"lacks"`
	// Covers are the units for which it gives a section, as it names them; a
	// section that is not in it is given for all (hazard H-040).
	Covers map[fact.Section][]string `json:"covers" toml:"covers"`
	// Restricted are the confidentiality codes of orders and documents (ORC-28,
	// TXA-18) that withhold them until somebody breaks the glass; empty: R and V.
	Restricted []string `json:"restricted" toml:"restricted"`
	// Withhold are the site's own rules of what is withheld (hazard H-075).
	Withhold []Withholding `json:"withhold" toml:"withhold"`
	// Heartbeat is an address of the source that answers the query NMQ^N01 over
	// MLLP; "": none is sent. It proves that the source is alive, and no more.
	Heartbeat        string `json:"heartbeat" toml:"heartbeat"`
	HeartbeatSeconds int    `json:"heartbeat_seconds" toml:"heartbeat_seconds"` // how often; 0: every minute
	// AgeingSeconds and StaleSeconds are the site's own limits of its silence, for
	// all that it gives: from when on that is AGEING, and STALE. They count where
	// they are shorter than the usual ones (specification 2.2); 0: the usual ones.
	AgeingSeconds int `json:"ageing_seconds" toml:"ageing_seconds"`
	StaleSeconds  int `json:"stale_seconds" toml:"stale_seconds"`
	// ClockMinutes is how far its clock may differ from ours before that is said;
	// 0: five minutes (hazard H-004).
	ClockMinutes int `json:"clock_minutes" toml:"clock_minutes"`
	// Primary are the sections in which its word stands first where another
	// source says otherwise (specification P8).
	Primary []fact.Section `json:"primary" toml:"primary"`
	// VitalCodes are codes of its own for vital signs, and for the panels they
	// stand under, beside those of LOINC.
	VitalCodes []string `json:"vital_codes" toml:"vital_codes"`
	// Rules are what it declares of its orders.
	request.Rules
	// CountsUp says that MSH-10 only ever grows, so that it puts in order what
	// was sent in the same second (design 3b).
	CountsUp bool `json:"counts_up" toml:"counts_up"`
	// EndsLines says that it always sends the line end behind the last segment too,
	// as the standard asks, so that a message without it was cut off (hazard H-065).
	EndsLines bool `json:"ends_lines" toml:"ends_lines"`
	// AlwaysAnswer answers AA whatever MSH-15 and MSH-16 ask for, for senders
	// that declare NE and wait all the same.
	AlwaysAnswer bool `json:"always_answer" toml:"always_answer"`
	// RefuseUnknown answers as the standard says, AR, to an event that this
	// version does not chart. It is kept all the same. A sender that stops at
	// a refusal stops the whole feed (hazard H-076), so false is the default.
	RefuseUnknown bool `json:"refuse_unknown" toml:"refuse_unknown"`
}

// Check says what is wrong with the rules of the profile, nil where nothing is.
func (p *Profile) Check() error {
	for i := range p.Withhold {
		if err := p.Withhold[i].Check(); err != nil {
			return err
		}
	}
	return p.Rules.Check()
}

// Words is what people call the source.
func (p *Profile) Words() string { return cmp.Or(p.Title, p.Name) }

// Read is the profile as far as it bears on what messages are read to say. Two
// profiles that are equal in this make the same charts.
func (p Profile) Read() Profile {
	p.Title, p.ClockMinutes = "", 0
	p.Heartbeat, p.HeartbeatSeconds = "", 0
	p.AgeingSeconds, p.StaleSeconds = 0, 0
	p.Gives, p.Partly, p.Lacks, p.Covers, p.Primary = nil, nil, nil, nil, nil
	p.AlwaysAnswer, p.RefuseUnknown = false, false
	return p
}

// usualClockMinutes is how far apart two clocks that are set now and then are.
const usualClockMinutes = 5

// ClockLimit is how far the source's clock may differ from ours.
func (p *Profile) ClockLimit() time.Duration {
	return time.Duration(cmp.Or(max(p.ClockMinutes, 0), usualClockMinutes)) * time.Minute
}

// HeartbeatEvery is how often the source is asked whether it is alive.
func (p *Profile) HeartbeatEvery() time.Duration {
	return time.Duration(cmp.Or(max(p.HeartbeatSeconds, 0), 60)) * time.Second
}

// SilenceLimits are the site's own limits of the source's silence; 0: none.
func (p *Profile) SilenceLimits() (ageing, stale time.Duration) {
	return time.Duration(max(p.AgeingSeconds, 0)) * time.Second, time.Duration(max(p.StaleSeconds, 0)) * time.Second
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

// notAsked reports whether a substance states that nobody has asked yet.
func (p *Profile) notAsked(c fact.Coded) bool {
	return slices.ContainsFunc(p.NotAsked, func(word string) bool {
		said := func(s string) bool {
			return s != "" && strings.EqualFold(strings.TrimSpace(s), strings.TrimSpace(word))
		}
		return said(c.Code) || said(c.Text) || said(c.Also)
	})
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
