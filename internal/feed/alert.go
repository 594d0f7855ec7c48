package feed

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/roster"
)

// alerts are the warnings that only the other patients give: somebody in the
// same bed, or somebody who may be taken for this patient (hazards H-017,
// H-020). They name the other by bed and number.
func alerts(lines map[PatientID]roster.Summary, head PatientID) []string {
	mine := lines[head].Line
	if !mine.InHouse {
		return nil
	}
	var words []string
	for id, other := range lines {
		if id == head || !other.Line.InHouse {
			continue
		}
		if w := alert(&mine, &other.Line); w != "" {
			words = append(words, w)
		}
	}
	slices.Sort(words)
	return words
}

func alert(mine, other *roster.Line) string {
	where := strings.Join(nonEmpty(other.Unit, other.Room, other.Bed), " - ")
	if len(other.Identifiers) > 0 {
		where += ", number " + other.Identifiers[0].Value
	}
	same := func(a, b string) bool { return a != "" && strings.EqualFold(a, b) }
	switch {
	case mine.Bed != "" && mine.Unit == other.Unit && mine.Room == other.Room && mine.Bed == other.Bed:
		return "TWO PATIENTS IN THIS BED - CHECK: " + where
	case same(mine.Family, other.Family) && same(mine.Given, other.Given):
		return "LOOK-ALIKE: same name" + sameBirth(mine, other) + " as " + where
	case same(mine.Family, other.Family) && mine.Unit == other.Unit:
		return "LOOK-ALIKE: same family name as " + where
	}
	return ""
}

func sameBirth(mine, other *roster.Line) string {
	if cmp.Or(mine.Born, "?") == other.Born {
		return " and birth date"
	}
	return ""
}

func nonEmpty(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}
