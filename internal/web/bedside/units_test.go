package bedside

import (
	"testing"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/web/ui"
)

// TestAUnitIsAsBadAsItsWorstPart holds that a census that only ages does not hide that another critical part is stale.
func TestAUnitIsAsBadAsItsWorstPart(t *testing.T) {
	s := censusSheet{sampleSheet()}
	now := s.now
	ageing := asof.Standing{Section: fact.SectionCensus, Sources: []string{"registration"}, AsOf: now.Add(-15 * time.Minute), Freshness: asof.Ageing}
	stale := asof.Standing{Section: fact.SectionResults, Sources: []string{"laboratory"}, AsOf: now.Add(-2 * time.Hour), Freshness: asof.Stale}
	if got := s.unitRow(Unit{Name: "ICU", Census: ageing, Oldest: stale, Worst: stale}, "").Status; got != ui.Stale {
		t.Errorf("a unit whose results are stale is %s", got)
	}
}
