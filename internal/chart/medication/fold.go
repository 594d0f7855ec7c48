package medication

import "redoutlet/internal/chart/fact"

// Fold adds up what messages say of one patient's medicines. Notes are added in
// the order of their stamps.
type Fold struct {
	orders   orderFold
	doses    doseFold
	supplies []supplyEntry
}

// AddOrder takes what one message says of an order.
func (f *Fold) AddOrder(n *OrderNote, told *fact.Fact) { f.orders.add(n, told) }

// AddDose takes what one message says of a dose. It may tie two numbers of an
// order together.
func (f *Fold) AddDose(n *DoseNote, told *fact.Fact) {
	f.orders.groups.Join(n.named())
	f.doses.add(n, told)
}

// AddSupply takes what one message says was handed out or is to be given.
func (f *Fold) AddSupply(n *SupplyNote, told *fact.Fact) {
	f.orders.groups.Join(n.named())
	f.supplies = append(f.supplies, supplyEntry{n, told})
}

// Told is what the messages add up to: orders, the oldest start first; doses
// and supplies, the newest first.
type Told struct {
	Orders   []Order
	Doses    []Dose
	Supplies []Supply
}

// Finish adds up.
func (f *Fold) Finish() Told {
	groups := &f.orders.groups
	return Told{f.orders.finish(), f.doses.finish(groups), finishSupplies(f.supplies, groups)}
}

// Has reports whether some message with a medicine's content bears one of the
// numbers: then a message that only names the order speaks of that medicine.
func (f *Fold) Has(n fact.Numbers) bool {
	root := f.orders.groups.Root(n)
	for _, e := range f.orders.notes {
		if root != "" && !e.note.Unsorted && f.orders.groups.Root(e.note.named()) == root {
			return true
		}
	}
	return false
}
