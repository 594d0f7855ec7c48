package feed

import (
	"testing"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
)

// A letter at which folding fails costs its own facts, never the chart.
func TestFoldAroundALetter(t *testing.T) {
	tell := func(letter int64, body fact.Body) *fact.Fact {
		return &fact.Fact{From: &fact.From{Message: letter}, Stamp: fact.Stamp{Arrival: letter}, Body: body}
	}
	r := &record{}
	r.add([]*fact.Fact{tell(1, &chart.Person{Demographics: chart.Demographics{Family: fact.Said{Is: fact.Value, Text: "ZZTEST"}}})}, 0)
	r.add([]*fact.Fact{tell(2, (*chart.Person)(nil)), tell(2, &fact.Unread{Section: fact.SectionNotes})}, 0)
	r.add([]*fact.Fact{tell(3, &fact.Unread{Section: fact.SectionOrders, Reason: "last"})}, 0)
	c := r.chart()
	if c.Person.Family.Text != "ZZTEST" {
		t.Error("the letter before is lost")
	}
	marked := map[fact.Section]bool{}
	for _, u := range c.Unread {
		marked[u.Section] = true
	}
	if !marked[fact.SectionOrders] || !marked[fact.SectionResults] || marked[fact.SectionNotes] {
		t.Errorf("unread: %v, want the critical sections and what the last letter says", marked)
	}
}
