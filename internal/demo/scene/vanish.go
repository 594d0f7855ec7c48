package scene

import (
	"context"
	"fmt"
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
	Charts    int           // of the house; each says that something is held back
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
	_, err = Until(ctx, func() (string, error) { return p.kept(ctx, nurse, &loss) })
	return loss, err
}

// kept opens the charts of all who are in the house: each has to say what is held back, and some go on showing what was
// deleted. "" as long as that is not so.
func (p Place) kept(ctx context.Context, nurse *Visitor, loss *Loss) (string, error) {
	charts, err := p.Charts(ctx, nurse)
	if err != nil {
		return "", err
	}
	loss.Charts, loss.Showing, loss.Allergies, loss.Example = len(charts), 0, 0, ""
	for _, chart := range charts {
		page, err := nurse.Get(ctx, chart)
		if err != nil {
			return "", err
		}
		if !strings.Contains(page, "Showing LAST GOOD allergies") {
			return "", nil // not every chart has heard of it yet
		}
		n := strings.Count(SectionOf(page, "allergies").Body, heldBack)
		if n == 0 {
			continue
		}
		if loss.Example == "" {
			loss.Example, loss.Name = chart, Heading(page)
		}
		loss.Showing, loss.Allergies = loss.Showing+1, loss.Allergies+n
	}
	if loss.Showing == 0 {
		return "", nil
	}
	return "kept", nil
}

// Restore has the source send the allergies again and waits until nothing is held back.
func (p Place) Restore(ctx context.Context, v *Visitor) (took time.Duration, board string, err error) {
	begun := time.Now()
	if _, err := p.Mishap(ctx, ehr.Restore); err != nil {
		return 0, "", err
	}
	board, err = Until(ctx, func() (string, error) {
		sentence, err := p.Board(ctx, v)
		if err != nil || strings.HasPrefix(sentence, held) {
			return "", err
		}
		return sentence, nil
	})
	return time.Since(begun), board, err
}
