package medication

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// DoseNote is what one RXA segment says. A record of an administration is not
// an administration: completion status and action code decide (hazard H-047).
type DoseNote struct {
	Placer     fact.ID    // ORC-2
	Filler     fact.ID    // ORC-3
	GiveID     string     // RXA-1
	SubID      string     // RXA-2
	Start      fact.Time  // RXA-3
	End        fact.Time  // RXA-4
	Drug       fact.Coded // RXA-5
	Amount     string     // RXA-6
	Unit       string     // RXA-7
	Per        string     // RXA-12, the time unit of the amount where it is a rate
	Strength   string     // RXA-13, 14
	Notes      []string   // RXA-9, NTE
	By         string     // RXA-10
	Reasons    []string   // RXA-18
	Completion string     // RXA-20 (HL7 table 0322)
	Action     string     // RXA-21 (A, D, U, X)
	Charted    fact.Time  // RXA-22
	Route      string     // RXR-1
	Site       string     // RXR-2
}

// About is the section of doses.
func (*DoseNote) About() fact.Section { return fact.SectionAdministrations }

// named is how the note names its order.
func (n *DoseNote) named() fact.Numbers { return fact.Numbers{Placer: n.Placer, Filler: n.Filler} }

// DoseStatus is what became of a dose, in the words that are printed
// (specification 7.2).
type DoseStatus string

// The statuses of a dose.
const (
	DoseGiven        DoseStatus = "GIVEN"
	DosePartly       DoseStatus = "PARTLY GIVEN"
	DoseNotGiven     DoseStatus = "NOT GIVEN"
	DoseRefused      DoseStatus = "REFUSED"
	DoseNotStated    DoseStatus = "GIVEN? status not stated"
	DoseReversed     DoseStatus = "ENTRY REVERSED"
	DoseUnclassified DoseStatus = "UNCLASSIFIED - VERIFY"
)

// Took reports whether some of the dose was taken.
func (s DoseStatus) Took() bool { return s == DoseGiven || s == DosePartly }

func doseStatus(completion string) DoseStatus {
	switch completion {
	case "CP":
		return DoseGiven
	case "PA":
		return DosePartly
	case "NA":
		return DoseNotGiven
	case "RE":
		return DoseRefused
	case "":
		return DoseNotStated
	}
	return DoseUnclassified
}

// Dose is one administration as its messages add up.
type Dose struct {
	Numbers    []fact.ID  `json:"order_numbers"`
	Drug       string     `json:"drug"`
	DrugCode   fact.Coded `json:"drug_code"`
	Amount     string     `json:"amount,omitempty"`
	Unit       string     `json:"unit,omitempty"`
	Per        string     `json:"per,omitempty"`
	Strength   string     `json:"strength,omitempty"`
	Route      string     `json:"route,omitempty"`
	Site       string     `json:"site,omitempty"`
	At         fact.Time  `json:"at"`
	End        fact.Time  `json:"end"`
	Status     DoseStatus `json:"status"`
	StatusCode string     `json:"status_code,omitempty"`
	Reason     string     `json:"reason,omitempty"`
	Note       string     `json:"note,omitempty"`
	By         string     `json:"by,omitempty"`
	Charted    fact.Time  `json:"charted"`
	Reversed   fact.Time  `json:"reversed"` // when the entry was taken back
	Marks      []string   `json:"marks,omitempty"`
	From       *fact.From `json:"from,omitempty"`
	root       string
}

// doseFold groups notes into doses by order, sub-ids and time.
type doseFold struct {
	notes []doseEntry
}

type doseEntry struct {
	note *DoseNote
	fact *fact.Fact
}

type doseKey struct{ order, give, sub, drug, at string }

func (f *doseFold) add(n *DoseNote, told *fact.Fact) {
	f.notes = append(f.notes, doseEntry{n, told})
}

// key is the identity of a dose: order, RXA-1, RXA-2 and RXA-3 (specification
// 6.2). The same clock digits at two offsets are two doses.
func (e doseEntry) key(groups *fact.Groups) doseKey {
	order := groups.Root(e.note.named())
	if order == "" {
		order = "drug\x1f" + e.note.Drug.Code + "\x1f" + e.note.Drug.Words()
	}
	at := e.note.Start.Text
	if e.note.Start.Known() {
		at = e.note.Start.At.UTC().Format("20060102150405.000")
	}
	drug := ""
	if e.note.SubID == "" { // two drugs at one time are two doses, unless a sub-id says otherwise
		drug = cmp.Or(e.note.Drug.Code, e.note.Drug.Words())
	}
	return doseKey{order, e.note.GiveID, e.note.SubID, drug, at}
}

