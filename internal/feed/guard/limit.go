package guard

import (
	"errors"
	"fmt"
	"time"

	"redoutlet/internal/chart/fact"
)

// Limits say how much may vanish or change before a section is frozen.
type Limits struct {
	Window      time.Duration // counted together
	Allergies   Limit         // of the patients who have any
	Medications Limit         // of the orders in force
	Census      Limit         // of the patients who are in the house
}

// Limit is for one section, in a unit and in the hospital alike.
type Limit struct {
	Percent  int // more than so many in a hundred
	Patients int // and of at least so many patients
}

// Default are the limits of hazard H-067, with a least number of patients: in a
// unit of three, one corrected allergy is 33 %. Five patients whose allergies or
// orders change within ten minutes are more than the rounds of one unit bring
// about; eight who leave are more than a morning's discharges.
func Default() Limits {
	return Limits{
		Window:    10 * time.Minute,
		Allergies: Limit{10, 5}, Medications: Limit{30, 5}, Census: Limit{10, 8},
	}
}

// Sections are those that are watched, in the order they are shown.
func Sections() []fact.Section {
	return []fact.Section{fact.SectionAllergies, fact.SectionMedications, fact.SectionCensus}
}

// Of is the limit of a section.
func (l Limits) Of(s fact.Section) Limit {
	switch s {
	case fact.SectionAllergies:
		return l.Allergies
	case fact.SectionMedications:
		return l.Medications
	}
	return l.Census
}

// passed reports whether lost of had, of so many patients, is too much.
func (l Limit) passed(lost, had, patients int) bool {
	return patients >= l.Patients && lost*100 > l.Percent*had
}

// Check refuses limits that would freeze always or never.
func (l Limits) Check() error {
	if l.Window < time.Minute || l.Window > 24*time.Hour {
		return errors.New("the window is a minute at least and a day at most")
	}
	for _, s := range Sections() {
		if of := l.Of(s); of.Percent < 1 || of.Percent > 99 || of.Patients < 1 {
			return fmt.Errorf("the limit of %s is 1 to 99 percent and at least 1 patient", s)
		}
	}
	return nil
}
