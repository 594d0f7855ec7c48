package reading

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/hl7"
)

// Passage is a run of segments of a message that are about one patient, or about
// none, as whoever reads the message as received sees it (hazard H-075).
type Passage struct {
	Owner    fact.ID  // whose, as the message's facts name them; zero: nobody's, or the number cannot be read
	Raw      []byte   // as received, line ends and all
	Segments []string // the names of its segments; none where the text is no message
	Plain    bool     // says who, where and which allergies, which nothing withholds
	Label    string   // why a rule withholds it where nothing could be read of it, "" where none does
}

// Passages takes a letter apart. Joined, the passages are the letter again.
func Passages(l Letter, p *Profile, loc *time.Location) []Passage {
	msg, err := hl7.Parse(l.Raw)
	if err != nil {
		return []Passage{{Raw: l.Raw, Label: p.labelOfText(l.Raw, hl7.DefaultDelimiters())}}
	}
	r := newMessage(l, p, loc, msg)
	rest := chunks(l.Raw, msg.Segments())
	patients := r.patients()
	head := len(rest)
	for _, one := range patients {
		head -= len(one.segments)
	}
	list := r.passages(fact.ID{}, msg.Segments()[:head], rest[:head])
	rest = rest[head:]
	for _, one := range patients {
		ids, _ := r.identifiers(one.segments[0])
		owner, _ := ownerOf(ids)
		list = append(list, r.passages(owner, one.segments, rest[:len(one.segments)])...)
		rest = rest[len(one.segments):]
	}
	return list
}

// chunks cuts a text before each segment but the first, so that nothing of it is
// lost. Between two segments stand line ends and blanks.
func chunks(raw []byte, segments []hl7.Segment) [][]byte {
	list := make([][]byte, len(segments))
	begin, at := 0, 0
	for i, s := range segments {
		start := at + max(0, bytes.Index(raw[at:], s.Raw()))
		if at = start + len(s.Raw()); i > 0 {
			list[i-1], begin = raw[begin:start:start], start
		}
	}
	if len(list) > 0 {
		list[len(list)-1] = raw[begin:]
	}
	return list
}

// passages are those of one patient's segments, each with its text.
func (r *message) passages(owner fact.ID, segments []hl7.Segment, texts [][]byte) []Passage {
	label := protectionOf(segments, r.profile).why()
	var list []Passage
	for i, s := range segments {
		if label == "" {
			label = r.profile.labelOfText(s.Raw(), r.msg.Delimiters())
		}
		plain := saysWhoAndWhere(s.Name())
		if i == 0 || list[len(list)-1].Plain != plain {
			list = append(list, Passage{Owner: owner, Plain: plain})
		}
		p := &list[len(list)-1]
		p.Raw, p.Segments = append(p.Raw, texts[i]...), append(p.Segments, s.Name())
	}
	for i := range list {
		list[i].Label = label
	}
	return list
}

// saysWhoAndWhere reports whether a segment says only what is never withheld:
// what message it is, who the patient is, where, and which allergies.
func saysWhoAndWhere(name string) bool {
	return slices.Contains([]string{"MSH", "SFT", "EVN", "PID", "PV1", "MRG", "AL1", "IAM", "NPU"}, name)
}

// labelOfText is why a rule over codes withholds a text of which nothing more is
// known, "" where none does: one of its values is a code of the rule.
func (p *Profile) labelOfText(raw []byte, d hl7.Delimiters) string {
	between := "\r\n" + string([]byte{d.Field, d.Component, d.Repetition, d.Subcomponent})
	for value := range strings.FieldsFuncSeq(string(raw), func(c rune) bool { return strings.ContainsRune(between, c) }) {
		for i := range p.Withhold {
			if p.Withhold[i].names(fact.Coded{Text: strings.TrimSpace(value)}) {
				return p.Withhold[i].label()
			}
		}
	}
	return ""
}
