package kardex

import (
	"cmp"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/notation"
	"redoutlet/internal/wording/pen"
)

// OrderSection is every order that is not for a medicine, by what is to be done
// with it (specification 5.4).
type OrderSection struct {
	pen.Section
	Groups     []OrderGroup
	Older      []OrderItem // done or stopped earlier than a day ago
	OlderTitle string
}

// OrderGroup is some orders under a heading.
type OrderGroup struct {
	Title  string
	Class  string
	Orders []OrderItem
}

// OrderItem is one order.
type OrderItem struct {
	What    string
	Kind    string
	Parts   []pen.Part
	Steps   []Step
	State   string // "" for one that is plainly active: Below says so
	Stage   string // how far a test has come
	Expires string // of a restraint
	Warning string // of blood
	Marks   []pen.Mark
	Below   []string
	From    *fact.From
}

// The places of the groups of orders.
const (
	activeOrders = iota
	uncollectedOrders
	unreportedOrders
	imagingOrders
	timedOrders
	laterOrders
	heldOrders
	doneOrders
	stoppedOrders
	unreadOrders
)

// ordersAhead is how far the box of timed orders looks.
const ordersAhead = 48 * time.Hour

func orderGroups() []OrderGroup {
	return []OrderGroup{
		activeOrders:      {Title: "Active", Class: "active"},
		uncollectedOrders: {Title: "Pending tests: ordered, no collection known", Class: "active"},
		unreportedOrders:  {Title: "Pending tests: collected, no full result", Class: "active"},
		imagingOrders:     {Title: "Imaging without a full report", Class: "active"},
		timedOrders:       {Title: "Timed, in the next 48 h", Class: "active"},
		laterOrders:       {Title: "Timed, later", Class: "active"},
		heldOrders:        {Title: "Held", Class: "held"},
		doneOrders:        {Title: "Done in the last 24 h", Class: "stopped"},
		stoppedOrders:     {Title: "Stopped in the last 24 h", Class: "stopped"},
		unreadOrders:      {Title: "Unread or unclassified", Class: "unread"},
	}
}

// Orders writes the orders that are not for medicines.
func (w Writer) Orders(v *asof.View) OrderSection {
	sec := OrderSection{Section: pen.NewSection(w.Pen, v.Orders, "Orders")}
	groups := orderGroups()
	for i := range v.Orders.Items {
		o := &v.Orders.Items[i]
		at := w.groupOf(o)
		if (at == doneOrders || at == stoppedOrders) && !w.Within(overSince(o), stoppedShown) {
			sec.Older = append(sec.Older, w.item(o))
			continue
		}
		groups[at].Orders = append(groups[at].Orders, w.item(o))
	}
	for _, g := range groups {
		if len(g.Orders) > 0 {
			g.Title += " (" + notation.Number(int64(len(g.Orders))) + ")"
			sec.Groups = append(sec.Groups, g)
		}
	}
	sec.OlderTitle = notation.Count(int64(len(sec.Older)), "order done or stopped earlier", "orders done or stopped earlier")
	return sec
}

func (w Writer) groupOf(o *asof.OrderLine) int {
	switch o.Group {
	case "active":
		return activeOrders
	case "pending":
		return pendingGroup(o)
	case "timed":
		if o.Start.At.Sub(w.Now) > ordersAhead {
			return laterOrders
		}
		return timedOrders
	case "held":
		return heldOrders
	case "done":
		return doneOrders
	case "stopped":
		return stoppedOrders
	}
	return unreadOrders
}

func pendingGroup(o *asof.OrderLine) int {
	switch {
	case o.Kind == order.Imaging:
		return imagingOrders
	case o.Stage == order.NotCollected || o.Stage == order.CollectionUnsaid:
		return uncollectedOrders
	}
	return unreportedOrders
}

// overSince is when an order ended: by its report, by an act, or because its
// time passed.
func overSince(o *asof.OrderLine) fact.Time {
	switch {
	case o.State.Ended():
		return o.Since
	case o.Stage == order.ReportedFull:
		return o.Resulted
	}
	return o.Stop
}

func (w Writer) item(o *asof.OrderLine) OrderItem {
	item := OrderItem{
		What: cmp.Or(o.What, "what is ordered: "+notation.NotRecorded), Kind: string(o.Kind), Parts: orderParts(o), Steps: w.steps(o.Steps),
		State: w.orderState(o), Stage: w.stage(o), Marks: w.Marks(o.Marks), Below: w.orderBelow(o), From: o.From,
	}
	switch o.Kind {
	case order.Restraint:
		item.Expires = wordsNoExpiry
		if !o.Stop.IsZero() {
			item.Expires = "EXPIRES " + w.When(o.Stop)
		}
	case order.Blood:
		item.Warning = wordsBlood
	case order.Other, "":
		item.Kind = "kind " + notation.NotRecorded
	}
	if item.State == string(order.Active) {
		item.State, item.Below = "", append([]string{item.State}, item.Below...)
	}
	return item
}

// orderState is the order's state with its time and reason.
func (w Writer) orderState(o *asof.OrderLine) string {
	words := cmp.Or(o.Shown, string(o.State), wordsUnclassified)
	switch {
	case words != string(o.State):
		words += " " + w.When(o.Stop)
	case o.State == order.Held && !o.Since.IsZero():
		words += " since " + w.When(o.Since)
	case o.State != order.Active && !o.Since.IsZero():
		words += " " + w.When(o.Since)
	}
	switch {
	case o.State == order.Active:
	case o.Reason != "":
		words += ": " + o.Reason
	case o.State == order.Held:
		words += ": reason " + notation.NotRecorded
	}
	return words + w.effect(&o.Course, o.Start)
}

// stage is how far a test has come, with the times that were sent.
func (w Writer) stage(o *asof.OrderLine) string {
	words := string(o.Stage)
	if words == "" || o.State.Ended() {
		return ""
	}
	add := func(label string, t fact.Time) {
		if !t.IsZero() {
			words += ", " + label + " " + w.Clocked(t).Text
		}
	}
	add("collected", o.Collected)
	add("received", o.Received)
	add("reported", o.Resulted)
	return words
}

// orderParts are what the order says of what is to be done.
func orderParts(o *asof.OrderLine) []pen.Part {
	var p pen.Parts
	p.Add("", o.Modifiers, true)
	p.Add("amount", o.Amount, true)
	p.Add("specimen", o.Specimen, false)
	if len(o.Steps) < 2 {
		p.Add("", o.Frequency, true)
	}
	p.Add("if needed:", o.AsNeeded, true)
	if !quiet(&o.Timing) {
		p.Add("priority", notation.Priority(o.Priority), true)
	}
	p.Add("danger:", o.Danger, true)
	for _, line := range o.Rest() {
		p.Add("", line, false)
	}
	for _, reason := range o.Reasons {
		p.Add("for", reason, false)
	}
	for _, note := range o.Notes {
		p.Add("note:", note, false)
	}
	return p
}

// orderBelow are the sentences below the order.
func (w Writer) orderBelow(o *asof.OrderLine) []string {
	var words []string
	add := func(label, text string) {
		if text != "" {
			words = append(words, label+text)
		}
	}
	add("Start ", w.WhenOr(o.Start))
	add("Stop ", w.WhenSent(o.Stop))
	add("Ordered by ", cmp.Or(o.Orderer, notation.NotRecorded))
	add("Entered by ", o.EnteredBy)
	for _, id := range o.Numbers {
		add("Order ", pen.NumberWords(id))
	}
	for _, id := range o.Replaces {
		add("Replaces order ", pen.NumberWords(id))
	}
	return words
}
