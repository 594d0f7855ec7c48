package feed_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/tally"
	"redoutlet/internal/seal"
)

// damaged is an archive in which one letter has lost a bit.
type damaged struct {
	feed.Archive
	number int64
}

func (d damaged) After(ctx context.Context, after int64, limit int) ([]feed.SealedLetter, error) {
	letters, err := d.Archive.After(ctx, after, limit)
	return d.damage(letters), err
}

func (d damaged) Numbered(ctx context.Context, numbers []int64) ([]feed.SealedLetter, error) {
	letters, err := d.Archive.Numbered(ctx, numbers)
	return d.damage(letters), err
}

func (d damaged) damage(letters []feed.SealedLetter) []feed.SealedLetter {
	for i := range letters {
		if letters[i].Number == d.number {
			letters[i].Sealed.Bytes = bytes.Clone(letters[i].Sealed.Bytes)
			letters[i].Sealed.Bytes[len(letters[i].Sealed.Bytes)-1] ^= 1
		}
	}
	return letters
}

// lossy is a projection that fails as often as it is told to.
type lossy struct {
	feed.Projection
	commits, loads, reads int
}

var errLost = errors.New("the disk is gone")

func (l *lossy) Commit(ctx context.Context, b feed.Batch) error {
	if l.commits--; l.commits >= 0 {
		return errLost
	}
	return l.Projection.Commit(ctx, b)
}

func (l *lossy) Load(ctx context.Context) (feed.Saved, error) {
	if l.loads--; l.loads >= 0 {
		return feed.Saved{}, errLost
	}
	return l.Projection.Load(ctx)
}

// Touching fails where a whole chart is asked for.
func (l *lossy) Touching(ctx context.Context, people []feed.PatientID, on ...feed.Bearing) ([]int64, error) {
	if slices.Contains(on, "chart") {
		if l.reads--; l.reads >= 0 {
			return nil, errLost
		}
	}
	return l.Projection.Touching(ctx, people, on...)
}

// reopen opens the house's charts with something changed about the desk.
func (h *house) reopen(change func(*feed.Desk)) {
	h.t.Helper()
	desk := h.book.Desk()
	change(&desk)
	var err error
	h.book, err = feed.OpenBook(h.t.Context(), desk)
	must(h.t, err)
}

// wantQuarantine holds that one message is set aside for a reason, everywhere
// that messages are read, and the other two are charted.
func (h *house) wantQuarantine(reason string) {
	h.t.Helper()
	if s := h.status(); s.Charted != 2 || s.Quarantined != 1 || s.Waiting != 0 {
		h.t.Errorf("%d charted, %d quarantined, %d waiting, want 2, 1 and 0", s.Charted, s.Quarantined, s.Waiting)
	}
	kept, err := h.book.Quarantined(h.t.Context(), 0, 10)
	must(h.t, err)
	if len(kept) != 1 || !strings.HasPrefix(kept[0].Reason, reason) {
		h.t.Errorf("in quarantine: %+v, want one for %q", kept, reason)
	}
	rows, err := h.book.Table(h.t.Context())
	must(h.t, err)
	if !slices.ContainsFunc(rows, func(r tally.Row) bool {
		return r.State == reading.Quarantined && strings.HasPrefix(r.Reason, reason)
	}) {
		h.t.Errorf("the table says nothing of it: %+v", rows)
	}
	h.hash()
	must(h.t, h.book.Rebuild(h.t.Context(), nil))
}

func threeMessages() [][]byte {
	return [][]byte{
		adt("A01", "20261124080000", "one", pv1),
		oru("20261124083000", "one", "4.1"),
		oru("20261124090000", "one", "4.9"),
	}
}

func TestDamagedLetterStopsNothing(t *testing.T) {
	h := newHouse(t)
	h.keep("feed", threeMessages())
	h.reopen(func(d *feed.Desk) { d.Archive = damaged{d.Archive, 2} })
	h.catchUp()
	wantResult(t, h.view("one"), "potassium", "4.9", "mmol/L", "")
	h.wantQuarantine("This kept message does not open: ")
}

// A letter that was charted and is damaged since leaves its mark on the chart.
func TestLetterDamagedLaterMarksItsPatient(t *testing.T) {
	h := newHouse(t)
	h.send("feed", threeMessages()...)
	h.reopen(func(d *feed.Desk) { d.Archive = damaged{d.Archive, 3} })
	v := h.view("one")
	wantResult(t, v, "potassium", "4.1", "mmol/L", "")
	if !v.Results.Has(chart.Incomplete) || !v.Medications.Has(chart.Incomplete) {
		t.Error("a chart of which a message is lost is not marked INCOMPLETE")
	}
	h.hash()
}

// A missing key is no reason to set a message aside: it may be there again.
func TestMissingEpochIsTriedAgain(t *testing.T) {
	h := newHouse(t)
	h.send("feed", threeMessages()[0])
	h.keep("feed", threeMessages()[1:])
	whole := h.book.Desk().Archive
	h.reopen(func(d *feed.Desk) { d.Archive = otherEpoch{whole} })
	if err := h.book.CatchUp(t.Context(), nil); err == nil || errors.Is(err, seal.ErrSealed) {
		t.Errorf("an epoch that is not kept: %v", err)
	}
	if s := h.status(); s.Waiting != 2 || s.Quarantined != 0 {
		t.Errorf("%d waiting, %d quarantined, want 2 and 0", s.Waiting, s.Quarantined)
	}
	h.reopen(func(d *feed.Desk) { d.Archive = whole })
	h.catchUp()
	h.wantCounts("with the key again", 3, 0, 0)
}

