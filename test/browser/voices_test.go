package browser

import (
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/mllp"
)

// spoken are the sources of a house that speak as differently as sources do.
func spoken() map[string][]fact.Section {
	return map[string][]fact.Section{
		"registration": {fact.SectionCensus, fact.SectionAllergies},
		"pharmacy":     {fact.SectionMedications},
		"laboratory":   {fact.SectionResults},
		"flowsheet":    {fact.SectionVitals},
		"schedule":     {fact.SectionAppointments},
	}
}

// observed is a result, or vital signs.
func observed(number, code, kind string) string {
	return segments(header("ORU^R01^ORU_R01", number), "PID|1||8080001^^^WARD^MR||Wolfe^Maria", "PV1|1|I|4W^401^1^WARD|||||||||||||||V81",
		"OBR|1|P"+number+"|F"+number+"|"+code+"|||NOW|||||||||||||||NOW||"+kind+"|F", "OBX|1|NM|"+code+"||4.1|mmol/L|||||F|||NOW")
}

// TestSourcesInAllVoices looks at the board, the sources and a unit where one source is heard, one ages, one is stale, one is
// lost and one was never heard: each is said in its own word.
func TestSourcesInAllVoices(t *testing.T) {
	ready(t)
	house := newSmall(t, "", settings(spoken()))
	open, err := mllp.Dial(t.Context(), house.feeds["pharmacy"], mllp.ClientOptions{})
	must(t, err)
	defer open.Close()
	must(t, house.send(t.Context(), "registration", longest()))
	_, err = open.Send(t.Context(), []byte(methadone()))
	must(t, err)
	must(t, house.send(t.Context(), "laboratory", observed("L1", "K^potassium^L", "CH")))
	house.wait(50 * time.Minute)
	must(t, house.send(t.Context(), "registration", neighbors()...))
	house.wait(15 * time.Minute)
	must(t, house.send(t.Context(), "flowsheet", observed("F1", "8867-4^heart rate^LN", "")))
	patient := links(house.fetchUntil(t, "nurse", "/unit/4W", "/patient/"), "/patient/")[0]
	house.fetchUntil(t, "manager", "/", "Vital signs")
	house.auditAll(t, []visit{
		{"board", "board-voices", "manager", "/", nil},
		{"sources", "sources-voices", "engineer", "/sources", nil},
		{"source", "source-never-heard", "engineer", "/source/schedule", nil},
		{"units", "units-voices", "nurse", "/units", nil},
		{"unit", "unit-voices", "nurse", "/unit/4W", nil},
		{"patient", "patient-voices", "nurse", patient, nil},
	})
	board := house.fetch(t, "manager", "/")
	for _, word := range []string{"Lost", "Stale", "Ageing", "Unknown", "Holding"} {
		if !strings.Contains(board, "<b>"+word+"</b>") {
			t.Errorf("the board has no source that is said to be %s", word)
		}
	}
}

// TestCensusListsOfAHouse gives a list that agrees, and one that does not, and looks at the unit.
func TestCensusListsOfAHouse(t *testing.T) {
	ready(t)
	ward := newWard(t, "")
	ward.fetchUntil(t, "nurse", "/unit/4W", "8080003")
	paste := func(rows string) func(b *tab) {
		return func(b *tab) {
			ask[string](b, "document.querySelector('main textarea').value = `MRN,Authority,Unit\n"+rows+"`")
			b.strike("main form[enctype] button")
		}
	}
	ward.auditAll(t, []visit{
		{"census", "census-none", "nurse", "/census", nil},
		{"census-given", "census-refused", "nurse", "/census", paste("8080001,WARD\n,WARD,4W")},
		{"census-given", "census-short", "nurse", "/census", paste("8080001,WARD,4W\n8080002,WARD,4W\n8080099,WARD,4W")},
		{"unit", "unit-not-reconciled", "nurse", "/unit/4W", nil},
		{"board", "board-not-reconciled", "manager", "/", nil},
		{"census-given", "census-agrees", "nurse", "/census", paste("8080001,WARD,4W\n8080002,WARD,4W\n8080003,WARD,4W")},
		{"unit", "unit-reconciled", "nurse", "/unit/4W", nil},
		{"units", "units-reconciled", "nurse", "/units", nil},
	})
}
