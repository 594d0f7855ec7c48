package reading_test

import (
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/result"

	"github.com/google/go-cmp/cmp"
)

// obr is an OBR segment: panel code, collection, specimen and status.
func obr(panel, taken, specimen, status string) string {
	return "OBR|1||F1^LAB|" + panel + "^" + panel + " panel^L|||" + taken + "||||||||" + specimen + "|||||||20261124110000|||" + status
}

func TestPanelStatusIsReadByItsOwnTable(t *testing.T) {
	for _, c := range []struct{ panel, row, want string }{
		{"O", "", "I"}, {"I", "", "I"}, {"S", "", "I"}, {"N", "", "I"}, {"A", "", "P"}, {"P", "", "P"}, {"M", "", "P"},
		{"C", "", "C"}, {"R", "", "R"}, {"F", "", "F"}, {"X", "", "X"}, {"Y", "", ""}, {"Z", "", ""}, {"", "", ""},
		{"a", "", "P"}, {"f", "", "F"}, {"s", "", "I"}, {"D", "", ""}, {"W", "", ""},
		{"A", "F", "F"}, {"F", "P", "P"}, {"Z", "C", "C"}, {`""`, "", ""}, {"F", `""`, "F"},
	} {
		r := read("", oru("20261124110000", obr("CHEM", "20261124100000", "", c.panel), "OBX|1|NM|K^potassium^L||6.9|mmol/L|||||"+c.row))[0]
		rows := bodies[*result.Note](r)
		if len(rows) != 1 || rows[0].Status != c.want || rows[0].Value != "6.9" {
			t.Errorf("OBR-25 %q, OBX-11 %q: %+v, want status %q", c.panel, c.row, rows, c.want)
		}
	}
}

func TestPreliminaryPanelDoesNotOvertakeItsFinalValues(t *testing.T) {
	final := oru("20261124110000", obr("CHEM", "20261124100000", "", "F"), "OBX|1|NM|K^potassium^L||6.9|mmol/L|||||F")
	some := oru("20261124120000", obr("CHEM", "20261124100000", "", "A"), "OBX|1|NM|K^potassium^L||4.0|mmol/L")
	c := fold(t, final, some)
	if len(c.Results) != 1 || c.Results[0].Value != "6.9" || c.Results[0].Words != "FINAL" {
		t.Errorf("results %+v", c.Results)
	}
}

// identity is what tells a row from the others of its order.
type identity struct {
	Panel, Specimen, Collected string
	Repeat                     int
}

