package medication

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// SupplyAct is what a message about a medicine says that is neither an order
// nor a dose, in the words that are printed. Neither is proof that anything was
// given (specification 5.3).
type SupplyAct string

// The acts: what a pharmacy or a cabinet handed out (RDS), and what a pharmacy
// tells the nurse to give (RGV).
const (
	Dispensed  SupplyAct = "removed, not proof of giving"
	Instructed SupplyAct = "instructed, not proof of giving"
)

// SupplyNote is what one RXD or RXG segment says.
type SupplyNote struct {
	Act    SupplyAct
	Placer fact.ID    // ORC-2
	Filler fact.ID    // ORC-3
	SubID  string     // RXD-1, RXG-1
	Drug   fact.Coded // RXD-2, RXG-4
	Amount string     // RXD-4, RXG-5 to RXG-6
	Unit   string     // RXD-5, RXG-7
	At     fact.Time  // RXD-3, or the first time of RXG-3 or TQ1-7
	Timing string     // RXG-3 or TQ1 in words
	Rate   string     // RXG-15, 16, 14
	By     string     // RXD-10
	Notes  []string   // RXD-9, RXD-15, RXG-9, RXG-13, NTE
}

// About is the section of medicines.
func (*SupplyNote) About() fact.Section { return fact.SectionMedications }

// named is how the note names its order.
func (n *SupplyNote) named() fact.Numbers { return fact.Numbers{Placer: n.Placer, Filler: n.Filler} }

// Names implements [fact.Named].
func (n *SupplyNote) Names() []string { return fact.OrderNames(n.Placer, n.Filler) }

// Codes are the codes of the medicine.
func (n *SupplyNote) Codes() []fact.Coded { return []fact.Coded{n.Drug} }

// Supply is one removal or instruction. It never is a dose.
type Supply struct {
	Act      SupplyAct  `json:"act"`
	Numbers  []fact.ID  `json:"order_numbers"`
	Drug     string     `json:"drug"`
	DrugCode fact.Coded `json:"drug_code"`
	Amount   string     `json:"amount,omitempty"`
	Unit     string     `json:"unit,omitempty"`
	Rate     string     `json:"rate,omitempty"`
	Timing   string     `json:"timing,omitempty"`
	At       fact.Time  `json:"at"`
	By       string     `json:"by,omitempty"`
	Note     string     `json:"note,omitempty"`
	From     *fact.From `json:"from,omitempty"`
	root     string
}

// Origin is the message that the supply stands for.
func (s Supply) Origin() *fact.From { return s.From }

type supplyEntry struct {
	note *SupplyNote
	fact *fact.Fact
}

type supplyKey struct {
	act                  SupplyAct
	order, sub, drug, at string
}

func (e supplyEntry) key(groups *fact.Groups) supplyKey {
	at := e.note.At.Text
	if e.note.At.Known() {
		at = e.note.At.At.UTC().Format("20060102150405.000")
	}
	return supplyKey{e.note.Act, groups.Root(e.note.named()), e.note.SubID, cmp.Or(e.note.Drug.Code, e.note.Drug.Words()), at}
}

// finishSupplies adds notes up by act, order, sub-id, drug and time, newest first.
func finishSupplies(notes []supplyEntry, groups *fact.Groups) []Supply {
	at := map[supplyKey]int{}
	var list []Supply
	for _, e := range notes {
		key := e.key(groups)
		i, known := at[key]
		if !known {
			i = len(list)
			at[key] = i
			list = append(list, Supply{})
		}
		n := e.note
		list[i] = Supply{
			Act: n.Act, Numbers: groups.Members(key.order), Drug: n.Drug.Words(), DrugCode: n.Drug, Amount: n.Amount, Unit: n.Unit,
			Rate: n.Rate, Timing: n.Timing, At: n.At, By: n.By, Note: strings.Join(n.Notes, "\n"), From: e.fact.From, root: key.order,
		}
	}
	slices.SortStableFunc(list, func(a, b Supply) int {
		return cmp.Or(b.At.At.Compare(a.At.At), strings.Compare(a.Drug, b.Drug), strings.Compare(a.root, b.root), strings.Compare(string(a.Act), string(b.Act)))
	})
	return list
}

// SuppliesOf lists what was supplied or instructed for an order, newest first.
func SuppliesOf(supplies []Supply, o *Order) []Supply {
	var list []Supply
	for i := range supplies {
		if supplies[i].root != "" && o.owns(supplies[i].root, supplies[i].DrugCode) {
			list = append(list, supplies[i])
		}
	}
	return list
}

// LooseSupplies lists what was supplied or instructed under none of the orders:
// an order that we were never told of, or one that was overridden.
func LooseSupplies(supplies []Supply, orders []Order) []Supply {
	known := map[string]bool{}
	for i := range orders {
		known[orders[i].root] = true
	}
	return slices.DeleteFunc(slices.Clone(supplies), func(s Supply) bool { return known[s.root] })
}
