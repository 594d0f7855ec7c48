package chart

import "slices"

// numberGroups joins the numbers of one order: a placer number and a filler
// number seen together name the same order ever after, whichever came first.
type numberGroups struct {
	parent map[string]string
	ids    map[string]ID
}

func (g *numberGroups) join(a, b ID) {
	if g.parent == nil {
		g.parent, g.ids = map[string]string{}, map[string]ID{}
	}
	ka, kb := g.add("placer", a), g.add("filler", b)
	if ka == "" || kb == "" {
		return
	}
	ra, rb := g.find(ka), g.find(kb)
	if ra > rb { // the smaller root wins, so that arrival does not matter
		ra, rb = rb, ra
	}
	g.parent[rb] = ra
}

func (g *numberGroups) add(side string, id ID) string {
	if id.IsZero() {
		return ""
	}
	key := numberKey(side, id)
	if _, ok := g.parent[key]; !ok {
		g.parent[key], g.ids[key] = key, id
	}
	return key
}

// numberKey keeps placer and filler numbers apart unless each names its own
// namespace: two systems may well count from 1.
func numberKey(side string, id ID) string {
	if id.Authority != "" {
		side = ""
	}
	return side + "\x1f" + id.Authority + "\x1f" + id.Value
}

func (g *numberGroups) find(key string) string {
	for g.parent[key] != key {
		g.parent[key] = g.parent[g.parent[key]]
		key = g.parent[key]
	}
	return key
}

// root returns the group a number belongs to, "" where it has not been seen.
func (g *numberGroups) root(id ID) string {
	for _, side := range []string{"placer", "filler"} {
		if key := numberKey(side, id); g.parent[key] != "" {
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
