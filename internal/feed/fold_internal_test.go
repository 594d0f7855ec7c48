package feed

import (
	"testing"

	"redoutlet/internal/chart"
)

// A letter at which folding fails costs its own facts, never the chart.
func TestFoldAroundALetter(t *testing.T) {
	fact := func(letter int64, body chart.Body) *chart.Fact {
		return &chart.Fact{From: &chart.From{Message: letter}, Stamp: chart.Stamp{Arrival: letter}, Body: body}
	}
	r := &record{}
	r.add([]*chart.Fact{fact(1, &chart.Person{Demographics: chart.Demographics{Family: chart.Said{Is: chart.Value, Text: "ZZTEST"}}})}, 0)
	r.add([]*chart.Fact{fact(2, (*chart.Person)(nil)), fact(2, &chart.Unread{Section: chart.SectionNotes})}, 0)
	r.add([]*chart.Fact{fact(3, &chart.Unread{Section: chart.SectionOrders, Reason: "last"})}, 0)
	c := r.chart()
	if c.Person.Family.Text != "ZZTEST" {
		t.Error("the letter before is lost")
	}
	marked := map[chart.Section]bool{}
	for _, u := range c.Unread {
		marked[u.Section] = true
	}
	if !marked[chart.SectionOrders] || !marked[chart.SectionResults] || marked[chart.SectionNotes] {
		t.Errorf("unread: %v, want the critical sections and what the last letter says", marked)
	}
}
