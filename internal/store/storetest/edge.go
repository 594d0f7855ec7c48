package storetest

import (
	"testing"

	"redoutlet/internal/store"
)

func exerciseEdge(t *testing.T, open opener) {
	b := open(t)
	edges := []store.Edge{
		{A: patient(2), B: patient(1)},
		{A: patient(1), B: patient(2)},
		{A: patient(2), B: patient(1)},
		{A: patient(1), B: patient(3)},
	}
	b.update(North, func(tx *store.Tx) error { return tx.AddEdges(t.Context(), edges) })
	same(t, "edges", read(b, North, (*store.Tx).Edges), []store.Edge{edges[1], edges[3], edges[0]})
}
