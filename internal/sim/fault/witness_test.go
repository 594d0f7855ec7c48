package fault

import (
	"testing"
	"time"

	"redoutlet/internal/hl7"
)

// TestWitnessLetsAllergiesVanishAndUndoesIt holds that a loss at run time hits the share asked for, once, and that undoing
// it says the same allergies of the same patients again.
func TestWitnessLetsAllergiesVanishAndUndoesIt(t *testing.T) {
	w := Watch(hour())
	at := startTime().Add(time.Hour)
	if heard := w.Until(at); len(heard) != 60 {
		t.Fatalf("%d messages went through", len(heard))
	}
	w.Hear(minute(60))
	gone := w.Vanish(at, 40, 1)
	if len(gone) != 13 { // 40 % of 30 patients of registration and of the one who was typed in
		t.Fatalf("%d patients lose their allergies", len(gone))
	}
	if twice := w.Vanish(at, 40, 2); twice != nil {
		t.Errorf("what has vanished vanishes again: %d messages", len(twice))
	}
	back := w.Undo(at.Add(time.Minute))
	if len(back) != len(gone) {
		t.Fatalf("%d patients get them back", len(back))
	}
	ids := map[string]bool{}
	for i := range gone {
		lost, restored := parsed(t, gone[i].Body), parsed(t, back[i].Body)
		iam, _ := lost.First("IAM")
		al1, _ := restored.First("AL1")
		if iam.Field(6).Text() != "D" || al1.Field(3).Text() != iam.Field(3).Text() {
			t.Errorf("%q takes away what %q gives back", iam.Field(3).Text(), al1.Field(3).Text())
		}
		whose, of := first(lost), first(restored)
		if whose != of {
			t.Errorf("taken from %s, given to %s", whose, of)
		}
		ids[gone[i].ControlID], ids[back[i].ControlID] = true, true
	}
	if len(ids) != 2*len(gone) {
		t.Errorf("%d control ids of %d messages", len(ids), 2*len(gone))
	}
	if more := w.Undo(at); more != nil {
		t.Errorf("what is undone is undone again: %d messages", len(more))
	}
}

func parsed(t *testing.T, body []byte) *hl7.Message {
	t.Helper()
	m, err := hl7.Parse(body)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func first(m *hl7.Message) string {
	pid, _ := m.First("PID")
	return pid.Field(3).Component(1).Text()
}
