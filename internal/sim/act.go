package sim

import (
	"errors"
	"slices"
	"time"

	"redoutlet/internal/sim/fiction"
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
}

// ErrNoPatient says that nobody of that number is in the house.
var ErrNoPatient = errors.New("nobody with this record number is in the house: choose a patient from the list")

// ErrNoOrder says that the patient has no order of that number that is active or held.
var ErrNoOrder = errors.New("this order is not active any more: load the patient again")

// Patients returns who is in the house, by unit, room and bed.
func (h *Hospital) Patients() []Patient {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []Patient
	for _, b := range h.registration.beds {
		for _, p := range h.registration.inHouse {
			if p.bed == b {
				list = append(list, p.shown())
			}
		}
	}
	return list
}

// shown is the patient as the record shows them.
func (p *patient) shown() Patient {
	v := Patient{
		MRN: p.mrn, Name: p.family + ", " + p.given, Born: p.born.Format("02-Jan-2006"), Sex: p.sex,
		Unit: p.bed.unit, UnitWords: unitWords(p.bed.unit), Room: p.bed.room, Bed: p.bed.bed,
	}
	if p.middle != "" {
		v.Name += " " + p.middle
	}
	if p.denial != "" {
		v.Denial = "No known allergies"
	}
	for _, a := range p.allergies {
		v.Allergies = append(v.Allergies, Allergy{a.words, a.reaction, a.severity})
	}
	for _, o := range p.orders {
		if o.active() || o.state == "HD" {
			v.Medicines = append(v.Medicines, Medicine{o.placer, o.drug.Words, o.dose + " " + o.drug.Unit, o.drug.Often.Words, o.state == "HD"})
		}
	}
	return v
}

// AddAllergy writes an allergy into the record at the time at, or as soon after it as the past allows, and returns the
// A08 that tells of it. What Next and Until return does not include it. What is done by hand like this changes what the
// seed gives from then on.
func (h *Hospital) AddAllergy(at time.Time, mrn string, a Allergy) (Message, error) {
	return h.act(at, mrn, Registration, func(p *patient) error {
		kind, code := fiction.AllergenNamed(a.Substance)
		p.allergies = append(p.allergies, allergy{
			kind: kind, code: code, words: a.Substance, severity: a.Severity, reaction: a.Reaction, noted: h.house.now.Format(toDay),
		})
		p.denial = ""
		h.registration.tell("A08", p, nil)
		return nil
	})
}

// StopMedicine ends an order, and returns the RDE with DC that tells of it. See [Hospital.AddAllergy] for at.
func (h *Hospital) StopMedicine(at time.Time, mrn, order string) (Message, error) {
	return h.act(at, mrn, Pharmacy, func(p *patient) error {
		o := p.find(order)
		if o == nil || !o.active() && o.state != "HD" {
			return ErrNoOrder
		}
		o.state = "DC"
		h.pharmacy.change(p, o, "DC", "stopped by prescriber")
		return nil
	})
}

// ChartDose charts a whole dose of an active order as given now, and returns the RAS that tells of it. See
// [Hospital.AddAllergy] for at.
func (h *Hospital) ChartDose(at time.Time, mrn, order string) (Message, error) {
	return h.act(at, mrn, Pharmacy, func(p *patient) error {
		o := p.find(order)
		if o == nil || !o.active() {
			return ErrNoOrder
		}
		o.given++
		h.pharmacy.ras(p, &dose{
			order: o, number: o.given, at: h.house.now, amount: o.dose, by: pick(h.house, fiction.Nurses()), completion: "CP", action: "A",
		})
		return nil
	})
}

// act does something by hand for the patient and returns the one message it says.
func (h *Hospital) act(at time.Time, mrn string, source Source, do func(*patient) error) (Message, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	i := slices.IndexFunc(h.registration.inHouse, func(p *patient) bool { return p.mrn == mrn })
	if i < 0 {
		return Message{}, ErrNoPatient
	}
	p, s := h.registration.inHouse[i], h.house
	before, said := s.now, len(s.out)
	s.now = at.In(s.start.Location()).Truncate(time.Second)
	for _, least := range []time.Time{before, s.start, p.said[source].Add(time.Second)} {
		if s.now.Before(least) {
			s.now = least
		}
	}
	s.prompt = true
	err := do(p)
	s.now, s.prompt = before, false
	if err != nil {
		return Message{}, err
	}
	m := s.out[said]
	s.out = slices.Delete(s.out, said, said+1)
	return m, nil
}
