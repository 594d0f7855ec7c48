package stage

import (
	"fmt"
	"strings"
	"time"

	"redoutlet/internal/sim/fiction"
)

// Person is somebody, as registration knows them.
type Person struct {
	Family, Given, Middle string
	Born                  time.Time
	bornToTheMinute       bool
	Sex                   string
	Street, Town, Zip     string
	Phone                 string
	language              int // place in languages
	kin                   kin
}

// kin is whom to call; its zero value is nobody.
type kin struct{ family, given, relation, phone string }

// Patient is a person with a record number and a visit.
type Patient struct {
	Person
	MRN, Former string // former: a number merged away
	Account     string
	Visit       string
	Class       string // PV1-2: I, E, O
	Bed         *Bed   // nil once discharged
	Last        *Bed   // where they were last
	Attending   fiction.Staff
	Reason      string
	Admitted    time.Time
	Discharged  time.Time
	Leaving     bool // something is under way that others must not disturb
	Bound       bool // a move is planned, and registration makes no other
	Expecting   bool // a birth is planned
	Stays       bool // is not discharged: the first twins, so that two of one name can be shown at any time
	Allergies   []Allergy
	Denial      string // "", or the code of a statement that there are none
	Orders      []*Order
	Mother      *Patient
	BirthOrder  int
	Said        map[Source]time.Time // when each source spoke of them last
	Measures    map[string]float64   // by test: what the last value was
	Problems    []Problem            // what brought them first, then what they have had for years
	Precaution  string               // PV2-41, HL7 table 0433; empty where nothing is known
	Away        bool                 // on leave
}

// Problem is one row of the problem list.
type Problem struct {
	fiction.Problem
	Number string    // of this row, PRB-4
	Since  time.Time // when it was put there
}

// Present reports whether the patient is in a bed.
func (p *Patient) Present() bool { return p.Bed != nil }

// InUnit reports whether the patient is in a bed of the unit.
func (p *Patient) InUnit(unit string) bool { return p.Bed != nil && p.Bed.Unit == unit }

// People makes people up, and knows what of them must stay secret.
type People struct {
	*House
	phones    map[string]bool // given to somebody
	allergies int             // told of so far
}

// NewPeople returns those who live around the house: nobody yet.
func NewPeople(s *House) *People { return &People{House: s, phones: map[string]bool{}} }

// NewPerson makes somebody up.
func (s *People) NewPerson(sex string, born time.Time) Person {
	who := Person{
		Family: Pick(s.House, fiction.FamilyNames()), Given: Pick(s.House, fiction.GivenNames(sex)), Sex: sex, Born: born,
		Phone:    s.NewPhone(),
		language: s.Dice.IntN(len(fiction.Languages())),
	}
	who.Street, who.Town, who.Zip = s.NewAddress()
	if middle := Pick(s.House, fiction.GivenNames(sex)); s.Chance(45) && middle != who.Given {
		who.Middle = middle
	}
	if s.Chance(60) {
		who.kin = s.newKin(who.Family)
	}
	s.KeepPerson(who)
	return who
}

// NewAdult makes up somebody of 18 to 95 years.
func (s *People) NewAdult() Person {
	sex := "F"
	if s.Chance(48) {
		sex = "M"
	}
	return s.NewPerson(sex, s.Birthday(18, 95))
}

// Birthday returns a day so many years before the start.
func (s *People) Birthday(least, most int) time.Time {
	days := 366*least + s.Dice.IntN(365*(most-least))
	return s.Start.AddDate(0, 0, -days)
}

// NewAddress makes up where somebody lives.
func (s *People) NewAddress() (street, town, zip string) {
	return fmt.Sprintf("%d %s", 3+s.Dice.IntN(980), Pick(s.House, fiction.Streets())), Pick(s.House, fiction.Towns()), fmt.Sprintf("000%02d", s.Dice.IntN(100))
}

func (s *People) newKin(family string) kin {
	relation := Pick(s.House, fiction.Relations())
	if s.Chance(40) {
		family = Pick(s.House, fiction.FamilyNames())
	}
	return kin{family, Pick(s.House, fiction.GivenNames(relation.Sex)), relation.Words, s.NewPhone()}
}

// NewPhone returns a number of the range kept for fiction that nobody has yet.
func (s *People) NewPhone() string {
	for {
		phone := fmt.Sprintf("(%d) 555-01%02d", 220+s.Dice.IntN(770), s.Dice.IntN(100))
		if !s.phones[phone] {
			s.phones[phone] = true
			return phone
		}
	}
}

// KeepPerson remembers what identifies somebody.
func (s *People) KeepPerson(who Person) {
	s.KeepSecret(who.Family, who.Given, who.Middle, who.Street, who.Phone)
	s.KeepSecret(who.kin.family, who.kin.given, who.kin.phone)
}

// TwinOf makes up a twin of p, who lives at the same place.
func (s *People) TwinOf(p *Patient) Person {
	twin := p.Person
	for twin.Given == p.Given {
		twin.Given = Pick(s.House, fiction.GivenNames(p.Sex))
	}
	twin.Middle, twin.Phone, twin.kin = "", s.NewPhone(), kin{p.Family, p.Given, "sister", p.Phone}
	if p.Sex == "M" {
		twin.kin.relation = "brother"
	}
	s.KeepPerson(twin)
	return twin
}

// Newborn makes up a child of the mother, born now, without a name of its own yet.
func (s *People) Newborn(mother *Patient, order, of int) Person {
	sex, name := "F", "Newborn Girl"
	if s.Chance(51) {
		sex, name = "M", "Newborn Boy"
	}
	if of > 1 {
		name += " " + strings.Repeat("I", order)
	}
	child := mother.Person
	child.Given, child.Middle, child.Sex = name+" of "+mother.Given, "", sex
	child.Born, child.bornToTheMinute = s.Now.Add(-time.Duration(20+10*(of-order))*time.Minute), true
	child.kin = kin{mother.Family, mother.Given, "mother", mother.Phone}
	s.KeepPerson(child)
	return child
}
