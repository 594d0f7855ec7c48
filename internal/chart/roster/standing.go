package roster

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/directive"
)

// Standing is what a list says of code status, precautions and diet: each
// statement in the sender's words, or the fixed words where there is none.
type Standing struct {
	CodeStatus  []string
	Precautions []string
	Diet        []string // empty where nothing is stated
}

func standingOf(c *chart.Chart) Standing {
	s := Standing{CodeStatus: statements(c.CodeStatus()), Precautions: statements(c.Precautions()), Diet: statements(c.Diet())}
	if s.CodeStatus == nil {
		s.CodeStatus = []string{chart.WordsNoCodeStatus}
	}
	if s.Precautions == nil {
		s.Precautions = []string{chart.WordsNoPrecautions}
	}
	return s
}

// statements are what holds now, headed by a warning where it does not agree.
func statements(of directive.Standing) []string {
	of = of.Visible()
	var words []string
	if of.Withheld {
		words = append(words, chart.WordsWithheld)
	}
	if of.Disagree {
		words = append(words, chart.WordsDisagree)
	}
	for i := range of.Now {
		words = append(words, of.Now[i].Sentence())
	}
	return words
}

func (s Standing) apart() Standing {
	return Standing{wordsApart(s.CodeStatus), wordsApart(s.Precautions), wordsApart(s.Diet)}
}
