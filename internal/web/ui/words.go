package ui

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