// otherEpoch is an archive whose letters name an epoch that is not kept.
type otherEpoch struct{ feed.Archive }

func (o otherEpoch) After(ctx context.Context, after int64, limit int) ([]feed.SealedLetter, error) {
	letters, err := o.Archive.After(ctx, after, limit)
	for i := range letters {
		letters[i].Sealed.Epoch += 1000
	}
	return letters, err
}

// failAt reads as usual, and fails at messages with a text in them.
func failAt(text string, fail func(*reading.Reading)) func(reading.Letter, *reading.Profile, *time.Location) reading.Reading {
	return func(l reading.Letter, p *reading.Profile, loc *time.Location) reading.Reading {
		r := reading.Of(l, p, loc)
		if bytes.Contains(l.Raw, []byte(text)) {
			fail(&r)
		}
		return r
	}
}

func TestPanicSetsOneLetterAside(t *testing.T) {
	for name, fail := range map[string]func(*reading.Reading){
		"while it is read":   func(*reading.Reading) { panic("ZZTEST") },
		"while it is folded": func(r *reading.Reading) { r.Facts[0].Body = (*chart.Person)(nil) },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.book.ReadWith(failAt("||4.1|", fail))
			h.send("feed", threeMessages()...)
			v := h.view("one")
			wantResult(t, v, "potassium", "4.9", "mmol/L", "")
			if !v.Results.Has(chart.Incomplete) || v.Family != "ZZTEST-ONE" {
				t.Errorf("the patient it names is not marked: %v", v.Results.Flags)
			}
			h.wantQuarantine("Reading this message failed")
		})
	}
}

func TestDamagedSummaryIsMadeAgain(t *testing.T) {
	h := newHouse(t)
	h.send("feed", threeMessages()...)
	want := h.hash()
	h.reopen(func(d *feed.Desk) { d.Projection = &badSummaries{Projection: d.Projection} })
	h.catchUp()
	if lines := h.book.Lines(); len(lines) != 1 || lines[0].Line.Unit != "W1" {
		t.Errorf("lists say %+v", lines)
	}
	if h.hash() != want {
		t.Error("the charts differ from those before")
	}
}

// badSummaries is a projection whose summaries were altered, until it is
// cleared.
type badSummaries struct {
	feed.Projection
	cleared bool
}

func (p *badSummaries) Load(ctx context.Context) (feed.Saved, error) {
	saved, err := p.Projection.Load(ctx)
	for i := range saved.Summaries {
		if !p.cleared {
			saved.Summaries[i].Sealed.Bytes[0] ^= 1
		}
	}
	return saved, err
}

func (p *badSummaries) Replace(ctx context.Context, batches []feed.Batch) error {
	p.cleared = true
	return p.Projection.Replace(ctx, batches)
}

func TestBookMendsAfterALostCommit(t *testing.T) {
	h := newHouse(t)
	h.send("feed", threeMessages()[0])
	h.keep("feed", [][]byte{adt("A02", "20261124090000", "one", "PV1|1|I|ICU^4^1||||||||||||||||V1")})
	disk := &lossy{}
	h.reopen(func(d *feed.Desk) { disk.Projection = d.Projection; d.Projection = disk })
	disk.commits, disk.loads = 1, 1
	if _, err := h.book.Step(t.Context()); !errors.Is(err, errLost) {
		t.Fatalf("a step that is not kept: %v", err)
	}
	if v := h.view("one"); v.Unit != "W1" {
		t.Errorf("a chart shows unit %s of a step that was not kept", v.Unit)
	}
	if line := h.book.Lines()[0].Line; line.Unit != "W1" {
		t.Errorf("a list shows unit %s of a step that was not kept", line.Unit)
	}
	disk.commits, disk.loads = 1, 1
	_, err := h.book.Step(t.Context())
	if !errors.Is(err, errLost) {
		t.Fatalf("a step that is not kept: %v", err)
	}
	h.catchUp()
	if line := h.book.Lines()[0].Line; line.Unit != "ICU" {
		t.Errorf("unit %s once the disk is back, want ICU", line.Unit)
	}
}

// Whoever asks first after a step that was not kept, and a reload that failed,
// gets what was kept: also who only asks for a list.
func TestListsMendAfterALostCommit(t *testing.T) {
	var one string // the patient's id
	for name, unit := range map[string]func(*house) string{
		"lines": func(h *house) string { return h.book.Lines()[0].Line.Unit },
		"find":  func(h *house) string { return h.book.Find("one")[0].Unit },
		"line": func(h *house) string {
			id, err := feed.ParsePatientID(one)
			must(t, err)
			line, err := feed.RollOf(h.book).Line(id)
			must(t, err)
			return line.Line.Unit
		},
		"search": func(h *house) string {
			return feed.RollOf(h.book).Search(lookup.Read("one", h.now)).Rows[0].Summary.Line.Unit
		},
	} {
		h := newHouse(t)
		h.send("feed", threeMessages()[0])
		h.keep("feed", [][]byte{adt("A02", "20261124090000", "one", "PV1|1|I|ICU^4^1||||||||||||||||V1")})
		disk := &lossy{}
		h.reopen(func(d *feed.Desk) { disk.Projection = d.Projection; d.Projection = disk })
		one = h.book.Lines()[0].Line.ID
		disk.commits, disk.loads = 1, 1
		if _, err := h.book.Step(t.Context()); !errors.Is(err, errLost) {
			t.Fatalf("a step that is not kept: %v", err)
		}
		if got := unit(h); got != "W1" {
			t.Errorf("%s: unit %s of a step that was not kept, want W1", name, got)
		}
	}
}
