package reading

import (
	"strings"
	"testing"
)

func TestASourceMayNotHaveANameOfOurs(t *testing.T) {
	for name, may := range map[string]bool{
		"adt": true, "A1_b-c": true, strings.Repeat("a", 40): true,
		Desk: false, "~units": false, "": false, "-a": false, "_a": false, "a b": false, "a/b": false, "\u00e9": false, strings.Repeat("a", 41): false,
	} {
		if ValidName(name) != may {
			t.Errorf("%q: may be a name %v, want %v", name, !may, may)
		}
	}
}
