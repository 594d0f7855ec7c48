package ehr

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"redoutlet/internal/sim"
	"redoutlet/internal/sim/fiction"
)

// Patient is a line of GET /patients.
type Patient struct {
	Name string `json:"name"`
	MRN  string `json:"mrn"`
	Unit string `json:"unit"`
	Room string `json:"room"`
	Bed  string `json:"bed"`
}

// patients lists who is in the house as JSON.
func (s *site) patients(w http.ResponseWriter, r *http.Request) {
	list := []Patient{}
	for _, p := range s.config.Hospital.Patients() {
		list = append(list, Patient{p.Name, p.MRN, p.Unit, p.Room, p.Bed})
	}
	s.json(w, r, http.StatusOK, list)
}

// unit is a unit with who is in it.
type unit struct {
	Code, Words string
	Patients    []sim.Patient
}

// house is what the first page shows.
type house struct {
	Units   []unit
	Mishaps []mishap // what can be let go wrong
}

// list shows who is in the house, by unit.
func (s *site) list(w http.ResponseWriter, r *http.Request) {
	var units []unit
	for _, p := range s.config.Hospital.Patients() {
		if n := len(units); n == 0 || units[n-1].Code != p.Unit {
			units = append(units, unit{Code: p.Unit, Words: p.UnitWords})
		}
		last := &units[len(units)-1]
		last.Patients = append(last.Patients, p)
	}
	view := house{Units: units}
	if s.config.Befall != nil {
		view.Mishaps = mishaps[:]
	}
	s.page(w, r, http.StatusOK, "list", view)
}

// chart is what the page of a patient shows.
type chart struct {
	sim.Patient
	Substances []string // to choose from; anything else may be typed
	Severities []severity
}

// severity is a word of HL7 table 0128.
type severity struct{ Code, Words string }

var severities = [...]severity{{"SV", "severe"}, {"MO", "moderate"}, {"MI", "mild"}, {"U", "unknown"}}

// SeverityWords returns the words of an allergy's severity.
func (chart) SeverityWords(code string) string {
	for _, s := range severities {
		if s.Code == code {
			return s.Words
		}
	}
	return "not asked"
}

// patient shows somebody's record and the forms to change it.
func (s *site) patient(w http.ResponseWriter, r *http.Request) {
	for _, p := range s.config.Hospital.Patients() {
		if p.MRN == r.PathValue("mrn") {
			view := chart{Patient: p, Severities: severities[:]}
			for _, a := range fiction.Allergens() {
				view.Substances = append(view.Substances, a.Words)
			}
			s.page(w, r, http.StatusOK, "patient", view)
			return
		}
	}
	s.problem(w, r, http.StatusNotFound, sim.ErrNoPatient)
}

// style is the style sheet.
func (s *site) style(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, pages, "page/page.css")
}

// page writes a page, whole or not at all.
func (s *site) page(w http.ResponseWriter, r *http.Request, status int, name string, data any) {
	var out bytes.Buffer
	if err := s.views[name].ExecuteTemplate(&out, "frame", data); err != nil {
		http.Error(w, "This page could not be made. Go back to the list of patients.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(out.Bytes())
}

// json writes a value.
func (s *site) json(w http.ResponseWriter, r *http.Request, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value)
}

// problem says what went wrong, as a page or as JSON.
func (s *site) problem(w http.ResponseWriter, r *http.Request, status int, err error) {
	if wantsJSON(r) {
		s.json(w, r, status, map[string]string{"error": err.Error()})
		return
	}
	s.page(w, r, status, "problem", err.Error())
}

// wantsJSON reports whether a script asks.
func wantsJSON(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}

// statusOf is the HTTP status of what went wrong with a form.
func statusOf(err error) int {
	var invalid invalidError
	switch tooLarge := new(http.MaxBytesError); {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.As(err, &invalid):
		return http.StatusUnprocessableEntity
	case errors.Is(err, sim.ErrNoPatient), errors.Is(err, sim.ErrNoOrder), errors.Is(err, sim.ErrNoAllergy):
		return http.StatusNotFound
	}
	return http.StatusServiceUnavailable
}
