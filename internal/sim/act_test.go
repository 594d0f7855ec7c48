package sim

import (
	"errors"
	"slices"
	"testing"
	"time"

	"redoutlet/internal/hl7"
	"redoutlet/internal/sim/stage"

	"github.com/google/go-cmp/cmp"
)

// ready returns a hospital whose past was told, and a patient who has an active order.
func ready(t *testing.T) (*Hospital, Patient) {
	t.Helper()
	h := New(21, startTime(), Options{})
	h.Until(startTime())
	for _, p := range h.Patients() {
		if p.Unit == stage.Medical && slices.ContainsFunc(p.Medicines, func(m Medicine) bool { return !m.Held }) {
			return h, p
		}
	}
	t.Fatal("nobody has an active order")
	return nil, Patient{}
}

func patientNow(h *Hospital, mrn string) Patient {
	for _, p := range h.Patients() {
		if p.MRN == mrn {
			return p
		}
	}
	return Patient{}
}

func TestAnAllergyTypedIsTold(t *testing.T) {
	h, p := ready(t)
	at := startTime().Add(90 * time.Second)
	typed := Allergy{Substance: `Zürich wax & "pitch"`, Reaction: "hives | wheeze ^ cough", Severity: "SV"}
	m, err := h.AddAllergy(at, p.MRN, typed)
	if err != nil {
		t.Fatal(err)
	}
	read := parsed(t, m)
	if m.Source != Registration || read.Header().Event != "A08" || !m.At.Equal(at) {
		t.Errorf("it was told by %s with %s at %v", m.Source, read.Header().Event, m.At)
	}
	var last hl7.Segment
	for _, s := range read.Segments() {
		if s.Name() == "AL1" {
			last = s
		}
	}
	got := Allergy{last.Field(3).Component(2).Text(), last.Field(5).Text(), last.Field(4).Text()}
	if diff := cmp.Diff(typed, got); diff != "" {
		t.Errorf("AL1 (-typed +told):\n%s", diff)
	}
	if now := patientNow(h, p.MRN); !slices.Contains(now.Allergies, typed) || now.Denial != "" {
		t.Error("the record does not show what was typed")
	}
	for _, other := range h.Until(startTime().Add(time.Hour)) {
		if other.ControlID == m.ControlID && other.Source == m.Source {
			t.Error("what was done by hand comes again in the stream")
		}
	}
}

func TestTwoAllergiesInOneSecondKeepTheirOrder(t *testing.T) {
	h, p := ready(t)
	at := startTime().Add(time.Minute)
	first, err1 := h.AddAllergy(at, p.MRN, Allergy{Substance: "wool"})
	second, err2 := h.AddAllergy(at, p.MRN, Allergy{Substance: "chalk"})
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if a, b := recorded(parsed(t, first)), recorded(parsed(t, second)); a >= b {
		t.Errorf("the second was recorded at %s, the first at %s", b, a)
	}
}

func TestAnAllergyIsTakenBack(t *testing.T) {
	h, p := ready(t)
	at := startTime().Add(time.Minute)
	if _, err := h.AddAllergy(at, p.MRN, Allergy{Substance: "chalk"}); err != nil {
		t.Fatal(err)
	}
	back, err := h.TakeBackAllergy(at, p.MRN, "chalk")
	if err != nil {
		t.Fatal(err)
	}
	if read := parsed(t, back); read.Header().Event != "A60" || text(read, "IAM", 3, 2) != "chalk" || text(read, "IAM", 6, 1) != "D" {
		t.Errorf("it was told as %q", back.Body)
	}
	if _, err := h.TakeBackAllergy(at, p.MRN, "chalk"); !errors.Is(err, ErrNoAllergy) {
		t.Errorf("taken back twice: %v", err)
	}
}

func TestAStoppedMedicineGetsNoDose(t *testing.T) {
	h, p := ready(t)
	i := slices.IndexFunc(p.Medicines, func(m Medicine) bool { return !m.Held })
	order, at := p.Medicines[i].Order, startTime().Add(time.Minute)
	given, err := h.ChartDose(at, p.MRN, order)
	if err != nil {
		t.Fatal(err)
	}
	if read := parsed(t, given); text(read, "RXA", 20, 1) != "CP" || text(read, "ORC", 2, 1) != order {
		t.Errorf("the dose was told as %q", given.Body)
	}
	stopped, err := h.StopMedicine(at.Add(time.Minute), p.MRN, order)
	if err != nil {
		t.Fatal(err)
	}
	if read := parsed(t, stopped); text(read, "ORC", 1, 1) != "DC" || text(read, "ORC", 2, 1) != order {
		t.Errorf("the stop was told as %q", stopped.Body)
	}
	if _, err := h.ChartDose(at.Add(2*time.Minute), p.MRN, order); !errors.Is(err, ErrNoOrder) {
		t.Errorf("a dose after the stop: %v", err)
	}
	if _, err := h.StopMedicine(at.Add(2*time.Minute), p.MRN, order); !errors.Is(err, ErrNoOrder) {
		t.Errorf("a second stop: %v", err)
	}
	for _, m := range h.Until(startTime().Add(48 * time.Hour)) {
		if read := parsed(t, m); m.At.After(stopped.At) && read.Header().Type == "RAS" && text(read, "ORC", 2, 1) == order &&
			text(read, "RXA", 22, 1) > text(parsed(t, stopped), "ORC", 9, 1) && text(read, "RXA", 21, 1) != "D" {
			t.Errorf("%s charts a dose after the stop", m.ControlID)
		}
	}
}

func TestNobodyToActOn(t *testing.T) {
	h, _ := ready(t)
	if _, err := h.AddAllergy(startTime(), "0000000", Allergy{Substance: "wool"}); !errors.Is(err, ErrNoPatient) {
		t.Errorf("an unknown number: %v", err)
	}
}
