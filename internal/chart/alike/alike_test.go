package alike

import (
	"strings"
	"testing"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
)

func line(family, given, born string) *roster.Line {
	return &roster.Line{Family: family, Given: given, Born: born}
}

// Near names are warned of, on both sides in the same words, and others are
// not.
func TestH014NearNamesWarnOnBothSides(t *testing.T) {
	for _, tt := range []struct {
		say      string
		a, b     *roster.Line
		together string // what is said on one unit
		apart    string // what is said anywhere in the house
	}{
		{"one name", line("SMITH", "Ann", ""), line("Smith", "ann", ""), "same name as", "same name as"},
		{"twins of one name", line("SMITH", "Ann", "1945-07-14"), line("Smith", "ann", "1945-07-14"), "same name and birth date as", "same name and birth date as"},
		{"twins", line("ZHOU", "Mei", "2026-11-01T08:00"), line("ZHOU", "Lan", "2026-11-01T08:07"), "same family name and birth date as", "same family name and birth date as"},
		{"a family", line("ZHOU", "Mei", "1950-01-02"), line("ZHOU", "Lan", "1990-01-02"), "same family name as", ""},
		{"exchanged", line("JAMES", "Henry", ""), line("HENRY", "James", ""), "family and given name the other way round as", "family and given name the other way round as"},
		{"another letter", line("SMITH", "Ann", ""), line("SMYTH", "Bob", ""), "family name one letter off from", ""},
		{"another letter and one birth date", line("SMITH", "Ann", "1945-07-14"), line("SMYTH", "Ann", "1945-07-14"), "family name one letter off and same birth date from", "family name one letter off and same birth date from"},
		{"a letter more", line("JOHNSON", "A", ""), line("JOHNSTON", "B", ""), "family name one letter off from", ""},
		{"two letters exchanged", line("MARSHALL", "A", ""), line("MRASHALL", "B", ""), "family name one letter off from", ""},
		{"one sound", line("MEYER", "A", ""), line("MAIER", "B", ""), "family name that sounds the same as", ""},
		{"one sound with ph", line("STEPHENS", "A", ""), line("STEVENS", "B", ""), "family name that sounds the same as", ""},
		{"marks", line("Núñez", "A", ""), line("NUNEZ", "B", ""), "same family name as", ""},
		{"spelled with an apostrophe", line("O'BRIEN", "A", ""), line("OBrien", "B", ""), "same family name as", ""},
		{"short names", line("LI", "A", ""), line("LE", "B", ""), "", ""},
		{"short names of one sound", line("LEE", "A", ""), line("LEA", "B", ""), "", ""},
		{"nothing alike", line("SMITH", "Ann", "1945-07-14"), line("OKAFOR", "Ngozi", "1945-07-14"), "", ""},
		{"a given name alone", line("SMITH", "Ann", ""), line("OKAFOR", "Ann", ""), "", ""},
		{"no family names", line("", "Ann", "1945-07-14"), line("", "Ann", "1945-07-14"), "", ""},
		{"a birth year alone", line("ZHOU", "Mei", "1950"), line("ZHOU", "Lan", "1950"), "same family name as", ""},
	} {
		for _, pair := range [][2]*roster.Line{{tt.a, tt.b}, {tt.b, tt.a}} {
			if got := Between(NameOf(pair[0]), NameOf(pair[1]), true); got != tt.together {
				t.Errorf("%s on one unit: %q, want %q", tt.say, got, tt.together)
			}
			if got := Between(NameOf(pair[0]), NameOf(pair[1]), false); got != tt.apart {
				t.Errorf("%s anywhere: %q, want %q", tt.say, got, tt.apart)
			}
		}
	}
}