func TestPanelsUnderOneNumberStayApart(t *testing.T) {
	glucose := func(value string) string { return "OBX|1|NM|GLU^glucose^L||" + value + "|mmol/L|||||F" }
	growth := func(value string) string { return "OBX|1|ST|CULT^culture^L||" + value + "||||||F" }
	for _, c := range []struct {
		name     string
		segments []string
		want     []identity
	}{
		{"two times of one test", []string{
			obr("GTT", "20261124080000", "BLD", "F"), glucose("5.0"),
			obr("GTT", "20261124090000", "BLD", "F"), glucose("14.1")},
			[]identity{{"GTT", "BLD", "20261124080000", 0}, {"GTT", "BLD", "20261124090000", 0}}},
		{"two bottles", []string{
			obr("BC", "20261124080000", "LEFT ARM", "F"), growth("no growth"),
			obr("BC", "20261124080000", "RIGHT ARM", "F"), growth("gram-positive cocci")},
			[]identity{{"BC", "LEFT ARM", "20261124080000", 0}, {"BC", "RIGHT ARM", "20261124080000", 0}}},
		{"two bottles named after their rows", []string{
			obr("BC", "20261124080000", "", "F"), growth("no growth"), "SPM|1|||LEFT ARM",
			obr("BC", "20261124080000", "", "F"), growth("gram-positive cocci"), "SPM|1|||RIGHT ARM"},
			[]identity{{"BC", "LEFT ARM", "20261124080000", 0}, {"BC", "RIGHT ARM", "20261124080000", 0}}},
		{"nothing tells them apart but their place", []string{
			obr("BC", "20261124080000", "", "F"), growth("no growth"),
			obr("BC", "20261124080000", "", "F"), growth("gram-positive cocci")},
			[]identity{{"BC", "", "20261124080000", 0}, {"BC", "", "20261124080000", 1}}},
		{"two panels", []string{
			obr("A", "20261124080000", "", "F"), glucose("5.0"),
			obr("B", "20261124080000", "", "F"), glucose("14.1")},
			[]identity{{"A", "", "20261124080000", 0}, {"B", "", "20261124080000", 0}}},
	} {
		var got []identity
		for _, n := range bodies[*result.Note](read("", oru("20261124110000", c.segments...))[0]) {
			got = append(got, identity{n.Panel.Code, n.Specimen, n.Observed.Text, n.Repeat})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestLinesOfOneTextKeepTheirPlace(t *testing.T) {
	r := read("", oru("20261124110000", obr("MICRO", "20261124080000", "", "F"),
		"OBX|1|TX|T^text^L||one||||||F", "OBX|2|TX|T^text^L||two||||||F", "OBX|3|TX|T^text^L|2|three||||||F",
		strings.Replace(obr("MICRO", "20261124080000", "", "F"), "F1^LAB", "F2^LAB", 1), "OBX|1|TX|T^text^L||four||||||F"))[0]
	var got []int
	for _, n := range bodies[*result.Note](r) {
		got = append(got, n.Repeat)
	}
	if diff := cmp.Diff([]int{0, 1, 0, 0}, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}

func TestPanelWithoutRowsIsStated(t *testing.T) {
	for _, c := range []struct{ status, want, words string }{
		{"X", "X", "NO RESULT"}, {"I", "I", "PENDING"}, {"S", "I", "PENDING"}, {"F", "F", "FINAL"}, {"", "", "STATUS NOT STATED"},
	} {
		chartOf := fold(t, oru("20261124110000", "ORC|RE|P1^CPOE", obr("CHEM", "20261124100000", "", c.status),
			"NTE|1||HEMOLYZED, RECOLLECT", "SPM|1|||BLD"))
		if len(chartOf.Results) != 1 {
			t.Errorf("OBR-25 %q: %d results, want 1", c.status, len(chartOf.Results))
			continue
		}
		r := chartOf.Results[0]
		got := []string{r.Test, r.Panel, r.Status, r.Words, r.Note, r.Specimen, r.At.Text, r.Placer.Value, r.Value}
		want := []string{"CHEM panel", "CHEM panel", c.want, c.words, "HEMOLYZED, RECOLLECT", "BLD", "20261124100000", "P1", ""}
		if diff := cmp.Diff(want, got); diff != "" || r.HasValue {
			t.Errorf("OBR-25 %q, has value %v (-want +got):\n%s", c.status, r.HasValue, diff)
		}
	}
}

func TestPanelWithoutRowsBetweenOthers(t *testing.T) {
	c := fold(t, oru("20261124110000", obr("A", "20261124080000", "", "F"), "OBX|1|NM|K^potassium^L||6.9|||||||F",
		obr("B", "20261124080000", "", "X"), "NTE|1||QUANTITY NOT SUFFICIENT",
		obr("C", "20261124080000", "", "F"), "OBX|1|NM|NA^sodium^L||140|||||||F"))
	var got []string
	for _, r := range c.Results {
		got = append(got, r.Panel+": "+r.Test+" "+r.Value+r.Note)
	}
	slices.Sort(got)
	want := []string{"A panel: potassium 6.9", "B panel: B panel QUANTITY NOT SUFFICIENT", "C panel: sodium 140"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
}

func TestPanelThatNamesNothingMarksTheChart(t *testing.T) {
	c := fold(t, oru("20261124110000", "OBR|1||F1^LAB"))
	if len(c.Results) != 0 || len(c.Unread) != 1 || c.Unread[0].Section != fact.SectionResults {
		t.Errorf("results %+v, unread %+v", c.Results, c.Unread)
	}
}

func TestSpecimenIsOfThePanelItFollows(t *testing.T) {
	rows := []string{"OBX|1|NM|K^potassium^L||6.9|||||||F", "OBX|2|NM|NA^sodium^L||140|||||||F"}
	blood, urine := "SPM|1|||BLD^venous blood", "SPM|2|||UR^urine"
	for _, c := range []struct {
		name     string
		segments []string
		want     []string
	}{
		{"after the rows", []string{obr("A", "20261124080000", "", "F"), rows[0], rows[1], blood}, []string{"venous blood", "venous blood"}},
		{"before the rows", []string{obr("A", "20261124080000", "", "F"), blood, rows[0], rows[1]}, []string{"venous blood", "venous blood"}},
		{"one each", []string{obr("A", "20261124080000", "", "F"), blood, rows[0], urine, rows[1]}, []string{"venous blood", "urine"}},
		{"said by the panel", []string{obr("A", "20261124080000", "SER", "F"), rows[0], rows[1], blood}, []string{"SER", "SER"}},
		{"of the other panel", []string{obr("A", "20261124080000", "", "F"), rows[0], obr("B", "20261124080000", "", "F"), rows[1], urine}, []string{"", "urine"}},
	} {
		var got []string
		for _, n := range bodies[*result.Note](read("", oru("20261124110000", c.segments...))[0]) {
			got = append(got, n.Specimen)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
