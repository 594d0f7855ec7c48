package unit

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestUnitIsChecked(t *testing.T) {
	for _, tt := range []struct {
		code, name string
		ok         bool
	}{
		{"4W", "4 West", true},
		{"4W", "Ostfl\u00fcgel, 4. Stock", true},
		{"4W", strings.Repeat("é", MostName), true},
		{"4W", strings.Repeat("é", MostName+1), false},
		{" ", "4 West", false},
		{"4W", " ", false},
		{"4W", "4 West\u202e", false},
		{"4\nW", "4 West", false},
		{"4W", "4 West\xff", false},
	} {
		if err := (Unit{Code: tt.code, Name: tt.name}).Check(); (err == nil) != tt.ok {
			t.Errorf("%q called %q: %v", tt.code, tt.name, err)
		}
	}
}

// Every list says what it changed of the one before.
func TestListsChange(t *testing.T) {
	ed, west := Unit{Code: "ED", Name: "Emergency"}, Unit{Code: "4W", Name: "4 West"}
	lists := []List{{}}
	for _, units := range [][]Unit{
		{ed}, {ed, west}, {ed, {Code: "4W", Name: "Four West", Closed: true}}, {ed, {Code: "4W", Name: "Four West"}},
	} {
		l, err := New(units)
		if err != nil {
			t.Fatal(err)
		}
		lists = append(lists, l)
	}
	want := [][]string{
		{"ED is called Emergency"},
		{"4W is called 4 West"},
		{"4W is called Four West, before 4 West", "4W is not in use"},
		{"4W is in use again"},
	}
	for i, words := range want {
		if got := lists[i+1].Changes(lists[i]); !slices.Equal(got, words) {
			t.Errorf("change %d: %q, want %q", i+1, got, words)
		}
	}
	if got := lists[0].Changes(lists[1]); !slices.Equal(got, []string{"ED has no name any more, before Emergency"}) {
		t.Errorf("back: %q", got)
	}
	if u, _ := lists[2].Find("4W"); len(lists[2].Units) != 2 || u.Name != "4 West" || lists[2].Units[0].Code != "4W" {
		t.Errorf("the second list is now %v", lists[2].Units)
	}
}

func TestOneCodeIsNamedOnce(t *testing.T) {
	if _, err := New([]Unit{{Code: "ED", Name: "Emergency"}, {Code: "4W", Name: "4 West"}, {Code: "ED", Name: "ER"}}); !errors.Is(err, ErrTwice) {
		t.Errorf("one code twice: %v", err)
	}
	if _, err := New([]Unit{{Code: "ED"}}); err == nil {
		t.Error("a unit without a name is taken")
	}
}

func TestNames(t *testing.T) {
	names := List{Units: []Unit{{Code: "4W", Name: "4 West"}, {Code: "ICU", Name: "ICU"}, {Code: "OLD", Name: "Old building", Closed: true}}}.Names()
	for code, want := range map[string]string{"4W": "4 West (4W)", "ICU": "ICU", "OLD": "Old building (OLD), not in use", "ED": "ED", "": ""} {
		if got := names.Words(code); got != want {
			t.Errorf("%q is shown %q, want %q", code, got, want)
		}
		if got := Names(nil).Words(code); got != code {
			t.Errorf("%q without names is shown %q", code, got)
		}
	}
}
