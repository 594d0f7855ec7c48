package census

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
)

// TestListsAreReadAsPeopleHaveThem reads one patient from what systems and
// spreadsheets make of a list.
func TestListsAreReadAsPeopleHaveThem(t *testing.T) {
	want := Row{Line: 2, Number: "0044172", Unit: "4 West", Bed: "12-B", Name: "MUÑOZ, Ana"}
	for name, raw := range map[string]string{
		"commas":         "MRN,Unit,Bed,Patient Name\n0044172,4 West,12-B,\"MUÑOZ, Ana\"\n",
		"semicolons":     "mrn;ward;bed;name\n0044172;4 West;12-B;MUÑOZ, Ana\n",
		"tabs":           "Record No\tNursing Unit\tRoom-Bed\tPatient\r\n0044172\t4 West\t12-B\tMUÑOZ, Ana\r\n",
		"a mark":         "\xef\xbb\xbfMRN,Unit,Bed,Name\n0044172,4 West,12-B,\"MUÑOZ, Ana\"\n",
		"windows":        "MRN;Unit;Bed;Name\n0044172;4 West;12-B;MU\xd1OZ, Ana\n",
		"two names":      "MRN,Unit,Bed,Last name,First name\n0044172,4 West,12-B,MUÑOZ,Ana\n",
		"a formula":      "MRN;Unit;Bed;Name\n=\"0044172\";4 West;12-B;MUÑOZ, Ana\n",
		"spaces":         " MRN ; Unit;Bed;Name\n\u00a00044172 ;4 West ;12-B;MUÑOZ, Ana\n",
		"columns around": "x,Name,Unit,Age,MRN,Bed\n1,\"MUÑOZ, Ana\",4 West,44,0044172,12-B\n,,,,,\n",
	} {
		rows, err := Read([]byte(raw), nil)
		if err != nil || len(rows) != 1 {
			t.Errorf("%s: %d rows (%v)", name, len(rows), err)
			continue
		}
		if diff := cmp.Diff(want, rows[0]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestRowsThatCannotBeUsedSayWhy(t *testing.T) {
	rows, err := Read([]byte("MRN,Unit\n4.41721E+11,4W\n\"4,41721E+11\",4W\n,4W\n12,\n12,4W\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"rounded", "rounded", "no record number", "no unit", ""} {
		if got := rows[i].Unread; !strings.Contains(got, want) || (want == "") != (got == "") {
			t.Errorf("row %d says %q, want %q", i+1, got, want)
		}
	}
}

func TestUnclearColumnsAreAsked(t *testing.T) {
	raw := []byte("Code,Place,Patient ID,MRN\nA,4W,1,2\n")
	_, err := Read(raw, nil)
	var unclear *UnclearError
	if !errors.As(err, &unclear) || !slices.Equal(unclear.Missing, []Column{Number, Unit}) || len(unclear.Headings) != 4 {
		t.Fatalf("%v, want to be asked for number and unit", err)
	}
	rows, err := Read(raw, map[Column]int{Number: 3, Unit: 1})
	if err != nil || len(rows) != 1 || rows[0].Number != "2" || rows[0].Unit != "4W" {
		t.Errorf("%+v (%v)", rows, err)
	}
	for _, empty := range []string{"", "\n\n", "MRN,Unit\n"} {
		if _, err := Read([]byte(empty), nil); !errors.Is(err, ErrEmpty) {
			t.Errorf("%q: %v, want ErrEmpty", empty, err)
		}
	}
	if _, err := Read(make([]byte, MostBytes+1), nil); !errors.Is(err, ErrTooLong) {
		t.Errorf("too long: %v", err)
	}
}

var at = time.Date(2026, 11, 25, 13, 30, 0, 0, time.UTC)

// patient was in a unit from one moment to another, in minutes from the list.
func patient(number, authority, unit string, came, left int) roster.Summary {
	since := at.Add(time.Duration(came) * time.Minute)
	p := roster.Presence{Place: visit.Place{Unit: unit}, Since: fact.Time{Text: "x", Precision: fact.ToMinute, At: since}}
	if left != 0 {
		p.Left = at.Add(time.Duration(left) * time.Minute)
	}
	return roster.Summary{
		Line:      roster.Line{ID: number + authority, Identifiers: []fact.ID{{Value: number, Authority: authority, Type: "MR"}}},
		Presences: []roster.Presence{p},
	}
}

func TestH025WhoIsOnOneSideOnlyIsNamed(t *testing.T) {
	lines := []roster.Summary{
		patient("0044", "ZZ", "4W", -60, 0), patient("0045", "ZZ", "4W", -60, 5), // left after the list
		patient("0046", "ZZ", "4W", 5, 0),    // came after it
		patient("0047", "ZZ", "4W", -60, -5), // left before it
		patient("0048", "ZZ", "ICU", -60, 0), patient("0049", "OTHER", "4W", -60, 0),
	}
	for _, c := range []struct {
		name    string
		numbers []string
		only    []string // on the list
		charted []string // by a chart
		zeros   int
	}{
		{"whole", []string{"0044", "0045"}, nil, []string{"0049OTHER"}, 0},
		{"one too many", []string{"0044", "0045", "0099"}, []string{"0099"}, []string{"0049OTHER"}, 0},
		{"one missing", []string{"0044"}, nil, []string{"0045ZZ", "0049OTHER"}, 0},
		{"gone before the list", []string{"0044", "0045", "0047"}, []string{"0047"}, []string{"0049OTHER"}, 0},
		{"elsewhere", []string{"0044", "0045", "0048"}, []string{"0048"}, []string{"0049OTHER"}, 0},
		{"of another authority", []string{"0044", "0045", "0049"}, []string{"0049"}, []string{"0049OTHER"}, 0},
		{"zeros lost", []string{"44", "45"}, nil, []string{"0049OTHER"}, 2},
	} {
		l := List{Unit: "4W", At: at}
		for _, n := range c.numbers {
			l.Rows = append(l.Rows, Row{Number: n, Unit: "4W", Name: "SAME, Name"})
		}
		s := l.Against(lines, "ZZ")
		var only []string
		for _, row := range s.ListOnly {
			only = append(only, row.Number)
		}
		slices.Sort(s.Charted)
		if !slices.Equal(only, c.only) || !slices.Equal(s.Charted, c.charted) || s.Zeros != c.zeros || s.Listed != len(c.numbers) || s.Found != s.Listed-len(only) {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
}

// A house has two who give numbers, and a unit one of them: rows that name nobody
// are that one's. Where a unit has both, it has to be said.
func TestH025RowsWithoutAnAuthorityAreOfTheUnitsOnlyOne(t *testing.T) {
	lines := []roster.Summary{patient("0044", "ZZ", "4W", -60, 0), patient("0045", "ZZ", "4W", -60, 0), patient("0044", "CLINIC", "INF", -60, 0)}
	l := List{Unit: "4W", At: at, Rows: []Row{{Number: "0044", Unit: "4W"}, {Number: "0045", Unit: "4W"}}}
	if s := l.Against(lines, ""); !s.Reconciled() {
		t.Errorf("one authority in the unit: %+v", s)
	}
	lines = append(lines, patient("0046", "CLINIC", "4W", -60, 0))
	if s := l.Against(lines, ""); s.Found != 0 || s.Reconciled() {
		t.Errorf("two in the unit: %+v", s)
	}
}

func TestH025ReconciledOnlyWhenBothSidesNameTheSame(t *testing.T) {
	l := List{Unit: "4W", At: at, Rows: []Row{{Number: "1", Unit: "4W"}, {Number: "2", Unit: "4W"}}}
	one, two := patient("1", "ZZ", "4W", -9, 0), patient("2", "ZZ", "4W", -9, 0)
	for _, c := range []struct {
		lines []roster.Summary
		want  bool
	}{
		{nil, false}, {[]roster.Summary{one}, false}, {[]roster.Summary{one, two}, true},
		{[]roster.Summary{one, two, patient("3", "ZZ", "4W", -9, 0)}, false},
		{[]roster.Summary{one, two, patient("3", "ZZ", "4W", 9, 0)}, true},
	} {
		if got := l.Against(c.lines, "ZZ").Reconciled(); got != c.want {
			t.Errorf("%d charts: reconciled %v, want %v", len(c.lines), got, c.want)
		}
	}
	if (Standing{}).Reconciled() {
		t.Error("without a list a unit is reconciled")
	}
}

// Two whom a lost zero may mean are nobody.
func TestZerosAreNotGuessed(t *testing.T) {
	l := List{Unit: "4W", At: at, Rows: []Row{{Number: "7", Unit: "4W"}}}
	s := l.Against([]roster.Summary{patient("07", "ZZ", "4W", -9, 0), patient("007", "ZZ", "4W", -9, 0)}, "ZZ")
	if s.Found != 0 || len(s.ListOnly) != 1 {
		t.Errorf("%+v", s)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("MRN,Unit\n1,4W\n"))
	f.Add([]byte("\xef\xbb\xbfMRN;Unit;Bed\n=\"01\";4\xe9;\"12\n"))
	f.Add([]byte("\"MRN\tUnit\n\"\""))
	f.Fuzz(func(t *testing.T, raw []byte) {
		rows, err := Read(raw, nil)
		if err != nil && rows != nil {
			t.Error("rows came with an error")
		}
		for _, row := range rows {
			if row.Unread == "" && (row.Number == "" || row.Unit == "") {
				t.Errorf("a row without number or unit is taken: %+v", row)
			}
		}
		for _, l := range Lists(rows, at, "", "") {
			if s := l.Against(nil, ""); s.Found != 0 || len(s.ListOnly) != len(l.Rows) {
				t.Errorf("nobody is here, and %d were found", s.Found)
			}
		}
	})
}
