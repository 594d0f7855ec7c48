package pen

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/wording"
)

// Section is what heads every section of a chart.
type Section struct {
	ID         string
	Title      string
	Known      wording.Known
	Words      string // the fixed words of an absence or a denial, "" where something is listed
	Incomplete string
	Unread     []fact.Unread
	Withheld   string
}

// NewSection frames a list of the chart.
func NewSection[T any](p Pen, l asof.List[T], title string) Section {
	sec := Section{
		ID: string(l.Section), Title: title, Words: l.Words, Unread: l.Unread,
		Known: wording.NewKnown(l.Standing(), p.Now, p.Zone),
	}
	if l.Held != nil {
		sec.Known.Box, sec.Known.State = wording.HoldWords(*l.Held, p.Units, p.Zone), asof.Stale
	}
	if len(l.Sources) > 0 && l.Freshness == asof.NeverHeard && len(l.Items) == 0 {
		sec.Words = "" // a source that never spoke has not said that there is nothing; the box says so
	}
	if l.Has(chart.Incomplete) {
		sec.Incomplete = chart.IncompleteWords(len(l.Unread))
	}
	if l.Has(chart.Withheld) {
		sec.Withheld = chart.WordsWithheld
	}
	if sec.Words == sec.Withheld {
		sec.Words = "" // said once
	}
	return sec
}
