package stage

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
)

// diary is what parts did, in order.
type diary struct {
	mu      sync.Mutex
	entries []string
}

func (d *diary) add(entry string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.entries = append(d.entries, entry)
}

// part works until it is told to stop, and writes down when it is told and when
// it is over.
func (d *diary) part(name string, err error) func(context.Context) error {
	return func(ctx context.Context) error {
		<-ctx.Done()
		d.add(name + " told")
		d.add(name + " over")
		return err
	}
}

var inOrder = []string{"doors told", "doors over", "posts told", "posts over", "pages told", "pages over"}

func stages(ctx context.Context) (doors, posts, pages *Stage) {
	background := context.WithoutCancel(ctx)
	return New(ctx), New(background), New(background)
}

func TestStagesStopInOrder(t *testing.T) {
	var d diary
	ctx, stop := context.WithCancel(t.Context())
	doors, posts, pages := stages(ctx)
	failed := errors.New("a door that does not shut")
	pages.Start(d.part("pages", nil))
	posts.Start(d.part("posts", nil))
	doors.Start(d.part("doors", failed))
	stop()
	if err := StopInOrder(doors, posts, pages); !errors.Is(err, failed) {
		t.Errorf("error %v, want that of the doors", err)
	}
	if !slices.Equal(d.entries, inOrder) {
		t.Errorf("stopped in the order %q", d.entries)
	}
}

func TestFailedStageStopsTheOthersInOrder(t *testing.T) {
	var d diary
	doors, posts, pages := stages(t.Context())
	failed := errors.New("pages: no address")
	pages.Start(func(context.Context) error { return failed })
	posts.Start(d.part("posts", nil))
	doors.Start(d.part("doors", nil))
	if err := StopInOrder(doors, posts, pages); !errors.Is(err, failed) {
		t.Errorf("error %v, want that of the pages", err)
	}
	if !slices.Equal(d.entries, inOrder[:4]) {
		t.Errorf("stopped in the order %q", d.entries)
	}
}

func TestStagesWithoutPartsWaitForTheEnd(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	doors, posts, pages := stages(ctx)
	over := make(chan error, 1)
	go func() { over <- StopInOrder(doors, posts, pages) }()
	select {
	case err := <-over:
		t.Errorf("a server without sources ends at once: %v", err)
	default:
	}
	stop()
	if err := <-over; err != nil {
		t.Error(err)
	}
}
