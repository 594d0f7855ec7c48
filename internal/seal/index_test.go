package seal

import "testing"

func newIndex(t *testing.T, key *PrivateKey, purpose string) *Index {
	t.Helper()
	x, err := NewIndex(key, purpose)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestIndex(t *testing.T) {
	key := newKey(t)
	x := newIndex(t, key, "patient")
	want := x.Of("HOSP", "123")
	if got := newIndex(t, key, "patient").Of("HOSP", "123"); got != want {
		t.Error("the same identifier has two entries")
	}
	for name, got := range map[string][16]byte{
		"another identifier":           x.Of("HOSP", "124"),
		"divided elsewhere":            x.Of("HOSP1", "23"),
		"not divided":                  x.Of("HOSP123"),
		"one part more":                x.Of("HOSP", "123", ""),
		"another purpose":              newIndex(t, key, "visit").Of("HOSP", "123"),
		"another key":                  newIndex(t, newKey(t), "patient").Of("HOSP", "123"),
		"nothing, which is not a zero": {},
	} {
		if got == want {
			t.Errorf("%s has the same entry", name)
		}
	}
}
