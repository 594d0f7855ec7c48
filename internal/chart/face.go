package chart

import (
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Face is a person as one message names them. A chart with two faces that
// differ may be two people's.
type Face struct {
	Number      fact.ID    `json:"number"` // under which they were named
	Family      string     `json:"family"`
	Given       string     `json:"given"`
	Born        string     `json:"-"`
	BornAt      fact.Time  `json:"born"`
	Sex         string     `json:"sex"`
	From        *fact.From `json:"from,omitempty"`
	provisional bool       // named so until it is known who they are
}

// equals leaves aside where and when the person was named so.
func (f Face) equals(g Face) bool {
	return f.Number == g.Number && f.Family == g.Family && birthDay(f.Born) == birthDay(g.Born) && f.Sex == g.Sex && f.provisional == g.provisional
}

// differs reports whether two or more of family name, birth date and sex,
// where both say them, are not the same: another person, not a correction
// (hazard H-013). Who is named provisionally is expected to get another name.
func (f Face) differs(g Face) bool {
	if f.provisional || g.provisional {
		return false
	}
	return unlike(f.Family, g.Family)+unlike(birthDay(f.Born), birthDay(g.Born))+unlike(f.Sex, g.Sex) >= 2
}

// doubtful reports whether a merge of the two asks for a look at the wristband
// (hazard H-012): birth date or sex is not the same.
func (f Face) doubtful(g Face) bool {
	if f.provisional || g.provisional {
		return false
	}
	return unlike(birthDay(f.Born), birthDay(g.Born))+unlike(f.Sex, g.Sex) >= 1
}

func unlike(a, b string) int {
	if a == "" || b == "" || strings.EqualFold(a, b) {
		return 0
	}
	return 1
}

// birthDay is the part of a birth time that names the day: a laboratory that
// sends the time of birth too does not mean another person.
func birthDay(sent string) string { return sent[:min(len(sent), 8)] }

// unsure reports whether the sender says that it is not known who this is
// (PID-31, or AL in PID-32), or names the patient as hospitals name those whose
// name they do not know yet.
func (p *Person) unsure() bool {
	return p.IsUnknown() || slices.Contains(strings.Fields(p.Reliability.Text), "AL") || isPlaceholder(p.Family.Text) || isPlaceholder(p.Given.Text)
}

// IsUnknown reports whether PID-31 says that nobody knows who this is.
func (p *Person) IsUnknown() bool { return strings.EqualFold(p.Unknown.Text, "Y") }

// isPlaceholder reports whether a name is one that stands in for a name: an
// unknown adult, or a child who has none yet.
func isPlaceholder(name string) bool {
	word, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(name)), " ")
	word = strings.TrimRight(word, "-0123456789")
	switch word {
	case "DOE", "UNKNOWN", "UNIDENTIFIED", "TRAUMA", "BABY", "BABYBOY", "BABYGIRL", "NEWBORN", "INFANT", "BOY", "GIRL", "BB", "BG":
		return true
	}
	return strings.HasPrefix(word, "TRAUMA-") || strings.HasPrefix(word, "BABYBOY") || strings.HasPrefix(word, "BABYGIRL")
}

// twoFaces returns the first two faces that differ so that they may be two
// people's.
func twoFaces(faces []Face) []Face {
	for i, f := range faces {
		for _, g := range faces[:i] {
			if f.differs(g) {
				return []Face{g, f}
			}
		}
	}
	return nil
}

// conflicts says in words that more than one person was seen under the
// patient's numbers (hazards H-010, H-013), that a merge joined people who do
// not look alike (H-012), or that the sender is not sure who this is. Values
// are shown by the page, never by the flag.
func (f *personFold) conflicts() []string {
	var words []string
	if twoFaces(f.faces) != nil {
		words = append(words, "IDENTITY CONFLICT: messages for this number name people who differ in two or more of family name, birth date and sex")
	}
	for _, l := range f.numbersOf.merges() {
		if f.doubts(l) {
			words = fact.AppendOnce(words, "MERGED RECORD - VERIFY IDENTITY: birth date or sex of the merged records differ")
		}
	}
	if f.person.IsUnknown() {
		words = append(words, "IDENTITY UNCONFIRMED: the sender says that it is not known who this is")
	} else if doubt := withoutAddress(f.person.Reliability.Text); doubt != "" {
		words = append(words, "IDENTITY UNCONFIRMED: the sender marks the identity as not reliable ("+doubt+")")
	}
	return words
}

// doubts reports whether faces under the two numbers of a merge differ in birth
// date or sex.
func (f *personFold) doubts(l Link) bool {
	for _, a := range f.faces {
		for _, b := range f.faces {
			if a.Number.Key() == l.Survivor.Key() && b.Number.Key() == l.Prior.Key() && a.doubtful(b) {
				return true
			}
		}
	}
	return false
}

// withoutAddress leaves the code out that speaks of the address alone (table
// 0445).
func withoutAddress(codes string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(codes), func(c string) bool { return c == "UA" }), " ")
}
