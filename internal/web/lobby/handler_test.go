package lobby

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/web/ui"
)

// house has patients and writes down whose glass was broken.
type house struct {
	patients []roster.Summary
	broken   []string
	found    []string // about numbers
	asked    []string // the tenants that were looked through
	refuses  error
	behind   bool // messages wait to be read
}

func (h *house) Line(_ context.Context, _, id string) (roster.Summary, error) {
	for _, p := range h.patients {
		if p.Line.ID == id {
			return p, nil
		}
	}
	return roster.Summary{}, ui.ErrNotFound
}

func (h *house) Search(_ context.Context, tenant string, q lookup.Query) (Answer, error) {
	h.asked = append(h.asked, tenant)
	var a Answer
	for _, p := range h.patients {
		if e := lookup.EntryOf(&p.Line); q.Fits(&e) {
			a.Rows, a.Total = append(a.Rows, lookup.Row{Summary: p}), a.Total+1
		}
	}
	return a, nil
}

func (h *house) Partings(context.Context, string, string) ([]chart.Parting, error) { return nil, nil }

func (h *house) Find(_ context.Context, who identity.Who, f reading.Finding) (bool, error) {
	h.found = append(h.found, fmt.Sprint(f.Together, " ", f.Numbers, " ", f.By, " ", f.Why))
	return !h.behind, h.refuses
}

func (h *house) GlassUntil(context.Context, identity.Who, string) (time.Time, error) {
	return time.Time{}, nil
}

func (h *house) BreakGlass(_ context.Context, who identity.Who, patient string, why access.Reason) error {
	if err := why.Check(); err != nil {
		return err
	}
	if h.refuses != nil {
		return h.refuses
	}
	h.broken = append(h.broken, who.Name+" "+patient+": "+string(why.Kind)+": "+why.Words)
	return nil
}

// ask sends a request through the patterns of the page table.
func ask(t *testing.T, h *house, method, path string, form url.Values) (any, error) {
	t.Helper()
	var data any
	err := errors.New("no page has this address")
	mux := http.NewServeMux()
	for _, p := range Pages(h, h, func() time.Time { return sampleSheet().now }, sampleSheet().zone) {
		mux.HandleFunc(p.Pattern, func(_ http.ResponseWriter, r *http.Request) {
			who := identity.Who{Tenant: "stbrigid", Name: "radeyemi", Role: identity.Nurse}
			data, err = p.Serve(r.Context(), &ui.Request{Request: r, Who: who})
		})
	}
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	mux.ServeHTTP(httptest.NewRecorder(), r)
	return data, err
}

func TestH075GlassBreaksOnlyWithAReason(t *testing.T) {
	kind := string(access.Kinds()[0])
	for _, tt := range []struct {
		say, kind, words string
		broken           string
		field            string // which is wrong
	}{
		{"a reason", kind, "Seizing, what was given?", "radeyemi a1: " + kind + ": Seizing, what was given?", ""},
		{"no kind", "", "Seizing, what was given?", "", "kind"},
		{"a kind of somebody's own", "because", "Seizing, what was given?", "", "kind"},
		{"no words", kind, "", "", "words"},
		{"words of spaces", kind, strings.Repeat(" ", 30), "", "words"},
		{"too many words", kind, strings.Repeat("a", 501), "", "words"},
		{"no text", kind, "Seizing \xff\xfe", "", "words"},
	} {
		h := &house{patients: []roster.Summary{samplePatient("a1", "EVANS", "Joan")}}
		data, err := ask(t, h, "POST", "/patient/a1/glass", url.Values{"kind": {tt.kind}, "words": {tt.words}})
		if err != nil {
			t.Errorf("%s: %v", tt.say, err)
			continue
		}
		if got := strings.Join(h.broken, "; "); got != tt.broken {
			t.Errorf("%s: broken %q, want %q", tt.say, got, tt.broken)
		}
		to, opened := data.(*ui.Redirect)
		if opened != (tt.broken != "") || opened && to.To != "/patient/a1" {
			t.Errorf("%s: answered with %#v", tt.say, data)
		}
		if page, ok := data.(*glassPage); ok && (page.Problems[0].Field != tt.field || page.Status() != http.StatusUnprocessableEntity) {
			t.Errorf("%s: the page says %+v with status %d", tt.say, page.Problems, page.Status())
		}
	}
}

func TestH075NothingIsShownWithoutARecord(t *testing.T) {
	full := errors.New("the disk is full")
	h := &house{patients: []roster.Summary{samplePatient("a1", "EVANS", "Joan")}, refuses: full}
	form := url.Values{"kind": {string(access.Kinds()[0])}, "words": {"Seizing, what was given?"}}
	if data, err := ask(t, h, "POST", "/patient/a1/glass", form); !errors.Is(err, full) || data != nil {
		t.Errorf("without a record: %v, %v; want nothing but the reason", data, err)
	}
	for _, method := range []string{"GET", "POST"} {
		if _, err := ask(t, h, method, "/patient/zz/glass", form); !errors.Is(err, ui.ErrNotFound) {
			t.Errorf("%s for nobody: %v, want %v", method, err, ui.ErrNotFound)
		}
	}
}

