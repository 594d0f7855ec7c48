package sim

import (
	"errors"
	"slices"
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// Patient is somebody in the house, as the hospital's own record shows them.
type Patient struct {
	MRN       string
	Name      string // family name, comma, given names
	Born, Sex string
	Unit      string // as in PV1-3.1
	UnitWords string
	Room, Bed string
	Allergies []Allergy
	Denial    string // words of a statement that there are none; empty without one
	Medicines []Medicine
}

// Allergy is what somebody types: a substance and what it did.
type Allergy struct {
	Substance string
	Reaction  string
	Severity  string // SV, MO, MI or U (HL7 table 0128); empty where it was not asked
}

// Medicine is an order that is active or held.
type Medicine struct {
	Order string // placer number, ORC-2.1
	Drug  string
	Dose  string // amount and unit
	Often string
	Held  bool
	Given time.Time // the last dose, whole or in part; zero if there was none
}

// ErrNoPatient says that nobody of that number is in the house.
var ErrNoPatient = errors.New("nobody with this record number is in the house: choose a patient from the list")

// ErrNoOrder says that the patient has no order of that number that is active or held.
var ErrNoOrder = errors.New("this order is not active any more: load the patient again")

// ErrNoAllergy says that no allergy of the patient is noted under these words.
var ErrNoAllergy = errors.New("no allergy is noted under these words: load the patient again")

// Patients returns who is in the house, by unit, room and bed.
func (h *Hospital) Patients() []Patient {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []Patient
	for _, b := range h.registration.beds {
		for _, p := range h.registration.inHouse {
			if p.Bed == b {
				list = append(list, shown(p))
			}
		}
	}
	return list
}

// shown is the patient as the record shows them.
func shown(p *stage.Patient) Patient {
	v := Patient{
		MRN: p.MRN, Name: p.Family + ", " + p.Given, Born: p.Born.Format("02-Jan-2006"), Sex: p.Sex,
		Unit: p.Bed.Unit, UnitWords: stage.UnitWords(p.Bed.Unit), Room: p.Bed.Room, Bed: p.Bed.Bed,
	}
	if p.Middle != "" {
		v.Name += " " + p.Middle
	}
	if p.Denial != "" {
		v.Denial = "No known allergies"
	}
	for _, a := range p.Allergies {
		v.Allergies = append(v.Allergies, Allergy{a.Words, a.Reaction, a.Severity})
	}
	for _, o := range p.Orders {
		if o.Active() || o.State == "HD" {
			v.Medicines = append(v.Medicines, medicine(o))
		}
	}
	return v
}

// medicine is the order as the record shows it.
func medicine(o *stage.Order) Medicine {
	m := Medicine{Order: o.Placer, Drug: o.Drug.Words, Dose: o.Dose + " " + o.Drug.Unit, Often: o.Drug.Often.Words, Held: o.State == "HD"}
	for _, at := range o.Gave {
		if at.After(m.Given) {
			m.Given = at
		}
	}
	return m
}

// AddAllergy writes an allergy into the record at the time at, or as soon after it as the past allows, and returns the
// A08 that tells of it. What Next and Until return does not include it. What is done by hand like this changes what the
// seed gives from then on.
func (h *Hospital) AddAllergy(at time.Time, mrn string, a Allergy) (Message, error) {
	return h.act(at, mrn, Registration, func(p *stage.Patient) error {
		kind, code := fiction.AllergenNamed(a.Substance)
		p.Allergies = append(p.Allergies, stage.Allergy{
			Kind: kind, Code: code, Words: a.Substance, Severity: a.Severity, Reaction: a.Reaction, Noted: h.house.Now.Format(stage.ToDay),
		})
		p.Denial = ""
		h.registration.tell("A08", p, nil)
		return nil
	})
}

// TakeBackAllergy says that the patient never had the allergy that was noted last under these words, and returns the A60
// that tells of it. It fails with [ErrNoAllergy]. See [Hospital.AddAllergy] for at.
func (h *Hospital) TakeBackAllergy(at time.Time, mrn, substance string) (Message, error) {
	return h.act(at, mrn, Registration, func(p *stage.Patient) error {
		for i, a := range slices.Backward(p.Allergies) {
			if a.Words == substance {
				h.registration.takeBack(p, i)
				return nil
			}
		}
		return ErrNoAllergy
	})
}

// StopMedicine ends an order, and returns the RDE with DC that tells of it. See [Hospital.AddAllergy] for at.
func (h *Hospital) StopMedicine(at time.Time, mrn, order string) (Message, error) {
	return h.act(at, mrn, Pharmacy, func(p *stage.Patient) error {
		o := p.Find(order)
		if o == nil || !o.Active() && o.State != "HD" {
			return ErrNoOrder
		}
		o.State = "DC"
		h.pharmacy.change(p, o, "DC", "stopped by prescriber")
		return nil
	})
}

// ChartDose charts a whole dose of an active order as given now, and returns the RAS that tells of it. See
// [Hospital.AddAllergy] for at.
func (h *Hospital) ChartDose(at time.Time, mrn, order string) (Message, error) {
	return h.act(at, mrn, Pharmacy, func(p *stage.Patient) error {
		o := p.Find(order)
		if o == nil || !o.Active() {
			return ErrNoOrder
		}
		o.Given++
		h.pharmacy.ras(p, &dose{
			order: o, number: o.Given, at: h.house.Now, amount: o.Dose, by: stage.Pick(h.house, fiction.Nurses()), completion: "CP", action: "A",
		})
		return nil
	})
}

// act does something by hand for the patient and returns the one message it says.
func (h *Hospital) act(at time.Time, mrn string, source Source, do func(*stage.Patient) error) (Message, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	i := slices.IndexFunc(h.registration.inHouse, func(p *stage.Patient) bool { return p.MRN == mrn })
	if i < 0 {
		return Message{}, ErrNoPatient
	}
	p, s := h.registration.inHouse[i], h.house
	before, said := s.Now, len(s.Out)
	s.Now = at.In(s.Start.Location()).Truncate(time.Second)
	for _, least := range []time.Time{before, s.Start, p.Said[source].Add(time.Second)} {
		if s.Now.Before(least) {
			s.Now = least
		}
	}
	s.Prompt = true
	err := do(p)
	s.Now, s.Prompt = before, false
	if err != nil {
		return Message{}, err
	}
	m := s.Out[said]
	s.Out = slices.Delete(s.Out, said, said+1)
	return m, nil
}
