package demo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"redoutlet/internal/demo/scene"
	"redoutlet/internal/demo/tour"
)

// lead serves the page that leads through the demo, until ctx ends. It returns the address of the page.
func (h *house) lead(ctx context.Context, parts *errgroup.Group, pages, record string) (string, error) {
	t, err := tour.New(tour.Config{
		Place: scene.Place{Pages: pages, Record: record, Password: h.password}, Account: "nurse",
		Ageing: AgeingAfter, Stale: StaleAfter, Now: time.Now,
	})
	if err != nil {
		return "", err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("the page that leads through the demo: %w", err)
	}
	parts.Go(func() error { return t.Run(ctx) })
	servePage(ctx, parts, listener, t.Handler())
	return "http://" + listener.Addr().String(), nil
}

// servePage answers a page of the demo until ctx ends.
func servePage(ctx context.Context, parts *errgroup.Group, listener net.Listener, handler http.Handler) {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	parts.Go(func() error {
		<-ctx.Done()
		return server.Close()
	})
	parts.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
}
