package fact

import "slices"

// Groups joins the numbers of one order: a placer number and a filler
// number seen together name the same order ever after, whichever came first.
type Groups struct {
	parent map[string]string
	ids    map[string]ID
}

// Join notes the numbers of one message: those sent together name one order.
func (g *Groups) Join(n Numbers) {
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

func (g *Groups) add(key string, id ID) string {
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

// Numbers is how a message names an order. Source is set where numbers
// without a namespace are told apart by who sent them.
type Numbers struct {
	Placer, Filler ID
	Source         string
}

// key is the identity of one of the numbers, "" where it was not sent. Placer
// and filler numbers stay apart unless each names its own namespace: two
// systems may well count from 1.
func (n Numbers) key(side string) (string, ID) {
	id := n.Placer
	if side == fillerSide {
		id = n.Filler
	}
	if id.IsZero() {
		return "", id
	}
	if id.Authority != "" {
		return "\x1f" + id.Authority + "\x1f" + id.Value, id
	}
	return side + "\x1f" + n.Source + "\x1f" + id.Value, id
}

func (g *Groups) find(key string) string {
	for g.parent[key] != key {
		g.parent[key] = g.parent[g.parent[key]]
		key = g.parent[key]
	}
	return key
}

// Root returns the group an order belongs to, "" where it has not been seen.
func (g *Groups) Root(n Numbers) string {
	for _, side := range []string{placerSide, fillerSide} {
		if key, _ := n.key(side); g.parent[key] != "" {
			return g.find(key)
		}
	}
	return ""
}

// Members lists the numbers of a group in a fixed order.
func (g *Groups) Members(root string) []ID {
	var ids []ID
	for key, id := range g.ids {
		if g.find(key) == root {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b ID) int { return CompareIDs(a, b) })
	return ids
}
