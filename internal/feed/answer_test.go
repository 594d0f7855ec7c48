package feed_test

import (
	"strings"
	"testing"

	"redoutlet/internal/feed/reading"
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
