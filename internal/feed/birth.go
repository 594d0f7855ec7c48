package feed

import (
	"slices"
	"strings"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/roster"
)

// family shows a child its mother, and a mother her children.
func (b *Book) family(v *asof.View) {
	if mother := v.Birth.MotherNumber; !mother.IsZero() {
		if line, ok := b.lines[b.kin.Of(b.kin.ID(mother))]; ok {
			v.Birth.Mother = &line.Line
		}
	}
	for _, number := range v.Identifiers { // those merged away as well
		for _, child := range b.people.Children(number.Key()) {
			v.Birth.Children = append(v.Birth.Children, b.lines[child].Line)
		}
	}
	slices.SortFunc(v.Birth.Children, func(x, y roster.Line) int { return strings.Compare(x.ID, y.ID) })
}
