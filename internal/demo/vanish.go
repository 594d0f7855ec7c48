package demo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"redoutlet/internal/sim/ehr"
)

// heldBack is how a chart marks what was taken away and is shown all the same.
const heldBack = "HELD BACK: sent as removed"

// mishap presses a button of the hospital's record and returns what it answers.
func (s *story) mishap(ctx context.Context, m ehr.Mishap) (string, error) {
	v, err := newVisitor()
	if err != nil {
		return "", err
	}
	status, body, err := v.send(ctx, s.hospital.page+"/mishap", url.Values{"mishap": {string(m)}})
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("the hospital's record answers %d", status)
	}
	return plain(body), err
}

// vanish deletes many allergies at once and looks at what a nurse and the manager are told.
func (s *story) vanish(ctx context.Context) (string, error) {
	nurse, err := s.visit(ctx, "nurse")
	if err != nil {
		return "", err
	}
	begun := time.Now()
	answer, err := s.mishap(ctx, ehr.Vanish)
	if err != nil {
		return "", err
	}
	sent := regexp.MustCompile(`\d+ messages`).FindString(answer)
	noticed, err := until(ctx, func() (string, error) {
		page, err := nurse.get(ctx, s.page+"/")
		if err != nil || !strings.HasPrefix(heading(page), "Held back:") {
			return "", err
		}
		return fmt.Sprintf("%d ms", time.Since(begun).Milliseconds()), nil
	})
	if err != nil {
		return "", err
	}
	shown, err := until(ctx, func() (string, error) { return s.keptAllergies(ctx, nurse) })
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s deleted allergies; the board says so after %s; %s", sent, noticed, shown), nil
}

// keptAllergies opens the charts of all who are in the house: each has to say what is held back, and some go on showing
// what was deleted. "" as long as that is not so.
func (s *story) keptAllergies(ctx context.Context, nurse *visitor) (string, error) {
	charts, err := s.charts(ctx)
	if err != nil {
		return "", err
	}
	showing, allergies := 0, 0
	for _, address := range charts {
		page, err := nurse.get(ctx, address)
		if err != nil {
			return "", err
		}
		if !strings.Contains(page, "Showing LAST GOOD allergies") {
			return "", nil // not every chart has heard of it yet
		}
		if n := strings.Count(sections(page)["allergies"], heldBack); n > 0 {
			showing, allergies = showing+1, allergies+n
		}
	}
	if showing == 0 {
		return "", nil
	}
	return fmt.Sprintf("all %d charts of the house say so; %d of them go on showing %d allergies that were deleted, marked HELD BACK", len(charts), showing, allergies), nil
}

// decide has the manager keep the last good with a reason, and the source send again what was missing.
func (s *story) decide(ctx context.Context) (string, error) {
	const reason = "4 West asked: nobody there has removed an allergy"
	manager, err := s.visit(ctx, "manager")
	if err != nil {
		return "", err
	}
	page, err := manager.get(ctx, s.page+"/freezes")
	if err != nil {
		return "", err
	}
	frozen := hidden(page, "freeze")
	if len(frozen) == 0 {
		return "", errors.New("the page of what is held back lists nothing")
	}
	for _, freeze := range frozen {
		form := url.Values{"freeze": {freeze}, "act": {"keep"}, "reason": {reason}}
		status, err := manager.post(ctx, s.page+"/freezes", form)
		if err != nil || status != http.StatusSeeOther {
			return "", fmt.Errorf("the decision is answered %d (%w)", status, err)
		}
	}
	page, err = manager.get(ctx, s.page+"/freezes")
	if err != nil || !strings.Contains(page, "Last good kept") || !strings.Contains(page, reason) {
		return "", fmt.Errorf("the page does not say what was decided and why (%w)", err)
	}
	if _, err := s.mishap(ctx, ehr.Restore); err != nil {
		return "", err
	}
	return until(ctx, func() (string, error) {
		page, err := manager.get(ctx, s.page+"/")
		if err != nil || strings.HasPrefix(heading(page), "Held back:") {
			return "", err
		}
		return fmt.Sprintf("%d decision(s) kept with name and reason; the source sent the allergies again, and nothing is held back", len(frozen)), nil
	})
}