// keys are the identities of the notes. Where one message tells of several drugs
// under one identity the drug tells them apart: the last must not stand for all.
func (f *doseFold) keys(groups *fact.Groups) []doseKey {
	type place struct {
		key     doseKey
		message int64
	}
	keys := make([]doseKey, len(f.notes))
	first, mixed := map[place]fact.Coded{}, map[doseKey]bool{}
	for i, e := range f.notes {
		keys[i] = e.key(groups)
		at := place{keys[i], e.fact.From.Message}
		if drug, told := first[at]; !told {
			first[at] = e.note.Drug
		} else if !sameDrug(drug, e.note.Drug) {
			mixed[keys[i]] = true
		}
	}
	for i, e := range f.notes {
		if mixed[keys[i]] {
			keys[i].drug = cmp.Or(e.note.Drug.Code, e.note.Drug.Words())
		}
	}
	return keys
}

func sameDrug(a, b fact.Coded) bool {
	return a.Code != "" && a.Code == b.Code || strings.EqualFold(a.Words(), b.Words())
}

func (f *doseFold) finish(groups *fact.Groups) []Dose {
	doses := map[doseKey]*Dose{}
	var order []*Dose
	keys := f.keys(groups)
	for i, e := range f.notes {
		key := keys[i]
		dose := doses[key]
		if dose == nil && e.note.Action == "U" {
			dose = move(doses, key)
		}
		if dose == nil {
			dose = &Dose{root: key.order}
			doses[key] = dose
			order = append(order, dose)
		}
		dose.apply(e.note, e.fact)
	}
	list := make([]Dose, 0, len(order))
	for _, dose := range order {
		dose.Numbers = groups.Members(dose.root)
		list = append(list, *dose)
	}
	slices.SortStableFunc(list, compareDoses)
	return list
}

// move finds the one dose that an update with another time replaces: the same
// order and sub-ids (RXA-21 U, specification 7.2). Where several fit, none is
// touched: the page shows them all.
func move(doses map[doseKey]*Dose, to doseKey) *Dose {
	var from []doseKey
	for key := range doses {
		if key.order == to.order && key.give == to.give && key.sub == to.sub && to.sub != "" {
			from = append(from, key)
		}
	}
	if len(from) != 1 {
		return nil
	}
	dose := doses[from[0]]
	dose.mark("time changed, was " + dose.At.ISO())
	delete(doses, from[0])
	doses[to] = dose
	return dose
}

func compareDoses(a, b Dose) int {
	return cmp.Or(b.At.At.Compare(a.At.At), strings.Compare(a.Drug, b.Drug), strings.Compare(a.root, b.root))
}

// apply lays a note over the dose. A deletion holds against every entry that is
// not plainly charted later, so that a resent copy does not bring a reversed
// dose back.
func (d *Dose) apply(n *DoseNote, told *fact.Fact) {
	if n.Action == "D" {
		d.fill(n, told)
		d.Status, d.Reversed = DoseReversed, cmp.Or(n.Charted, told.Stamp.At)
		return
	}
	if d.Status == DoseReversed {
		if !n.Charted.SurelyAfter(d.Reversed) {
			if told.Stamp.At.SurelyAfter(d.Reversed) { // a copy sent again, or a new entry: only a person can tell
				d.mark("sent again after the entry was reversed - VERIFY")
			}
			return
		}
		d.mark("charted again after the entry was reversed " + d.Reversed.ISO())
		d.Reversed = fact.Time{}
	}
	if n.Action == "U" {
		d.mark("edited " + cmp.Or(n.Charted, told.Stamp.At).ISO())
	}
	d.compare(n, told)
	d.fill(n, told)
	d.Status, d.StatusCode = doseStatus(n.Completion), n.Completion
}

