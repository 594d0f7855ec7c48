package bedside

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/notation"
)

// kinship is who the patient may be taken for or belongs to: a mother, her
// children, names beside the one in use, and two people under one number
// (hazards H-013, H-015, H-016).
type kinship struct {
	Aliases  []string
	Mother   *relative
	Born     string // one of several births, and which
	Children []relative
	Faces    []face
	Numbers  string // where it is said whose numbers are whose, "" where there is nothing to say
}

// relative is somebody else's chart: linked, and never merged.
type relative struct {
	Name   string // "" where nothing is known under the number
	Number fact.ID
	To     string // the other chart, "" where there is none
}

// face is one of two people seen under the patient's numbers.
type face struct {
	Name, Born, Sex string
	Number          fact.ID
	From            *fact.From
}

func (s staySheet) kinship(v *asof.View) kinship {
	k := kinship{Aliases: v.Aliases, Born: birthWords(v.Birth)}
	if number := v.Birth.MotherNumber; !number.IsZero() {
		mother := relative{Number: number}
		if v.Birth.Mother != nil {
			mother = s.relative(*v.Birth.Mother)
		}
		k.Mother = &mother
	}
	for _, child := range v.Birth.Children {
		k.Children = append(k.Children, s.relative(child))
	}
	records := 0
	for _, id := range v.Identifiers {
		if id.IsRecord() {
			records++
		}
	}
	if records > 1 || len(v.Partings) > 0 {
		k.Numbers = patientPath(v.ID) + "/numbers"
	}
	for _, f := range v.Faces {
		k.Faces = append(k.Faces, s.face(f))
	}
	return k
}

func (s staySheet) relative(l roster.Line) relative {
	p := s.person(l)
	return relative{Name: p.Name, Number: p.MRN, To: p.To}
}

func (s staySheet) face(f chart.Face) face {
	return face{
		Name: notation.Name(f.Family, f.Given, "", "", ""), Born: bornWords(s.when(f.BornAt), f.BornAt),
		Sex: notation.Sex(f.Sex), Number: f.Number, From: f.From,
	}
}

// birthWords says which of several births this is. Twins are told apart by it,
// so that its absence is said (hazard H-015).
func birthWords(b asof.Birth) string {
	switch {
	case b.Order != "" && b.Multiple == "N":
		return "single birth, order sent as " + b.Order
	case b.Order != "":
		return "birth order " + b.Order
	case b.Multiple == "Y":
		return "one of several births, birth order " + notation.NotRecorded
	}
	return ""
}
