package workshop

import (
	"strings"

	"redoutlet/internal/chart/fact"
)

// partName is a section as people on a unit call it.
func partName(s fact.Section) string {
	switch s {
	case fact.SectionIdentity:
		return "who is who"
	case fact.SectionCensus:
		return "who is where"
	case fact.SectionMedications:
		return "medicines ordered"
	case fact.SectionAdministrations:
		return "doses given"
	case fact.SectionVitals:
		return "vital signs"
	}
	return string(s)
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
