package chart

import (
	"crypto/sha256"
	"encoding/json"
	"slices"

	"redoutlet/internal/chart/appointment"
	"redoutlet/internal/chart/contact"
	"redoutlet/internal/chart/directive"
	"redoutlet/internal/chart/document"
	"redoutlet/internal/chart/immunization"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/problem"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/visit"
)

// Hash is the digest of the canonical facts of a chart. It leaves out which
// message said what, when it was received, our own ids, and whatever a clock
// changes (design section 3b), so equal sets of messages give equal hashes.
func (c *Chart) Hash() ([sha256.Size]byte, error) {
	text, err := json.Marshal(c.canonical())
	if err != nil {
		return [sha256.Size]byte{}, err
	}
	return sha256.Sum256(text), nil
}

// canonical is the chart without provenance. What could not be read is no fact
// and is left out as well.
func (c *Chart) canonical() *Chart {
	k := *c
	k.Unread, k.Partings, k.Handovers, k.Named = nil, nil, nil, nil
	k.Faces = without(c.Faces, func(v *Face) { v.From = nil })
	k.Visits = without(c.Visits, func(v *visit.Visit) { v.From = nil })
	k.Unmatched = without(c.Unmatched, func(v *visit.Unmatched) { v.From = nil })
	k.Allergies = without(c.Allergies, func(v *Allergy) { v.From = nil })
	k.Denials = without(c.Denials, func(v *Denial) { v.From = nil })
	k.Unasked = without(c.Unasked, func(v *Denial) { v.From = nil })
	k.Medications = without(c.Medications, func(v *medication.Order) { v.From = nil })
	k.Doses = without(c.Doses, func(v *medication.Dose) { v.From = nil })
	k.Supplies = without(c.Supplies, func(v *medication.Supply) { v.From = nil })
	k.Results = without(c.Results, func(v *result.Result) { v.From = nil })
	k.Orders = without(c.Orders, func(v *order.Order) { v.From = nil })
	k.Directives = without(c.Directives, func(v *directive.Statement) { v.From = nil })
	k.Vitals = without(c.Vitals, func(v *result.Result) { v.From = nil })
	k.Problems = without(c.Problems, func(v *problem.Problem) { v.From = nil })
	k.Documents = without(c.Documents, forgetDocument)
	k.Schedule = without(c.Schedule, func(v *appointment.Appointment) { v.From = nil })
	k.Vaccines = without(c.Vaccines, func(v *immunization.Immunization) { v.From = nil })
	k.Policies = without(c.Policies, func(v *contact.Policy) { v.From = nil })
	k.Contacts = without(c.Contacts, func(v *contact.Contact) { v.From = nil })
	return &k
}

func forgetDocument(d *document.Document) {
	d.From = nil
	d.Addenda = without(d.Addenda, func(a *document.Addendum) { a.From = nil })
}

func without[T any](items []T, forget func(*T)) []T {
	items = slices.Clone(items)
	for i := range items {
		forget(&items[i])
	}
	return items
}
