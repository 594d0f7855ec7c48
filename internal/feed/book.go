package feed

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/bed"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/neighbor"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/envelope"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/feed/notice"
	"redoutlet/internal/feed/owner"
	"redoutlet/internal/feed/parallel"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/reading/version"
	"redoutlet/internal/feed/recent"
	"redoutlet/internal/feed/voice"
	"redoutlet/internal/seal"
)

// ProjectionVersion is raised whenever [reading.Of] or [chart.Fold] would make
// something else of the same letters. With the profiles it is the version of a
// projection; one of another version is made again.
const ProjectionVersion = 18

// Errors that a page or a command turns into words.
var (
	ErrNoPatient = errors.New("there is no such patient")
	ErrNoMessage = errors.New("there is no such message")
)

// errOutdated is a projection that is to be made again from the letters.
var errOutdated = errors.New("the charts have to be made again")

// How much of the feed is held at once: letters in one step of reading, facts
// of the patients used last, and patients whose line changed last, each with at
// most so many bytes of letters. A fact of the usual size stands in so many bytes
// of its letter.
const (
	stepLetters  = 1024
	heldFacts    = 300_000
	heldLists    = 3_000
	bytesPerList = 16 << 10
	bytesPerLine = 2 * bytesPerList
	bytesPerFact = 128
)

// Book holds the charts of one tenant. It needs the private key: a tenant that
// is locked has letters and no Book. It is safe for concurrent use.
type Book struct {
	desk     Desk
	reader   *reader
	version  int64      // of the projection: what reads letters, and by which profiles
	stepping sync.Mutex // held while letters are read
	mu       sync.Mutex
	broken   bool                  // half changed, and to be loaded again
	pending  map[PatientID]arrived // what letters said that are being settled
	cursor   int64
	kin      *owner.Owners
	lines    map[PatientID]roster.Summary
	people   *neighbor.People[PatientID] // the lines, as searches and warnings look through them
	records  *recent.Things[PatientID, *record]
	lists    *recent.Things[PatientID, *growing]
	voices   *voice.Voices
	beds     bed.Board
	vigil    *guard.Vigil
	// keptLines are those of patients whose leaving is held back.
	keptLines map[PatientID]roster.Summary
	watchers  notice.Board
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
	// Linked says whether a source has a connection open to us; nil where nobody
	// here would know.
	Linked func(source string) asof.Link
	Clock  Clock // watches our own clock; nil where nobody does
	// Dismissed reports whether a person has found nothing clinical in a letter
	// that is not understood; nil: nobody has looked at any.
	Dismissed func(number int64) bool
	Limits    guard.Limits // zero: nothing is ever frozen
}

// Clock watches our own clock.
type Clock interface {
	Doubt() string // why it is not trusted, in words; "" where it is
	// Witness takes the time a message bears, and when it was received.
	Witness(source string, sent, received time.Time)
}

// OpenBook opens the charts as they were left. A projection of another version
// is cleared, and Step makes it again.
func OpenBook(ctx context.Context, desk Desk) (*Book, error) {
	b := &Book{desk: desk}
	profiles := slices.Concat(desk.Profiles, []reading.Profile{reading.NewProfile("", desk.Zone), reading.DeskProfile(desk.Zone)})
	var err error
	if b.reader, err = newReader(desk, profiles); err != nil {
		return nil, err
	}
	if b.version, err = version.Of(ProjectionVersion, profiles); err != nil {
		return nil, err
	}
	return b, b.load(ctx)
}

func (b *Book) load(ctx context.Context) error {
	saved, err := b.desk.Projection.Load(ctx)
	if err != nil {
		return fmt.Errorf("opening the charts: %w", err)
	}
	lines, err := openLines(b.desk.Opener, saved, b.version)
	if errors.Is(err, errOutdated) {
		if err := b.desk.Projection.Replace(ctx, nil); err != nil {
			return fmt.Errorf("clearing charts that have to be made again: %w", err)
		}
		saved, lines, err = Saved{Kept: saved.Kept, Watched: saved.Cursor}, map[PatientID]roster.Summary{}, nil
	}
	if err != nil {
		return fmt.Errorf("opening the charts: %w", err)
	}
	b.cursor, b.lines, b.people = saved.Cursor, lines, neighbor.NewPeople(lines)
	b.kin = owner.New(owner.Numbers{Index: b.desk.Index}, saved.Edges, saved.Tenures)
	b.kin.Dismissed = b.desk.Dismissed
	b.records, b.lists = newRecords(heldFacts), newLists(heldLists)
	heard := b.voices
	b.voices = voice.New(voice.House{Site: b.reader.declared, Linked: b.desk.Linked}, saved.Voices)
	b.voices.Remember(heard)
	if err := (watched{b}).open(saved); err != nil {
		return err
	}
	if err := openBeds(ctx, b); err != nil {
		return err
	}
	w := watched{b}
	if err := w.keepLines(ctx, w.held(), b.record); err != nil {
		return err
	}
	b.broken = false
	return nil
}

