// Package stage stops the parts of a program in order.
package stage

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"
)

// Stage is parts of the program that stop together. Its context ends when it is
// told to stop, when the context it was made of ends, or when one of its parts
// fails.
type Stage struct {
	parts *errgroup.Group
	ctx   context.Context
	stop  context.CancelFunc
}

// New returns a stage without parts.
func New(ctx context.Context) *Stage {
	ctx, stop := context.WithCancel(ctx)
	parts, ctx := errgroup.WithContext(ctx)
	return &Stage{parts, ctx, stop}
}

// Context is what a part of the stage that is started elsewhere works within.
func (s *Stage) Context() context.Context { return s.ctx }

// Start has a part work until the stage stops.
func (s *Stage) Start(part func(context.Context) error) {
	s.parts.Go(func() error { return part(s.ctx) })
}

// Stop tells the parts to stop, and waits until they have.
func (s *Stage) Stop() error {
	s.stop()
	return s.parts.Wait()
}

// StopInOrder waits until the first stage is to stop or any of the others
// fails, and then stops one stage after the other: each is over before the next
// is told.
func StopInOrder(stages ...*Stage) error {
	for _, s := range stages[1:] {
		defer context.AfterFunc(s.ctx, stages[0].stop)()
	}
	<-stages[0].ctx.Done()
	var errs []error
	for _, s := range stages {
		errs = append(errs, s.Stop())
	}
	return errors.Join(errs...)
}
