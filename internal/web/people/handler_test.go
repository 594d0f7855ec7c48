package people

import (
	"context"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/web/ui"
)

// house answers from memory and writes down what was asked.
type house struct {
	openings []access.Opening
	numbered map[string][]roster.Line
	asked    []access.Filter
}

func (h *house) Looked(_ context.Context, _ string, f access.Filter) ([]access.Opening, error) {
	h.asked = append(h.asked, f)
	return h.openings, nil
}

func (h *house) Reason(context.Context, string, access.ID) (string, error) { return "", nil }

func (h *house) Who(context.Context, string, [][16]byte) (map[[16]byte]roster.Line, error) {
	return sampleNames(true).patients, nil
}

func (h *house) Numbered(_ context.Context, _, number string) ([]roster.Line, error) {
	return h.numbered[number], nil
}

func (h *house) Accounts(context.Context, string) ([]identity.Account, error) {
	return []identity.Account{{Name: "radeyemi", Title: "R. Adeyemi", Role: identity.Nurse}}, nil
}

// visit is one request and who makes it.
type visit struct {
	method, path string
	form         url.Values
	who          identity.Who
}

// ask sends a request through the patterns of the page table.
func (h *house) ask(v visit) (any, error) {
	var data any
	err := errors.New("no page has this address")
	mux := http.NewServeMux()
	pages := Pages(House{Log: h, Accounts: h}, func() time.Time { return sampleSheet().now }, sampleSheet().zone)
	for _, p := range pages {
		mux.HandleFunc(p.Pattern, func(_ http.ResponseWriter, r *http.Request) {
			data, err = p.Serve(r.Context(), &ui.Request{Request: r, Who: v.who})
		})
	}
	r := httptest.NewRequest(v.method, v.path, strings.NewReader(v.form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	mux.ServeHTTP(httptest.NewRecorder(), r)
	return data, err
}

func auditor() identity.Who {
	return identity.Who{Tenant: "stbrigid", Name: "pcast", Role: identity.Auditor}
}

func manager() identity.Who {
	return identity.Who{Tenant: "stbrigid", Name: "mokafor", Role: identity.Manager}
}

// An auditor sees patients by number alone, a manager by name too.
func TestPatientsAreNamedToThoseWhoMaySeeNames(t *testing.T) {
	h := &house{openings: sampleOpenings()}
	for _, who := range []identity.Who{auditor(), manager()} {
		data, err := h.ask(visit{method: "GET", path: "/looked", who: who})
		if err != nil {
			t.Fatal(err)
		}
		page := mainOf(t, drawing{"looked", "looked", data})
		if named := strings.Contains(page, "EVANS"); named != who.May(identity.Manager) {
			t.Errorf("%s sees names: %v", who.Role, named)
		}
		if !strings.Contains(page, "004417209") {
			t.Errorf("%s sees no number", who.Role)
		}
	}
}

func TestLogIsAskedForWhatWasChosen(t *testing.T) {
	id := "0100000000000000000000000000ffff"
	var patient [16]byte
	if _, err := hex.Decode(patient[:], []byte(id)); err != nil {
		t.Fatal(err)
	}
	zone := sampleSheet().zone
	place := access.Place{At: time.UnixMicro(1764085320000000), ID: access.ID{7}}
	for path, want := range map[string]access.Filter{
		"/looked":                               {},
		"/looked?person=+RAdeyemi+":             {Account: "radeyemi"},
		"/looked?patient=" + id + "&glass=on":   {Patients: [][16]byte{patient}, Glass: true},
		"/looked?from=2026-11-01&to=2026-11-02": {Since: time.Date(2026, 11, 1, 0, 0, 0, 0, zone), Until: time.Date(2026, 11, 3, 0, 0, 0, 0, zone)},
		"/looked?after=" + writePlace(place):    {After: place},
	} {
		h := &house{}
		data, err := h.ask(visit{method: "GET", path: path, who: auditor()})
		if err != nil || data.(*lookedPage).Status() != http.StatusOK || len(h.asked) != 1 {
			t.Errorf("%s: %v", path, err)
			continue
		}
		got := h.asked[0]
		want.Limit = lookedRows + 1
		if got.Account != want.Account || got.Glass != want.Glass || got.Limit != want.Limit || len(got.Patients) != len(want.Patients) ||
			!got.Since.Equal(want.Since) || !got.Until.Equal(want.Until) || !got.After.At.Equal(want.After.At) || got.After.ID != want.After.ID {
			t.Errorf("%s asks for %+v, want %+v", path, got, want)
		}
	}
	for _, path := range []string{
		"/looked?patient=zz", "/looked?patient=" + id + "00", "/looked?from=11/25/2026", "/looked?to=2026-02-31", "/looked?after=x", "/looked?after=1-zz",
	} {
		h := &house{}
		data, err := h.ask(visit{method: "GET", path: path, who: auditor()})
		if err != nil || data.(*lookedPage).Status() != http.StatusUnprocessableEntity || len(h.asked) != 0 {
			t.Errorf("%s was answered: %v", path, err)
		}
	}
}

// A number that was typed stands in no address: the blind id does.
func TestTypedNumberLeadsToABlindAddress(t *testing.T) {
	h := &house{numbered: map[string][]roster.Line{
		"004417209": {{ID: "aa"}}, "17": {{ID: "aa"}, {ID: "bb"}},
	}}
	for _, tt := range []struct {
		number, to    string
		links, status int
	}{
		{"", "/looked?glass=on&person=nito", 0, 0},
		{" 004417209 ", "/looked?glass=on&patient=aa&person=nito", 0, 0},
		{"17", "", 2, http.StatusOK},
		{"99", "", 0, http.StatusUnprocessableEntity},
	} {
		form := url.Values{"number": {tt.number}, "person": {"nito"}, "glass": {"on"}, "patient": {"forged"}}
		data, err := h.ask(visit{"POST", "/looked", form, auditor()})
		if err != nil {
			t.Fatal(err)
		}
		if to, ok := data.(*ui.Redirect); ok != (tt.to != "") || ok && to.To != tt.to {
			t.Errorf("%q leads to %#v, want %q", tt.number, data, tt.to)
		}
		if page, ok := data.(*lookedPage); ok && (len(page.Several) != tt.links || page.Status() != tt.status) {
			t.Errorf("%q: %d links with status %d", tt.number, len(page.Several), page.Status())
		}
	}
}
