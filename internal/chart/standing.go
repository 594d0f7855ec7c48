package chart

import (
	"cmp"
	"slices"

	"redoutlet/internal/chart/directive"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/result"
)

// reportOf is what a row of a result says of the order it answers.
func reportOf(n *result.Note) *order.Report {
	return &order.Report{
		Placer: n.Placer, Filler: n.Filler, Service: n.Panel, Row: cmp.Or(n.Test.Code, n.Test.Words()) + "\x1f" + n.Sub,
		Status: n.Status, More: n.More, Collected: n.Observed, At: n.Reported,
	}
}

// CodeStatus is what is stated of resuscitation and of limits to treatment.
// Nothing stated is not full resuscitation (hazard H-060).
func (c *Chart) CodeStatus() directive.Standing {
	return c.standing(directive.CodeStatus, directive.LivingWill)
}

// Precautions is what is stated of isolation, falls and other risks (hazard
// H-061).
func (c *Chart) Precautions() directive.Standing { return c.standing(directive.Precaution) }

// Diet is what the patient may eat, or that nothing is to be eaten.
func (c *Chart) Diet() directive.Standing { return c.standing(directive.Diet) }

// States reports whether a fact may change what is stated of code status,
// precautions or diet, which lists of patients show. An order that only names
// itself may be any; those for tests state nothing.
func States(body fact.Body) bool {
	switch n := body.(type) {
	case *directive.Note:
		return true
	case *order.Note:
		return n.Content == nil || n.Content.Kind != order.Laboratory && n.Content.Kind != order.Imaging
	}
	return false
}

func (c *Chart) standing(kinds ...directive.Kind) directive.Standing {
	var current fact.ID
	if v := c.Current(); v != nil {
		current = v.Number
	}
	list := slices.Clone(c.Directives)
	for i := range c.Orders {
		if kind, ok := directiveKind(c.Orders[i].Kind); ok {
			list = append(list, statementOf(&c.Orders[i], kind))
		}
	}
	return directive.Of(list, kinds, current)
}

// directiveKind is the kind of statement that an order makes.
func directiveKind(k order.Kind) (directive.Kind, bool) {
	switch k {
	case order.CodeStatus:
		return directive.CodeStatus, true
	case order.Isolation, order.Precaution, order.Restraint:
		return directive.Precaution, true
	case order.Diet:
		return directive.Diet, true
	}
	return "", false
}

// statementOf is an order as what it states, with whatever else it says.
func statementOf(o *order.Order, kind directive.Kind) directive.Statement {
	s := directive.Statement{
		Kind: kind, Words: o.Statement(), Place: "order", Visit: o.Visit, By: o.Orderer,
		Since: cmp.Or(o.Start, o.Since), From: o.From,
	}
	if o.State != order.Active {
		s.State = string(o.State)
	}
	if o.State.Ended() {
		s.Ended = string(o.State) + " " + o.Since.ISO()
	}
	return s
}
