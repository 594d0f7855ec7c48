package sim

import (
	"fmt"
	"strings"
	"time"

	"redoutlet/internal/sim/fiction"
)

// person is somebody, as registration knows them.
type person struct {
	family, given, middle string
	born                  time.Time
	bornToTheMinute       bool
	sex                   string
	street, town, zip     string
	phone                 string
	language              int // place in languages
	kin                   kin
}

// kin is whom to call; its zero value is nobody.
type kin struct{ family, given, relation, phone string }

// patient is a person with a record number and a visit.
type patient struct {
	person
	mrn, former string // former: a number merged away
	account     string
	visit       string
	class       string // PV1-2: I, E, O
	bed         *bed   // nil once discharged
	last        *bed   // where they were last
	attending   fiction.Staff
	reason      string
	admitted    time.Time
	discharged  time.Time
	leaving     bool // something is under way that others must not disturb
	expecting   bool // a birth is planned
	stays       bool // is not discharged: the first twins, so that two of one name can be shown at any time
	allergies   []allergy
	denial      string // "", or the code of a statement that there are none
	orders      []*order
	mother      *patient
	birthOrder  int
	said        map[Source]time.Time // when each source spoke of them last
	measures    map[string]float64   // by test: what the last value was
}

// present reports whether the patient is in a bed.
func (p *patient) present() bool { return p.bed != nil }

// inUnit reports whether the patient is in a bed of the unit.
func (p *patient) inUnit(unit string) bool { return p.bed != nil && p.bed.unit == unit }

// newPerson makes somebody up.
func (s *house) newPerson(sex string, born time.Time) person {
	who := person{
		family: pick(s, fiction.FamilyNames()), given: pick(s, fiction.GivenNames(sex)), sex: sex, born: born,
		phone:    s.newPhone(),
		language: s.dice.IntN(len(fiction.Languages())),
	}
	who.street, who.town, who.zip = s.newAddress()
	if middle := pick(s, fiction.GivenNames(sex)); s.chance(45) && middle != who.given {
		who.middle = middle
	}
	if s.chance(60) {
		who.kin = s.newKin(who.family)
	}
	s.keepPerson(who)
	return who
}

// newAdult makes up somebody of 18 to 95 years.
func (s *house) newAdult() person {
	sex := "F"
	if s.chance(48) {
		sex = "M"
	}
	return s.newPerson(sex, s.birthday(18, 95))
}

// birthday returns a day so many years before the start.
func (s *house) birthday(least, most int) time.Time {
	days := 366*least + s.dice.IntN(365*(most-least))
	return s.start.AddDate(0, 0, -days)
}

func (s *house) newAddress() (street, town, zip string) {
	return fmt.Sprintf("%d %s", 3+s.dice.IntN(980), pick(s, fiction.Streets())), pick(s, fiction.Towns()), fmt.Sprintf("000%02d", s.dice.IntN(100))
}

func (s *house) newKin(family string) kin {
	relation := pick(s, fiction.Relations())
	if s.chance(40) {
		family = pick(s, fiction.FamilyNames())
	}
	return kin{family, pick(s, fiction.GivenNames(relation.Sex)), relation.Words, s.newPhone()}
}

// newPhone returns a number of the range kept for fiction that nobody has yet.
func (s *house) newPhone() string {
	for {
		phone := fmt.Sprintf("(%d) 555-01%02d", 220+s.dice.IntN(770), s.dice.IntN(100))
		if !s.phones[phone] {
			s.phones[phone] = true
			return phone
		}
	}
}

func (s *house) keepPerson(who person) {
	s.keepSecret(who.family, who.given, who.middle, who.street, who.phone)
	s.keepSecret(who.kin.family, who.kin.given, who.kin.phone)
}

// twinOf makes up a twin of p, who lives at the same place.
func (s *house) twinOf(p *patient) person {
	twin := p.person
	for twin.given == p.given {
		twin.given = pick(s, fiction.GivenNames(p.sex))
	}
	twin.middle, twin.phone, twin.kin = "", s.newPhone(), kin{p.family, p.given, "sister", p.phone}
	if p.sex == "M" {
		twin.kin.relation = "brother"
	}
	s.keepPerson(twin)
	return twin
}

// newborn makes up a child of the mother, born now, without a name of its own yet.
func (s *house) newborn(mother *patient, order, of int) person {
	sex, name := "F", "Newborn Girl"
	if s.chance(51) {
		sex, name = "M", "Newborn Boy"
	}
	if of > 1 {
		name += " " + strings.Repeat("I", order)
	}
	child := mother.person
	child.given, child.middle, child.sex = name+" of "+mother.given, "", sex
	child.born, child.bornToTheMinute = s.now.Add(-time.Duration(20+10*(of-order))*time.Minute), true
	child.kin = kin{mother.family, mother.given, "mother", mother.phone}
	s.keepPerson(child)
	return child
}
