// Package chart holds what is known of each patient, from whom, and as of when.
//
// A chart is a pure function of facts. Package feed reads a message into
// facts (package fact); [Fold] turns all the facts of one patient into a
// [Chart], each kind by a package of its own (visit, medication, result and
// their kin); package asof adds what only the moment and the sources can say
// (ages, absence, staleness). Nothing here reads a clock, a message or a disk.
//
// Facts may arrive in any order and any number of times. Fold sorts them by
// [fact.Stamp] first, so the same facts give the same chart and the same [Chart.Hash]
// whatever the order, as long as arrival is kept where stamps tie.
package chart

import (
	"cmp"
	"slices"

	"redoutlet/internal/chart/appointment"
	"redoutlet/internal/chart/contact"
	"redoutlet/internal/chart/directive"
	"redoutlet/internal/chart/document"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/immunization"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/problem"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/visit"
)

// Chart is what the facts of one patient add up to. It holds nothing that a
// clock changes.
type Chart struct {
	IDs         []fact.ID             // every number of the patient, the one in use first
	Former      []fact.ID             // numbers merged away, still theirs
	Person      Person                // newest value of each demographic field
	Named       *fact.From            // which message gave the name
	Visits      []visit.Visit         // oldest first
	Unmatched   []visit.Unmatched     // cancellations that match no visit
	Allergies   []Allergy             // active first, then inactive, then removed
	Denials     []Denial              // explicit statements that there are none, newest first
	Unasked     []Denial              // statements that nobody has asked for allergies yet, newest first
	Medications []medication.Order    // by start of the order, oldest first
	Doses       []medication.Dose     // newest first
	Supplies    []medication.Supply   // removed or instructed, and no proof of giving; newest first
	Orders      []order.Order         // that are not for medicines, by kind and start
	Directives  []directive.Statement // code status, precautions and diet that are no orders
	Results     []result.Result       // by collection, newest first
	Vitals      []result.Result       // vital signs, by time, newest first
	Problems    []problem.Problem     // kind by kind
	Documents   []document.Document
	Schedule    []appointment.Appointment // by start, earliest first
	Vaccines    []immunization.Immunization
	Contacts    []contact.Contact
	Policies    []contact.Policy
	Protected   bool          // no address of the patient may be shown
	Unread      []fact.Unread // what could not be read, oldest first
	Conflicts   []string      // identity conflicts in words
	Aliases     []string      // names beside the one in use
	Faces       []Face        // two people seen under the numbers, nil where there is no conflict
	Partings    []Parting     // numbers found to be another's; no part of the hash
	Handovers   []Handover    // of visits, the newest of each; no part of the hash
	Deleted     fact.Time     // when a source said that there is no such person (A29)
	Test        bool          // some fact was sent as a test, or by a source on trial
}

// Fold makes a chart of the facts of one patient. The facts may come in any
// order and hold duplicates; they are not changed.
func Fold(facts []*fact.Fact) *Chart {
	facts = slices.Clone(fact.Restrict(facts))
	slices.SortStableFunc(facts, func(a, b *fact.Fact) int { return a.Stamp.Compare(b.Stamp) })
	var f folder
	for _, fact := range facts {
		f.add(fact)
	}
	return f.chart()
}

// folder collects sorted facts by kind and finishes each kind once.
type folder struct {
	people    personFold
	visits    visit.Fold
	allergy   allergyFold
	medicines medication.Fold
	results   result.Fold
	orders    order.Fold
	standing  directive.Fold
	problems  problem.Fold
	documents document.Fold
	schedule  appointment.Fold
	vaccines  immunization.Fold
	contacts  contact.Fold
	policies  contact.Policies
	handovers handoverFold
	unread    []fact.Unread
	test      bool
}

func (f *folder) add(told *fact.Fact) {
	f.test = f.test || told.From.Test
	switch body := told.Body.(type) {
	case *Person:
		f.people.add(body, told)
	case *Link:
		f.people.link(body, told)
	case *visit.Movement:
		f.visits.Add(body, told)
	case *visit.Handover:
		f.handovers.add(body, told)
	case *AllergyNote:
		f.allergy.add(body, told)
	case *medication.OrderNote:
		f.medicines.AddOrder(body, told)
	case *medication.DoseNote:
		f.medicines.AddDose(body, told)
	case *medication.SupplyNote:
		f.medicines.AddSupply(body, told)
	case *result.Note:
		f.results.Add(body, told)
		f.orders.AddReport(reportOf(body), told)
	case *order.Note:
		f.orders.Add(body, told)
	case *directive.Note:
		f.standing.Add(body, told)
	case *fact.Unread:
		f.miss(body, told)
	default:
		f.addOther(body, told)
	}
}

// addOther takes the kinds of fact that stand beside orders, doses and results.
func (f *folder) addOther(body fact.Body, told *fact.Fact) {
	switch body := body.(type) {
	case *problem.Note:
		f.problems.Add(body, told)
	case *document.Note:
		f.documents.Add(body, told)
	case *appointment.Note:
		f.schedule.Add(body, told)
	case *immunization.Note:
		f.vaccines.Add(body, told)
	case *contact.Note:
		f.contacts.Add(body, told)
	case *contact.Protection:
		f.contacts.Protect(body)
	case *contact.Policy:
		f.policies.Add(body, told)
	}
}

// miss keeps what could not be read, once for each message and reason.
func (f *folder) miss(body *fact.Unread, told *fact.Fact) {
	unread := *body
	unread.From = told.From
	again := func(u fact.Unread) bool {
		return u.From.Message == told.From.Message && u.Reason == body.Reason && u.Section == body.Section
	}
	if !slices.ContainsFunc(f.unread, again) {
		f.unread = append(f.unread, unread)
	}
}

func (f *folder) chart() *Chart {
	c := &Chart{Unread: f.unread, Test: f.test}
	c.IDs, c.Former = f.people.numbers()
	c.Person, c.Named = f.people.person, cmp.Or(f.people.named, f.people.called)
	c.Conflicts, c.Aliases = f.people.conflicts(), f.people.aliases()
	c.Faces, c.Partings = twoFaces(f.people.faces), f.people.numbersOf.partings()
	c.Visits, c.Unmatched = f.visits.Finish()
	c.Handovers = f.handovers.finish()
	c.Deleted = f.visits.PersonDeleted()
	c.Allergies, c.Denials, c.Unasked = f.allergy.finish()
	told := f.medicines.Finish()
	c.Medications, c.Doses, c.Supplies = told.Orders, told.Doses, told.Supplies
	c.Results, c.Vitals = f.results.Finish()
	c.Orders = f.orders.Finish(f.medicines.Has)
	c.Directives = f.standing.Finish()
	c.Problems, c.Documents = f.problems.Finish(), f.documents.Finish()
	c.Schedule, c.Vaccines = f.schedule.Finish(), f.vaccines.Finish()
	c.Contacts, c.Protected = f.contacts.Finish(), f.contacts.Protected()
	c.Policies = f.policies.Finish()
	return c
}
