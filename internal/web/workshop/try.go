package workshop

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/trial"
	"redoutlet/internal/web/ui"
)

// Sample is a message to try: one that is kept, or a text.
type Sample struct {
	Number int64 // 0: the text
	Text   string
}

// Trials read a message by a profile that need not be in force.
type Trials interface {
	// Try says what a message would change, as a source is set up in s. It
	// keeps nothing.
	Try(ctx context.Context, tenant string, s Source, sample Sample) (*trial.Trial, error)
}

// trialLines is what a trial came to, as the page says it.
type trialLines struct {
	Heading  string
	Says     []string
	Patients []trial.Patient
}

// try reads the sample of the form by what stands in it. It returns nil where
// no sample was given.
func (d desk) try(ctx context.Context, r *ui.Request, src Source) (*trialLines, error) {
	sample, err := typedSample(r.PostForm)
	if err != nil {
		return nil, err
	}
	t, err := d.trials.Try(ctx, r.Who.Tenant, src, sample)
	if errors.Is(err, ui.ErrNotFound) {
		return nil, &fieldError{"number", "There is no kept message of that number."}
	}
	if err != nil {
		return nil, err
	}
	for _, p := range t.Patients {
		if !p.New() {
			if err := d.looks.Opened(ctx, r.Who, p.ID, "trial"); err != nil {
				return nil, fmt.Errorf("a trial is shown only once its opening is recorded: %w", err)
			}
		}
	}
	return tried(t), nil
}

func typedSample(typed url.Values) (Sample, error) {
	text, number := typed.Get("sample"), strings.TrimSpace(typed.Get("number"))
	if strings.TrimSpace(text) == "" && number == "" {
		return Sample{}, &fieldError{"sample", "Paste a message, or give the number of one that is kept."}
	}
	if number == "" {
		return Sample{Text: strings.NewReplacer("\r\n", "\r", "\n", "\r").Replace(text)}, nil
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 1 {
		return Sample{}, &fieldError{"number", "Give the number of a kept message, as 4711."}
	}
	return Sample{Number: n}, nil
}

func tried(t *trial.Trial) *trialLines {
	lines := &trialLines{Says: t.Says, Patients: t.Patients}
	switch t.State {
	case reading.Charted:
		lines.Heading = t.Kind + " would be charted."
	case reading.Ignored:
		lines.Heading = t.Kind + " would be ignored: " + t.Reason
	default:
		lines.Heading = t.Kind + " would go to quarantine: " + t.Reason
	}
	return lines
}
