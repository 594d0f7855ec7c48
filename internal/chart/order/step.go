package order

import (
	"redoutlet/internal/chart/fact"
)

// This file is the table of specification 7.1: what ORC-1 says happens, and
// what ORC-5 says the filler thinks, turned into the state of an order.

// Take moves the order by one act.
func (c *Course) Take(a Act, told *fact.Fact) {
	was := c.State
	c.take(a, told)
	c.effect(a, was)
}

func (c *Course) take(a Act, told *fact.Fact) {
	switch a.Control {
	case "NW", "SN", "OK", "NA":
		c.begin(a, told)
	case "RO":
		c.begin(Act{Control: a.Control, Status: a.Status}, told)
	case "RE", "SC":
		c.follow(a.Status, told)
	case "XO", "XR", "XX":
		c.follow(a.Status, told)
		c.changed(a.Control, told)
	case "RP":
		c.request(a, told)
	case "RQ", "RU":
		c.end(Replaced, told)
	case "HD":
		c.ask("UH", func() { c.hold(a, told) })
	case "RL":
		c.ask("UR", func() { c.release(told) })
	case "CA":
		c.ask("UC", func() { c.stop(Cancelled, a, told) })
	case "DC":
		c.ask("UD", func() { c.stop(Discontinued, a, told) })
	case "HR", "OH", "OR", "OE", "CR", "OC", "DR", "OD":
		c.done(a, told)
	default:
		c.unusual(a, told)
	}
}

// done is the filler's word that something was done, asked for or not: nothing
// is left to refuse.
func (c *Course) done(a Act, told *fact.Fact) {
	switch a.Control {
	case "HR", "OH":
		c.hold(a, told)
	case "OR", "OE":
		c.release(told)
	case "CR", "OC":
		c.stop(Cancelled, a, told)
	case "DR", "OD":
		c.stop(Discontinued, a, told)
	}
	c.asked = nil
}

// stop ends the order for a reason.
func (c *Course) stop(state State, a Act, told *fact.Fact) {
	if !c.State.Ended() {
		c.end(state, told)
		c.Reason = a.Reason
	}
}

// begin makes a new order active. A stopped order is never begun again by a
// message that only confirms or repeats it (hazard H-041): what comes after a
// stop is marked for a person.
func (c *Course) begin(a Act, told *fact.Fact) {
	if c.State.Ended() {
		if a.Control == "NW" && told.Stamp.At.SurelyAfter(c.Since) {
			c.Mark("SENT AGAIN AS NEW AFTER IT WAS STOPPED - VERIFY")
		}
		return
	}
	if state, ok := stateOf(a.Status); ok {
		c.set(state, told)
		return
	}
	if c.State == "" || c.State == Unclassified || c.State == Refused {
		c.set(Active, told)
	}
}

// follow takes the state from ORC-5 alone; empty changes nothing, and nothing
// wakes a stopped order.
func (c *Course) follow(status string, told *fact.Fact) {
	state, ok := stateOf(status)
	switch {
	case ok && !c.State.Ended():
		c.set(state, told)
	case !ok && c.State == "":
		c.set(Unclassified, told)
	}
}

// request is RP on the old order: only a request until RQ, RU or RO says that
// it was done.
func (c *Course) request(a Act, told *fact.Fact) {
	if a.Status == "RP" {
		c.ask("UM", func() { c.end(Replaced, told) })
		return
	}
	if c.State == "" {
		c.set(Active, told)
	}
	c.Mark("replacement requested " + told.Stamp.At.ISO())
}

func (c *Course) hold(a Act, told *fact.Fact) {
	if c.State.Ended() {
		return
	}
	c.set(Held, told)
	c.Reason = a.Reason
}

func (c *Course) release(told *fact.Fact) {
	if c.State.Ended() || c.State == Active { // over, or told again
		return
	}
	c.set(Active, told)
	c.Mark("released " + told.Stamp.At.ISO())
}

// unusual handles refusals and codes that are not an inpatient order state.
func (c *Course) unusual(a Act, told *fact.Fact) {
	switch a.Control {
	case "UC", "UD", "UH", "UR", "UX", "UM":
		c.restore(a.Control)
		c.Mark(refusal(a.Control))
	case "UA", "DE":
		if c.State.Ended() {
			c.Mark(string(Refused))
			return
		}
		c.set(Refused, told)
	case "PA", "CH", "CN", "LI", "UN", "RR", "SR", "SS", "NR":
		c.link(a, told)
	case "RF", "AF", "DF", "OF", "FU", "UF", "OP", "PY":
		c.Mark("sent as " + a.Control + " (not an order for this stay)")
		c.follow("", told)
	default:
		if !c.State.Ended() {
			c.set(Unclassified, told)
		}
		c.Mark("order control " + quoteCode(a.Control) + " not known")
	}
}

// refusal says which request failed: the words of specification 7.1, and what
// was asked.
func refusal(control string) string {
	what := map[string]string{
		"UC": "cancel", "UD": "stop", "UH": "hold", "UR": "release", "UX": "change", "UM": "replace",
	}[control]
	return "REQUEST TO CHANGE FAILED - verify (request to " + what + " failed)"
}

func quoteCode(code string) string {
	if code == "" {
		return "(empty)"
	}
	return code
}

// link is an act that ties orders together or acknowledges: it changes no state.
// An order that is known by nothing else stands as its filler says.
func (c *Course) link(a Act, told *fact.Fact) {
	if c.State == "" {
		c.follow(a.Status, told)
	}
}