// A mother and her newborn, whose numbers say so, share their family name: each
// chart names the other, and a warning is kept for who may be taken for somebody.
// Of one name they may be, and so may twins.
func TestH014MotherAndNewbornAreNoLookAlikes(t *testing.T) {
	id := func(number string) fact.ID { return fact.ID{Value: number, Authority: "ZZHOSP", Type: "MR"} }
	person := func(number, family, given, mother string) *roster.Line {
		l := line(family, given, "")
		l.Identifiers = []fact.ID{{Value: "V" + number, Authority: "ZZHOSP", Type: "VN"}, id(number)}
		if mother != "" {
			l.Mother = id(mother)
		}
		return l
	}
	mother := person("M1", "ZZTEST-DUNE", "ADA", "")
	elsewhere := person("M1", "ZZTEST-DUNE", "ADA", "")
	elsewhere.Identifiers[1].Authority = "ZZCLINIC"
	for name, tt := range map[string]struct {
		a, b *roster.Line
		want string
	}{
		"mother and newborn":                {mother, person("B1", "ZZTEST-DUNE", "BOY", "M1"), ""},
		"another's newborn":                 {mother, person("B1", "ZZTEST-DUNE", "BOY", "M2"), "same family name as"},
		"a number of another house":         {elsewhere, person("B1", "ZZTEST-DUNE", "BOY", "M1"), "same family name as"},
		"mother and newborn of one name":    {mother, person("B1", "ZZTEST-DUNE", "ADA", "M1"), "same name as"},
		"twins":                             {person("B1", "ZZTEST-DUNE", "BOY", "M1"), person("B2", "ZZTEST-DUNE", "GIRL", "M1"), "same family name as"},
		"two without a mother and a number": {line("ZZTEST-DUNE", "ADA", ""), line("ZZTEST-DUNE", "BO", ""), "same family name as"},
	} {
		for _, pair := range [][2]*roster.Line{{tt.a, tt.b}, {tt.b, tt.a}} {
			if got := Between(NameOf(pair[0]), NameOf(pair[1]), true); got != tt.want {
				t.Errorf("%s: %q, want %q", name, got, tt.want)
			}
		}
	}
}

// A unit of patients with the most common family names of the country warns of
// none of them: warnings are left for names that are taken for one another.
func TestH090CommonNamesWarnOfNobody(t *testing.T) {
	families := strings.Fields(`Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez
		Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson`)
	for i, family := range families {
		for _, other := range families[:i] {
			if words := Between(NameOf(line(family, "Ann", "1945-07-14")), NameOf(line(other, "Ann", "1990-01-02")), true); words != "" {
				t.Errorf("%s and %s: %s", family, other, words)
			}
		}
	}
}

func TestFold(t *testing.T) {
	for name, want := range map[string]string{
		"Nguyễn": "nguyen", "ŁÓDŹ": "lodz", "van der Meer": "vandermeer", "Straße": "strasse", "Ørsted": "orsted",
		"李": "李", "": "", "D'Arcy-Smith 3": "darcysmith3", "İzmir": "izmir",
	} {
		if got := Fold(name); got != want {
			t.Errorf("%q folds to %q, want %q", name, got, want)
		}
	}
}

// Whatever two names are, what is said of one is said of the other, and folding
// twice changes nothing.
func FuzzBetween(f *testing.F) {
	f.Add("SMITH", "SMYTH", "Ann", "1945-07-14")
	f.Add("\xff", "Łódź", "", "")
	f.Add(strings.Repeat("a", 300), "ß", "x", "2026")
	f.Fuzz(func(t *testing.T, a, b, given, born string) {
		x, y := NameOf(line(a, given, born)), NameOf(line(b, a, born))
		for _, together := range []bool{true, false} {
			if one, other := Between(x, y, together), Between(y, x, together); one != other {
				t.Errorf("%q and the other way %q", one, other)
			}
		}
		if folded := Fold(a); Fold(folded) != folded {
			t.Errorf("%q folds to %q and that to %q", a, folded, Fold(folded))
		}
		if Near(a, a) {
			t.Error("a name is near itself")
		}
	})
}
