package shelf

import (
	"redoutlet/internal/chart/tenure"
	"redoutlet/internal/chart/tie"
	"redoutlet/internal/feed/owner"
	"redoutlet/internal/store"
)

// ofVisits is where the acts on visits begin: those on numbers stand below.
const ofVisits = 64

// deedsOf sorts what is kept of pairs into what was done to numbers and what was
// said of visits.
func deedsOf(rows []store.Edge) (edges []owner.Edge, tenures []owner.Tenure) {
	for _, row := range rows {
		if row.Act < ofVisits {
			edges = append(edges, owner.Edge{First: row.A, Second: row.B, Act: tie.Act(row.Act), Stamp: string(row.Stamp)})
			continue
		}
		when := 1 + int(row.Stamp[0]) // the source stands behind the stamp
		tenures = append(tenures, owner.Tenure{
			Stay: row.A, Of: row.B, Act: tenure.Act(row.Act - ofVisits),
			Stamp: string(row.Stamp[1:when]), Source: string(row.Stamp[when:]),
		})
	}
	return edges, tenures
}

func rowsOf(edges []owner.Edge, tenures []owner.Tenure) []store.Edge {
	rows := make([]store.Edge, 0, len(edges)+len(tenures))
	for _, e := range edges {
		rows = append(rows, store.Edge{A: e.First, B: e.Second, Act: int64(e.Act), Stamp: []byte(e.Stamp)})
	}
	for _, d := range tenures {
		stamp := append([]byte{byte(len(d.Stamp))}, d.Stamp+d.Source...)
		rows = append(rows, store.Edge{A: d.Stay, B: d.Of, Act: ofVisits + int64(d.Act), Stamp: stamp})
	}
	return rows
}
