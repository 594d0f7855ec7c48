package chart

import "slices"

// numberGroups joins the numbers of one order: a placer number and a filler
// number seen together name the same order ever after, whichever came first.
type numberGroups struct {
	parent map[string]string
	ids    map[string]ID
}

func (g *numberGroups) join(n orderNumbers) {
	if g.parent == nil {
		g.parent, g.ids = map[string]string{}, map[string]ID{}
	}
	ka, kb := g.add(n.key(placerSide)), g.add(n.key(fillerSide))
	if ka == "" || kb == "" {
		return
	}
	ra, rb := g.find(ka), g.find(kb)
	if ra > rb { // the smaller root wins, so that arrival does not matter
		ra, rb = rb, ra
	}
	g.parent[rb] = ra
}

func (g *numberGroups) add(key string, id ID) string {
	if _, ok := g.parent[key]; !ok && key != "" {
		g.parent[key], g.ids[key] = key, id
	}
	return key
}

// The two who number an order.
const (
	placerSide = "placer"
	fillerSide = "filler"
)

// orderNumbers is how a message names an order. Source is set where numbers
// without a namespace are told apart by who sent them.
type orderNumbers struct {
	placer, filler ID
	source         string
}

// key is the identity of one of the numbers, "" where it was not sent. Placer
// and filler numbers stay apart unless each names its own namespace: two
// systems may well count from 1.
func (n orderNumbers) key(side string) (string, ID) {
	id := n.placer
	if side == fillerSide {
		id = n.filler
	}
	if id.IsZero() {
		return "", id
	}
	if id.Authority != "" {
		return "\x1f" + id.Authority + "\x1f" + id.Value, id
	}
	return side + "\x1f" + n.source + "\x1f" + id.Value, id
}

func (g *numberGroups) find(key string) string {
	for g.parent[key] != key {
		g.parent[key] = g.parent[g.parent[key]]
		key = g.parent[key]
	}
	return key
}

// root returns the group an order belongs to, "" where it has not been seen.
func (g *numberGroups) root(n orderNumbers) string {
	for _, side := range []string{placerSide, fillerSide} {
		if key, _ := n.key(side); g.parent[key] != "" {
			return g.find(key)
		}
	}
	return ""
}

// members lists the numbers of a group in a fixed order.
func (g *numberGroups) members(root string) []ID {
	var ids []ID
	for key, id := range g.ids {
		if g.find(key) == root {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b ID) int { return compareIDs(a, b) })
	return ids
}
