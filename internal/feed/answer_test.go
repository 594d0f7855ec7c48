package feed_test

import (
	"strings"
	"testing"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/mllp"
)

// An event that is not charted is accepted, unless the site declares that its
// sender expects the standard's refusal; kept it is either way (hazard H-076).
func TestH076UnknownEventIsKeptHoweverItIsAnswered(t *testing.T) {
	for _, tt := range []struct {
		refuse     bool
		kind, want string
	}{
		{false, "ZZZ^Z99", "MSA|AA|1"},
		{true, "ZZZ^Z99", "MSA|AR|1|event not supported"},
		{true, "ADT^A01", "MSA|AA|1"},
		{true, "DFT^P03", "MSA|AA|1"},
	} {
		p := reading.NewProfile("feed", "UTC")
		p.RefuseUnknown = tt.refuse
		h := newHouse(t, p)
		answer := h.send("feed", msg(
			`MSH|^~\&|ADT|HOSP|REDOUTLET|HOSP|20261124100000||`+tt.kind+`|1|P|2.5.1`,
			`PID|1||7^^^HOSP^MR||ZZTEST^ADA||19700101|F`,
			`PV1|1|I|MED^1^1||||||||||||||||V1^^^HOSP`,
		))[0]
		if !strings.Contains(answer, tt.want) {
			t.Errorf("%s, refusing %v: answered %q, want %s", tt.kind, tt.refuse, answer, tt.want)
		}
		if s := h.status(); s.Received != 1 {
			t.Errorf("%s, refusing %v: %d kept, want 1", tt.kind, tt.refuse, s.Received)
		}
	}
}

// A frame of nothing but headers is taken apart up to a limit. What stands
// behind is kept whole, set aside, and refused.
func TestFrameOfVeryManyMessagesIsKeptWhole(t *testing.T) {
	const header = "MSH|^~\\&|\r"
	h := newHouse(t)
	frame := []byte(strings.Repeat(header, 20_000))
	answers, err := h.tenant.Intake("feed").Receive(t.Context(), mllp.Frame{Data: frame, Size: int64(len(frame))})()
	must(t, err)
	refused := 0
	for _, answer := range answers {
		if strings.Contains(string(answer), "MSA|AR|") {
			refused++
		}
	}
	letters, err := h.book.Desk().Archive.After(t.Context(), 0, 50_000)
	must(t, err)
	kept := int64(0)
	for _, l := range letters {
		kept += l.Size
	}
	if len(letters) != 10_001 || len(answers) != 10_001 || refused != 1 || kept != int64(len(frame)) {
		t.Errorf("%d letters of %d bytes and %d answers, %d of them refusals; want 10001 of %d, 10001 and 1", len(letters), kept, len(answers), refused, len(frame))
	}
	k, err := h.book.Message(t.Context(), letters[len(letters)-1].Number, nil)
	must(t, err)
	if !strings.HasPrefix(k.Reason, "The frame held more messages") {
		t.Errorf("what stands behind is set aside for %q", k.Reason)
	}
}
