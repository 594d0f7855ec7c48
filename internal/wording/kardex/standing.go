package kardex

import (
	"strings"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/directive"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/notation"
)

// Standing is code status, precautions or diet, as the banner shows it: what is
// stated now, and apart from it what only was.
type Standing struct {
	Title    string // "" where the words of absence name it themselves
	Lead     string // that the sources disagree
	Withheld string // that a rule keeps some of it back
	Absent   string // the fixed words where nothing is stated
	Now      []Statement
	Earlier  []Statement
}

// Statement is one thing stated, in the sender's words, with who, when and for
// which visit.
type Statement struct {
	Words string
	Notes []string
	From  *fact.From
}

// Standings writes code status, precautions and diet, in this order.
func (w Writer) Standings(v *asof.View) []Standing {
	return []Standing{
		w.standing("Code status", &v.CodeStatus), w.standing("Precautions", &v.Precautions), w.standing("Diet", &v.Diet),
	}
}

func (w Writer) standing(title string, of *asof.Stated) Standing {
	st := Standing{Title: title}
	switch {
	case of.Disagrees():
		st.Lead = chart.WordsDisagree
	case len(of.Items) == 0 && !of.Withheld():
		st.Absent = of.Words
	}
	if st.Absent == chart.WordsNoPrecautions {
		st.Title = ""
	}
	if of.Withheld() {
		st.Withheld = chart.WordsWithheld
	}
	for i := range of.Items {
		st.Now = append(st.Now, w.statement(&of.Items[i]))
	}
	for i := range of.Earlier {
		st.Earlier = append(st.Earlier, w.statement(&of.Earlier[i]))
	}
	return st
}

func (w Writer) statement(of *directive.Statement) Statement {
	line := Statement{Words: of.Words, From: of.From}
	add := func(words ...string) { line.Notes = append(line.Notes, strings.Join(words, " ")) }
	if of.Meaning != "" {
		add("in HL7's table:", of.Meaning)
	}
	if of.Kind == directive.LivingWill {
		add("living will")
	}
	if of.State != "" && of.Ended == "" {
		add(of.State)
	}
	if of.Ended != "" {
		add(w.Dated(of.Ended))
	}
	if of.Place == "order" {
		add("by order")
	} else {
		add("sent in", of.Place)
	}
	if of.By != "" {
		add("by", of.By)
	} else {
		add("by whom:", notation.NotRecorded)
	}
	add("since", w.WhenOr(of.Since))
	switch {
	case !of.Visit.IsZero():
		add("visit", of.Visit.Value)
	case of.Place == "order":
		add("visit", notation.NotRecorded)
	}
	return line
}
