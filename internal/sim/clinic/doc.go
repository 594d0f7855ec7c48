// Package clinic is a doctors' office of ten providers that does not exist. It is no part of the hospital of package sim: it
// has patients, record numbers, an assigning authority and a sender of its own.
//
// On working days each provider sees somebody every half hour. What the office says of that, it says from one system:
// appointments, arrivals, allergies as IAM, problems, vital signs, notes and departures.
package clinic
