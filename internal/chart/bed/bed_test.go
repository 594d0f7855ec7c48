package bed_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart/bed"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

func TestStateIsOfTheStandardOnlyWhereTheSenderDoesNotDiffer(t *testing.T) {
	for _, c := range []struct {
		said  fact.Coded
		state bed.State
		words string
	}{
		{fact.Coded{Code: "C"}, bed.Closed, "closed"},
		{fact.Coded{Code: "H"}, bed.Housekeeping, "housekeeping"},
		{fact.Coded{Code: "O"}, bed.Occupied, "occupied"},
		{fact.Coded{Code: "U"}, bed.Unoccupied, "unoccupied"},
		{fact.Coded{Code: "K"}, bed.Contaminated, "contaminated"},
		{fact.Coded{Code: "I"}, bed.Isolated, "isolated"},
		{fact.Coded{Code: "U", Text: "Unoccupied"}, bed.Unoccupied, "unoccupied"},
		{fact.Coded{Code: "C", Text: "Clean"}, bed.Other, "Clean"}, // the site's own table
		{fact.Coded{Code: "u"}, bed.Other, "u"},
		{fact.Coded{Code: "X9"}, bed.Other, "X9"},
		{fact.Coded{Text: "ready"}, bed.Other, "ready"},
		{fact.Coded{}, bed.Other, ""},
	} {
		r := bed.Report{Said: c.said}
		if r.State() != c.state || r.Words() != c.words || r.Describe() == "" {
			t.Errorf("%+v: %q, %q", c.said, r.State(), r.Words())
		}
	}
}

func TestBedIsTheSameWhereOnlyOneNamesTheFacility(t *testing.T) {
	at := visit.Place{Unit: "W1", Room: "101", Bed: "1", Facility: "A"}
	for _, c := range []struct {
		place visit.Place
		same  bool
	}{
		{at, true},
		{visit.Place{Unit: "W1", Room: "101", Bed: "1"}, true},
		{visit.Place{Unit: "W1", Room: "101", Bed: "1", Facility: "B"}, false},
		{visit.Place{Unit: "W1", Room: "101", Bed: "2", Facility: "A"}, false},
		{visit.Place{Unit: "W1", Room: "101"}, false},
	} {
		if (bed.Report{Place: c.place}).Is(at) != c.same || (bed.Report{Place: at}).Is(c.place) != c.same {
			t.Errorf("%+v: want %v", c.place, c.same)
		}
	}
}

// In whatever order reports come, and however often, the same stand, and the
// messages that stand are those which say them.
func TestBoardIsTheSameInEveryOrder(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for range 200 {
		var reports []bed.Report
		for n := range int64(12) {
			when := fact.Time{Text: "t", Precision: fact.ToMinute, At: noon.Add(time.Duration(dice.IntN(6)) * time.Minute)}
			for row := range 1 + dice.IntN(3) {
				reports = append(reports, bed.Report{
					Place: visit.Place{Unit: "W1", Bed: string(rune('1' + dice.IntN(4)))},
					Said:  fact.Coded{Code: string("CHOUKI"[dice.IntN(6)])},
					Stamp: fact.Stamp{At: when, Arrival: n, Row: row},
				})
			}
		}
		want, _ := hung(reports)
		dice.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		got, stand := hung(append(reports, reports...))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("another order gives another board:\n%s", diff)
		}
		for _, r := range reports {
			says := slices.ContainsFunc(got, func(newest bed.Report) bool { return newest.Stamp.Arrival == r.Stamp.Arrival })
			if stand[r.Stamp.Arrival] != says {
				t.Fatalf("message %d stands: %v, and says what stands: %v", r.Stamp.Arrival, stand[r.Stamp.Arrival], says)
			}
		}
	}
}

// hung is what reports come to, and which messages stand.
func hung(reports []bed.Report) ([]bed.Report, map[int64]bool) {
	var board bed.Board
	stand := map[int64]bool{}
	for _, r := range reports {
		for _, turn := range board.Hear(r) {
			stand[turn.Message] = turn.Stands
		}
	}
	return board.Newest(), stand
}
