package tour

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"redoutlet/internal/demo/scene"
)

func button(step, act string) url.Values {
	return url.Values{"step": {step}, "act": {act}, "substance": {"wax & pitch"}}
}

// TestEveryStepIsSeenAndPutBackAndSeenAgain presses every button, twice around, and reads the page after each.
func TestEveryStepIsSeenAndPutBackAndSeenAgain(t *testing.T) {
	tour := new(house).places(t)
	seen := map[string]string{
		"allergy":  "was on the chart",
		"pharmacy": "Of 2 parts of the chart, the words of 1 changed, all of which the pharmacy gives. The words of the other 1",
		"vanish":   "1 of them go on showing 1 allergies that were deleted",
	}
	for range 2 {
		for _, s := range tour.steps {
			for _, act := range []struct {
				button, words string
				state         State
			}{{"do", seen[s.ID], Seen}, {"undo", "Put back:", NotYet}} {
				if w := press(t, tour, button(s.ID, act.button)); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/#"+s.ID {
					t.Errorf("%s %s is answered %d and leads to %q", act.button, s.ID, w.Code, w.Header().Get("Location"))
				}
				if s.State != act.state || s.Trouble != "" {
					t.Errorf("after %s, %s is %s: %s", act.button, s.ID, s.State, s.Trouble)
				}
				if page := ask(t, tour, http.MethodGet, "/", nil).Body.String(); !strings.Contains(page, act.words) {
					t.Errorf("after %s of %s the page does not say %q", act.button, s.ID, act.words)
				}
			}
		}
	}
}

// TestWhatDoesNotHoldIsSaid has the silence of the pharmacy change the words of another section.
func TestWhatDoesNotHoldIsSaid(t *testing.T) {
	tour := (&house{spread: true}).places(t)
	press(t, tour, button("pharmacy", "do"))
	page := ask(t, tour, http.MethodGet, "/", nil).Body.String()
	for _, want := range []string{string(DidNotHold), "changed too, which registration gives", "Undo: Let the pharmacy speak again"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// TestNothingIsDoneBesideWhatRuns holds that one step runs at a time, and that it can be put back while it runs.
func TestNothingIsDoneBesideWhatRuns(t *testing.T) {
	tour := new(house).places(t)
	ask(t, tour, http.MethodPost, "/do", button("pharmacy", "do"))
	if page := ask(t, tour, http.MethodGet, "/", nil).Body.String(); !strings.Contains(page, `http-equiv="refresh"`) || !strings.Contains(page, string(Running)) {
		t.Error("the page does not say that a step runs, and does not load itself again")
	}
	if w := ask(t, tour, http.MethodPost, "/do", button("vanish", "do")); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), errBusy.Error()) {
		t.Errorf("another step meanwhile is answered %d", w.Code)
	}
	tour.do(t.Context(), <-tour.tasks)
	if page := ask(t, tour, http.MethodGet, "/", nil).Body.String(); strings.Contains(page, `http-equiv="refresh"`) {
		t.Error("the page loads itself again when nothing runs")
	}
}

// TestButtonsThatDoNothingSaySo presses what cannot be done now.
func TestButtonsThatDoNothingSaySo(t *testing.T) {
	tour := new(house).places(t)
	press(t, tour, button("allergy", "do"))
	press(t, tour, button("vanish", "do"))
	for _, tt := range []struct {
		form url.Values
		code int
		says string
	}{
		{button("vanish", "do"), http.StatusConflict, errDone.Error()},
		{button("pharmacy", "undo"), http.StatusConflict, errDone.Error()},
		{button("allergy", "undo"), http.StatusConflict, errHeld.Error()},
		{button("fire", "do"), http.StatusUnprocessableEntity, errNoStep.Error()},
		{url.Values{"step": {"allergy"}, "act": {"do"}, "substance": {" "}}, http.StatusUnprocessableEntity, "the field is empty"},
	} {
		if w := press(t, tour, tt.form); w.Code != tt.code || !strings.Contains(w.Body.String(), tt.says) {
			t.Errorf("%v is answered %d without %q", tt.form, w.Code, tt.says)
		}
	}
	press(t, tour, button("allergy", "do"))
	if s := tour.step("allergy"); s.State != Seen || !strings.Contains(s.Trouble, "Nothing was done: the chart lists it already") {
		t.Errorf("what is listed is typed again: %s, %s", s.State, s.Trouble)
	}
}

// TestAProgramThatDoesNotAnswerIsSaidInWords looks at the page, and presses a button, where nobody answers.
func TestAProgramThatDoesNotAnswerIsSaidInWords(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	tour := tourOf(t, gone.URL)
	press(t, tour, button("pharmacy", "do"))
	w := ask(t, tour, http.MethodGet, "/", nil)
	if w.Code != http.StatusOK || strings.Count(w.Body.String(), "does not answer. Look at the terminal") != 2 {
		t.Errorf("answered %d, without the words for the board and for the step", w.Code)
	}
}

// TestThePageNeedsNoScriptAndStaysHere holds what the page's answers bear.
func TestThePageNeedsNoScriptAndStaysHere(t *testing.T) {
	w := ask(t, new(house).places(t), http.MethodGet, "/", nil)
	if page := w.Body.String(); strings.Contains(page, "<script") || strings.Contains(page, " style=") || !strings.Contains(page, "What was not proven:") {
		t.Error("the page has a script or a style of its own, or does not end with what was not proven")
	}
	if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("policy %q", csp)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://elsewhere.example/", nil)
	elsewhere := httptest.NewRecorder()
	new(house).places(t).Handler().ServeHTTP(elsewhere, r)
	if elsewhere.Code != http.StatusMisdirectedRequest {
		t.Errorf("under another name it is answered %d", elsewhere.Code)
	}
}

// TestThePatientStaysTheSame holds that whoever was chosen is kept as long as they are in the house.
func TestThePatientStaysTheSame(t *testing.T) {
	emergency, ward, other := scene.Patient{MRN: "1", Unit: "ED"}, scene.Patient{MRN: "2", Unit: "4W"}, scene.Patient{MRN: "3", Unit: "4W"}
	all := []scene.Patient{emergency, ward, other}
	for _, tt := range []struct {
		was, want scene.Patient
		in        []scene.Patient
	}{
		{scene.Patient{}, ward, all},
		{other, other, all},
		{emergency, emergency, all},
		{other, ward, all[:2]},
		{ward, emergency, all[:1]},
	} {
		if got := choose(tt.in, tt.was); got != tt.want {
			t.Errorf("after %s of %d patients, %s is chosen", tt.was.MRN, len(tt.in), got.MRN)
		}
	}
}