// doubt is why our own clock is not trusted, "" where it is.
func doubt(c Clock) string {
	if c == nil {
		return ""
	}
	return c.Doubt()
}

// mend loads the book again where a step that failed left it half changed.
func (b *Book) mend(ctx context.Context) error {
	if !b.broken {
		return nil
	}
	return b.load(ctx)
}

// fallBack loads the book again as it was kept, after an error that may have
// left it half changed. Where that fails too, whoever asks next tries.
func fallBack(ctx context.Context, b *Book, err error) error {
	b.broken = true
	if again := b.load(ctx); again != nil {
		return fmt.Errorf("%w (and then %w)", err, again)
	}
	return err
}

// looking locks the book for a list and returns how it is unlocked. A book that
// a failed step left half changed is loaded again first. Where that fails too,
// the list is shown with what of the step it has, which stands in letters that
// were kept: an empty list would be worse, and whoever asks next tries again.
func looking(b *Book) (done func()) {
	b.mu.Lock()
	_ = b.mend(context.Background())
	return b.mu.Unlock
}

// openLines opens the summaries. One that does not open is no reason to keep
// the charts closed: all it says stands in the letters.
func openLines(opener *seal.Opener, saved Saved, version int64) (map[PatientID]roster.Summary, error) {
	if saved.Version != version && saved.Version != 0 {
		return nil, errOutdated
	}
	opened := make([]roster.Summary, len(saved.Summaries))
	failures := make([]error, len(saved.Summaries))
	parallel.Each(len(opened), func(i int) {
		opened[i], failures[i] = saved.Summaries[i].Open(opener)
	})
	if err := errors.Join(failures...); err != nil {
		if errors.Is(err, envelope.ErrDamaged) {
			return nil, fmt.Errorf("%w: %w", errOutdated, err)
		}
		return nil, err
	}
	lines := make(map[PatientID]roster.Summary, len(opened))
	for i, sealed := range saved.Summaries {
		lines[sealed.Patient] = opened[i]
	}
	return lines, nil
}

// Rebuild forgets everything made from letters and makes it again. progress,
// which may be nil, is told how many letters have been read.
func (b *Book) Rebuild(ctx context.Context, progress func(letters int64)) error {
	b.mu.Lock()
	b.broken = true
	err := b.desk.Projection.Replace(ctx, nil)
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

func newRecords(facts int) *recent.Things[PatientID, *record] {
	return recent.New[PatientID](facts, func(r *record) int { return r.weight })
}

func newLists(patients int) *recent.Things[PatientID, *growing] {
	return recent.New[PatientID](patients, (*growing).weight)
}

// record returns a patient's facts, from memory or read again from the letters.
func (b *Book) record(ctx context.Context, id PatientID) (*record, error) {
	head := b.kin.Of(id)
	if r, ok := b.records.Get(head); ok {
		return r, nil
	}
	letters, err := b.read(ctx, head, onChart, onList)
	if err != nil {
		return nil, err
	}
	r := &record{}
	for _, l := range letters {
		r.add(l.facts, l.bytes)
	}
	read := r.letters() // before any is added: one letter may speak of several of the numbers
	for _, id := range b.kin.All(head) {
		if late := without(read, b.kin.Standing(b.pending[id].facts)); len(late) > 0 {
			r.add(late, b.pending[id].bytes)
		}
	}
	b.records.Put(head, r)
	return r, nil
}

// told is what one letter says of a patient.
type told struct {
	facts []*fact.Fact
	bytes int // of the letter
}

// read reads the letters again that bear on a patient.
func (b *Book) read(ctx context.Context, head PatientID, on ...Bearing) ([]told, error) {
	numbers, err := b.desk.Projection.Touching(ctx, b.kin.Everywhere(head), on...)
	if err != nil {
		return nil, fmt.Errorf("finding a patient's messages: %w", err)
	}
	letters, err := b.desk.Archive.Numbered(ctx, numbers)
	if err != nil {
		return nil, fmt.Errorf("reading a patient's messages: %w", err)
	}
	var all []told
	for _, sealed := range letters {
		letter, said, err := b.reader.take(sealed)
		if err != nil {
			return nil, err
		}
		if !opened(&said) {
			all = append(all, told{missedLetter(&letter), 0})
		}
		_, placed := b.kin.Judge(&letter, said)
		for owner, facts := range placed {
			if b.kin.Of(owner) == head {
				all = append(all, told{b.kin.Standing(facts), len(letter.Raw)})
			}
		}
	}
	return all, nil
}
