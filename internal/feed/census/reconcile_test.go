package census

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
)

// slowly is what a list says of the charts, found by trying every row on every
// line.
func slowly(l *List, lines []roster.Summary, authority string) Standing {
	s := Standing{ID: IDOf(l.Unit), Unit: l.Unit, At: l.At, Listed: len(l.Rows)}
	seen := map[string]bool{}
	for _, row := range l.Rows {
		var exact, nearly []*roster.Summary
		for i := range lines {
			line := &lines[i]
			gave := func(same func(value string) bool) bool {
				return l.wasHere(line) && slices.ContainsFunc(line.Line.Identifiers, func(id fact.ID) bool {
					return id.IsRecord() && (id.Authority == row.Authority || row.Authority == "" && id.Authority == authority) && same(id.Value)
				})
			}
			if gave(func(value string) bool { return value == row.Number }) {
				exact = append(exact, line)
			}
			if gave(func(value string) bool { return short(value) == row.Number }) {
				nearly = append(nearly, line)
			}
		}
		switch {
		case row.Unread == "" && exact != nil:
			seen[exact[0].Line.ID] = true
		case row.Unread == "" && len(nearly) == 1:
			seen[nearly[0].Line.ID] = true
			s.Zeros++
		default:
			s.ListOnly = append(s.ListOnly, row)
		}
	}
	s.Found = s.Listed - len(s.ListOnly)
	for i := range lines {
		if l.wasHere(&lines[i]) && !seen[lines[i].Line.ID] {
			s.Charted = append(s.Charted, lines[i].Line.ID)
		}
	}
	return s
}

// TestStandingsAreThoseOfEveryRowTriedOnEveryLine makes houses in which numbers
// are given twice, lose their zeros and belong to two authorities, and patients
// were in a unit more than once.
func TestStandingsAreThoseOfEveryRowTriedOnEveryLine(t *testing.T) {
	dice := rand.New(rand.NewPCG(25, 1))
	pick := func(from ...string) string { return from[dice.IntN(len(from))] }
	value := func() string { return pick("", "0", "00") + strconv.Itoa(dice.IntN(12)) }
	for range 400 {
		var lines []roster.Summary
		for n := range dice.IntN(20) {
			p := patient(value(), pick("ZZ", "OTHER"), pick("4W", "ICU"), dice.IntN(40)-30, pick2(dice, 0, 5, -5))
			p.Line.ID = strconv.Itoa(n)
			again := patient(value(), pick("ZZ", "OTHER"), pick("4W", "ICU"), -60, pick2(dice, 0, 5, -50))
			p.Line.Identifiers = append(p.Line.Identifiers, again.Line.Identifiers...)
			p.Presences = append(p.Presences, again.Presences...)
			lines = append(lines, p)
		}
		var rows []Row
		for range dice.IntN(30) {
			rows = append(rows, Row{Number: value(), Authority: pick("", "ZZ", "OTHER"), Unit: pick("4W", "ICU", "W9"), Unread: pick("", "", "", "rounded")})
		}
		lists := Lists(rows, at, "", "")
		got := Standings(lists, lines)
		for i := range lists {
			here := slices.DeleteFunc(pointers(lines), func(line *roster.Summary) bool { return !lists[i].wasHere(line) })
			authority := onlyAuthority(pointers(lines))
			if authority == "" {
				authority = onlyAuthority(here)
			}
			if diff := cmp.Diff(slowly(&lists[i], lines, authority), got[i]); diff != "" {
				t.Fatalf("%s (-every row on every line, +got):\n%s", lists[i].Unit, diff)
			}
		}
	}
}

func pick2(dice *rand.Rand, from ...int) int { return from[dice.IntN(len(from))] }

// fullHouse is a house of ten units with 500 beds, everybody of whom a list
// tells, and with those who were there before.
func fullHouse(charts int) ([]List, []roster.Summary) {
	var lines []roster.Summary
	var rows []Row
	for n := range charts {
		unit, number, left := fmt.Sprint(n*500/charts%10, " West"), fmt.Sprintf("%07d", n), 0
		here := n%(charts/500) == charts/500-1
		if !here {
			left = -1 - n
		}
		line := patient(number, "ZZ", unit, -charts-60, left)
		before := line.Presences[0]
		before.Place, before.Left = visit.Place{Unit: fmt.Sprint((n*500/charts+1)%10, " West")}, at.Add(-time.Duration(charts)*time.Minute)
		line.Presences = append(line.Presences, before)
		lines = append(lines, line)
		if here {
			rows = append(rows, Row{Number: number, Unit: unit})
		}
	}
	return Lists(rows, at, "", ""), lines
}

// BenchmarkStandings holds lists of 500 rows against the charts of a house as it
// opens, and as it is after years. A page waits for this, so the time of a chart
// may not grow with their number, nor with that of the rows.
func BenchmarkStandings(b *testing.B) {
	for _, charts := range []int{3_000, 30_000} {
		b.Run(strconv.Itoa(charts), func(b *testing.B) {
			lists, lines := fullHouse(charts)
			for b.Loop() {
				if s := Standings(lists, lines)[0]; !s.Reconciled() {
					b.Fatalf("%+v", s)
				}
			}
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(charts), "ns/chart")
		})
	}
}

// A total below a list is no patient of a unit without a name. A row that names
// a unit is of its list even where the number is lost: somebody is there.
func TestARowWithoutAUnitIsOfNoList(t *testing.T) {
	rows, err := Read([]byte("MRN,Unit\n1,4W\n4.4E+11,ICU\nTotal: 2,\n,\n7,\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var units []string
	for _, l := range Lists(rows, at, "", "") {
		units = append(units, l.Unit)
	}
	if !slices.Equal(units, []string{"4W", "ICU"}) {
		t.Errorf("lists of %q, want of 4W and ICU", units)
	}
}

func TestAListThatDoesNotCountReconcilesNobody(t *testing.T) {
	l := List{Unit: "4W", At: at, Rows: []Row{{Number: "1", Unit: "4W"}}, Withdrawn: Withdrawal{At: at, Name: "M. Okafor"}}
	here := []roster.Summary{patient("1", "ZZ", "4W", -9, 0)}
	for words, s := range map[string]Standing{"withdrawn": l.Against(here, "ZZ"), "does not open": {Damaged: true}, "no census list": {}} {
		if got := s.Words(at, "13:30"); s.Reconciled() || !strings.HasPrefix(got, "NOT RECONCILED") || !strings.Contains(got, words) || s.Charted != nil {
			t.Errorf("%q stands %+v", got, s)
		}
	}
}

func TestIDsAreReadAsTheyAreWritten(t *testing.T) {
	id := IDOf("4 West")
	if got, ok := ParseID(id.String()); !ok || got != id || IDOf("4 west") == id {
		t.Errorf("%v %v", got, ok)
	}
	for _, bad := range []string{"", "00", id.String() + "00", id.String()[1:], "x" + id.String()[1:]} {
		if _, ok := ParseID(bad); ok {
			t.Errorf("%q is taken for an id", bad)
		}
	}
}
