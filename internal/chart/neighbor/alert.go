package neighbor

import (
	"maps"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/alike"
	"redoutlet/internal/chart/roster"
)

// Alerts are the warnings that only the other patients give: somebody in the
// same bed (hazard H-020), or somebody who may be taken for this patient (hazard
// H-014). They name the others by bed and number, in one line for each kind of
// likeness.
func Alerts(here []*Neighbor, mine *roster.Line) []string {
	if !mine.InHouse {
		return nil
	}
	name, others := alike.NameOf(mine), map[string][]string{}
	for _, other := range here {
		if other.ID == mine.ID {
			continue
		}
		if sharesBed(mine, &other.Line) {
			others[wordsSharedBed] = append(others[wordsSharedBed], whereabouts(&other.Line))
		}
		if like := alike.Between(name, other.name, mine.Unit == other.Unit); like != "" {
			words := "LOOK-ALIKE: " + like + " "
			others[words] = append(others[words], whereabouts(&other.Line))
		}
	}
	var words []string
	for _, kind := range slices.Sorted(maps.Keys(others)) {
		slices.Sort(others[kind])
		words = append(words, kind+strings.Join(others[kind], "; "))
	}
	return words
}

const wordsSharedBed = "TWO PATIENTS IN THIS BED - CHECK: "

func sharesBed(a, b *roster.Line) bool {
	return a.Bed != "" && a.Unit == b.Unit && a.Room == b.Room && a.Bed == b.Bed
}

// whereabouts points to somebody without a name.
func whereabouts(l *roster.Line) string {
	where := strings.Join(nonEmpty(l.Unit, l.Room, l.Bed), " - ")
	if !l.InHouse {
		where = "somebody who is not in the house"
	}
	if len(l.Identifiers) > 0 {
		where += ", number " + l.Identifiers[0].Value
	}
	return where
}

func nonEmpty(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// Twins warns of others in a list who have the same name and are told apart by
// nothing but their numbers and birth dates. Those who are both in the house are
// warned of already, and nobody is warned of who left so long ago that no list
// names them: such warnings would bury the others.
func Twins(list []*roster.Summary, mine *roster.Summary, now time.Time) []string {
	var others []string
	for _, s := range list {
		if s.Line.ID == mine.Line.ID || s.Line.InHouse && mine.Line.InHouse || !s.ListedAt(now) {
			continue
		}
		if like := alike.Between(alike.NameOf(&mine.Line), alike.NameOf(&s.Line), false); like != "" {
			others = append(others, "LOOK-ALIKE: "+like+" "+whereabouts(&s.Line))
		}
	}
	return others
}
