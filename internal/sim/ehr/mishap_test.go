package ehr

import (
	"html/template"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestEveryButtonSaysWhatWillBeSeen presses every button of the first page and reads what it says.
func TestEveryButtonSaysWhatWillBeSeen(t *testing.T) {
	c := open(t, forever)
	first := c.get("/").body
	var want []Mishap
	for _, m := range mishaps {
		if !strings.Contains(first, `value="`+string(m.Mishap)+`">`+template.HTMLEscapeString(m.Button)+"</button>") {
			t.Errorf("the first page has no button %q", m.Button)
		}
		a := c.post("/mishap", url.Values{"mishap": {string(m.Mishap)}})
		if a.status != http.StatusOK || !strings.Contains(a.body, template.HTMLEscapeString(m.Button)) || !strings.Contains(a.body, template.HTMLEscapeString(m.Seen)) {
			t.Errorf("%s is answered %d without what will be seen", m.Mishap, a.status)
		}
		want = append(want, m.Mishap)
	}
	if !slices.Equal(c.befell, want) {
		t.Errorf("befell %v, want %v", c.befell, want)
	}
	said := decode[befallen](t, c.post("/mishap", url.Values{"mishap": {string(Vanish)}}, "Accept", "application/json"))
	if said.Mishap != Vanish || said.Messages != 1 {
		t.Errorf("a script is told %+v", said)
	}
	if a := c.post("/mishap", url.Values{"mishap": {"fire"}}); a.status != http.StatusUnprocessableEntity {
		t.Errorf("what is no button is answered %d", a.status)
	}
}

// TestNothingGoesWrongWhereNobodyAsked holds that a page without buttons takes no mishap.
func TestNothingGoesWrongWhereNobodyAsked(t *testing.T) {
	s := &site{config: Config{Hospital: open(t, forever).hospital}}
	if err := s.parse(); err != nil {
		t.Fatal(err)
	}
	for request, want := range map[string]int{"/": http.StatusOK, "/mishap": http.StatusNotFound} {
		method := http.MethodGet
		if want == http.StatusNotFound {
			method = http.MethodPost
		}
		a := serve(t, s.routes(), method, request)
		if a.Code != want || strings.Contains(a.Body.String(), "go wrong") {
			t.Errorf("%s is answered %d, want %d and no button", request, a.Code, want)
		}
	}
}

func serve(t *testing.T, h http.Handler, method, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, path, nil))
	return w
}