func TestSearchReadsTheBodyAlone(t *testing.T) {
	h := &house{patients: []roster.Summary{samplePatient("a1", "EVANS", "Joan"), samplePatient("b2", "OKAFOR", "Ngozi")}}
	for _, tt := range []struct {
		say, path, typed string
		found            int
		status           int
	}{
		{"a name", "/search", "evans", 1, http.StatusOK},
		{"a birth date of both", "/search", " 7/14/1945 ", 2, http.StatusOK},
		{"nobody", "/search", "smith", 0, http.StatusOK},
		{"nothing", "/search", "  ", 0, http.StatusUnprocessableEntity},
		{"nothing but marks", "/search", "-,;", 0, http.StatusUnprocessableEntity},
		{"a name in the address", "/search?q=evans", "", 0, http.StatusUnprocessableEntity},
	} {
		data, err := ask(t, h, "POST", tt.path, url.Values{"q": {tt.typed}})
		if err != nil {
			t.Errorf("%s: %v", tt.say, err)
			continue
		}
		page := data.(*searchPage)
		if len(page.Rows) != tt.found || page.Status() != tt.status {
			t.Errorf("%s: %d found with status %d, want %d with %d", tt.say, len(page.Rows), page.Status(), tt.found, tt.status)
		}
		if strings.Contains(strings.ToLower(page.Head().Title), "evans") {
			t.Errorf("%s: the title is %q", tt.say, page.Head().Title)
		}
	}
	for _, tenant := range h.asked {
		if tenant != "stbrigid" {
			t.Errorf("%s was looked through", tenant)
		}
	}
}

func TestNumbersChangeOnlyWithAReason(t *testing.T) {
	patient := samplePatient("a1", "EVANS", "Joan")
	patient.Line.Identifiers = append(patient.Line.Identifiers, fact.ID{Value: "17", Authority: "STBRIGID", Type: "MR"})
	split := "These are two patients: split number 17 STBRIGID off"
	for _, tt := range []struct {
		say, number, words string
		found              string
		field              string // which is wrong
	}{
		{"a reason", split, "Two wristbands.", "false [17^STBRIGID 004417a1^STBRIGID]  Two wristbands.", ""},
		{"nothing chosen", "", "Two wristbands.", "", "number"},
		{"a number of somebody else's", "These are two patients: split number 18 STBRIGID off", "Two wristbands.", "", "number"},
		{"no words", split, " ", "", "words"},
		{"too many words", split, strings.Repeat("a", 501), "", "words"},
		{"words of spaces between", split, "a" + strings.Repeat(" ", 30) + "b", "", "words"},
		{"no text", split, "Two wristbands \xff\xfe", "", "words"},
	} {
		h := &house{patients: []roster.Summary{patient}}
		data, err := ask(t, h, "POST", "/patient/a1/numbers", url.Values{"number": {tt.number}, "words": {tt.words}})
		if err != nil {
			t.Errorf("%s: %v", tt.say, err)
			continue
		}
		if got := strings.Join(h.found, "; "); got != tt.found {
			t.Errorf("%s: found %q, want %q", tt.say, got, tt.found)
		}
		if page, ok := data.(*numbersPage); ok && (page.Problems[0].Field != tt.field || page.Status() != http.StatusUnprocessableEntity) {
			t.Errorf("%s: the page says %+v with status %d", tt.say, page.Problems, page.Status())
		}
	}
}

// While messages wait to be read a finding is kept once, and the page that follows
// says so and asks for nothing.
func TestAFindingThatWaitsIsSaidToBeKept(t *testing.T) {
	patient := samplePatient("a1", "EVANS", "Joan")
	patient.Line.Identifiers = append(patient.Line.Identifiers, fact.ID{Value: "17", Authority: "STBRIGID", Type: "MR"})
	said := url.Values{"number": {"These are two patients: split number 17 STBRIGID off"}, "words": {"Two wristbands."}}
	for behind, to := range map[bool]string{false: "/patient/a1", true: "/patient/a1/numbers?kept=waiting"} {
		h := &house{patients: []roster.Summary{patient}, behind: behind}
		data, err := ask(t, h, "POST", "/patient/a1/numbers", said)
		if r, ok := data.(*ui.Redirect); err != nil || !ok || r.To != to || len(h.found) != 1 {
			t.Errorf("behind %v: %+v (%v), want to be sent to %s", behind, data, err, to)
		}
		data, err = ask(t, h, "GET", to, nil)
		if page, ok := data.(*numbersPage); behind && (err != nil || !ok || !page.Waiting) {
			t.Errorf("%s: %+v (%v)", to, data, err)
		}
	}
}
