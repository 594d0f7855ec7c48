package serve

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"
)

// stage is parts of the program that stop together. Its context ends when it is
// told to stop, when the context it was made of ends, or when one of its parts
// fails.
type stage struct {
	parts *errgroup.Group
	ctx   context.Context
	stop  context.CancelFunc
}

func newStage(ctx context.Context) *stage {
	ctx, stop := context.WithCancel(ctx)
	parts, ctx := errgroup.WithContext(ctx)
	return &stage{parts, ctx, stop}
}

func (s *stage) start(part func(context.Context) error) {
	s.parts.Go(func() error { return part(s.ctx) })
}

// stopInOrder waits until the first stage is to stop or any of the others
// fails, and then stops one stage after the other: each is over before the next
// is told.
func stopInOrder(stages ...*stage) error {
	for _, s := range stages[1:] {
		defer context.AfterFunc(s.ctx, stages[0].stop)()
	}
	<-stages[0].ctx.Done()
	var errs []error
	for _, s := range stages {
		s.stop()
		errs = append(errs, s.parts.Wait())
	}
	return errors.Join(errs...)
}
