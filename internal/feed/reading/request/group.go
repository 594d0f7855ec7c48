package request

import (
	"redoutlet/internal/hl7"
)

// orderGroup is one ORC and what follows it up to the next.
type orderGroup struct {
	orc      hl7.Segment
	segments []hl7.Segment
}

// orderGroups cuts a patient's segments into orders. Where the specimen leads
// (OML^O33, OML^O35), it belongs to the orders that follow it.
func orderGroups(segments []hl7.Segment, specimenLeads bool) []orderGroup {
	var groups []orderGroup
	var leading []hl7.Segment
	for _, s := range segments {
		switch {
		case s.Name() == "ORC":
			groups = append(groups, orderGroup{orc: s, segments: leading[:len(leading):len(leading)]})
		case specimenLeads && s.Name() == "SPM":
			leading = []hl7.Segment{s}
		case len(groups) > 0:
			last := &groups[len(groups)-1]
			last.segments = append(last.segments, s)
		}
	}
	return groups
}

// bodies are the segments that say what is asked for.
func isBody(name string) bool {
	switch name {
	case "OBR", "ODS", "ODT", "BPO", "RQD", "RXO", "RXE":
		return true
	}
	return false
}

// withoutORC is a group for orders that came without an ORC: what they do is
// not told, so that they stand as unclassified.
func withoutORC(segments []hl7.Segment) []orderGroup {
	for i, s := range segments {
		if isBody(s.Name()) {
			return []orderGroup{{segments: segments[i:]}}
		}
	}
	return nil
}

func (g orderGroup) all(name string) []hl7.Segment {
	var found []hl7.Segment
	for _, s := range g.segments {
		if s.Name() == name {
			found = append(found, s)
		}
	}
	return found
}

func (g orderGroup) first(name string) hl7.Segment {
	if found := g.all(name); len(found) > 0 {
		return found[0]
	}
	return hl7.Segment{}
}

func (g orderGroup) has(names ...string) bool {
	for _, name := range names {
		if g.first(name).Name() != "" {
			return true
		}
	}
	return false
}

// tests cuts the group at each OBR: several tests may stand under one ORC. What
// stands before the first OBR belongs to all of them.
func (g orderGroup) tests() []orderGroup {
	var groups []orderGroup
	var head []hl7.Segment
	for _, s := range g.segments {
		switch {
		case s.Name() == "OBR":
			groups = append(groups, orderGroup{g.orc, append(head[:len(head):len(head)], s)})
		case len(groups) == 0:
			head = append(head, s)
		default:
			last := &groups[len(groups)-1]
			last.segments = append(last.segments, s)
		}
	}
	if len(groups) == 0 {
		return []orderGroup{g}
	}
	return groups
}
