package reading_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
)

// kinds are messages of every kind that is read, written with %s where one of
// the codes stands: what is done, or what state something is in.
func kinds() []struct {
	kind  string
	codes string
	lines []string
} {
	const controls = "NW XO XX HD HR RL OE CA CR DC OD RP RO RQ UC UD UX UA RE SC SN PA RF ZZ"
	orc := "ORC|%s|P1^CPOE|F1^LAB||||||P0^CPOE"
	return []struct {
		kind  string
		codes string
		lines []string
	}{
		{"ADT^A08", "I O E R", []string{"PV1|1|%s|W1^1^1||||D1^ONE^A|D2^TWO^B||MED|||||B6|||||V1", "NK1|1|ZZKIN^NORA|%s", "DG1|1||D^diag^L||||||||||||||||%s", "AL1|1|DA|PCN^penicillin^L|%s|rash"}},
		{"ADT^A60", "A U D X", []string{"IAM|1|DA|PCN^penicillin^L|SV|rash|%s|1^ZZHOSP||AL"}},
		{"ADT^A60", "C S U P I E D", []string{"IAM|1|DA|LTX^latex^L|MO|hives|A|2^ZZHOSP||||||||||%s"}},
		{"ADT^A08", "1 2", []string{"IN1|%s|PLAN|CO|COMPANY %s", "IN1|%s|PLAN|CO|OTHER"}},
		{"ADT^A08", "Y N", []string{"PD1||||||||||||%s"}},
		{"RDE^O11", controls, []string{orc, "TQ1|1||BID", "RXE||D^drug^L|2||mg", "RXR|PO"}},
		{"RRE^O12", controls, []string{orc}},
		{"ORM^O01", controls, []string{orc}},
		{"RDS^O13", controls, []string{orc, "RXD|1|D^drug^L|20261124|2|tab"}},
		{"RGV^O15", controls, []string{orc, "RXG|1|1||D^drug^L|2||mg"}},
		{"RAS^O17", "A U D X", []string{"ORC|RE|P1^CPOE|F1^LAB", "RXA|0|1|20261124||D^drug^L|2|mg|||||||||||||CP|%s"}},
		{"RAS^O17", "CP NA RE PA", []string{"ORC|RE|P1^CPOE|F1^LAB", "RXA|0|2|20261124||D^drug^L|2|mg|||||||||||||%s|A"}},
		{"OML^O21", controls, []string{orc, "OBR|1|P1^CPOE|F1^LAB|K^potassium^L", "SPM|1|||BLD|||||||||||||20261124"}},
		{"OMD^O03", controls, []string{"ORC|%s|P7^CPOE", "ODS|D||NPO^nothing by mouth^L"}},
		{"OMB^O27", controls, []string{"ORC|%s|P8^CPOE", "BPO|1|RBC^red cells^L||2"}},
		{"BTS^O31", controls, []string{"ORC|%s|P8^CPOE", "BPO|1|RBC^red cells^L||2", "BTX|1|U1|RBC^red cells"}},
		{"ORU^R01", "P F C A W D X U R S I O N", []string{"OBR|1|P1^CPOE|F1^LAB|K^potassium^L|||202611240610|||||||||||||||||||%s", "OBX|1|NM|K^potassium^L||5.%s|mmol/L|||||%s"}},
		{"ORU^R01", "P F C W", []string{"OBR|1|P9^CPOE|F9^LAB|RAD^chest^L", "OBX|1|TX|RAD^chest^L|1|line one %s||||||%s", "OBX|2|TX|RAD^chest^L|2|line two||||||%s"}},
		{"OUL^R22", "P F C W", []string{"SPM|1|||BLD", "OBR|1|P1^CPOE|F1^LAB|NA^sodium^L", "OBX|1|NM|NA^sodium^L||140|||||%s"}},
		{"MDM^T02", "DI DO IN IP LA PA AU", []string{"TXA|1|HP|TX|||||||||N1^ZZHOSP|N0^ZZHOSP||||%s", "OBX|1|TX|T^text||words %s"}},
		{"MDM^T06", "AU DI", []string{"TXA|1|HP|TX|||||||||N2^ZZHOSP|N1^ZZHOSP||||%s", "OBX|1|TX|T^text||more %s"}},
		{"MDM^T10", "AU DI", []string{"TXA|1|HP|TX|||||||||N3^ZZHOSP|N1^ZZHOSP||||%s", "OBX|1|TX|T^text||instead %s"}},
		{"MDM^T04", "CA OB UN AV", []string{"TXA|1|HP|TX|||||||||N1^ZZHOSP|||||AU||%s"}},
		{"MDM^T11", "AU", []string{"TXA|1|HP|TX|||||||||N1^ZZHOSP|||||%s"}},
		{"PPR^PC1", "AD UP DE UC CO", []string{"PRB|%s|20261124|P^problem^L|P1^ZZHOSP||||||||||%s"}},
		{"PGL^PC6", "AD UP DE", []string{"GOL|%s|20261124|G^goal^L|G1^ZZHOSP"}},
		{"VXU^V04", "A U D", []string{"ORC|RE||F5^ZZ", "RXA|0|1|20261101||V^vaccine^L|1|||||||||||||CP|%s"}},
		{"REF^I12", "A D", []string{"PR1|1||R^procedure^L||20261101|||||||||||||R1^ZZ|%s"}},
	}
}

