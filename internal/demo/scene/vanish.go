package scene

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

// held is how the sentence of the board begins while something is held back.
const held = "Held back:"

// Loss is what became of allergies that vanished.
type Loss struct {
	Messages  string        // how many deleted allergies, in words
	Noticed   time.Duration // from the press of the button until the board said so
	Board     string        // the board's sentence
	Charts    int           // of the house
	Saying    int           // of those, how many say that something is held back
	Showing   int           // of those, how many go on showing what was deleted
	Allergies int           // that were deleted and are shown, marked
	Example   string        // address of a chart that shows one
	Name      string        // whose chart it is, as its page is headed
}

// Vanish deletes many allergies at once and looks at what the board and the charts say. tell is told of each step as it
// is seen.
func (p Place) Vanish(ctx context.Context, nurse *Visitor, tell func(string)) (Loss, error) {
	var loss Loss
	begun := time.Now()
	answer, err := p.Mishap(ctx, ehr.Vanish)
	if err != nil {
		return loss, err
	}
	if strings.Contains(answer, "There was nothing to send") {
		return loss, Refusal("they have vanished already: send them again first")
	}
	loss.Messages = regexp.MustCompile(`\d+ messages?`).FindString(answer)
	loss.Board, err = Until(ctx, func() (string, error) {
		sentence, err := p.Board(ctx, nurse)
		if err != nil || !strings.HasPrefix(sentence, held) {
			return "", err
		}
		return sentence, nil
	})
	if err != nil {
		return loss, err
	}
	loss.Noticed = time.Since(begun)
	tell(fmt.Sprintf("%d ms after the first the board says so", loss.Noticed.Milliseconds()))
	seen := time.Now()
	_, err = Until(ctx, func() (string, error) {
		err := p.kept(ctx, nurse, &loss)
		if err == nil && loss.Showing > 0 && (loss.Saying == loss.Charts || time.Since(seen) > settled) {
			return "kept", nil
		}
		return "", err
	})
	return loss, err
}

// settled is how long after the board every chart may take to say that something is held back. Some never do: where only
// what a unit lost is held back, those of other units.
const settled = 5 * time.Second

// Said says how many charts of the house say that something is held back.
func (l Loss) Said() string {
	if l.Saying == l.Charts {
		return fmt.Sprintf("all %d charts of the house", l.Charts)
	}
	return fmt.Sprintf("%d of %d charts of the house", l.Saying, l.Charts)
}

// kept opens the charts of all who are in the house and counts those that say what is held back, and those that go on
// showing what was deleted.
func (p Place) kept(ctx context.Context, nurse *Visitor, loss *Loss) error {
	charts, err := p.Charts(ctx, nurse)
	if err != nil {
		return err
	}
	loss.Charts, loss.Saying, loss.Showing, loss.Allergies, loss.Example = len(charts), 0, 0, 0, ""
	for _, chart := range charts {
		page, err := nurse.Get(ctx, chart)
		if err != nil {
			return err
		}
		if !strings.Contains(page, "Showing LAST GOOD allergies") {
			continue
		}
		loss.Saying++
		n := strings.Count(SectionOf(page, "allergies").Body, heldBack)
		if n == 0 {
			continue
		}
		if loss.Example == "" {
			loss.Example, loss.Name = chart, Heading(page)
		}
		loss.Showing, loss.Allergies = loss.Showing+1, loss.Allergies+n
	}
	return nil
}

// Restore has the source send the allergies again and waits until nothing is held back. That ends by itself only what a
// manager has decided to keep.
func (p Place) Restore(ctx context.Context, v *Visitor) (took time.Duration, board string, err error) {
	begun := time.Now()
	if _, err := p.Mishap(ctx, ehr.Restore); err != nil {
		return 0, "", err
	}
	board, err = p.nothingHeld(ctx, v)
	return time.Since(begun), board, err
}

// nothingHeld waits until the board says of nothing that it is held back, and returns its sentence.
func (p Place) nothingHeld(ctx context.Context, v *Visitor) (board string, err error) {
	return Until(ctx, func() (string, error) {
		sentence, err := p.Board(ctx, v)
		if err != nil || strings.HasPrefix(sentence, held) {
			return "", err
		}
		return sentence, nil
	})
}

// Keep has a manager keep the last good of all that is held back, with a reason, and returns how many decisions that took.
func (p Place) Keep(ctx context.Context, manager *Visitor, reason string) (int, error) {
	n, err := p.decide(ctx, manager, "keep", reason)
	if err != nil {
		return 0, err
	}
	page, err := manager.Get(ctx, p.Pages+"/freezes")
	if err != nil {
		return 0, err
	}
	if n == 0 {
		return 0, errors.New("the page of what is held back lists nothing")
	}
	if !strings.Contains(page, "Last good kept") || !strings.Contains(page, reason) {
		return 0, errors.New("the page does not say what was decided and why")
	}
	return n, nil
}

// Release has a manager release all that is held back still, with a reason, and waits until nothing is.
func (p Place) Release(ctx context.Context, manager *Visitor, reason string) (board string, err error) {
	if _, err := p.decide(ctx, manager, "release", reason); err != nil {
		return "", err
	}
	return p.nothingHeld(ctx, manager)
}

// decide has a manager decide on all that is held back.
func (p Place) decide(ctx context.Context, manager *Visitor, act, reason string) (int, error) {
	page, err := manager.Get(ctx, p.Pages+"/freezes")
	if err != nil {
		return 0, err
	}
	open, _, _ := strings.Cut(page, "Decided before")
	frozen := Hidden(open, "freeze")
	for _, freeze := range frozen {
		status, err := manager.Post(ctx, p.Pages+"/freezes", url.Values{"freeze": {freeze}, "act": {act}, "reason": {reason}})
		if err == nil && status != http.StatusSeeOther {
			err = fmt.Errorf("the decision is answered %d", status)
		}
		if err != nil {
			return 0, err
		}
	}
	return len(frozen), nil
}
