// Package demo is a small hospital that does not exist, beside the program that
// charts it: to look at ([Run]), or told step by step in the terminal ([Tell]).
//
// The hospital runs in a process of its own and talks over real sockets; what a
// visitor sees is what a hospital would.
package demo

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"time"

	"golang.org/x/sync/errgroup"

	"redoutlet/internal/demo/scene"
	"redoutlet/internal/serve"
)

// Screen is where a demo writes: facts to Out, progress and troubles to Err.
type Screen struct{ Out, Err io.Writer }

// freeAddress is 127.0.0.1:8080 where nobody has it, else any free port.
func freeAddress() string {
	l, err := net.Listen("tcp", "127.0.0.1:8080")
	if err != nil {
		return "127.0.0.1:0"
	}
	_ = l.Close()
	return "127.0.0.1:8080"
}

// freePort is an address on this computer that nobody listens to.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("finding a free port for the demo: %w", err)
	}
	return l.Addr().String(), l.Close()
}

// busyToWatch makes the hospital busy enough to watch.
const busyToWatch = 20

// loadLimit is how long the hospital may take to tell its past.
const loadLimit = time.Minute

// Run runs the demo in a data folder until ctx ends; "" is a new folder that is
// removed at the end. listen is the address of the pages; "" is 127.0.0.1:8080
// or a free port.
func Run(ctx context.Context, screen Screen, data, listen string) error {
	if listen == "" {
		listen = freeAddress()
	}
	h, err := newHouse(ctx, data, listen)
	if err != nil {
		return err
	}
	defer func() { _ = h.remove() }()
	h.tellEarlier(screen)
	parts, ctx := errgroup.WithContext(ctx)
	started := make(chan *serve.Server, 1)
	log := slog.New(slog.NewTextHandler(screen.Err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	parts.Go(func() error {
		return h.Place.Run(ctx, log, func(s *serve.Server) error {
			started <- s
			return nil
		})
	})
	parts.Go(func() error {
		select {
		case server := <-started:
			return h.show(ctx, screen, server)
		case <-ctx.Done():
			return nil
		}
	})
	return advise(parts.Wait())
}

// show starts the hospital and says where to look.
func (h *house) show(ctx context.Context, screen Screen, server *serve.Server) error {
	begun := time.Now()
	addresses := map[string]net.Addr{}
	for _, source := range sourceNames() {
		addresses[source] = server.FeedAddress(source)
	}
	fmt.Fprintln(screen.Err, "A hospital that does not exist is telling its past ...")
	hospital, err := startHospital(addresses, h.beat, busyToWatch)
	if err != nil {
		return err
	}
	defer hospital.finish()
	for _, step := range []<-chan struct{}{hospital.ready, hospital.loaded} {
		if err := hospital.wait(ctx, step, loadLimit); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
	}
	if err := h.charted(ctx); err != nil {
		return err
	}
	parts, ctx := errgroup.WithContext(ctx)
	pages := "http://" + server.PagesAddress().String()
	start, err := h.lead(ctx, parts, pages, hospital.page)
	if err != nil {
		return err
	}
	fmt.Fprintf(screen.Out, guide, time.Since(begun).Seconds(), start, pages, hospital.page, h.password, h.Data)
	parts.Go(func() error {
		select {
		case <-ctx.Done():
		case <-hospital.ended:
			if ctx.Err() == nil { // a Ctrl-C in the terminal ends both
				return hospital.errEnded()
			}
		}
		fmt.Fprintln(screen.Err, "Stopping.")
		return nil
	})
	return parts.Wait()
}

// charted waits until all that the hospital has told is on the charts: it is kept before, and nobody should look at charts
// that are behind first.
func (h *house) charted(ctx context.Context) error {
	_, err := scene.Until(ctx, func() (string, error) {
		record, err := h.Open(ctx)
		if err != nil {
			return "", err
		}
		defer record.Close()
		status, err := record.Status(ctx)
		if err != nil || status.Waiting > 0 {
			return "", err
		}
		return "charted", nil
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

const guide = `
Red Outlet is charting a hospital that does not exist (ready in %.1f s).

  Start here        %s   (three minutes, three buttons, and what each proves)

  Its charts        %s
  Its own record    %s   (type an allergy there and watch it arrive, or let something go wrong)

  Sign in as        nurse, manager, engineer, auditor or admin
  Password          %s

Every name, number and result is invented. Data folder: %s
Stop with Ctrl-C.
`
