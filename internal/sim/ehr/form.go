package ehr

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"redoutlet/internal/sim"
)

// The longest texts that are taken, in characters.
const (
	maxSubstance = 120
	maxReaction  = 250
)

// invalidError says what is wrong with a field, without what was typed.
type invalidError string

func (e invalidError) Error() string { return string(e) }

// addAllergy sends an allergy that somebody typed.
func (s *site) addAllergy(w http.ResponseWriter, r *http.Request) {
	s.change(w, r, "An allergy was added.", func(mrn string) (sim.Message, error) {
		a, err := readAllergy(r)
		if err != nil {
			return sim.Message{}, err
		}
		return s.config.Hospital.AddAllergy(s.config.Sender.Time(), mrn, a)
	})
}

// takeBackAllergy sends that the patient never had an allergy.
func (s *site) takeBackAllergy(w http.ResponseWriter, r *http.Request) {
	s.change(w, r, "An allergy was taken back.", func(mrn string) (sim.Message, error) {
		return s.config.Hospital.TakeBackAllergy(s.config.Sender.Time(), mrn, r.PostFormValue("substance"))
	})
}

// stopMedicine sends that an order ends.
func (s *site) stopMedicine(w http.ResponseWriter, r *http.Request) {
	s.change(w, r, "A medicine was stopped.", func(mrn string) (sim.Message, error) {
		return s.config.Hospital.StopMedicine(s.config.Sender.Time(), mrn, r.PostFormValue("order"))
	})
}

// chartDose sends that a dose was given.
func (s *site) chartDose(w http.ResponseWriter, r *http.Request) {
	s.change(w, r, "A dose was charted as given.", func(mrn string) (sim.Message, error) {
		return s.config.Hospital.ChartDose(s.config.Sender.Time(), mrn, r.PostFormValue("order"))
	})
}

// change reads a form, does what it asks, sends the message and answers with what became of it.
func (s *site) change(w http.ResponseWriter, r *http.Request, what string, do func(mrn string) (sim.Message, error)) {
	if err := r.ParseForm(); err != nil {
		var tooLarge *http.MaxBytesError
		if !errors.As(err, &tooLarge) {
			err = invalidError("the form cannot be read: go back and fill it in again")
		}
		s.problem(w, r, statusOf(err), err)
		return
	}
	mrn := r.PostFormValue("patient")
	m, err := do(mrn)
	if err != nil {
		s.problem(w, r, statusOf(err), err)
		return
	}
	d, err := s.config.Sender.Send(m)
	if err != nil {
		s.problem(w, r, statusOf(err), err)
		return
	}
	sent := &sending{Delivery: d, MRN: mrn, What: what}
	s.book.add(sent)
	s.answer(w, r, sent)
}

// readAllergy reads the fields of an allergy.
func readAllergy(r *http.Request) (sim.Allergy, error) {
	substance, err := readLine(r.PostFormValue("substance"), "substance", maxSubstance)
	if err != nil {
		return sim.Allergy{}, err
	}
	if substance == "" {
		return sim.Allergy{}, invalidError("say what the patient is allergic to: the substance is empty")
	}
	reaction, err := readLine(r.PostFormValue("reaction"), "reaction", maxReaction)
	if err != nil {
		return sim.Allergy{}, err
	}
	a := sim.Allergy{Substance: substance, Reaction: reaction, Severity: r.PostFormValue("severity")}
	if a.Severity == "" {
		return a, nil
	}
	for _, s := range severities {
		if a.Severity == s.Code {
			return a, nil
		}
	}
	return sim.Allergy{}, invalidError("choose one of the severities that are offered")
}

// readLine reads one line of text.
func readLine(text, field string, most int) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case !utf8.ValidString(text), strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) }):
		return "", invalidError(fmt.Sprintf("the %s holds characters that cannot be sent: type it on one line", field))
	case utf8.RuneCountInString(text) > most:
		return "", invalidError(fmt.Sprintf("the %s is too long: use at most %d characters", field, most))
	}
	return text, nil
}
