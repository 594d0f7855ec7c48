package chart_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

// owner is the patient of these tests.
var owner = fact.ID{Value: "0012345", Authority: "ZZHOSP", Type: "MR"}

// at reads a time as package feed would hand it over; digits are UTC.
func at(digits string) fact.Time {
	layout := "20060102150405"[:len(digits)]
	instant, err := time.Parse(layout, digits)
	if err != nil {
		panic(fmt.Sprintf("a test's time: %v", err))
	}
	precision := map[int]fact.Precision{4: fact.ToYear, 6: fact.ToMonth, 8: fact.ToDay, 10: fact.ToHour, 12: fact.ToMinute, 14: fact.ToSecond}[len(digits)]
	return fact.Time{Text: digits, Precision: precision, At: instant}
}

// stream makes facts as they arrive, one message each.
type stream struct {
	facts []*fact.Fact
}

// say adds a fact with the time its sender gave.
func (s *stream) say(digits string, body fact.Body) *stream {
	n := int64(len(s.facts) + 1)
	sent := at(digits)
	s.facts = append(s.facts, &fact.Fact{
		Owner: owner, Body: body, Stamp: fact.Stamp{At: sent, Header: sent, Arrival: n},
		From: &fact.From{Message: n, Source: "test", Kind: "TEST", Sent: sent, Received: sent.At},
	})
	return s
}

// everyOrder folds the facts in every order (or many, where there are too
// many to try), each also with one of them doubled, and hands the charts over.
// It fails where two of them differ.
func (s *stream) everyOrder(t *testing.T, check func(*chart.Chart)) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	var want [32]byte
	for round := range 200 {
		facts := make([]*fact.Fact, len(s.facts))
		for i, f := range s.facts {
			copied := *f
			facts[i] = &copied
		}
		if round > 0 {
			random.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
			again := *facts[random.IntN(len(facts))]
			facts = append(facts, &again)
		}
		for i := range facts { // arrival is where a fact stands now
			facts[i].Stamp.Arrival = int64(i)
		}
		c := chart.Fold(facts)
		got, err := c.Hash()
		if err != nil {
			t.Fatal(err)
		}
		if round == 0 {
			want = got
			check(c)
		}
		if got != want {
			check(c)
			t.Fatalf("round %d: another order gives another chart", round)
		}
	}
}

func place(bed string) visit.Place { return visit.Place{Unit: "W" + bed[:1], Room: bed, Bed: "1"} }

var visit1, visit2 = fact.ID{Value: "V1"}, fact.ID{Value: "V2"}

func said(text string) fact.Said { return fact.Said{Is: fact.Value, Text: text} }

func move(act visit.Act, number fact.ID, bed, when string) *visit.Movement {
	m := &visit.Movement{Act: act, Visit: number, Event: at(when)}
	if bed != "" {
		m.Place = place(bed)
	}
	return m
}
