package access

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func ids(n int) []ID {
	list := make([]ID, n)
	for i := range list {
		list[i] = ID{byte(i), byte(i >> 8), 7}
	}
	return list
}

// A draw is repeated by its seed, in whatever order the looks come, and another
// seed draws others.
func TestSampleIsRepeatedByItsSeed(t *testing.T) {
	all := ids(1000)
	drawn := Sample(42, all, SampleSize)
	if len(drawn) != SampleSize {
		t.Fatalf("%d were drawn, want %d", len(drawn), SampleSize)
	}
	turned := slices.Clone(all)
	slices.Reverse(turned)
	if again := Sample(42, turned, SampleSize); !slices.Equal(drawn, again) {
		t.Error("the same looks in another order give another sample")
	}
	if other := Sample(43, all, SampleSize); slices.Equal(drawn, other) {
		t.Error("another seed draws the same")
	}
	once := map[ID]bool{}
	for _, id := range drawn {
		once[id] = true
	}
	if len(once) != SampleSize {
		t.Errorf("%d different looks were drawn, want %d", len(once), SampleSize)
	}
	for _, n := range []int{0, 1, SampleSize} {
		if got := Sample(42, ids(n), SampleSize); len(got) != n {
			t.Errorf("of %d looks %d were drawn", n, len(got))
		}
	}
}

// Any look is as likely to be drawn as another.
func TestSampleIsFair(t *testing.T) {
	all, times := ids(100), map[ID]int{}
	const draws = 4000
	for seed := range int64(draws) {
		for _, id := range Sample(seed, all, 10) {
			times[id]++
		}
	}
	for _, id := range all { // 400 expected, 19 the standard deviation
		if times[id] < 280 || times[id] > 520 {
			t.Errorf("%s was drawn %d times of %d, about 400 expected", id, times[id], draws)
		}
	}
}

func TestLooksAreOneForEachPersonAndPatient(t *testing.T) {
	list := []Opening{ // the newest first
		{ID: ID{6}, Account: "nito", Patient: [16]byte{1}},
		{ID: ID{5}, Account: "nito", Patient: [16]byte{1}, Page: PageGlass, Reason: Kinds()[0]},
		{ID: ID{4}, Account: "radeyemi", Patient: [16]byte{1}},
		{ID: ID{3}, Account: "nito", Patient: [16]byte{2}},
		{ID: ID{2}, Account: "nito", Patient: [16]byte{1}},
	}
	if got, want := Looks(list), []ID{{2}, {3}, {4}}; !slices.Equal(got, want) {
		t.Errorf("looks %v, want %v", got, want)
	}
}

func TestMonths(t *testing.T) {
	zone := time.FixedZone("EST", -5*60*60)
	m, err := ParseMonth("2026-12")
	if err != nil {
		t.Fatal(err)
	}
	since, until := m.Span(zone)
	if !since.Equal(time.Date(2026, 12, 1, 5, 0, 0, 0, time.UTC)) || !until.Equal(time.Date(2027, 1, 1, 5, 0, 0, 0, time.UTC)) {
		t.Errorf("December is from %v to %v", since, until)
	}
	if got := MonthOf(until.Add(-time.Second), zone); got != m {
		t.Errorf("its last second is in %s", got)
	}
	if m.Before() != "2026-11" || m.After() != "2027-01" || m.Title() != "December 2026" || Month("2026-01").Before() != "2025-12" {
		t.Errorf("before %s is %s", m.Title(), m.Before())
	}
	for _, bad := range []string{"", "2026", "2026-13", "2026-1", "1999-12", "2026-12-01", "x"} {
		if _, err := ParseMonth(bad); !errors.Is(err, ErrMonth) {
			t.Errorf("%q is a month", bad)
		}
	}
}

func TestDecisionsAreChecked(t *testing.T) {
	o := Opening{Account: "nito"}
	for _, tt := range []struct {
		say, reviewer string
		verdict       Verdict
		note          string
		corrects      bool
		err           error
	}{
		{"in order", "pcast", InOrder, "", false, nil},
		{"to follow up with a note", "pcast", FollowUp, "asked the unit", false, nil},
		{"to follow up without one", "pcast", FollowUp, "", false, ErrNote},
		{"a correction without a note", "pcast", InOrder, "", true, ErrNote},
		{"a correction", "pcast", InOrder, "the unit has answered", true, nil},
		{"one's own", "nito", InOrder, "", false, ErrOwn},
		{"no verdict", "pcast", "", "", false, ErrVerdict},
		{"a verdict of somebody's own", "pcast", "fine", "", false, ErrVerdict},
		{"a note without end", "pcast", InOrder, strings.Repeat("a", 5000), false, ErrNote},
	} {
		if err := CheckDecision(o, tt.reviewer, tt.verdict, tt.note, tt.corrects); !errors.Is(err, tt.err) {
			t.Errorf("%s: %v, want %v", tt.say, err, tt.err)
		}
	}
}

func TestReviewClosesOnceAllIsDecided(t *testing.T) {
	open, decided := Item{}, Item{Findings: []Finding{{}}}
	for _, tt := range []struct {
		say    string
		review Review
		err    error
	}{
		{"the month goes on", Review{}, ErrNotOver},
		{"nothing is drawn", Review{Over: true}, ErrNotDrawn},
		{"one is open", Review{Over: true, Draw: &Draw{}, Items: []Item{decided, open}}, ErrOpen},
		{"all is decided", Review{Over: true, Draw: &Draw{}, Items: []Item{decided, decided}}, nil},
		{"nobody looked", Review{Over: true, Draw: &Draw{}}, nil},
		{"closed", Review{Over: true, Draw: &Draw{}, Closing: &Closing{}}, ErrClosed},
	} {
		if err := tt.review.CheckClosing(); !errors.Is(err, tt.err) {
			t.Errorf("%s: %v, want %v", tt.say, err, tt.err)
		}
	}
}

func TestReasons(t *testing.T) {
	for words, err := range map[string]error{
		"12345678": nil, "1234567": ErrWords, "": ErrWords, "  a  b  c  ": ErrWords, strings.Repeat("é", 500): nil,
		strings.Repeat("é", 501): ErrWords, "12345678\xff": ErrWords,
	} {
		if got := (Reason{Kinds()[0], words}).Check(); !errors.Is(got, err) {
			t.Errorf("%q: %v, want %v", words, got, err)
		}
	}
	if err := (Reason{"because", "12345678"}).Check(); !errors.Is(err, ErrKind) {
		t.Errorf("a kind of somebody's own: %v", err)
	}
}
