package reading_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/sentence"
	"redoutlet/internal/feed/reading"
)

// orderDay is a day of orders of every kind, each recorded at a time of its own.
func orderDay() [][]byte {
	return [][]byte{
		message(header("ADT^A01", "20261124060000"), "EVN|A01|20261124060000", pid, stay, "PV2|||||||||||||||||||||||||||||||||||||||||B||||DNR"),
		pharmacy("RDE^O11", "20261124080100", "ORC|NW|M1^CPOE|R1^PHARM||IP||||20261124080000", "TQ1|1|40^mg|QAM||||||||||S", "TQ1|2|20^mg|QAM", "RXE||PRE^prednisone^L|40||mg"),
		pharmacy("OMP^O09", "20261124080200", "ORC|NW|M2^CPOE|||||||20261124080050", "RXO|HEP^heparin^L|1000||units/h", "RXC|B|NS^saline^L|250|mL"),
		pharmacy("ORM^O01", "20261124090000", "ORC|HD|M2^CPOE|||HD||||20261124085900|||||||BLEED^bleeding^L"),
		pharmacy("ORM^O01", "20261124093000", "ORC|RL|M2^CPOE||||||||20261124092900"),
		pharmacy("RDS^O13", "20261124081000", "ORC|RE|M1^CPOE||||||||20261124080900", "RXD|1|PRE^prednisone^L|20261124080900|1|tablet"),
		pharmacy("RGV^O15", "20261124081100", "ORC|RE|M1^CPOE||||||||20261124081000", "RXG|1|1|QAM^^^20261124083000|PRE^prednisone^L|40||mg"),
		pharmacy("RAS^O17", "20261124083100", "ORC|RE|M1^CPOE", "RXA|0|1|20261124083000||PRE^prednisone^L|40|mg|||||||||||||CP|A|20261124083030"),
		pharmacy("RAS^O17", "20261124084100", "ORC|RE|M1^CPOE", "RXA|0|1|20261124083000||PRE^prednisone^L|20|mg|||||||||||||PA|U|20261124084030"),
		placed("OML^O21", "20261124080300", "ORC|NW|T1^CPOE|||||||20261124080200", "OBR|1|||K^Potassium^L", "OBR|2|||NA^Sodium^L"),
		placed("ORL^O22", "20261124080400", "ORC|OK|T1^CPOE|L1^LAB||||||20261124080300"),
		placed("OML^O21", "20261124080500", "ORC|SC|T1^CPOE|L1^LAB||IP||||20261124080400", "OBR|1|||K^Potassium^L", "SPM|1|||BLD|||||||||||||20261124080000"),
		message(header("ORU^R01", "20261124100000"), pid, stay, "OBR|1|T1^CPOE|L1^LAB|K^Potassium^L|||20261124080000|||||||||||||||20261124095900|||F", "OBX|1|NM|K^potassium^L||4.1|mmol/L|||||F"),
		placed("OMG^O19", "20261124080600", "ORC|NW|G1^CPOE|||||||20261124080500", "OBR|1|||AMB^walk^L"),
		placed("OMG^O19", "20261124120000", "ORC|RO|G2^CPOE||||||G1&CPOE|20261124115900", "OBR|1|||BED^bed rest^L"),
		placed("OMD^O03", "20261124080700", "ORC|NW|D1^CPOE|||||||20261124080600", "ODS|D||NPO^nothing by mouth^L"),
		placed("OMB^O27", "20261124080800", "ORC|NW|B1^CPOE|||||||20261124080700", "BPO|1|RBC^red cells^L||2"),
		placed("ORM^O01", "20261124130000", "ORC|DC|D1^CPOE|||||||20261124125900"),
		placed("ORR^O02", "20261124130100", "ORC|UD|D1^CPOE|||||||20261124130050"),
		message(header("ADT^A08", "20261124140000"), "EVN|A08|20261124140000", pid, stay, `PV2|||||||||||||||||||||||||||||||||||||||||C||||""`),
	}
}

// The same orders in any order, any of them twice, make one chart.
func TestOrdersConvergeInEveryOrder(t *testing.T) {
	var facts []*fact.Fact
	for i, r := range read("", orderDay()...) {
		if r.State != reading.Charted {
			t.Fatalf("message %d is %s: %s", i+1, r.State, r.Reason)
		}
		facts = append(facts, r.Facts...)
	}
	want, err := chart.Fold(facts).Hash()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(4, 5))
	for round := range 300 {
		day := orderDay()
		day = append(day, day[random.IntN(len(day))])
		random.Shuffle(len(day), func(i, j int) { day[i], day[j] = day[j], day[i] })
		facts = facts[:0]
		for _, r := range read("", day...) {
			facts = append(facts, r.Facts...)
		}
		if got, err := chart.Fold(facts).Hash(); err != nil || got != want {
			t.Fatalf("round %d: another order gives another chart (%v)", round, err)
		}
	}
}

// FuzzOrders reads any body under the header of every kind of order message.
func FuzzOrders(f *testing.F) {
	kinds := []string{
		"ORM^O01", "OMG^O19", "OML^O21", "OML^O33", "OML^O35", "OMI^O23", "OMD^O03", "OMB^O27", "OMN^O07", "OMS^O05", "BPS^O29", "BTS^O31",
		"OMP^O09", "RDE^O11", "RDE^O25", "RDS^O13", "RGV^O15", "RAS^O17", "ORR^O02", "ORL^O22", "ORG^O20", "ORP^O10", "RRE^O12", "ADT^A08", "ORI^O24", "ORD^O04", "ORN^O08", "ORS^O06", "ORB^O28",
	}
	for i, m := range orderDay() {
		f.Add(i, string(m))
	}
	f.Add(23, "ZPR|1||C^Contact^L~D")
	p := profile("ZZHOSP")
	p.OwnFields = map[string]order.Kind{"ZPR-3": order.Isolation}
	f.Fuzz(func(t *testing.T, kind int, body string) {
		raw := message(header(kinds[uint(kind)%uint(len(kinds))], "20261124120000"), pid, body)
		r := reading.Of(reading.Letter{Number: 1, Source: "feed", Received: received, Raw: raw}, &p, time.UTC)
		if r.State != reading.Charted && r.Reason == "" {
			t.Fatalf("%s without a reason", r.State)
		}
		for _, one := range r.Facts {
			if sentence.Of(one) == "" {
				t.Fatal("a fact that cannot be described")
			}
		}
		once, again := chart.Fold(r.Facts), chart.Fold(append(r.Facts[:len(r.Facts):len(r.Facts)], r.Facts...))
		a, err := once.Hash()
		if err != nil {
			t.Fatal(err)
		}
		if b, err := again.Hash(); err != nil || a != b {
			t.Fatalf("the same facts twice give another chart (%v)", err)
		}
		asof.Of(once, "x", nil, received)
	})
}
