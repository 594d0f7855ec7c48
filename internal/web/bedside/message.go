package bedside

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/veil"
	"redoutlet/internal/identity"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// messagePage is one message as it was received, and what became of it.
type messagePage struct {
	Number   string
	Person   string // whom it names, or that it names nobody
	Source   string
	Kind     string
	Received wording.Moment
	Outcome  string
	Reason   string
	Letters  string // in which character set it is read, where that is not what it declares
	Changes  []string
	Patients []chartLink // for those who may open charts
	Size     string
	Lines    []messageLine
	Until    string   // when sight of what is withheld ends, "" where none of it is seen
	Glass    []string // the pages where the glass is broken for those who may
	Withheld bool
	test     bool
}

// chartLink leads to the chart of a patient whom a message names.
type chartLink struct {
	To    string
	Words string
}

// messageLine is a line of a message, or what stands in the place of several
// that are withheld by rule.
type messageLine struct {
	Text     string
	Withheld string // the names of the segments, and that they are withheld; "" for a line that is shown
}

// Head implements ui.Headed.
func (p *messagePage) Head() ui.Head { return ui.Head{Title: "Message " + p.Number, Test: p.test} }

// message answers GET /message/{number}. A message speaks of patients, so its
// opening is recorded for each of them.
func (d desk) message(ctx context.Context, r *ui.Request) (any, error) {
	number, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("a message has a number: %w", ui.ErrNotFound)
	}
	kept, err := d.charts.Message(ctx, r.Who.Tenant, number, nil)
	if err != nil {
		return nil, fmt.Errorf("opening message %d: %w", number, err)
	}
	for _, patient := range kept.Patients {
		if err := d.charts.Opened(ctx, r.Who, patient, "message "+strconv.FormatInt(number, 10)); err != nil {
			return nil, fmt.Errorf("a message is shown only once its opening is recorded: %w", err)
		}
	}
	s := d.sheet(r)
	if !kept.Passages.Withheld() {
		return s.message(kept, r.Who), nil
	}
	return d.behindGlass(ctx, s, r.Who, kept)
}

// behindGlass is a message of which something is withheld, with what the person
// may see of it: of the patients whose glass the person has broken, and for
// whoever mends messages, of one that waits in quarantine, since nobody else
// can (hazard H-075).
func (d desk) behindGlass(ctx context.Context, s sheet, who identity.Who, kept *feed.Kept) (*messagePage, error) {
	mends := kept.State == reading.Quarantined && who.May(identity.Engineer, identity.Administrator)
	broken, until := map[string]bool{}, time.Time{}
	for _, patient := range kept.Patients {
		end, err := d.glass.GlassUntil(ctx, who, patient)
		if err != nil {
			return nil, fmt.Errorf("finding whether the glass is broken: %w", err)
		}
		if broken[patient] = end.After(s.now); broken[patient] && (until.IsZero() || end.Before(until)) {
			until = end
		}
	}
	if !mends && until.IsZero() {
		return s.message(kept, who), nil
	}
	seen, err := d.charts.Message(ctx, who.Tenant, kept.Number, func(patient string) bool { return mends || broken[patient] })
	if err != nil {
		return nil, fmt.Errorf("opening message %d behind the glass: %w", kept.Number, err)
	}
	page := s.message(seen, who)
	if !until.IsZero() {
		page.Until = notation.Stamp(until, s.zone)
	}
	return page, nil
}

func (s sheet) message(m *feed.Kept, who identity.Who) *messagePage {
	p := &messagePage{
		Number: strconv.FormatInt(m.Number, 10), Person: cmp.Or(m.Person, "nobody"), test: m.Test, Source: m.Source, Kind: cmp.Or(m.Kind, "unreadable"),
		Received: wording.NewMoment(m.Received, s.now, s.zone), Outcome: outcomeWords(m.State), Reason: m.Reason, Letters: m.Letters,
		Changes: m.Changes, Size: notation.Count(int64(m.Size), "byte", "bytes"), Withheld: m.Passages.Withheld(),
	}
	clinician := who.May(identity.Nurse)
	for _, part := range m.Passages {
		p.Lines = append(p.Lines, linesOf(part)...)
		to := patientPath(part.Patient) + "/glass"
		if part.Withheld && part.Patient != "" && clinician && !slices.Contains(p.Glass, to) {
			p.Glass = append(p.Glass, to)
		}
	}
	if clinician {
		for i, id := range m.Patients {
			link := chartLink{patientPath(id), "Open the patient's chart"}
			if len(m.Patients) > 1 {
				link.Words = fmt.Sprintf("Open the chart of patient %d of %d, in the order of the message", i+1, len(m.Patients))
			}
			p.Patients = append(p.Patients, link)
		}
	}
	return p
}

func linesOf(part veil.Passage) []messageLine {
	if part.Withheld {
		words := wordsWithheld
		if len(part.Segments) > 0 {
			words = strings.Join(slices.Compact(slices.Clone(part.Segments)), ", ") + ": " + words
		}
		return []messageLine{{Withheld: words}}
	}
	var lines []messageLine
	for _, text := range notation.Lines(part.Raw) {
		lines = append(lines, messageLine{Text: text})
	}
	return lines
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
