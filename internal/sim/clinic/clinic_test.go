package clinic

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"redoutlet/internal/hl7"
	"redoutlet/internal/sim/stage"
)

// monday is before the clinic opens.
func monday() time.Time { return time.Date(2026, 3, 2, 6, 30, 0, 0, time.FixedZone("", -5*60*60)) }

func week(seed uint64) (*Clinic, []stage.Message) {
	c := New(seed, monday(), stage.Options{Past: 12 * time.Hour})
	return c, c.Until(monday().AddDate(0, 0, 7))
}

func TestAWeekOfTheClinic(t *testing.T) {
	c, said := week(1)
	kinds, providers, seen := map[string]int{}, map[string]int{}, map[string]bool{}
	present := map[string]bool{}
	for _, m := range said {
		read, err := hl7.Parse(m.Body)
		if err != nil {
			t.Fatal(err)
		}
		h := read.Header()
		if m.Source != Source || h.ControlID != m.ControlID || seen[m.ControlID] || !h.Time.At.Equal(m.At) {
			t.Fatalf("%s: its header does not fit: %+v", m.ControlID, h)
		}
		seen[m.ControlID] = true
		kinds[h.Type+"^"+h.Event]++
		pid, _ := read.First("PID")
		if number := pid.Field(3); number.Component(4).Text() != facility || number.Component(1).Text() == "" {
			t.Fatalf("%s: the patient has the number %q", m.ControlID, number.Raw())
		}
		if aip, ok := read.First("AIP"); ok {
			providers[aip.Field(3).Component(1).Text()]++
		}
		switch h.Event {
		case "A04":
			present[pid.Field(3).Component(1).Text()] = true
		case "A03":
			delete(present, pid.Field(3).Component(1).Text())
		}
	}
	if len(providers) != 10 {
		t.Errorf("%d providers see patients", len(providers))
	}
	for _, kind := range []string{"SIU^S12", "SIU^S14", "SIU^S15", "SIU^S26", "ADT^A28", "ADT^A60", "ADT^A04", "ADT^A03", "ORU^R01", "MDM^T02", "PPR^PC1"} {
		if kinds[kind] < 20 {
			t.Errorf("there are %d of %s", kinds[kind], kind)
		}
	}
	if waiting := c.Waiting(); len(waiting) != len(present) {
		t.Errorf("%d are in the clinic, and %d by what was said", len(waiting), len(present))
	}
}

// TestTheClinicIsClosedAtNight holds that nobody arrives at night or on a weekend.
func TestTheClinicIsClosedAtNight(t *testing.T) {
	_, said := week(2)
	arrived := 0
	for _, m := range said {
		read, err := hl7.Parse(m.Body)
		if err != nil {
			t.Fatal(err)
		}
		if read.Header().Event != "A04" {
			continue
		}
		arrived++
		if day := m.At.Weekday(); day == time.Saturday || day == time.Sunday || m.At.Hour() < 7 || m.At.Hour() > 17 {
			t.Errorf("%s: somebody arrives at %v", m.ControlID, m.At)
		}
	}
	if arrived < 300 {
		t.Errorf("only %d arrive in a week", arrived)
	}
}

func TestSameSeedSameClinic(t *testing.T) {
	c, first := week(3)
	_, again := week(3)
	if !slices.EqualFunc(first, again, func(a, b stage.Message) bool { return bytes.Equal(a.Body, b.Body) }) {
		t.Error("the same seed gives something else")
	}
	all := []byte{}
	for _, m := range first {
		all = append(all, m.Body...)
	}
	for _, secret := range c.Secrets() {
		if !bytes.Contains(all, []byte(secret)) {
			t.Errorf("the secret %q was never sent as it stands", secret)
		}
	}
}
