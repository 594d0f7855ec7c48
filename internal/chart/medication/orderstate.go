package medication

import (
	"redoutlet/internal/chart/fact"
)

// This file is the table of specification 7.1: what ORC-1 says happens, and
// what ORC-5 says the filler thinks, turned into the state of an order.

// stateOf reads ORC-5 (HL7 table 0038).
func stateOf(status string) (OrderState, bool) {
	switch status {
	case "IP", "SC", "A":
		return OrderActive, true
	case "HD":
		return OrderHeld, true
	case "CA":
		return OrderCancelled, true
	case "DC":
		return OrderDiscontinued, true
	case "RP":
		return OrderReplaced, true
	case "CM":
		return OrderCompleted, true
	case "ER":
		return OrderRefused, true
	}
	return "", false
}

// step moves the order by one note.
func (r *orderRun) step(n *OrderNote, told *fact.Fact) {
	switch n.Control {
	case "NW", "SN", "OK", "NA":
		r.begin(n, told)
	case "RO":
		r.begin(&OrderNote{Control: n.Control, Status: n.Status}, told)
	case "RE", "SC":
		r.follow(n.Status, told)
	case "XO", "XR", "XX":
		r.follow(n.Status, told)
		r.mark("changed " + told.Stamp.At.ISO())
	case "RP":
		r.request(n, told)
	case "RQ", "RU":
		r.end(OrderReplaced, told)
	case "HD":
		r.ask("UH", func() { r.hold(n, told) })
	case "RL":
		r.ask("UR", func() { r.release(told) })
	case "CA":
		r.ask("UC", func() { r.stop(OrderCancelled, n, told) })
	case "DC":
		r.ask("UD", func() { r.stop(OrderDiscontinued, n, told) })
	case "HR", "OH", "OR", "OE", "CR", "OC", "DR", "OD":
		r.done(n, told)
	default:
		r.unusual(n, told)
	}
}

// done is the filler's word that something was done, asked for or not: nothing
// is left to refuse.
func (r *orderRun) done(n *OrderNote, told *fact.Fact) {
	switch n.Control {
	case "HR", "OH":
		r.hold(n, told)
	case "OR", "OE":
		r.release(told)
	case "CR", "OC":
		r.stop(OrderCancelled, n, told)
	case "DR", "OD":
		r.stop(OrderDiscontinued, n, told)
	}
	r.asked = nil
}

// stop ends the order for a reason.
func (r *orderRun) stop(state OrderState, n *OrderNote, told *fact.Fact) {
	if !r.State.Ended() {
		r.end(state, told)
		r.Reason = n.Reason
	}
}

// begin makes a new order active. A stopped order is never begun again by a
// message that only confirms or repeats it (hazard H-041): what comes after a
// stop is marked for a person.
func (r *orderRun) begin(n *OrderNote, told *fact.Fact) {
	if r.State.Ended() {
		if n.Control == "NW" && told.Stamp.At.SurelyAfter(r.Since) {
			r.mark("SENT AGAIN AS NEW AFTER IT WAS STOPPED - VERIFY")
		}
		return
	}
	if state, ok := stateOf(n.Status); ok {
		r.set(state, told)
		return
	}
	if r.State == "" || r.State == OrderUnclassified || r.State == OrderRefused {
		r.set(OrderActive, told)
	}
}

// follow takes the state from ORC-5 alone; empty changes nothing, and nothing
// wakes a stopped order.
func (r *orderRun) follow(status string, told *fact.Fact) {
	state, ok := stateOf(status)
	switch {
	case ok && !r.State.Ended():
		r.set(state, told)
	case !ok && r.State == "":
		r.set(OrderUnclassified, told)
	}
}

// request is RP on the old order: only a request until RQ, RU or RO says that
// it was done.
func (r *orderRun) request(n *OrderNote, told *fact.Fact) {
	if n.Status == "RP" {
		r.ask("UM", func() { r.end(OrderReplaced, told) })
		return
	}
	if r.State == "" {
		r.set(OrderActive, told)
	}
	r.mark("replacement requested " + told.Stamp.At.ISO())
}

func (r *orderRun) hold(n *OrderNote, told *fact.Fact) {
	if r.State.Ended() {
		return
	}
	r.set(OrderHeld, told)
	r.Reason = n.Reason
}

func (r *orderRun) release(told *fact.Fact) {
	if r.State.Ended() {
		return
	}
	r.set(OrderActive, told)
	r.mark("released " + told.Stamp.At.ISO())
}

// unusual handles refusals and codes that are not an inpatient order state.
func (r *orderRun) unusual(n *OrderNote, told *fact.Fact) {
	switch n.Control {
	case "UC", "UD", "UH", "UR", "UX", "UM":
		r.restore(n.Control)
		r.mark(refusal(n.Control))
	case "UA", "DE":
		if r.State.Ended() {
			r.mark(string(OrderRefused))
			return
		}
		r.set(OrderRefused, told)
	case "PA", "CH", "CN", "LI", "UN", "RR", "SR", "SS":
		// Links and acknowledgements: no change of state.
		r.follow("", told)
	case "RF", "AF", "DF", "OF", "FU", "UF", "OP", "PY":
		r.mark("sent as " + n.Control + " (not an order for this stay)")
		r.follow("", told)
	default:
		if !r.State.Ended() {
			r.set(OrderUnclassified, told)
		}
		r.mark("order control " + quoteCode(n.Control) + " not known")
	}
}

// restore undoes the request that the filler refuses, if it is the last thing
// that changed the order; else what stands, stands.
func (r *orderRun) restore(control string) {
	if r.asked != nil && r.asked.refusal == control {
		r.State, r.Since, r.Reason = r.asked.state, r.asked.since, r.asked.reason
		r.asked = nil
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
