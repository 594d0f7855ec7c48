package register

import (
	"context"
	"errors"
	"fmt"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/store"
)

// glassPurpose is what the seal of a reason is bound to, besides the id of the
// opening.
const glassPurpose = "break-glass reason"

// Look is somebody at a page that shows a patient.
type Look struct {
	Who     identity.Who
	Patient [16]byte
	Page    string
}

func (r *Register) opening(l Look) (access.Opening, error) {
	id, err := r.newID()
	return access.Opening{
		ID: id, At: r.Now(), Account: l.Who.Name, Role: l.Who.Role, Patient: l.Patient, Page: l.Page,
	}, err
}

// Opened records a look. One while the glass is broken is recorded with the
// reason that was chosen.
func (r *Register) Opened(ctx context.Context, l Look) error {
	o, err := r.opening(l)
	if err != nil {
		return err
	}
	numbers := r.Numbers(l.Patient)
	return r.update(ctx, func(tx *store.Tx) error {
		glass, err := tx.BrokenGlass(ctx, o.Account, numbers, o.At)
		if err == nil {
			var broke access.Opening
			if broke, err = tx.Opening(ctx, glass.ID); err == nil {
				o.Reason = broke.Reason
			}
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		return tx.AddOpening(ctx, o)
	})
}

// GlassUntil is how long a person sees what is withheld on a patient's chart;
// zero: not at all.
func (r *Register) GlassUntil(ctx context.Context, account string, patient [16]byte) (time.Time, error) {
	var glass access.Glass
	numbers := r.Numbers(patient)
	err := r.view(ctx, func(tx *store.Tx) (err error) {
		glass, err = tx.BrokenGlass(ctx, account, numbers, r.Now())
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return time.Time{}, nil
	}
	return glass.Until, err
}

// BreakGlass records that a person breaks the glass of a chart, and why: the
// opening and its reason in one transaction, before anything can be shown. It
// fails with access.ErrKind or access.ErrWords where the reason does not say
// enough.
func (r *Register) BreakGlass(ctx context.Context, who identity.Who, patient [16]byte, why access.Reason) error {
	if err := why.Check(); err != nil {
		return err
	}
	if !who.May(identity.Nurse) {
		return fmt.Errorf("the glass is broken by those who read charts, and not by the role %s", who.Role)
	}
	o, err := r.opening(Look{who, patient, access.PageGlass})
	if err != nil {
		return err
	}
	o.Reason = why.Kind
	words, err := r.Sealer.Seal(glassPurpose, o.ID, WordsVersion, []byte(why.Words))
	if err != nil {
		return fmt.Errorf("sealing a reason: %w", err)
	}
	glass := access.Glass{
		ID: o.ID, At: o.At, Until: o.At.Add(access.GlassTime), Account: o.Account, Patient: o.Patient, Words: words,
	}
	return r.update(ctx, func(tx *store.Tx) error {
		if err := tx.AddOpening(ctx, o); err != nil {
			return err
		}
		return tx.AddGlass(ctx, glass)
	})
}

// Openings lists openings, the newest first. A patient of the filter stands for
// all numbers of that patient.
func (r *Register) Openings(ctx context.Context, f access.Filter) ([]access.Opening, error) {
	var patients [][16]byte
	for _, p := range f.Patients {
		patients = append(patients, r.Numbers(p)...)
	}
	f.Patients = patients
	var list []access.Opening
	err := r.view(ctx, func(tx *store.Tx) (err error) {
		list, err = tx.Openings(ctx, f)
		return err
	})
	return list, err
}

// Reason is why the glass was broken, in the person's words. It fails with
// store.ErrNotFound where the opening broke none, and with seal.ErrLocked.
func (r *Register) Reason(ctx context.Context, id access.ID) (string, error) {
	var glass access.Glass
	err := r.view(ctx, func(tx *store.Tx) (err error) {
		glass, err = tx.Glass(ctx, id)
		return err
	})
	if err != nil {
		return "", err
	}
	return r.Open(glassPurpose, glass.ID, glass.Words)
}
