package asof

import (
	"cmp"
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/directive"
	"redoutlet/internal/chart/fact"
)

// Stated is what is stated of code status, precautions or diet, or the fixed
// words where nothing is. Absence is never a statement (hazards H-060, H-061).
type Stated struct {
	State   chart.State           `json:"state"`
	Words   string                `json:"words,omitempty"`
	Flags   []chart.Flag          `json:"flags"`
	Items   []directive.Statement `json:"items"`
	Earlier []directive.Statement `json:"earlier,omitempty"` // of other visits, or over: history only
}

// Disagrees reports whether the statements are not the same.
func (s *Stated) Disagrees() bool { return slices.Contains(s.Flags, chart.Conflict) }

// Withheld reports whether a rule keeps some of them back.
func (s *Stated) Withheld() bool { return slices.Contains(s.Flags, chart.Withheld) }

func (f framing) codeStatus() Stated {
	return f.standing(f.chart.CodeStatus(), chart.WordsNoCodeStatus)
}

func (f framing) precautions() Stated {
	return f.standing(f.chart.Precautions(), chart.WordsNoPrecautions)
}

func (f framing) diet() Stated { return f.standing(f.chart.Diet(), "") }

// standing shows what is stated; absent are the fixed words of its kind, "" for
// those of any section.
func (f framing) standing(of directive.Standing, absent string) Stated {
	if !f.open {
		of = of.Visible()
	}
	s := Stated{State: chart.Listed, Flags: []chart.Flag{}, Items: of.Now, Earlier: of.Earlier}
	switch {
	case len(of.Now) == 0 && of.Withheld:
		s.Items, s.Words = []directive.Statement{}, chart.WordsWithheld
	case len(of.Now) == 0:
		s.Items, s.State = []directive.Statement{}, chart.NotRecorded
		if f.coverage.AsOf(fact.SectionOrders).IsZero() {
			s.State = chart.NotAvailable
		}
		s.Words = cmp.Or(absent, s.State.Words())
	case of.Disagree:
		s.Flags, s.Words = append(s.Flags, chart.Conflict), chart.WordsDisagree
	}
	if of.Withheld {
		s.Flags = append(s.Flags, chart.Withheld)
	}
	return s
}
