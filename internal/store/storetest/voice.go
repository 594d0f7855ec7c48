package storetest

import (
	"testing"
	"time"

	"redoutlet/internal/store"
)

func exerciseVoice(t *testing.T, open opener) {
	b := open(t)
	hear := func(voices ...store.Voice) {
		t.Helper()
		b.update(North, func(tx *store.Tx) error { return tx.HearVoices(t.Context(), voices) })
	}
	hear(
		store.Voice{Source: "adt", Family: "ADT", Heard: instant(5), AsOf: instant(4), Count: 2, Habit: "a"},
		store.Voice{Source: "lab", Family: "ORU", Heard: instant(1), Count: 1, Habit: "b"},
	)
	hear(
		store.Voice{Source: "adt", Family: "ADT", Heard: instant(3), AsOf: instant(6), Count: 1, Habit: "c"},
		store.Voice{Source: "adt", Family: "ADT", Heard: instant(2), AsOf: time.Time{}, Count: 1},
	)
	same(t, "voices", read(b, North, (*store.Tx).Voices), []store.Voice{
		{Source: "adt", Family: "ADT", Heard: instant(5), AsOf: instant(6), Count: 4, Habit: "c"},
		{Source: "lab", Family: "ORU", Heard: instant(1), Count: 1, Habit: "b"},
	})
}
