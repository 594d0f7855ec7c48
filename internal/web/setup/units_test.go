package setup

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

// named is a house that answers from the sample and writes down what was asked.
type named struct {
	known   known
	history []unit.List
	locked  bool
	refuses error
	base    int64
	units   []unit.Unit
	undone  bool
	kept    []bool
}

func (h *named) Accounts(context.Context, string) ([]identity.Account, error) {
	return h.known.accounts, nil
}

func (h *named) Status(context.Context, string) (feed.Status, error) {
	return feed.Status{Sources: h.known.sources}, nil
}

func (h *named) Locked(string) bool { return h.locked }

func (h *named) UnderPassphrase(string) bool { return true }

func (h *named) Standings(context.Context, string) (map[string]census.Standing, error) {
	return h.known.lists, nil
}

func (h *named) Seen(context.Context, string) (map[string]int, error) { return h.known.seen, nil }

func (h *named) History(string) []unit.List { return h.history }

func (h *named) KeyCopy(string) (bool, time.Time, string) { return true, sampleNow(), "jwhit" }

func (h *named) NoteKey(_ context.Context, _ identity.Who, kept bool) error {
	h.kept = append(h.kept, kept)
	return nil
}

func (h *named) Name(_ context.Context, _ identity.Who, base int64, units []unit.Unit) error {
	h.base, h.units = base, units
	return h.refuses
}

func (h *named) Undo(_ context.Context, _ identity.Who, base int64) error {
	h.base, h.undone = base, true
	return h.refuses
}

// ask sends what was typed through the page table.
func (h *named) ask(pattern string, typed url.Values) (any, error) {
	method, path, _ := strings.Cut(pattern, " ")
	r := httptest.NewRequest(method, path, strings.NewReader(typed.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	house := House{Staff: h, Feeds: h, Charts: h, Keys: h, Units: h}
	for _, p := range Pages(house, sampleNow, sampleNow().Location()) {
		if p.Pattern == pattern {
			return p.Serve(r.Context(), &ui.Request{Request: r, Who: identity.Who{Tenant: "north", Name: "jwhit", Role: identity.Administrator}})
		}
	}
	return nil, http.ErrNotSupported
}

func newNamed() *named {
	k, history := sampleNamed()
	return &named{known: k, history: history}
}

// The page as it was drawn, sent back, changes nothing; a name typed into a line
// is added, an emptied one is gone.
func TestUnitsAreNamedByTheirLines(t *testing.T) {
	lines := func(change ...string) url.Values {
		v := url.Values{"version": {"2"}}
		for i, line := range [][3]string{{"ED", "", "on"}, {"ICU", "", "on"}, {"4W", "4 West", "on"}, {"OLD", "Old building", ""}} {
			at := string(rune('0' + i))
			v.Set("code-"+at, line[0])
			v.Set("known-"+at, "on")
			v.Set("name-"+at, line[1])
			if line[2] != "" {
				v.Set("used-"+at, "on")
			}
		}
		for i := 0; i < len(change); i += 2 {
			v.Set(change[i], change[i+1])
		}
		return v
	}
	west, old := unit.Unit{Code: "4W", Name: "4 West"}, unit.Unit{Code: "OLD", Name: "Old building", Closed: true}
	for _, tt := range []struct {
		say   string
		typed url.Values
		want  []unit.Unit
		field string // that is wrong
	}{
		{"nothing changed", lines(), []unit.Unit{west, old}, ""},
		{"one more", lines("name-0", " Emergency "), []unit.Unit{{Code: "ED", Name: "Emergency"}, west, old}, ""},
		{"one less", lines("name-2", ""), []unit.Unit{old}, ""},
		{"one to come", lines("code-4", "5E", "name-4", "5 East", "used-4", "on"), []unit.Unit{west, old, {Code: "5E", Name: "5 East"}}, ""},
		{"one to come without a name", lines("code-4", "5E"), nil, "name-4"},
		{"one that is there", lines("code-4", "4W", "name-4", "West"), nil, "name-4"},
		{"a name too long", lines("name-1", strings.Repeat("x", 61)), nil, "name-1"},
	} {
		h := newNamed()
		answer, err := h.ask("POST /setup/units", tt.typed)
		if err != nil {
			t.Fatalf("%s: %v", tt.say, err)
		}
		if p, refused := answer.(*unitsPage); refused != (tt.field != "") || refused && (p.status != 422 || p.Problems[0].Field != tt.field || h.units != nil) {
			t.Errorf("%s: answered %+v", tt.say, answer)
		}
		if !reflect.DeepEqual(h.units, tt.want) || h.units != nil && h.base != 2 {
			t.Errorf("%s: named %v on top of %d, want %v", tt.say, h.units, h.base, tt.want)
		}
	}
}

func TestNamesAreTakenBack(t *testing.T) {
	for _, refuses := range []error{nil, unit.ErrMeanwhile, unit.ErrNoEarlier} {
		h := newNamed()
		h.refuses = refuses
		answer, err := h.ask("POST /setup/units", url.Values{"version": {"2"}, "act": {"undo"}})
		if err != nil {
			t.Fatal(err)
		}
		if _, refused := answer.(*unitsPage); refused != (refuses != nil) || !h.undone || h.base != 2 || h.units != nil {
			t.Errorf("%v: %+v", refuses, answer)
		}
	}
	if _, err := newNamed().ask("POST /setup/units", url.Values{}); err == nil {
		t.Error("a form without a version is taken")
	}
}

// While the charts are locked the names that there are can be changed.
func TestUnitsWhileLocked(t *testing.T) {
	h := newNamed()
	h.locked = true
	answer, err := h.ask("GET /setup/units", nil)
	if err != nil {
		t.Fatal(err)
	}
	if p := answer.(*unitsPage); !p.Locked || len(p.Rows) != 2+spare || p.Undo != 2 {
		t.Errorf("%+v", p)
	}
}

func TestKeyIsNotedOnThePage(t *testing.T) {
	h := newNamed()
	for _, said := range []string{"kept", "not kept"} {
		if _, err := h.ask("POST /setup", url.Values{"key": {said}}); err != nil {
			t.Error(err)
		}
	}
	if _, err := h.ask("POST /setup", url.Values{"key": {"sold"}}); err == nil || !reflect.DeepEqual(h.kept, []bool{true, false}) {
		t.Errorf("noted %v, then %v", h.kept, err)
	}
}
