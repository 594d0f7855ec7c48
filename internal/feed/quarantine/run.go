package quarantine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
)

// Selection says which messages are read again.
type Selection struct {
	All     bool
	Group   string  // as [Group.ID]
	Numbers []int64 // of messages
}

// Run is a reading again of messages that were in quarantine, on its way or
// the last there was.
type Run struct {
	Running bool
	By      string
	At      time.Time // when it began
	Total   int
	Read    int
	Charted int
	Ignored int
	Still   map[string]int // in quarantine, by reason
	Failed  bool           // it broke off; what was read stays where it belongs
}

// ErrRunning is returned while messages are read again.
var ErrRunning = errors.New("messages are being read again already: wait until that is done")

// batch is how many messages are read again in one transaction.
const batch = 64

// Progress is the reading again that is on its way, or the last there was.
func (r *Room) Progress() Run {
	r.mu.Lock()
	defer r.mu.Unlock()
	run := r.run
	run.Still = maps.Clone(run.Still)
	return run
}

// Begin notes that somebody wants messages read again; Replay does it.
func (r *Room) Begin(by string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.run.Running {
		return ErrRunning
	}
	r.run = Run{Running: true, By: by, At: r.desk.Now(), Still: map[string]int{}}
	return nil
}

// Replay reads messages again, puts each where it belongs now, and records that
// it was done. Begin comes before.
func (r *Room) Replay(ctx context.Context, what Selection) error {
	err := r.replay(ctx, what)
	r.mu.Lock()
	r.run.Running, r.run.Failed = false, err != nil
	run := r.run
	r.mu.Unlock()
	if err != nil {
		return fmt.Errorf("reading quarantined messages again: %w", err)
	}
	about := int64(0)
	if len(what.Numbers) == 1 {
		about = what.Numbers[0]
	}
	return r.record(ctx, Act{Message: about, Deed: Replayed, By: run.By,
		Reason: fmt.Sprintf("%d read: %d charted, %d still in quarantine", run.Read, run.Charted, run.Read-run.Charted-run.Ignored)})
}

func (r *Room) replay(ctx context.Context, what Selection) error {
	numbers, err := r.chosen(ctx, what)
	if err != nil {
		return err
	}
	r.note(func(run *Run) { run.Total = len(numbers) })
	for part := range slices.Chunk(numbers, batch) {
		settled, err := feed.ReadAgain(ctx, r.book, part)
		if err != nil {
			return err
		}
		r.note(func(run *Run) { run.count(settled) })
	}
	return nil
}

func (r *Room) note(change func(*Run)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.run)
}

func (run *Run) count(settled []feed.Settlement) {
	run.Read += len(settled)
	for _, s := range settled {
		switch s.State {
		case reading.Charted:
			run.Charted++
		case reading.Ignored:
			run.Ignored++
		default:
			run.Still[s.Reason]++
		}
	}
}

// chosen lists the numbers that a selection means, in order: of messages that
// are in quarantine, and no others.
func (r *Room) chosen(ctx context.Context, what Selection) ([]int64, error) {
	groups, err := r.desk.Keeper.Groups(ctx)
	if err != nil {
		return nil, err
	}
	var numbers []int64
	for _, g := range groups {
		if what.All || g.ID() == what.Group {
			in, err := r.desk.Keeper.InGroup(ctx, g, 0, int(g.Count))
			if err != nil {
				return nil, err
			}
			numbers = append(numbers, in...)
			continue
		}
		for _, n := range what.Numbers {
			in, err := r.desk.Keeper.InGroup(ctx, g, n+1, 1)
			if err != nil {
				return nil, err
			}
			if slices.Contains(in, n) {
				numbers = append(numbers, n)
			}
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers), nil
}
