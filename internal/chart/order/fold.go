package order

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Fold adds up what messages say of one patient's orders. Notes and reports are
// added in the order of their stamps.
type Fold struct {
	notes   []entry
	reports []reportEntry
	groups  fact.Groups
}

type entry struct {
	note     *Note
	fact     *fact.Fact
	replaced bool // another order says that it replaces this one
}

type reportEntry struct {
	report *Report
	fact   *fact.Fact
}

// Add takes what one message says of an order.
func (f *Fold) Add(n *Note, told *fact.Fact) {
	if n.Placer.IsZero() && n.Filler.IsZero() {
		n = unnumbered(n)
	}
	f.groups.Join(n.named())
	f.notes = append(f.notes, entry{note: n, fact: told})
}

// AddReport takes one row of a result. It closes an order that it names by
// number, and no other.
func (f *Fold) AddReport(r *Report, told *fact.Fact) {
	f.reports = append(f.reports, reportEntry{r, told})
}

// noNumber is the namespace of orders that were sent without a number: each
// stands for itself, known by what it asks for and when, and is marked.
const noNumber = "\x1fwithout number"

func unnumbered(n *Note) *Note {
	named := *n
	named.Placer = fact.ID{Value: "?", Authority: noNumber}
	if n.Content != nil {
		named.Placer.Value = n.Content.Service.Words() + "\x1f" + n.Content.Start.Text + "\x1f" + strings.Join(n.Content.Lines, "\x1f")
	}
	return &named
}

// Finish returns the orders, by kind and start. An order of which no message
// says what it is for is left to the medicines where they know its number.
func (f *Fold) Finish(isMedicine func(fact.Numbers) bool) []Order {
	var orders []Order
	reports := f.reportsByRoot()
	for _, g := range f.byRoot() {
		if g.unsorted() && isMedicine(g.named()) {
			continue
		}
		for _, service := range g.services() {
			if o, ok := g.replay(service, reports[g.root]); ok {
				o.Numbers = f.groups.Members(g.root)
				if len(o.Numbers) > 0 && o.Numbers[0].Authority == noNumber {
					o.Numbers = nil
					o.Mark("ORDER WITHOUT A NUMBER - verify")
				}
				orders = append(orders, o)
			}
		}
	}
	slices.SortStableFunc(orders, compare)
	return orders
}

func compare(a, b Order) int {
	kinds := Kinds()
	return cmp.Or(
		cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), a.Start.At.Compare(b.Start.At), strings.Compare(a.What, b.What),
		slices.CompareFunc(a.Numbers, b.Numbers, func(x, y fact.ID) int { return strings.Compare(x.Key(), y.Key()) }),
	)
}

func (f *Fold) reportsByRoot() map[string][]reportEntry {
	byRoot := map[string][]reportEntry{}
	for _, r := range f.reports {
		if root := f.groups.Root(fact.Numbers{Placer: r.report.Placer, Filler: r.report.Filler}); root != "" {
			byRoot[root] = append(byRoot[root], r)
		}
	}
	return byRoot
}

// group is all that is said under one order's numbers.
type group struct {
	root    string
	entries []entry
}

func (f *Fold) byRoot() []*group {
	known := map[string]*group{}
	var groups []*group
	put := func(root string, e entry) {
		if known[root] == nil {
			known[root] = &group{root: root}
			groups = append(groups, known[root])
		}
		known[root].entries = append(known[root].entries, e)
	}
	for _, e := range f.notes {
		root := f.groups.Root(e.note.named())
		put(root, e)
		if parent := f.groups.Root(e.note.Parent.Numbers()); e.note.Replaces() && parent != "" && parent != root {
			put(parent, entry{e.note, e.fact, true})
		}
	}
	return groups
}

// unsorted reports whether no message says what kind of order this is.
func (g *group) unsorted() bool {
	return !slices.ContainsFunc(g.entries, func(e entry) bool { return !e.replaced && !e.note.Unsorted })
}

func (g *group) named() fact.Numbers {
	for _, e := range g.entries {
		if !e.replaced {
			return e.note.named()
		}
	}
	return fact.Numbers{}
}

// services lists what stands apart under one number. Some give a number to a
// request and list several tests under it: then each is an order. Otherwise
// there is one, "", whatever it is called in each message.
func (g *group) services() []string {
	perMessage := map[int64]string{}
	shared := false
	var all []string
	for _, e := range g.entries {
		if e.replaced || e.note.Content == nil {
			continue
		}
		service, message := serviceKey(e.note.Content.Service), e.fact.From.Message
		if before, known := perMessage[message]; known && before != service {
			shared = true
		}
		perMessage[message] = service
		if !slices.Contains(all, service) {
			all = append(all, service)
		}
	}
	if !shared {
		return []string{""}
	}
	return all
}

func serviceKey(c fact.Coded) string { return strings.ToUpper(cmp.Or(c.Code, c.Words(), "?")) }

// replay adds up what is said of one service; false where nothing is.
func (g *group) replay(service string, reports []reportEntry) (Order, bool) {
	var o Order
	seen := false
	replaced := map[string]bool{}
	for _, e := range g.entries {
		switch {
		case e.replaced:
			o.ReplacedBy(e.fact)
		case service == "" || e.note.Content == nil || serviceKey(e.note.Content.Service) == service:
			seen = true
			o.take(e.note, e.fact, replaced)
		}
	}
	if !seen {
		return o, false
	}
	o.What, o.Kind = o.Service.Words(), cmp.Or(o.Kind, Other)
	var sum tally
	for _, r := range reports {
		if service == "" || serviceKey(r.report.Service) == service {
			sum.add(r.report, r.fact)
		}
	}
	o.Collected = cmp.Or(o.Collected, sum.collected)
	o.Stage, o.Resulted = stageOf(&o, &sum), sum.at
	return o, true
}

func (o *Order) take(n *Note, told *fact.Fact, replaced map[string]bool) {
	if n.Content != nil {
		o.Content = n.Content.over(o.Content)
		o.From = told.From
	}
	for _, parent := range n.Parent.IDs() {
		if n.Control == "RO" && !replaced[parent.Key()] {
			replaced[parent.Key()] = true
			o.Replaces = append(o.Replaces, parent)
		}
	}
	o.Take(n.Act, told)
}
