package chart

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Person is who a message says the patient is (PID). Name and address are
// replaced whole when they are sent; every other field stands on its own.
type Person struct {
	Registry bool      // said by a registration message (ADT), which beats all others
	IDs      []fact.ID // PID-3 (and PID-2 in older versions), without nulls
	Demographics
}

// Demographics is what a person is known by besides numbers.
type Demographics struct {
	Family, Given, Middle, Suffix, Title fact.Said // PID-5
	Alias                                fact.Said // PID-5 repetition or PID-9, in the sender's words
	Born                                 fact.Said // PID-7 as sent
	BornAt                               fact.Time // PID-7 read
	Sex                                  fact.Said // PID-8 as sent
	Phone                                fact.Said // PID-13
	Address                              fact.Said // PID-11 on one line
	Language                             fact.Said // PID-15
	Account                              fact.Said // PID-18
	Died                                 fact.Said // PID-29 or PID-30, as sent
}

// About is the section of identity.
func (*Person) About() fact.Section { return fact.SectionIdentity }

// Name is the patient's name as one line for errors of ours: it has none.
func (Person) LogValue() slog.Value { return slog.StringValue("[patient withheld]") }

// Format keeps a patient out of every formatted string.
func (Person) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[patient withheld]")) }

// triple is what identifies a person besides numbers.
type triple struct{ family, born, sex string }

// differs reports whether two or more of family name, birth date and sex,
// where both say them, are not the same: another person, not a correction
// (hazard H-013).
func (t triple) differs(u triple) bool {
	return unlike(t.family, u.family)+unlike(t.born, u.born)+unlike(t.sex, u.sex) >= 2
}

func unlike(a, b string) int {
	if a == "" || b == "" || strings.EqualFold(a, b) {
		return 0
	}
	return 1
}

// personFold keeps the newest value of every demographic field, and every
// different person seen under the number.
type personFold struct {
	registry, other Person // newest from ADT; newest from everyone else
	person          Person
	numbersOf       numberFold
	triples         []triple
	last            *Person // said before, and whose
	owner           fact.ID
}

func (f *personFold) add(p *Person, told *fact.Fact) {
	if f.last != nil && f.owner == told.Owner && f.last.same(p) {
		return // every message repeats the patient
	}
	f.last, f.owner = p, told.Owner
	f.numbersOf.add(told.Owner)
	for _, id := range p.IDs {
		f.numbersOf.add(id)
	}
	f.remember(p)
	if p.Registry {
		f.registry = p.over(f.registry)
	} else {
		f.other = p.over(f.other)
	}
	f.person = f.registry.over(f.other)
}

// same reports whether two messages say the same of a person.
func (p *Person) same(q *Person) bool {
	return p.Registry == q.Registry && p.Demographics == q.Demographics && slices.Equal(p.IDs, q.IDs)
}

func (f *personFold) link(l *Link) { f.numbersOf.link(l) }

func (f *personFold) numbers() (inUse, former []fact.ID) { return f.numbersOf.split() }

func (f *personFold) remember(p *Person) {
	t := triple{p.Family.Text, birthDay(p.Born.Text), p.Sex.Text}
	if t != (triple{}) && !slices.Contains(f.triples, t) {
		f.triples = append(f.triples, t)
	}
}

// birthDay is the part of a birth time that names the day: a laboratory that
// sends the time of birth too does not mean another person.
func birthDay(sent string) string { return sent[:min(len(sent), 8)] }

// conflicts says in words that more than one person was seen under the
// patient's numbers (hazards H-010, H-013). The values themselves are shown by
// the page, never by the flag.
func (f *personFold) conflicts() []string {
	for i, t := range f.triples {
		for _, u := range f.triples[:i] {
			if t.differs(u) {
				return []string{"IDENTITY CONFLICT: messages for this number name people who differ in two or more of family name, birth date and sex"}
			}
		}
	}
	return nil
}

// over lays p over old field by field.
func (p Person) over(old Person) Person {
	merged := old
	merged.Registry = p.Registry || old.Registry
	if p.Family.Is != fact.Nothing || p.Given.Is != fact.Nothing {
		merged.Family, merged.Given, merged.Middle = p.Family, p.Given, p.Middle
		merged.Suffix, merged.Title = p.Suffix, p.Title
	}
	if p.Born.Is != fact.Nothing {
		merged.Born, merged.BornAt = p.Born, p.BornAt
	}
	merged.Alias = p.Alias.Over(old.Alias)
	merged.Sex = p.Sex.Over(old.Sex)
	merged.Phone = p.Phone.Over(old.Phone)
	merged.Address = p.Address.Over(old.Address)
	merged.Language = p.Language.Over(old.Language)
	merged.Account = p.Account.Over(old.Account)
	merged.Died = p.Died.Over(old.Died)
	return merged
}
