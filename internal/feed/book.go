package feed

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/seal"
)

// ProjectionVersion is raised whenever [Read] or [chart.Fold] would make
// something else of the same letters; a projection of another version is made
// again.
const ProjectionVersion = 1

// Errors that a page or a command turns into words.
var (
	ErrNoPatient = errors.New("there is no such patient")
	ErrNoMessage = errors.New("there is no such message")
)

// How much of the feed is held at once: letters in one step of reading, and
// facts of the patients used last. A fact of the usual size stands in so many
// bytes of its letter.
const (
	stepLetters  = 256
	heldFacts    = 300_000
	bytesPerFact = 128
)

// Book holds the charts of one tenant. It needs the private key: a tenant that
// is locked has letters and no Book. It is safe for concurrent use; one
// goroutine at a time calls Step.
type Book struct {
	desk     Desk
	sites    map[string]*site
	mu       sync.Mutex
	cursor   int64
	kin      *kin
	lines    map[PatientID]roster.Summary
	records  *records
	voices   map[voiceKey]VoiceMark
	watchers watchers
}

// Desk is what a Book works with.
type Desk struct {
	Archive    Archive
	Projection Projection
	Counter    Counter
	Opener     *seal.Opener
	Sealer     *seal.Sealer
	Index      *seal.Index
	Profiles   []reading.Profile
	Zone       string // zone for sources without a profile
	Now        func() time.Time
}

// site is a profile with its zone looked up.
type site struct {
	profile reading.Profile
	loc     *time.Location
}

type voiceKey struct {
	source string
	family reading.Family
}

// OpenBook opens the charts as they were left. A projection of another version
// is cleared, and Step makes it again.
func OpenBook(ctx context.Context, desk Desk) (*Book, error) {
	b := &Book{desk: desk, sites: map[string]*site{}}
	for _, p := range append(desk.Profiles, reading.NewProfile("", desk.Zone)) {
		loc, err := p.Location()
		if err != nil {
			return nil, err
		}
		b.sites[p.Name] = &site{p, loc}
	}
	return b, b.load(ctx)
}

func (b *Book) load(ctx context.Context) error {
	saved, err := b.desk.Projection.Load(ctx)
	if err != nil {
		return fmt.Errorf("opening the charts: %w", err)
	}
	if saved.Version != ProjectionVersion && saved.Version != 0 {
		if err := b.desk.Projection.Clear(ctx); err != nil {
			return fmt.Errorf("clearing charts of another version: %w", err)
		}
		saved = Saved{}
	}
	b.cursor, b.kin = saved.Cursor, newKin(saved.Edges)
	b.records = newRecords(heldFacts)
	b.lines = make(map[PatientID]roster.Summary, len(saved.Summaries))
	b.voices = map[voiceKey]VoiceMark{}
	for _, v := range saved.Voices {
		b.voices[voiceKey{v.Source, v.Family}] = v
	}
	for _, s := range saved.Summaries {
		if b.lines[s.Patient], err = openSummary(b.desk.Opener, s); err != nil {
			return err
		}
	}
	return nil
}

// Rebuild forgets everything made from letters and makes it again. progress,
// which may be nil, is told how many letters have been read.
func (b *Book) Rebuild(ctx context.Context, progress func(letters int64)) error {
	b.mu.Lock()
	err := b.desk.Projection.Clear(ctx)
	if err == nil {
		err = b.load(ctx)
	}
	b.mu.Unlock()
	if err != nil {
		return fmt.Errorf("clearing the charts: %w", err)
	}
	return b.CatchUp(ctx, progress)
}

// CatchUp reads everything that waits.
func (b *Book) CatchUp(ctx context.Context, progress func(letters int64)) error {
	var letters int64
	for {
		n, err := b.Step(ctx)
		if err != nil || n == 0 {
			return err
		}
		if letters += int64(n); progress != nil {
			progress(letters)
		}
	}
}

func (b *Book) site(source string) *site {
	if s := b.sites[source]; s != nil {
		return s
	}
	return b.sites[""]
}

func (b *Book) read(l reading.Letter) reading.Reading {
	s := b.site(l.Source)
	return reading.Of(l, &s.profile, s.loc)
}

// id is the blind id of a record number.
func (b *Book) id(number chart.ID) PatientID { return b.desk.Index.Of(number.Key()) }

// record returns a patient's facts, from memory or read again from the letters.
func (b *Book) record(ctx context.Context, id PatientID) (*record, error) {
	head := b.kin.of(id)
	if r, ok := b.records.get(head); ok {
		return r, nil
	}
	r := &record{}
	numbers, err := b.desk.Projection.Touching(ctx, b.kin.all(head))
	if err != nil {
		return nil, fmt.Errorf("finding a patient's messages: %w", err)
	}
	letters, err := b.desk.Archive.Numbered(ctx, numbers)
	if err != nil {
		return nil, fmt.Errorf("reading a patient's messages: %w", err)
	}
	for _, sealed := range letters {
		letter, err := sealed.Open(b.desk.Opener)
		if err != nil {
			return nil, err
		}
		for owner, facts := range b.sort(b.read(letter).Facts) {
			if b.kin.of(owner) == head {
				r.add(facts, len(letter.Raw))
			}
		}
	}
	b.records.put(head, r)
	return r, nil
}

// sort groups facts by whose they are, in the order of the message.
func (b *Book) sort(facts []*chart.Fact) map[PatientID][]*chart.Fact {
	groups := map[PatientID][]*chart.Fact{}
	for len(facts) > 0 { // facts of one owner stand together
		owner, n := facts[0].Owner, 1
		for n < len(facts) && facts[n].Owner == owner {
			n++
		}
		id := b.id(owner)
		groups[id] = append(groups[id], facts[:n:n]...)
		facts = facts[n:]
	}
	return groups
}
