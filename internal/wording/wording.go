// Package wording says in words what a chart knows: of whom, from whom, as of
// when, and what is missing. Its packages write the sections of a chart. Screen
// and paper show the same words; where on a page they stand is for others to say.
package wording

import (
	"strings"

	"redoutlet/internal/chart/fact"
)

// PartName is a section as people on a unit call it, on every page the same.
func PartName(s fact.Section) string {
	switch s {
	case fact.SectionIdentity:
		return "who is who"
	case fact.SectionCensus:
		return "census"
	case fact.SectionMedications:
		return "medication orders"
	case fact.SectionAdministrations:
		return "doses given"
	case fact.SectionVitals:
		return "vital signs"
	}
	return string(s)
}

// Capital begins words with a capital letter.
func Capital(words string) string {
	if words == "" {
		return words
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// Died reads what was sent of a death: a time, or yes or no.
func Died(sent string) string {
	switch sent {
	case "", "N", "n":
		return ""
	case "Y", "y":
		return "DECEASED, time not sent"
	}
	return "DECEASED, sent as " + sent
}
