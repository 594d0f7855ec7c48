package browser

import (
	"testing"
	"time"

	"redoutlet/internal/chart/fact"
)

// all are the sections that the ward's one source is known to give.
func all() map[string][]fact.Section {
	return map[string][]fact.Section{"feed": {
		fact.SectionCensus, fact.SectionAllergies, fact.SectionMedications,
		fact.SectionAdministrations, fact.SectionResults,
	}}
}

// header begins a message of the ward.
func header(kind, number string) string {
	return `MSH|^~\&|FEED|WARD|REDOUTLET|WARD|NOW||` + kind + `|` + number + `|P|2.5.1||||||UNICODE UTF-8`
}

// longest has a name, an allergy and a reason as long as people's are, and two
// items that nobody can read.
func longest() string {
	return segments(header("ADT^A01^ADT_A01", "W1"), "EVN|A01|NOW",
		"PID|1||8080001^^^WARD^MR||Wolfeschlegelsteinhausenbergerdorff-O'Shaughnessy^Maria Magdalena^Anastasia^^^^L~Mimi^^^^^^N||19410203|F|||12 Cypress Court^^Harrow's End^ZZ^00023^USA||(555) 555-0101||es^Spanish",
		"PV1|1|I|4W^401^1^WARD||||D1^Featherstonehaugh^Bartholomew|||MED|||||||||V81^^^WARD^VN|||||||||||||||||||||||||20261120035800+0000",
		"PV2|||^Community-acquired pneumonia with acute-on-chronic hypercapnic respiratory failure, found down at home by a neighbor",
		"AL1|1|DA|70618^penicillin^RXNORM|SV|anaphylaxis, intubated in the emergency department|20190203",
		"AL1|2|DA|^sulfamethoxazole and trimethoprim, including topical preparations of either component|U|^rash",
		"AL1|3|DA||MO|swelling of the lips",
	)
}

// neighbors share a name, and two of them a bed.
func neighbors() []string {
	return []string{
		segments(header("ADT^A01^ADT_A01", "W2"), "EVN|A01|NOW",
			"PID|1||8080002^^^WARD^MR||Okonkwo^Ada||19880713|F",
			"PV1|1|I|4W^402^1^WARD||||D2^Lindgren^Soren|||MED|||||||||V82^^^WARD^VN|||||||||||||||||||||||||20261123035800+0000",
			"AL1|1|MA|716186003^No known allergy^SCT"),
		segments(header("ADT^A01^ADT_A01", "W3"), "EVN|A01|NOW",
			"PID|1||8080003^^^WARD^MR||Okonkwo^Adaeze||20261122|F",
			"PV1|1|I|4W^402^1^WARD||||D2^Lindgren^Soren|||MED|||||||||V83^^^WARD^VN"),
	}
}

// odd are messages about the first patient that are kept and cannot be charted,
// and one that names nobody.
func odd() []string {
	return []string{
		segments(header("CRM^C01^CRM_C01", "W4"),
			"PID|1||8080001^^^WARD^MR||Wolfeschlegelsteinhausenbergerdorff-O'Shaughnessy^Maria",
			"CSR|1^ZZSTUDY"),
		segments(header("ADT^A01^ADT_A01", "W5"), "EVN|A01|NOW", "PID|1||8080005||Nobody^Knows", "PV1|1|I|4W^403^1^WARD"),
	}
}

// newWard opens a house with the patients above.
func newWard(t *testing.T, passphrase string) *small {
	t.Helper()
	s := newSmall(t, passphrase, settings(all()))
	must(t, s.send(t.Context(), "feed", longest()))
	must(t, s.send(t.Context(), "feed", neighbors()...))
	must(t, s.send(t.Context(), "feed", odd()...))
	return s
}

// stale is long enough for every critical part of a chart to be too old.
const stale = 5 * time.Hour
