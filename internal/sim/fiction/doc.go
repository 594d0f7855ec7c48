// Package fiction is what the made-up hospital of package sim is made of: people's names, drugs, tests and allergies.
//
// Everything is a list that its functions return; nobody may change them. Names of people, places and staff are
// invented. Drugs, tests and allergies are common ones, written as American hospitals write them, and are here to look
// right, not to be right: never take a dose, a limit or a range from them.
package fiction

// The units, as they are called in PV1-3.1.
const (
	Emergency = "ED"
	Medical   = "4W"
	Intensive = "ICU"
	Maternity = "MAT"
	Surgery   = "SURG"
	Infusion  = "INF"
)
