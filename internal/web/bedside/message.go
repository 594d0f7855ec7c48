package bedside

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
)

// messagePage is one message as it was received, and what became of it.
type messagePage struct {
	Number   string
	Source   string
	Kind     string
	Received ui.Moment
	Outcome  string
	Reason   string
	Changes  []string
	Patients []string // their pages, for those who may open them
	Size     string
	Segments []string
}

// Head implements ui.Headed.
func (p *messagePage) Head() ui.Head { return ui.Head{Title: "Message " + p.Number} }

// message answers GET /message/{number}. A message speaks of patients, so its
// opening is recorded for each of them.
func (d desk) message(ctx context.Context, r *ui.Request) (any, error) {
	number, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("a message has a number: %w", ui.ErrNotFound)
	}
	kept, err := d.charts.Message(ctx, r.Who.Tenant, number)
	if err != nil {
		return nil, fmt.Errorf("opening message %d: %w", number, err)
	}
	for _, patient := range kept.Patients {
		if err := d.charts.Opened(ctx, r.Who, patient, "message "+strconv.FormatInt(number, 10)); err != nil {
			return nil, fmt.Errorf("a message is shown only once its opening is recorded: %w", err)
		}
	}
	return d.sheet().message(kept, r.Who.May(identity.Nurse)), nil
}

func (s sheet) message(m *feed.Kept, mayOpen bool) *messagePage {
	p := &messagePage{
		Number: strconv.FormatInt(m.Number, 10), Source: m.Source, Kind: cmp.Or(m.Kind, "unreadable"),
		Received: ui.NewMoment(m.Received, s.now, s.zone), Outcome: outcomeWords(m.State), Reason: m.Reason,
		Changes: m.Changes, Size: notation.Count(int64(len(m.Raw)), "byte", "bytes"), Segments: notation.Lines(m.Raw),
	}
	if mayOpen {
		for _, id := range m.Patients {
			p.Patients = append(p.Patients, patientPath(id))
		}
	}
	return p
}

// outcomeWords say what became of a message.
func outcomeWords(o reading.Outcome) string {
	switch o {
	case reading.Charted:
		return "Charted: what it says is on the charts."
	case reading.Quarantined:
		return "Quarantined: it could not be read safely, so it changed no chart."
	case reading.Ignored:
		return "Ignored: it is kept, and changed no chart."
	case reading.Waiting:
		return "Waiting: it is kept, and has not been read yet."
	}
	return "Outcome not stated: " + string(o)
}
