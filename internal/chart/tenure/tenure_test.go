package tenure_test

import (
	"math/rand/v2"
	"testing"

	"redoutlet/internal/chart/tenure"
)

type deed = tenure.Deed[string]

// TestH019WhoseAVisitIs: whose what is said of a visit is, before and after it
// was moved, whatever order the deeds come in.
func TestH019WhoseAVisitIs(t *testing.T) {
	registered := func(patient string) deed { return deed{Stay: "V", Of: patient, Act: tenure.Registered} }
	move := func(from, to, stamp string) []deed {
		return []deed{
			{Stay: "V", Of: from, Act: tenure.Leaves, Stamp: stamp}, {Stay: "V", Of: to, Act: tenure.Comes, Stamp: stamp},
		}
	}
	named := deed{Stay: "V", Of: "c", Act: tenure.Named}
	same := deed{Stay: "V", Of: "V0", Act: tenure.Within}
	with := func(lists ...[]deed) (all []deed) {
		for _, list := range lists {
			all = append(all, list...)
		}
		return all
	}
	for _, c := range []struct {
		name      string
		deeds     []deed
		of, stamp string
		holder    string
		agrees    bool
	}{
		{"named by others alone", with([]deed{named}), "c", "2", "c", true},
		{"the one it is registered for", with([]deed{registered("a"), named}), "a", "2", "a", true},
		{"somebody else", with([]deed{registered("a"), named}), "c", "2", "a", false},
		{"registered for two", with([]deed{registered("a"), registered("b"), named}), "c", "2", "c", true},
		{"before it was moved", with([]deed{registered("a")}, move("a", "b", "2")), "a", "1", "b", true},
		{"after it was moved", with([]deed{registered("a")}, move("a", "b", "2")), "a", "3", "b", false},
		{"under the new patient all along", with([]deed{registered("a")}, move("a", "b", "2")), "b", "1", "b", true},
		{"moved twice", with([]deed{registered("a")}, move("a", "b", "2"), move("b", "c", "4")), "a", "1", "c", true},
		{"between two moves", with([]deed{registered("a")}, move("a", "b", "2"), move("b", "c", "4")), "b", "3", "c", true},
		{"moved back", with([]deed{registered("a")}, move("a", "b", "2"), move("b", "a", "4")), "b", "3", "a", true},
		{"moved from somebody who does not have it", with([]deed{registered("a")}, move("c", "b", "2")), "a", "3", "a", true},
		{"moved once, told twice", with([]deed{registered("a")}, move("a", "b", "2"), move("a", "b", "4")), "a", "1", "b", true},
		{"a number given twice, one of them moved", with([]deed{registered("a"), registered("c")}, move("a", "b", "2")), "c", "3", "c", true},
		{"moved with its account", with([]deed{registered("a"), {Stay: "V", Of: "V0", Act: tenure.Within}},
			[]deed{{Stay: "V0", Of: "a", Act: tenure.Leaves, Stamp: "2"}, {Stay: "V0", Of: "b", Act: tenure.Comes, Stamp: "2"}}), "a", "1", "b", true},
		{"in an account that was not moved", with([]deed{registered("a"), same}), "a", "1", "a", true},
	} {
		random := rand.New(rand.NewPCG(19, 7))
		for range 20 {
			var all tenure.Tenures[string]
			for _, at := range random.Perm(len(c.deeds)) {
				all.Add(c.deeds[at])
				if isNew, disturbs := all.Add(c.deeds[at]); isNew || disturbs {
					t.Fatalf("%s: a deed is new twice", c.name)
				}
			}
			got := all.Judge(tenure.Claim[string]{Stay: "V", Of: c.of, Stamp: c.stamp}, func(k string) string { return k })
			if got.Agrees != c.agrees || got.Holder != c.holder {
				t.Fatalf("%s: %+v, want %s %v", c.name, got, c.holder, c.agrees)
			}
		}
	}
}

// A number without an authority is that of its source, where the source
// registers visits under it, and else of whoever does.
func TestNumbersOfSources(t *testing.T) {
	var all tenure.Tenures[string]
	for _, d := range []deed{
		{Stay: "1", Of: "a", Act: tenure.Registered, Source: "hospital"},
		{Stay: "1", Of: "b", Act: tenure.Registered, Source: "clinic"},
		{Stay: "1", Of: "c", Act: tenure.Named, Source: "hospital"},
	} {
		all.Add(d)
	}
	self := func(k string) string { return k }
	for source, agrees := range map[string]bool{"hospital": false, "clinic": false, "laboratory": true} {
		if got := all.Judge(tenure.Claim[string]{Stay: "1", Of: "c", Source: source}, self); got.Agrees != agrees {
			t.Errorf("%s: %+v, want %v", source, got, agrees)
		}
	}
}

// A number that plenty of patients have proves nothing, until it is moved; who
// has it then is found among all of them.
func TestCommonNumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(19, 8))
	deeds := []deed{{Stay: "1", Of: "x", Act: tenure.Named}}
	for _, patient := range "abcdefghijkl" {
		deeds = append(deeds, deed{Stay: "1", Of: string(patient), Act: tenure.Registered})
	}
	moved := append([]deed{{Stay: "1", Of: "a", Act: tenure.Leaves, Stamp: "5"}, {Stay: "1", Of: "z", Act: tenure.Comes, Stamp: "5"}}, deeds...)
	self := func(k string) string { return k }
	for range 20 {
		var common, later tenure.Tenures[string]
		for _, at := range random.Perm(len(deeds)) {
			common.Add(deeds[at])
		}
		for _, at := range random.Perm(len(moved)) {
			later.Add(moved[at])
		}
		for _, of := range []string{"a", "b", "x"} {
			claim := tenure.Claim[string]{Stay: "1", Of: of, Stamp: "3"}
			if got := common.Judge(claim, self); !got.Agrees || got.Holder != of {
				t.Fatalf("%s: %+v", of, got)
			}
			want := of
			if of == "a" {
				want = "z"
			}
			if got := later.Judge(claim, self); !got.Agrees || got.Holder != want {
				t.Fatalf("%s after a move: %+v", of, got)
			}
		}
		if beside := common.Beside([]string{"a"}, self); len(beside) != 0 {
			t.Fatalf("beside a: %v", beside)
		}
	}
}

// BenchmarkOneNumberForAll hears of a number that each patient of a hospital
// was given, as by a sender that fills the field with zeros. ns/op must not
// grow with the number of patients.
func BenchmarkOneNumberForAll(b *testing.B) {
	var all tenure.Tenures[int]
	for i := range b.N {
		all.Add(tenure.Deed[int]{Stay: 0, Of: i, Act: tenure.Registered})
	}
}
