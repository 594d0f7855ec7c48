// Package scene does one thing to the hospital of the demo and sees what the program makes of it: on the program's own
// pages, signed in as anybody would be. What a scene returns was read or measured there; an error says what did not hold.
package scene

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"time"

	"redoutlet/internal/sim/ehr"
)

// Place is where the hospital and the program are.
type Place struct {
	Pages    string // address of the program's pages, as http://127.0.0.1:8080
	Record   string // address of the page that stands for the hospital's own record
	Password string // of every account
}

// Patient is one whom the hospital's own record lists.
type Patient struct {
	Name string `json:"name"`
	MRN  string `json:"mrn"`
	Unit string `json:"unit"`
}

// Refusal is why a scene was not begun: nothing was done.
type Refusal string

// Error says why.
func (r Refusal) Error() string { return string(r) }

// patience is how long something may take that is to be seen.
const patience = time.Minute

// Until asks again and again until there is an answer or an error.
func Until(ctx context.Context, ask func() (string, error)) (string, error) {
	deadline := time.Now().Add(patience)
	for {
		answer, err := ask()
		if answer != "" || err != nil {
			return answer, err
		}
		if time.Now().After(deadline) {
			return "", fmt.Errorf("it did not happen within %s", patience)
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Visit returns a visitor who has signed in under the name of an account.
func (p Place) Visit(ctx context.Context, name string) (*Visitor, error) {
	v, err := NewVisitor()
	if err != nil {
		return nil, err
	}
	return v, v.SignIn(ctx, p.Pages, name, p.Password)
}

// Patients are those whom the hospital's own record lists.
func (p Place) Patients(ctx context.Context) ([]Patient, error) {
	anybody, err := NewVisitor()
	if err != nil {
		return nil, err
	}
	list, err := anybody.Get(ctx, p.Record+"/patients")
	if err != nil {
		return nil, err
	}
	var patients []Patient
	if err := json.Unmarshal([]byte(list), &patients); err != nil {
		return nil, fmt.Errorf("the hospital's record lists nobody: %w", err)
	}
	if len(patients) == 0 {
		return nil, errors.New("the hospital's record lists nobody")
	}
	return patients, nil
}

// Chart is the address of a patient's page, found by the record number.
func (p Place) Chart(ctx context.Context, nurse *Visitor, patient Patient) (string, error) {
	status, page, err := nurse.Send(ctx, p.Pages+"/search", url.Values{"q": {patient.MRN}})
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("the search is answered %d", status)
	}
	if err != nil {
		return "", err
	}
	found := linked(page, "/patient/")
	if len(found) != 1 {
		return "", fmt.Errorf("%d charts have the number of the patient chosen", len(found))
	}
	return p.Pages + found[0], nil
}

// Charts are the addresses of the pages of all who are in a unit of the hospital now. The clinic beside it is another house.
func (p Place) Charts(ctx context.Context, nurse *Visitor) ([]string, error) {
	patients, err := p.Patients(ctx)
	if err != nil {
		return nil, err
	}
	page, err := nurse.Get(ctx, p.Pages+"/units")
	if err != nil {
		return nil, err
	}
	var charts []string
	for _, unit := range linked(page, "/unit/") {
		if !slices.ContainsFunc(patients, func(at Patient) bool { return "/unit/"+at.Unit == unit }) {
			continue
		}
		page, err := nurse.Get(ctx, p.Pages+unit)
		if err != nil {
			return nil, err
		}
		here := between(page, `<table class="census">`, "</table>") // those who have left stand below
		for _, chart := range linked(here, "/patient/") {
			if chart = p.Pages + chart; !slices.Contains(charts, chart) {
				charts = append(charts, chart)
			}
		}
	}
	return charts, nil
}

// linked lists the addresses below a path that a page leads to, each once.
func linked(page, below string) []string {
	var to []string
	for _, m := range regexp.MustCompile(`href="(`+regexp.QuoteMeta(below)+`[^"/#?]+)"`).FindAllStringSubmatch(page, -1) {
		if !slices.Contains(to, m[1]) {
			to = append(to, m[1])
		}
	}
	return to
}

// Board is the sentence that the board opens with.
func (p Place) Board(ctx context.Context, v *Visitor) (string, error) {
	page, err := v.Get(ctx, p.Pages+"/")
	if err != nil {
		return "", err
	}
	return Heading(page), nil
}

// Mishap presses a button of the hospital's record and returns what it answers.
func (p Place) Mishap(ctx context.Context, m ehr.Mishap) (string, error) {
	v, err := NewVisitor()
	if err != nil {
		return "", err
	}
	status, body, err := v.Send(ctx, p.Record+"/mishap", url.Values{"mishap": {string(m)}})
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("the hospital's record answers %d", status)
	}
	return Plain(body), err
}
