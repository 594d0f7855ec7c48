package access

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"redoutlet/internal/seal"
)

// SampleSize is how many looks of a month are drawn for review, besides every
// broken glass.
const SampleSize = 25

// Month is a calendar month, as 2026-11.
type Month string

const monthLayout = "2006-01"

// MonthOf is the month an instant falls in.
func MonthOf(t time.Time, zone *time.Location) Month { return Month(t.In(zone).Format(monthLayout)) }

// ErrMonth is returned for a text that is no month.
var ErrMonth = errors.New("a month is written as 2026-11")

// ParseMonth reads a month.
func ParseMonth(text string) (Month, error) {
	t, err := time.Parse(monthLayout, text)
	if err != nil || t.Year() < 2000 {
		return "", ErrMonth
	}
	return Month(text), nil
}

// Span is when the month begins and when the next one does, in a zone.
func (m Month) Span(zone *time.Location) (since, until time.Time) {
	t, err := time.ParseInLocation(monthLayout, string(m), zone)
	if err != nil {
		return time.Time{}, time.Time{}
	}
	return t, t.AddDate(0, 1, 0)
}

// Title is the month in words, as November 2026.
func (m Month) Title() string {
	t, err := time.Parse(monthLayout, string(m))
	if err != nil {
		return string(m)
	}
	return t.Format("January 2006")
}

// Before is the month before.
func (m Month) Before() Month {
	since, _ := m.Span(time.UTC)
	return MonthOf(since.AddDate(0, -1, 0), time.UTC)
}

// After is the month after.
func (m Month) After() Month {
	_, until := m.Span(time.UTC)
	return MonthOf(until, time.UTC)
}

// Draw is a drawn sample of one month, with the seed that repeats it.
type Draw struct {
	Month   Month
	Seed    int64
	At      time.Time
	Account string // who drew
	Of      int    // among how many looks
	Drawn   []ID   // the openings drawn
}

// Sample draws n of the ids, or all where there are fewer. The draw is the n ids
// with the smallest SHA-256 of the seed (8 bytes, big-endian) followed by the
// id, so that anybody can repeat it with any tool, whatever order the ids come
// in.
func Sample(seed int64, ids []ID, n int) []ID {
	type lot struct {
		id  ID
		sum [sha256.Size]byte
	}
	lots := make([]lot, len(ids))
	for i, id := range ids {
		b := binary.BigEndian.AppendUint64(nil, uint64(seed))
		lots[i] = lot{id, sha256.Sum256(append(b, id[:]...))}
	}
	slices.SortFunc(lots, func(a, b lot) int { return bytes.Compare(a.sum[:], b.sum[:]) })
	lots = lots[:min(n, len(lots))]
	drawn := make([]ID, len(lots))
	for i, l := range lots {
		drawn[i] = l.id
	}
	return drawn
}

// Verdict is what a reviewer found.
type Verdict string

// The verdicts.
const (
	InOrder  Verdict = "in order"
	FollowUp Verdict = "to follow up"
)

// Decision is what a reviewer found of one opening. The latest counts; those
// before it stay.
type Decision struct {
	ID      ID
	Opening ID
	At      time.Time
	Account string // who reviewed
	Verdict Verdict
	Note    seal.Sealed // in the reviewer's words; sealed, since it may name a patient
}

// Closing ends the review of a month.
type Closing struct {
	Month   Month
	At      time.Time
	Account string
}

// The reasons why a decision or a closing is refused.
var (
	ErrOwn      = errors.New("nobody reviews what they opened themselves: ask another auditor")
	ErrVerdict  = errors.New("choose whether it is in order or to follow up")
	ErrNote     = fmt.Errorf("say in a note what is to be followed up or corrected, in at most %d characters", mostWords)
	ErrOpen     = errors.New("every look has to be decided before the month is closed")
	ErrClosed   = errors.New("the month is closed already")
	ErrNotOver  = errors.New("the month is not over yet: the sample is drawn when it is")
	ErrDrawn    = errors.New("the sample of this month is drawn already")
	ErrNotDrawn = errors.New("draw the month's sample first")
)

// CheckDecision says why a decision cannot be taken, or nil: a reviewer never
// decides on an opening of their own, and a decision to follow up, or one that
// replaces another, says why.
func CheckDecision(o Opening, reviewer string, v Verdict, note string, corrects bool) error {
	switch {
	case o.Account == reviewer:
		return ErrOwn
	case v != InOrder && v != FollowUp:
		return ErrVerdict
	case len(note) > 4*mostWords || (v == FollowUp || corrects) && note == "":
		return ErrNote
	}
	return nil
}

// Finding is a decision as a reviewer writes and reads it.
type Finding struct {
	Decision
	Words string // the note; "" where there is none, or it cannot be opened now
}

// Item is one opening under review.
type Item struct {
	Opening  Opening
	Drawn    bool      // else it is here because it broke the glass
	Reason   string    // why the glass was broken, in the person's words
	Findings []Finding // the latest last
}

// Decided reports whether a reviewer has decided on it.
func (i Item) Decided() bool { return len(i.Findings) > 0 }

// Review is the review of one month: every broken glass, then what was drawn.
type Review struct {
	Month   Month
	Over    bool     // the month is, so that a sample can be drawn
	Draw    *Draw    // nil before it is drawn
	Closing *Closing // nil while it is open
	Items   []Item
}

// Decided counts the items that are decided.
func (r Review) Decided() int {
	n := 0
	for _, i := range r.Items {
		if i.Decided() {
			n++
		}
	}
	return n
}

// Glasses counts the broken glasses, and those that are not decided.
func (r Review) Glasses() (broken, open int) {
	for _, i := range r.Items {
		if i.Opening.Page != PageGlass {
			continue
		}
		broken++
		if !i.Decided() {
			open++
		}
	}
	return broken, open
}

// CheckClosing says why the review cannot be closed, or nil.
func (r Review) CheckClosing() error {
	switch {
	case r.Closing != nil:
		return ErrClosed
	case r.Draw == nil && !r.Over:
		return ErrNotOver
	case r.Draw == nil:
		return ErrNotDrawn
	case r.Decided() < len(r.Items):
		return ErrOpen
	}
	return nil
}

// Looks are the first opening of each patient by each person, the oldest first:
// what a sample is drawn from, since the question of a review is whether this
// person had a reason to look at this patient. Broken glasses are left out; all
// of them are reviewed.
func Looks(newestFirst []Opening) []ID {
	type pair struct {
		account string
		patient [16]byte
	}
	seen := map[pair]bool{}
	var looks []ID
	for _, o := range slices.Backward(newestFirst) {
		p := pair{o.Account, o.Patient}
		if o.UnderGlass() || seen[p] {
			continue
		}
		seen[p] = true
		looks = append(looks, o.ID)
	}
	return looks
}
