package fault

import "testing"

func TestParse(t *testing.T) {
	cases := []struct {
		words string
		heard int // of sixty messages; 0 is an error
		bad   int
	}{
		{"silence:pharmacy:10m:20m", 50, 0},
		{"pause:pharmacy:10m:20m", 60, 10},
		{"reorder:registration:10m:20m", 60, 10},
		{"duplicate:pharmacy:10m:20m", 70, 10},
		{"truncate:pharmacy:10m:20m", 70, 10},
		{"letters:pharmacy:10m:20m", 60, 10},
		{"clock:pharmacy:10m:20m:-3h", 60, 10},
		{"vanish:allergies:40m:10", 63, 3},
		{"", 0, 0},
		{"silence", 0, 0},
		{"sleep:pharmacy:10m:20m", 0, 0},
		{"silence:pharmacy:soon:20m", 0, 0},
		{"silence:pharmacy:10m:long", 0, 0},
		{"clock:pharmacy:10m:20m", 0, 0},
		{"clock:pharmacy:10m:20m:back", 0, 0},
		{"vanish:patients:40m:10", 0, 0},
		{"vanish:allergies:40m:0", 0, 0},
		{"vanish:allergies:40m:most", 0, 0},
	}
	for _, c := range cases {
		p, err := Parse(c.words)
		if (err != nil) != (c.heard == 0) {
			t.Errorf("%q: error %v", c.words, err)
		}
		if err != nil {
			continue
		}
		heard, _ := listen(p.Befall(hour(), 1))
		if bad := len(ids(heard, isBad)); len(heard) != c.heard || bad != c.bad || p.String() != c.words {
			t.Errorf("%q: %d messages are heard, %d of them bad; want %d and %d", c.words, len(heard), bad, c.heard, c.bad)
		}
	}
}
