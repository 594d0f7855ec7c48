package feed

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"redoutlet/internal/feed/envelope"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/feed/owner"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/voice"
)

// PatientID names a record number without saying it.
type PatientID = owner.ID

// ParsePatientID reads what String wrote.
func ParsePatientID(s string) (PatientID, error) {
	var id PatientID
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(id) {
		return id, fmt.Errorf("%w: not a patient's address", ErrNoPatient)
	}
	copy(id[:], b)
	return id, nil
}

// What is kept sealed.
type (
	SealedLetter  = envelope.Letter
	SealedSummary = envelope.Summary
)

// Receipt says under which number a letter is kept.
type Receipt struct {
	Number int64
}

// Archive is where letters are kept.
type Archive interface {
	// After returns at most limit letters with numbers above after, in order.
	After(ctx context.Context, after int64, limit int) ([]SealedLetter, error)
	// Numbered returns the letters of these numbers, in order.
	Numbered(ctx context.Context, numbers []int64) ([]SealedLetter, error)
}

// Projection is where a [Book] keeps what it made of the letters, so that it
// need not read them all again. Everything in it can be made again.
type Projection interface {
	// Load returns what was committed; the zero Saved where nothing was.
	Load(ctx context.Context) (Saved, error)
	// Touching returns the numbers of the letters that bear so on any of the people.
	Touching(ctx context.Context, people []PatientID, on ...Bearing) ([]int64, error)
	// Known returns for each fingerprint, in the order given, the number of the
	// letter that was the first of it to be read; 0 where none was.
	Known(ctx context.Context, prints []Fingerprint) ([]int64, error)
	Commit(ctx context.Context, b Batch) error // all of it or nothing
	// Replace forgets everything that was committed and commits batches, which
	// may be none, in its place: all of it or nothing.
	Replace(ctx context.Context, batches []Batch) error
}

// Counter counts what was kept and what became of it.
type Counter interface {
	// Counts counts letters by outcome and by source.
	Counts(ctx context.Context) (Counts, error)
	// Quarantined returns numbers of quarantined letters below before (0: all),
	// newest first.
	Quarantined(ctx context.Context, before int64, limit int) ([]int64, error)
}

// Counts is what a [Counter] knows.
type Counts struct {
	Outcomes map[reading.Outcome]int64
	Sources  []SourceCount
}

// SourceCount is what one source sent. An exact replay is counted as received
// until it is read.
type SourceCount struct {
	Name       string
	Received   int64
	Duplicates int64
	Heard      time.Time
}

// Saved is what a Book begins with.
type Saved struct {
	Version   int64 // of the projection; 0 where there is none
	Cursor    int64 // number of the last letter read
	Edges     []owner.Edge
	Tenures   []owner.Tenure
	Summaries []SealedSummary
	Voices    []voice.Mark
	Kept      []guard.Keepsake // of the guard; charts that are made again leave it as it is
	Watched   int64            // the last letter read by charts that have to be made again
}

// Batch is what reading some letters came to.
type Batch struct {
	Version   int64
	Cursor    int64
	Settled   []Settlement
	Touches   []Touch
	Edges     []owner.Edge
	Tenures   []owner.Tenure
	Summaries []SealedSummary
	Dropped   []PatientID // summaries that another patient's has taken in
	Voices    []voice.Mark
	Seen      []Sighting // letters read for the first time
	Replays   []int64    // letters that repeat one that was read: dropped, and counted
	Kept      []guard.Keepsake
	KeptSince time.Time // losses that were kept before no longer count
}

// Settlement says what became of a letter.
type Settlement struct {
	Number int64
	State  reading.Outcome
	Kind   string
	Reason string
}

// Touch says that a letter speaks of a patient.
type Touch struct {
	Patient PatientID
	Number  int64
	On      Bearing
}

// Bearing is what of a patient a letter bears on.
type Bearing string

const (
	onList  Bearing = "list"  // the chart, and the patient's line in lists
	onChart Bearing = "chart" // the chart alone
)
