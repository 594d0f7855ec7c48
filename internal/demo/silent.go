package demo

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/sim"
	"redoutlet/internal/sim/ehr"
)

// silent has the pharmacy fall silent while a dose is charted there. Up to when its parts of the chart are known has to
// stand still while that of another source goes on, and to move again with the dose that waited. The words for a silence
// come at its limit, which is minutes away; nobody waits for them here, and the line says so.
func (s *story) silent(ctx context.Context) (string, error) {
	nurse, err := s.visit(ctx, "nurse")
	if err != nil {
		return "", err
	}
	if _, err := s.mishap(ctx, ehr.Silence); err != nil {
		return "", err
	}
	begun := time.Now()
	if err := s.chartDose(ctx); err != nil { // answered once the record has waited in vain
		return "", err
	}
	before, err := nurse.get(ctx, s.page+"/")
	if err != nil {
		return "", err
	}
	if _, err = until(ctx, func() (string, error) { return s.goesOn(ctx, nurse, before) }); err != nil {
		return "", err
	}
	quiet := time.Since(begun)
	if _, err := s.mishap(ctx, ehr.Speak); err != nil {
		return "", err
	}
	return until(ctx, func() (string, error) {
		now, err := nurse.get(ctx, s.page+"/")
		if err != nil || slices.Equal(heardOf(now, sim.Pharmacy), heardOf(before, sim.Pharmacy)) {
			return "", err
		}
		return fmt.Sprintf("silent for %.1f s, it stood still while registration went on, then what had waited arrived; AGEING is said after 15 minutes, which were not waited for", quiet.Seconds()), nil
	})
}

// goesOn has registration say something and looks whether the board has moved on for it, and not for the pharmacy; "" as
// long as it has not. The board tells seconds apart, so that it may take more than one.
func (s *story) goesOn(ctx context.Context, nurse *visitor, before string) (string, error) {
	_, err := nurse.post(ctx, s.hospital.page+"/allergy", url.Values{
		"patient": {s.patient.MRN}, "substance": {"invented at " + time.Now().Format(time.TimeOnly)},
	})
	if err != nil {
		return "", err
	}
	now, err := nurse.get(ctx, s.page+"/")
	switch {
	case err != nil:
		return "", err
	case !slices.Equal(heardOf(now, sim.Pharmacy), heardOf(before, sim.Pharmacy)):
		return "", errors.New("what the silent pharmacy gives is said to be newer than it is")
	case slices.Equal(heardOf(now, sim.Registration), heardOf(before, sim.Registration)):
		return "", nil
	}
	return "went on", nil
}

// chartDose charts a dose in the hospital's record, of the first patient who has an order.
func (s *story) chartDose(ctx context.Context) error {
	patients, err := s.listed(ctx)
	if err != nil {
		return err
	}
	v, err := newVisitor()
	if err != nil {
		return err
	}
	for _, p := range patients {
		page, err := v.get(ctx, s.hospital.page+"/patient/"+p.MRN)
		if err != nil {
			return err
		}
		_, form, found := strings.Cut(page, `action="/dose"`)
		if !found {
			continue
		}
		_, err = v.post(ctx, s.hospital.page+"/dose", url.Values{"patient": {p.MRN}, "order": hidden(form, "order")[:1]})
		return err
	}
	return errors.New("nobody in the hospital has an order")
}

// heardOf lists the times that the board says of a source: when it was last heard, and up to when it has told.
func heardOf(board string, source sim.Source) []string {
	var times []string
	for _, row := range strings.Split(board, "<tr>") {
		if strings.Contains(row, `<th scope="row"><bdi class="sent">`+string(source)+"</bdi>") {
			times = append(times, regexp.MustCompile(`datetime="[^"]*"`).FindAllString(row, -1)...)
		}
	}
	return times
}
