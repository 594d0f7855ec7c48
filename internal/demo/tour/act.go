package tour

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"redoutlet/internal/demo/scene"
)

// at is who looks, and at whose chart.
func (t *Tour) at() (nurse *scene.Visitor, patient scene.Patient, chart string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.nurse, t.patient, t.chart
}

// took writes how long something took.
func took(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

func (t *Tour) typeAllergy(ctx context.Context, todo task) error {
	nurse, patient, chart := t.at()
	arrived, err := t.config.Place.Allergy(ctx, nurse, patient, chart, todo.substance)
	if err != nil {
		return err
	}
	t.mu.Lock()
	t.typed = append(t.typed, todo.substance)
	t.mu.Unlock()
	t.tell("allergy", fmt.Sprintf("%q was on the chart %s after it was typed.", todo.substance, took(arrived.Took)))
	t.tell("allergy", fmt.Sprintf("It stands under: %s.", arrived.Known))
	return nil
}

// takeBack takes back all that was typed.
func (t *Tour) takeBack(ctx context.Context) error {
	nurse, patient, chart := t.at()
	t.mu.Lock()
	typed := slices.Clone(t.typed)
	t.mu.Unlock()
	for _, substance := range typed {
		gone, err := t.config.Place.TakeBack(ctx, nurse, patient, chart, substance)
		if err != nil {
			return err
		}
		t.mu.Lock()
		t.typed = slices.DeleteFunc(t.typed, func(s string) bool { return s == substance })
		t.mu.Unlock()
		t.tell("allergy", fmt.Sprintf("Put back: %q was no longer listed %s after it was taken back.", substance, took(gone)))
	}
	return nil
}

func (t *Tour) silence(ctx context.Context, _ task) error {
	nurse, _, chart := t.at()
	tell := func(seen string) { t.tell("pharmacy", "The pharmacy is silent: "+seen+".") }
	silence, err := t.config.Place.Pharmacy(ctx, nurse, chart, tell)
	t.mu.Lock()
	t.step("pharmacy").Parts = parts(silence)
	t.mu.Unlock()
	if err != nil {
		return err
	}
	changed, _ := silence.Changed()
	if len(changed) == 0 {
		return errors.New("no part of the chart changed its words")
	}
	t.tell("pharmacy", fmt.Sprintf("Of %d parts of the chart, the words of %d changed, all of which the pharmacy gives. The words of the other %d are what they were.",
		len(silence.Before), len(changed), silence.Same()))
	board, err := t.config.Place.Board(ctx, nurse)
	if err == nil {
		t.tell("pharmacy", "The board says: "+board)
	}
	return err
}

// parts lists the sections of a chart before and after a silence.
func parts(s scene.Silence) []part {
	var all []part
	for _, b := range s.Before {
		for _, a := range s.After {
			if a.Name == b.Name {
				all = append(all, part{Title: b.Title, Source: b.Source(), Before: b.Words(), After: a.Words(), Changed: a.Words() != b.Words()})
			}
		}
	}
	return all
}

func (t *Tour) speak(ctx context.Context) error {
	nurse, _, chart := t.at()
	back, err := t.config.Place.PharmacySpeaks(ctx, nurse, chart)
	if err == nil {
		t.tell("pharmacy", fmt.Sprintf("Put back: %s after the pharmacy spoke again, no warning stood above what it gives.", took(back)))
	}
	return err
}

func (t *Tour) vanish(ctx context.Context, _ task) error {
	nurse, _, _ := t.at()
	loss, err := t.config.Place.Vanish(ctx, nurse, func(string) {})
	if err != nil {
		return err
	}
	t.tell("vanish", fmt.Sprintf("%s deleted allergies, each of them in order.", loss.Messages))
	t.tell("vanish", fmt.Sprintf("%s after the first, the board said: %s", took(loss.Noticed), loss.Board))
	t.tell("vanish", fmt.Sprintf("Then %s say that allergies are shown at their last good.", loss.Said()))
	t.tell("vanish", fmt.Sprintf("%d of them go on showing %d allergies that were deleted, marked HELD BACK.", loss.Showing, loss.Allergies))
	t.mu.Lock()
	defer t.mu.Unlock()
	t.step("vanish").Example = link{loss.Example, "The chart of " + loss.Name + ", with what was deleted"}
	return nil
}

// resentLimit is how long after the allergies were sent again something may still be held back: what the hospital itself
// has taken back meanwhile, on which the manager decides too.
const resentLimit = 10 * time.Second

// restore has the manager keep the last good and the hospital send it again, and release what is held back even then.
func (t *Tour) restore(ctx context.Context) error {
	place := t.config.Place
	manager, err := place.Visit(ctx, "manager")
	if err != nil {
		return err
	}
	if _, err := place.Keep(ctx, manager, "the guide through the demo: nobody has removed an allergy"); err != nil {
		return err
	}
	t.tell("vanish", "The manager decided that the last good is kept, with name and reason.")
	waiting, stop := context.WithTimeout(ctx, resentLimit)
	defer stop()
	back, board, err := place.Restore(waiting, manager)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		t.tell("vanish", "All was sent again but what the hospital has really removed meanwhile, which the manager released.")
		board, err = place.Release(ctx, manager, "the guide through the demo: the hospital has removed it since")
	}
	if err != nil {
		return err
	}
	t.tell("vanish", fmt.Sprintf("Put back: %s after the allergies were sent again, nothing is held back. The board says: %s", took(back), board))
	return nil
}
