package scene

import (
	"context"
	"errors"
	"net/url"
	"strings"
)

// Dose is a dose that was charted in the hospital's record.
type Dose struct {
	Chart   string // address of the patient's page
	Records int    // how many doses the page listed before
}

// ChartDose charts a dose in the hospital's record, of the first patient who has an order. The record answers once it was
// acknowledged, or has waited for that in vain.
func (p Place) ChartDose(ctx context.Context, nurse *Visitor) (Dose, error) {
	patients, err := p.Patients(ctx)
	if err != nil {
		return Dose{}, err
	}
	for _, patient := range patients {
		page, err := nurse.Get(ctx, p.Record+"/patient/"+patient.MRN)
		if err != nil {
			return Dose{}, err
		}
		_, form, found := strings.Cut(page, `action="/dose"`)
		if !found {
			continue
		}
		dose := Dose{}
		if dose.Chart, err = p.Chart(ctx, nurse, patient); err != nil {
			return Dose{}, err
		}
		if dose.Records, err = p.doses(ctx, nurse, dose.Chart); err != nil {
			return Dose{}, err
		}
		_, err = nurse.Post(ctx, p.Record+"/dose", url.Values{"patient": {patient.MRN}, "order": Hidden(form, "order")[:1]})
		return dose, err
	}
	return Dose{}, errors.New("nobody in the hospital has an order")
}

// doses counts the doses that a chart lists.
func (p Place) doses(ctx context.Context, nurse *Visitor, chart string) (int, error) {
	page, err := nurse.Get(ctx, chart)
	return strings.Count(SectionOf(page, "administrations").Body, `<tr><th scope="row">`), err
}

// Charted waits until the chart lists more doses than before a dose was charted.
func (p Place) Charted(ctx context.Context, nurse *Visitor, d Dose) error {
	_, err := Until(ctx, func() (string, error) {
		n, err := p.doses(ctx, nurse, d.Chart)
		if err != nil || n <= d.Records {
			return "", err
		}
		return "charted", nil
	})
	return err
}
