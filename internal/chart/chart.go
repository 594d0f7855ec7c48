// Package chart holds what is known of each patient, from whom, and as of when.
//
// A chart is a pure function of facts. Package feed reads a message into
// facts; [Fold] turns all the facts of one patient into a [Chart]; [Chart.View]
// adds what only the moment and the sources can say (ages, absence, staleness).
// Nothing here reads a clock, a message or a disk.
//
// Facts may arrive in any order and any number of times. Fold sorts them by
// [Stamp] first, so the same facts give the same chart and the same [Chart.Hash]
// whatever the order, as long as arrival is kept where stamps tie.
package chart

import (
	"slices"
)

// Chart is what the facts of one patient add up to. It holds nothing that a
// clock changes.
type Chart struct {
	IDs         []ID         // every number of the patient, the one in use first
	Former      []ID         // numbers merged away, still theirs
	Person      Person       // newest value of each demographic field
	Visits      []Visit      // oldest first
	Unmatched   []Unmatched  // cancellations that match no visit
	Allergies   []Allergy    // active first, then inactive, then removed
	Denials     []Denial     // explicit statements that there are none, newest first
	Medications []Medication // by start of the order, oldest first
	Doses       []Dose       // newest first
	Results     []Result     // by collection, newest first
	Unread      []Unread     // what could not be read, oldest first
	Conflicts   []string     // identity conflicts in words
	Test        bool         // some fact was sent as a test, or by a source on trial
}

// Fold makes a chart of the facts of one patient. The facts may come in any
// order and hold duplicates; they are not changed.
func Fold(facts []*Fact) *Chart {
	facts = slices.Clone(facts)
	slices.SortStableFunc(facts, func(a, b *Fact) int { return a.Stamp.Compare(b.Stamp) })
	var f folder
	for _, fact := range facts {
		f.add(fact)
	}
	return f.chart()
}

// folder collects sorted facts by kind and finishes each kind once.
type folder struct {
	people  personFold
	visits  visitFold
	allergy allergyFold
	orders  orderFold
	doses   doseFold
	results resultFold
	unread  []Unread
	test    bool
}

func (f *folder) add(fact *Fact) {
	f.test = f.test || fact.From.Test
	switch body := fact.Body.(type) {
	case *Person:
		f.people.add(body, fact)
	case *Link:
		f.people.link(body)
	case *Movement:
		f.visits.add(body, fact)
	case *AllergyNote:
		f.allergy.add(body, fact)
	case *OrderNote:
		f.orders.add(body, fact)
	case *DoseNote:
		f.orders.groups.join(body.named())
		f.doses.add(body, fact)
	case *ResultNote:
		f.results.add(body, fact)
	case *Unread:
		f.miss(body, fact)
	}
}

// miss keeps what could not be read, once for each message and reason.
func (f *folder) miss(body *Unread, fact *Fact) {
	unread := *body
	unread.From = fact.From
	again := func(u Unread) bool {
		return u.From.Message == fact.From.Message && u.Reason == body.Reason && u.Section == body.Section
	}
	if !slices.ContainsFunc(f.unread, again) {
		f.unread = append(f.unread, unread)
	}
}

func (f *folder) chart() *Chart {
	c := &Chart{Unread: f.unread, Test: f.test}
	c.IDs, c.Former = f.people.numbers()
	c.Person = f.people.person
	c.Conflicts = f.people.conflicts()
	c.Visits, c.Unmatched = f.visits.finish()
	c.Allergies, c.Denials = f.allergy.finish()
	c.Medications = f.orders.finish()
	c.Doses = f.doses.finish(&f.orders.groups)
	c.Results = f.results.finish()
	return c
}
