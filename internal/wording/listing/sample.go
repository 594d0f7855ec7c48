package listing

import (
	"time"

	"redoutlet/internal/chart/appointment"
	"redoutlet/internal/chart/contact"
	"redoutlet/internal/chart/document"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/immunization"
	"redoutlet/internal/chart/problem"
)

// Samples are invented entries of every list, one of each kind, for golden
// pages and template checks.
type Samples struct {
	Problems      []problem.Problem
	Documents     []document.Document
	Appointments  []appointment.Appointment
	Immunizations []immunization.Immunization
	Contacts      []contact.Contact
}

// NewSamples makes the samples around the moment of the writer, as told in one
// message.
func NewSamples(w Writer, from *fact.From) Samples {
	return Samples{someProblems(w, from), someDocuments(w, from), someAppointments(w, from), someImmunizations(w, from), someContacts(from)}
}

// at is a time some way from the moment, as a sender gives it.
func (w Writer) at(d time.Duration) fact.Time {
	t := w.Now.In(w.Zone).Add(d).Truncate(time.Minute)
	return fact.Time{Text: t.Format("200601021504"), Precision: fact.ToMinute, At: t.UTC()}
}

const day = 24 * time.Hour

func someProblems(w Writer, from *fact.From) []problem.Problem {
	return []problem.Problem{
		{Kind: problem.Listed, Problem: "Type 2 diabetes mellitus", Status: "Active", Confirmed: "Confirmed", Persistence: "Chronic", Onset: fact.Time{Text: "2009", Precision: fact.ToYear, At: time.Date(2009, 1, 1, 5, 0, 0, 0, time.UTC)}, Note: "Insulin since 2019", From: from},
		{Kind: problem.Listed, Problem: "Gout", Removed: w.at(-2 * day), From: from},
		{Kind: problem.Diagnosis, Problem: "Community-acquired pneumonia (J18.9)", Type: "admitting (A)", At: w.at(-2 * day), By: "MARSH, Lena", Visit: fact.ID{Value: "V883120"}, From: from},
		{Kind: problem.Procedure, Problem: "Central venous line, right jugular", At: w.at(-30 * time.Hour), By: "MARSH, Lena", Visit: fact.ID{Value: "V883120"}, From: from},
	}
}

func someDocuments(w Writer, from *fact.From) []document.Document {
	long := "Seen on the morning round."
	for range longText {
		long += "\nBreath sounds reduced at the right base."
	}
	return []document.Document{
		{Type: "Progress note", Author: "MARSH, Lena", Activity: w.at(-3 * time.Hour), Completion: "DO", Words: document.CompletionWords("DO"), State: document.Current, Number: fact.ID{Value: "N-202"}, Confidential: "R", Text: []document.Part{{Title: "Assessment", Text: "Improving on antibiotics.\nOxygen down to 2 L/min."}}, From: from},
		{Type: "History and physical", Author: "MARSH, Lena", Activity: w.at(-44 * time.Hour), Completion: "LA", Words: document.CompletionWords("LA"), Signed: true, Signatures: []document.Signature{{By: "MARSH, Lena", At: w.at(-40 * time.Hour)}}, State: document.Current, Number: fact.ID{Value: "N-118"}, Text: []document.Part{{Text: long}}, Addenda: []document.Addendum{{At: w.at(-30 * time.Hour), By: "ADEYEMI, R", Text: []document.Part{{Text: "Family reports a fall last week."}}}}, From: from},
		{Type: "Consult note", Author: "OSEI, Ama", Activity: w.at(-20 * time.Hour), Words: document.CompletionWords(""), State: document.Cancelled, Since: w.at(-19 * time.Hour), Reason: "written on the wrong patient", Number: fact.ID{Value: "N-150"}, From: from},
	}
}

func someAppointments(w Writer, from *fact.From) []appointment.Appointment {
	return []appointment.Appointment{
		{Numbers: []fact.ID{{Value: "A23001"}}, Start: w.at(27 * time.Hour), Duration: "30 MIN", Type: "Imaging", Reason: "Rule out abscess", State: appointment.Booked, Status: "Booked", Was: w.at(3 * time.Hour), Resources: []appointment.Resource{{Kind: "service", Name: "MRI brain"}, {Kind: "place", Name: "Imaging, Room 2"}, {Kind: "person", Name: "OSEI, Ama", Role: "Radiographer"}}, From: from},
		{Start: w.at(50 * time.Hour), State: appointment.Booked, Marks: []string{"appointment without number, may be one moved booking - verify"}, From: from},
		{Numbers: []fact.ID{{Value: "A23002"}}, Start: w.at(20 * time.Hour), State: appointment.Cancelled, Status: "Cancelled", Since: w.at(-time.Hour), Resources: []appointment.Resource{{Kind: "service", Name: "Echocardiogram"}}, From: from},
		{Numbers: []fact.ID{{Value: "A22110"}}, Start: w.at(-9 * day), State: appointment.NoShow, Since: w.at(-9 * day), From: from},
	}
}

func someImmunizations(w Writer, from *fact.From) []immunization.Immunization {
	return []immunization.Immunization{
		{Vaccine: "Influenza, inactivated", At: w.at(-20 * day), Amount: "0.5", Unit: "mL", Route: "intramuscular", Site: "left arm", Status: immunization.Given, Lot: "ZZ17", Manufacturer: "Zedmade", By: "ADEYEMI, R", From: from},
		{Vaccine: "Pneumococcal conjugate", At: w.at(-20 * day), Status: immunization.Refused, Reason: "patient decision", From: from},
		{Vaccine: "Tetanus toxoid", At: w.at(-40 * day), Status: immunization.Reversed, Reversed: w.at(-39 * day), From: from},
	}
}

func someContacts(from *fact.From) []contact.Contact {
	return []contact.Contact{
		{Kind: contact.Kin, Name: "Joan Evans West", Relation: "spouse", Role: "emergency contact", Phones: []string{"555-0148"}, Address: "ADDRESS REPORTED BAD: 1 Mill Lane, Zedtown", From: from},
		{Kind: contact.Kin, Name: "Peter West", Relation: "brother", Marks: []string{"not in the list sent 2026-11-24T09:15 - verify"}, From: from},
		{Kind: contact.Team, Name: "Lena MARSH", Role: "primary care provider", From: from},
	}
}
