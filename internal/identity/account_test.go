package identity

import (
	"strings"
	"testing"
)

func TestCheckName(t *testing.T) {
	for name, ok := range map[string]bool{
		"radeyemi": true, "r.adeyemi-2_x": true, "7": true, strings.Repeat("a", 64): true,
		"": false, "R.Adeyemi": false, "r adeyemi": false, "adeyemi@north": false, "adéyemi": false, "../x": false,
		strings.Repeat("a", 65): false,
	} {
		if err := CheckName(name); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestParseSignIn(t *testing.T) {
	one, two := []string{"north"}, []string{"north", "south"}
	for _, tt := range []struct {
		text         string
		tenants      []string
		tenant, name string
	}{
		{"radeyemi", one, "north", "radeyemi"},
		{"  RAdeyemi ", one, "north", "radeyemi"},
		{"radeyemi@north", one, "north", "radeyemi"},
		{"radeyemi@south", one, "south", "radeyemi"},
		{"radeyemi@south", two, "south", "radeyemi"},
		{"radeyemi", two, "", "radeyemi"},
		{"radeyemi", nil, "", "radeyemi"},
		{"radeyemi@", one, "", "radeyemi"},
		{"a@b@c", two, "b@c", "a"},
		{"", one, "north", ""},
	} {
		tenant, name := ParseSignIn(tt.text, tt.tenants)
		if tenant != tt.tenant || name != tt.name {
			t.Errorf("%q among %v: %q at %q, want %q at %q", tt.text, tt.tenants, name, tenant, tt.name, tt.tenant)
		}
	}
}

func TestRolesAreReadBack(t *testing.T) {
	for _, r := range Roles() {
		if got, err := ParseRole(string(r)); got != r || err != nil {
			t.Errorf("%q: %q, %v", r, got, err)
		}
		if w := (Who{Role: r}); !w.May(r) || w.May() || w.May("other") {
			t.Errorf("%q may do as another role", r)
		}
	}
	if _, err := ParseRole("root"); err == nil {
		t.Error("root is a role")
	}
}
