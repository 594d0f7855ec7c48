package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"redoutlet/internal/web/ui"
)

// The errors by which what stands behind the frame tells it what to say.
var (
	// ErrLocked says that charts cannot be opened before somebody unlocks them.
	ErrLocked = errors.New("the charts are locked")
	// ErrPassphrase says that a passphrase does not unlock.
	ErrPassphrase = errors.New("the passphrase does not unlock the charts")
)

var (
	errForbidden = errors.New("the page is not for this role")
	errForeign   = errors.New("the request came from another site")
	errMethod    = errors.New("the page does not do that")
	errTooLarge  = errors.New("more was sent than a form holds")
	errInternal  = errors.New("internal")
)

// Failure is how an error is answered: with a status, and a page that says
// what happened and what to do next.
type Failure struct {
	Is      error // found with errors.Is
	Status  int
	Heading string // what happened
	Next    string // what to do
}

// known lists the failures of the frame. The last stands for everything else.
func known() []Failure {
	return []Failure{
		{ui.ErrNotFound, http.StatusNotFound, "There is no such page.",
			"What it was about may have gone, or the address is wrong. Go back to the board and look from there."},
		{errForbidden, http.StatusForbidden, "This page is not for your role.",
			"If you need it for your work, ask an administrator for the role that has it."},
		{errForeign, http.StatusForbidden, "This came from another site and was not done.",
			"Open the page here and do it again."},
		{errMethod, http.StatusMethodNotAllowed, "This page does not do that.",
			"Go back to the board and look from there."},
		{ui.ErrForm, http.StatusBadRequest, "The form could not be read, and nothing was done.",
			"Open the page again and fill it in anew."},
		{errTooLarge, http.StatusRequestEntityTooLarge, "More was sent than a form holds, and nothing was done.",
			"Open the page again and fill it in anew."},
		{ErrLocked, http.StatusServiceUnavailable, "The charts are locked.",
			"The server was started again. It still receives and keeps every message. An administrator opens the charts: sign in and go to Unlock."},
		{context.DeadlineExceeded, http.StatusServiceUnavailable, "That took too long.",
			"The server is busy. Wait a moment and load the page again."},
		{errInternal, http.StatusInternalServerError, "Something went wrong on the server.",
			"Load the page again. If it happens again, give the number below to whoever runs the server."},
	}
}

// drawnFailure is a failure and its page, with marks where the moment and the
// number of the incident go.
type drawnFailure struct {
	Failure
	page     []byte
	incident bool // logged as an error, under a number
}

// failurePage is the data of a failure's page.
type failurePage struct {
	Failure
	Unlock   bool
	Incident string // "" where there is nothing to look up
}

// Head implements ui.Headed.
func (f failurePage) Head() ui.Head { return ui.Head{Title: strings.TrimSuffix(f.Heading, ".")} }

// markNumber stands in a drawn page where the incident's number goes.
const markNumber = "INCIDENT-NUMBER"

// drawFailures draws the page of every failure.
func (s *Server) drawFailures() ([]drawnFailure, error) {
	var drawn []drawnFailure
	for _, f := range append(append([]Failure{}, s.config.Failures...), known()...) {
		data := failurePage{Failure: f, Unlock: errors.Is(f.Is, ErrLocked)}
		incident := f.Status >= 500 && !data.Unlock
		if incident {
			data.Incident = markNumber
		}
		var page bytes.Buffer
		layout := markLayout()
		if err := s.templates.Render(&page, "failure", layout, data); err != nil {
			return nil, fmt.Errorf("drawing the page of status %d: %w", f.Status, err)
		}
		drawn = append(drawn, drawnFailure{f, page.Bytes(), incident})
	}
	return drawn, nil
}

// markLayout holds the moment that stands in a drawn page for the one to come.
func markLayout() ui.Layout {
	return ui.Layout{Now: time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), Zone: time.UTC}
}

// statusGone is logged for a client that went away before its answer.
const statusGone = 499

// fail answers with the page of an error. It is the one place that turns errors
// into answers; what the server got wrong is logged under a number that the
// page shows, and nothing else of it reaches the reader.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		w.WriteHeader(statusGone)
		return
	}
	f, number := s.failureOf(err), ""
	if f.incident {
		number = rand.Text()[:10]
		s.config.Log.LogAttrs(r.Context(), slog.LevelError, "page failed",
			slog.String("incident", number), slog.String("route", routeOf(r)), slog.Int("status", f.Status),
			slog.String("error", err.Error()))
	}
	send(w, f.Status, f.at(s.config.Clock(), s.config.Zone, number))
}

func (s *Server) failureOf(err error) drawnFailure {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		err = errTooLarge
	}
	for _, f := range s.failures {
		if errors.Is(err, f.Is) {
			return f
		}
	}
	return s.failures[len(s.failures)-1]
}

// at fills in the moment and the number.
func (f drawnFailure) at(now time.Time, zone *time.Location, number string) []byte {
	mark, made := markLayout(), ui.Layout{Now: now, Zone: zone}
	return []byte(strings.NewReplacer(
		mark.MadeISO(), strings.ReplaceAll(made.MadeISO(), "+", "&#43;"),
		mark.Made(), template.HTMLEscapeString(made.Made()),
		markNumber, number,
	).Replace(string(f.page)))
}
