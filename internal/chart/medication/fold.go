package medication

import "redoutlet/internal/chart/fact"

// Fold adds up what messages say of one patient's medicines. Notes are added in
// the order of their stamps.
type Fold struct {
	orders orderFold
	doses  doseFold
}

// AddOrder takes what one message says of an order.
func (f *Fold) AddOrder(n *OrderNote, told *fact.Fact) { f.orders.add(n, told) }

// AddDose takes what one message says of a dose. It may tie two numbers of an
// order together.
func (f *Fold) AddDose(n *DoseNote, told *fact.Fact) {
	f.orders.groups.Join(n.named())
	f.doses.add(n, told)
}

// Finish returns the orders, the oldest start first, and the doses, the newest
// first.
func (f *Fold) Finish() ([]Order, []Dose) {
	return f.orders.finish(), f.doses.finish(&f.orders.groups)
}