// booked are messages of appointments, in which the segment that says what is
// booked stands before the patient.
func booked() []string {
	var all []string
	for _, event := range strings.Fields("S12 S13 S14 S15 S16 S17 S18 S19 S20 S21 S22 S26") {
		all = append(all, "SIU^"+event)
	}
	return all
}

// anyMessage draws a message of any kind, of one of two numbers of the patient.
func anyMessage(random *rand.Rand, at string) []byte {
	who := strings.Replace(pid, "ZZ1^", []string{"ZZ1^", "ZZ2^"}[random.IntN(2)], 1)
	choices := kinds()
	n := random.IntN(len(choices) + 2)
	switch {
	case n == len(choices):
		list := booked()
		return message(header(list[random.IntN(len(list))], at), "SCH|A1^P|B1^F||||CHECKUP||||30|min|^^^2026112"+fmt.Sprint(random.IntN(9))+"0915", who, "RGS|1", "AIP|1||D1^DOCTOR")
	case n > len(choices):
		other, mrg := strings.Replace(pid, "ZZ1^", "ZZ2^", 1), "MRG|ZZ2^^^ZZHOSP^MR"
		event := []string{"A40", "A47", "A24", "A37"}[random.IntN(4)]
		if event == "A24" || event == "A37" {
			mrg = other
		}
		return message(header("ADT^"+event, at), "EVN|"+event+"|"+at, pid, mrg)
	}
	k := choices[n]
	codes := strings.Fields(k.codes)
	code := codes[random.IntN(len(codes))]
	lines := []string{header(k.kind, at), who}
	for _, l := range k.lines {
		lines = append(lines, strings.ReplaceAll(l, "%s", code))
	}
	return message(lines...)
}

// TestMessagesOfEveryKindInAnyOrder draws messages of every kind that is read, a
// minute apart, and charts them in several orders of arrival, some of them twice:
// the charts are one.
func TestMessagesOfEveryKindInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(19, 4))
	for round := range 60 {
		var messages [][]byte
		for i := range 40 {
			messages = append(messages, anyMessage(random, fmt.Sprintf("20261124%02d%02d00", 8+i/60, i%60)))
		}
		var want [32]byte
		for try := range 4 {
			order := random.Perm(len(messages))
			order = append(order, order[:5]...)
			got := digest(t, messages, order)
			if try > 0 && got != want {
				t.Fatalf("round %d, order %v: another chart", round, order)
			}
			want = got
		}
	}
}

// digest is the hash of the chart that messages make in an order of arrival.
func digest(t *testing.T, messages [][]byte, order []int) [32]byte {
	t.Helper()
	p := profile("")
	var facts []*fact.Fact
	for n, i := range order {
		r := reading.Of(reading.Letter{Number: int64(n + 1), Source: "feed", Received: received.Add(time.Duration(n) * time.Minute), Raw: messages[i]}, &p, time.UTC)
		if r.State != reading.Charted {
			t.Fatalf("%s is %s: %s", r.Kind, r.State, r.Reason)
		}
		facts = append(facts, r.Facts...)
	}
	sum, err := chart.Fold(facts).Hash()
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
