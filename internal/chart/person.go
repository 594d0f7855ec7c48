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
	Phone                                fact.Said // PID-13, all of them
	WorkPhone                            fact.Said // PID-14, all of them
	Address                              fact.Said // PID-11 on one line
	Language                             fact.Said // PID-15
	Account                              fact.Said // PID-18
	Died                                 fact.Said // PID-29 or PID-30, as sent
	Mother                               fact.ID   // PID-21, the mother's number, as far as it names its register
	Multiple                             fact.Said // PID-24, one of several births
	BirthOrder                           fact.Said // PID-25
	Unknown                              fact.Said // PID-31, nobody knows who this is
	Reliability                          fact.Said // PID-32, which parts are not to be relied on
}

// About is the section of identity.
func (*Person) About() fact.Section { return fact.SectionIdentity }

// Name is the patient's name as one line for errors of ours: it has none.
func (Person) LogValue() slog.Value { return slog.StringValue("[patient withheld]") }

// Format keeps a patient out of every formatted string.
func (Person) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[patient withheld]")) }

// personFold keeps the newest value of every demographic field, and every
// different person seen under the patient's numbers.
type personFold struct {
	registry, other Person // newest from ADT; newest from everyone else
	person          Person
	numbersOf       numberFold
	faces           []Face
	names           []string   // from registration, each once
	last            *Person    // said before, and whose
	named, called   *fact.From // where registration, and where everyone else, gave the name in use
	owner           fact.ID
}

func (f *personFold) add(p *Person, told *fact.Fact) {
	if name := p.Family.Is != fact.Nothing || p.Given.Is != fact.Nothing; name && p.Registry {
		f.named = told.From
	} else if name {
		f.called = told.From
	}
	if f.last != nil && f.owner == told.Owner && f.last.same(p) {
		return // every message repeats the patient
	}
	f.last, f.owner = p, told.Owner
	f.numbersOf.own(told.Owner)
	for _, id := range p.IDs {
		f.numbersOf.add(id)
	}
	f.remember(p, told)
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

func (f *personFold) link(l *Link, told *fact.Fact) { f.numbersOf.link(l, told) }

func (f *personFold) numbers() (inUse, former []fact.ID) { return f.numbersOf.split() }

func (f *personFold) remember(p *Person, told *fact.Fact) {
	face := Face{
		Number: told.Owner, Family: p.Family.Text, Given: p.Given.Text, Born: p.Born.Text, BornAt: p.BornAt, Sex: p.Sex.Text,
		provisional: p.unsure(), From: told.From,
	}
	if !slices.ContainsFunc(f.faces, face.equals) {
		f.faces = append(f.faces, face)
	}
	if name := p.plainName(); p.Registry && name != "" && !slices.Contains(f.names, name) {
		f.names = append(f.names, name)
	}
}

// plainName is the name on one line, as it was sent.
func (p *Person) plainName() string {
	return strings.TrimSpace(p.Given.Text + " " + p.Family.Text)
}

// aliases are the names that registration gave beside the one in use: those
// sent as an alias, and those that were in use before (hazard H-016). They are
// kept for good: a bottle or a card may still carry them.
func (f *personFold) aliases() []string {
	var names []string
	now := f.person.plainName()
	for _, name := range append(slices.Clone(f.names), strings.Split(f.person.Alias.Text, "; ")...) {
		if name != "" && name != now {
			names = fact.AppendOnce(names, name)
		}
	}
	return names
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
	merged.Phone, merged.WorkPhone = p.Phone.Over(old.Phone), p.WorkPhone.Over(old.WorkPhone)
	merged.Address = p.Address.Over(old.Address)
	merged.Language = p.Language.Over(old.Language)
	merged.Account = p.Account.Over(old.Account)
	merged.Died = p.Died.Over(old.Died)
	if !p.Mother.IsZero() {
		merged.Mother = p.Mother
	}
	merged.Multiple, merged.BirthOrder = p.Multiple.Over(old.Multiple), p.BirthOrder.Over(old.BirthOrder)
	merged.Unknown, merged.Reliability = p.Unknown.Over(old.Unknown), p.Reliability.Over(old.Reliability)
	return merged
}
