package scene

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Arrival is an allergy that has arrived on a chart.
type Arrival struct {
	Took  time.Duration // from typing to the nurse's page
	Known string        // the line of the section that says from whom it is and how old
}

// Allergy types an allergy into the hospital's record and waits until a nurse's page of the patient shows it.
func (p Place) Allergy(ctx context.Context, nurse *Visitor, patient Patient, chart, substance string) (Arrival, error) {
	page, err := nurse.Get(ctx, chart)
	if err != nil {
		return Arrival{}, err
	}
	if listed(page, substance) {
		return Arrival{}, Refusal("the chart lists it already: type another")
	}
	begun := time.Now()
	status, answer, err := nurse.Send(ctx, p.Record+"/allergy", url.Values{
		"patient": {patient.MRN}, "substance": {substance}, "reaction": {"hives"}, "severity": {"SV"},
	})
	if err != nil {
		return Arrival{}, err
	}
	if status >= 400 {
		return Arrival{}, Refusal("the hospital's record says: " + Plain(between(answer, "</h1>\n<p>", "</p>")))
	}
	var arrived Arrival
	_, err = Until(ctx, func() (string, error) {
		page, err := nurse.Get(ctx, chart)
		if err != nil {
			return "", err
		}
		if !listed(page, substance) {
			return "", nil
		}
		part := SectionOf(page, "allergies")
		arrived = Arrival{time.Since(begun), part.From}
		if !strings.Contains(part.From, "as of") {
			return "", errors.New("the part of the chart that lists it does not say how old it is")
		}
		return part.From, nil
	})
	return arrived, err
}

// TakeBack has the hospital's record say that an allergy was never right, and waits until it is listed on the chart no
// more.
func (p Place) TakeBack(ctx context.Context, nurse *Visitor, patient Patient, chart, substance string) (time.Duration, error) {
	begun := time.Now()
	status, err := nurse.Post(ctx, p.Record+"/take-back", url.Values{"patient": {patient.MRN}, "substance": {substance}})
	if err == nil && status >= 400 {
		err = fmt.Errorf("the hospital's record answers %d", status)
	}
	if err != nil {
		return 0, err
	}
	_, err = Until(ctx, func() (string, error) {
		page, err := nurse.Get(ctx, chart)
		if err != nil || listed(page, substance) {
			return "", err
		}
		return "gone", nil
	})
	return time.Since(begun), err
}

// listed reports whether a chart names a substance among the allergies that count, which stand in its head.
func listed(page, substance string) bool {
	return strings.Contains(Plain(between(page, `<p class="allergies">`, "</p>")), substance)
}
