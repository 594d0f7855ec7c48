package reading_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart/visit"
	"redoutlet/internal/feed/reading"
)

func TestBedsAreReadOrSetAside(t *testing.T) {
	w1 := func(room, bed string) visit.Place { return visit.Place{Unit: "W1", Room: room, Bed: bed} }
	for _, c := range []struct {
		name     string
		segments []string
		places   []visit.Place // none: set aside
		words    []string
	}{
		{"one bed", []string{"NPU|W1^101^1|U"}, []visit.Place{w1("101", "1")}, []string{"unoccupied"}},
		{"with a facility", []string{"NPU|W1^101^1^ZZHOSP|H"}, []visit.Place{{Unit: "W1", Room: "101", Bed: "1", Facility: "ZZHOSP"}}, []string{"housekeeping"}},
		{"two beds", []string{"NPU|W1^101^1|C", "NPU|W1^101^2|K"}, []visit.Place{w1("101", "1"), w1("101", "2")}, []string{"closed", "contaminated"}},
		{"a room alone", []string{"NPU|W1^101|O"}, []visit.Place{w1("101", "")}, []string{"occupied"}},
		{"a code of the site", []string{"NPU|W1^101^1|Z9"}, []visit.Place{w1("101", "1")}, []string{"Z9"}},
		{"words of the site", []string{"NPU|W1^101^1|C^Clean"}, []visit.Place{w1("101", "1")}, []string{"Clean"}},
		{"taken back", []string{`NPU|W1^101^1|""`}, []visit.Place{w1("101", "1")}, []string{""}},
		{"with a patient", []string{pid, "NPU|W1^101^1|I"}, []visit.Place{w1("101", "1")}, []string{"isolated"}},
		{"no segment", nil, nil, nil},
		{"no bed", []string{"NPU||U"}, nil, nil},
		{"a unit alone", []string{"NPU|W1|U"}, nil, nil},
		{"a null for a bed", []string{`NPU|""|U`}, nil, nil},
		{"no state", []string{"NPU|W1^101^1"}, nil, nil},
		{"one of two cannot be read", []string{"NPU|W1^101^1|U", "NPU|W1^101^2|"}, nil, nil},
	} {
		r := read("", message(append([]string{header("ADT^A20", "20261124110000"), "EVN|A20|20261124105900"}, c.segments...)...))[0]
		var places []visit.Place
		var words []string
		for _, b := range r.Beds {
			places, words = append(places, b.Place), append(words, b.Words())
			if b.From.Message != 1 || b.Stamp.At.Text != "20261124105900" {
				t.Errorf("%s: from message %d, said at %q", c.name, b.From.Message, b.Stamp.At.Text)
			}
		}
		if diff := cmp.Diff(c.places, places) + cmp.Diff(c.words, words); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if c.places == nil && (r.State != reading.Quarantined || !strings.HasSuffix(r.Reason, ".")) || c.places != nil && r.State != reading.Charted {
			t.Errorf("%s: %s %q", c.name, r.State, r.Reason)
		}
	}
}

// A bed of which nobody says when is put in order by the time of receipt.
func TestUndatedBedStandsAtItsReceipt(t *testing.T) {
	r := read("", message(header("ADT^A20", ""), "NPU|W1^101^1|U"))[0]
	if len(r.Beds) != 1 || !r.Beds[0].Stamp.At.At.Equal(received) {
		t.Errorf("%+v", r.Beds)
	}
}
