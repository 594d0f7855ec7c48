package storetest

import (
	"testing"

	"redoutlet/internal/store"
)

func exerciseEdge(t *testing.T, open opener) {
	b := open(t)
	edges := []store.Edge{
		{A: patient(2), B: patient(1), Act: 4, Stamp: []byte{9}},
		{A: patient(1), B: patient(2)},
		{A: patient(2), B: patient(1), Act: 4, Stamp: []byte{9}}, // again
		{A: patient(2), B: patient(1), Act: 2, Stamp: []byte{9, 0}},
		{A: patient(2), B: patient(1), Act: 1, Stamp: []byte{9}},
		{A: patient(1), B: patient(3), Act: 4, Stamp: []byte{0, 1}},
	}
	b.update(North, func(tx *store.Tx) error { return tx.AddEdges(t.Context(), edges) })
	same(t, "edges", read(b, North, (*store.Tx).Edges), []store.Edge{edges[1], edges[5], edges[4], edges[0], edges[3]})
}