// compare says what a note lays over that it hardly means: another drug, or
// another amount that the same message tells too. A dose that is overlaid
// without a word is a dose that nobody sees.
func (d *Dose) compare(n *DoseNote, told *fact.Fact) {
	if d.From == nil {
		return
	}
	was := strings.TrimSpace(strings.Join([]string{d.Drug, d.Amount, d.Unit}, " "))
	switch {
	case n.Action == "U" && !sameDrug(d.DrugCode, n.Drug):
		d.mark("told before as " + was)
	case !sameDrug(d.DrugCode, n.Drug):
		d.mark("told before as " + was + " - VERIFY")
	case d.From.Message == told.From.Message && (d.Amount != n.Amount || d.Unit != n.Unit):
		d.mark("told twice in one message, also as " + was + " - VERIFY")
	}
}

func (d *Dose) fill(n *DoseNote, told *fact.Fact) {
	d.Drug, d.DrugCode = n.Drug.Words(), n.Drug
	d.Amount, d.Unit, d.Per, d.Strength = n.Amount, n.Unit, n.Per, n.Strength
	d.Route, d.Site = cmp.Or(n.Route, d.Route), cmp.Or(n.Site, d.Site)
	d.At, d.End, d.By = n.Start, n.End, n.By
	d.Reason = strings.Join(n.Reasons, "; ")
	d.Note = strings.Join(n.Notes, "\n")
	d.Charted = n.Charted
	d.From = told.From
}

func (d *Dose) mark(words string) {
	d.Marks = fact.AppendOnce(d.Marks, words)
}

// Running reports whether the record is of something that runs, by its unit or
// by RXA-12, and has no end.
func (d *Dose) Running() bool {
	return (d.Per != "" || perTime(d.Unit)) && d.End.IsZero() && !d.At.IsZero() && (d.Status.Took() || d.Status == DoseNotStated)
}

// LastDoses finds the newest dose taken for an order, and the newest record of
// any kind where that is another. The doses stand newest first.
func LastDoses(doses []Dose, o *Order) (given, latest *Dose) {
	for i := range doses {
		d := &doses[i]
		if !o.owns(d.root, d.DrugCode) {
			continue
		}
		if latest == nil && d.Status != DoseReversed {
			latest = d
		}
		if d.Status.Took() {
			given = d
			break
		}
	}
	if given == latest {
		latest = nil
	}
	return given, latest
}

// DosesOf are the records of doses of an order.
func DosesOf(doses []Dose, o *Order) []*Dose {
	var list []*Dose
	for i := range doses {
		if o.owns(doses[i].root, doses[i].DrugCode) {
			list = append(list, &doses[i])
		}
	}
	return list
}

// Replaced finds the order that another one replaces, nil where it names none or
// none that is here.
func Replaced(orders []Order, o *Order) *Order {
	for i := range orders {
		before := &orders[i]
		if before.root != o.root && slices.ContainsFunc(o.Replaces, func(id fact.ID) bool {
			return slices.ContainsFunc(before.Numbers, func(own fact.ID) bool { return own.Key() == id.Key() })
		}) {
			return before
		}
	}
	return nil
}

// MayHaveTaken reports whether some record of a dose of the order leaves open
// whether it was taken.
func MayHaveTaken(doses []Dose, o *Order) bool {
	return slices.ContainsFunc(doses, func(d Dose) bool {
		return o.owns(d.root, d.DrugCode) && (d.Status == DoseNotStated || d.Status == DoseUnclassified)
	})
}

// HasLooseDose reports whether a dose of the order's drug stands under none of
// the orders: it may be a dose of this one.
func HasLooseDose(orders []Order, doses []Dose, o *Order) bool {
	known := map[string]bool{}
	for i := range orders {
		known[orders[i].root] = true
	}
	return slices.ContainsFunc(doses, func(d Dose) bool {
		same := d.DrugCode.Code != "" && d.DrugCode.Code == o.DrugCode.Code || strings.EqualFold(d.Drug, o.Drug)
		return same && !known[d.root] && d.Status != DoseReversed
	})
}

// Origin is the message that the dose stands for.
func (d Dose) Origin() *fact.From { return d.From }

// Names implements [fact.Named].
func (n *DoseNote) Names() []string { return fact.OrderNames(n.Placer, n.Filler) }

// Codes are the codes of the medicine.
func (n *DoseNote) Codes() []fact.Coded { return []fact.Coded{n.Drug} }
