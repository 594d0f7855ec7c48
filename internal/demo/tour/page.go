package tour

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/demo/scene"
)

//go:embed page/*
var pages embed.FS

func parse() (*template.Template, error) {
	view, err := template.New("tour.html").Funcs(template.FuncMap{"dated": dated}).ParseFS(pages, "page/tour.html")
	if err != nil {
		return nil, fmt.Errorf("read the page of the tour: %w", err)
	}
	return view, nil
}

// dated keeps each date of a text on one line.
func dated(text string) template.HTML {
	safe := template.HTMLEscapeString(text)
	return template.HTML(regexp.MustCompile(`\d\d-[A-Z][a-z]{2}-\d{4}`).ReplaceAllString(safe, `<span class="nowrap">$0</span>`))
}

// sheet is what the page shows.
type sheet struct {
	Steps     []stepView
	Running   string // where the page loads itself again while something runs; "": nothing does
	Fresh     int64  // makes an address new, so that a browser asks again instead of only moving to its fragment
	Board     string // the board's sentence, read for this page
	BoardAt   string // when
	Trouble   string // why it could not be read
	Refused   string // why the button that was pressed did nothing
	Pages     string // address of the program's pages
	Record    string // address of the hospital's own record
	Account   string
	Password  string
	Patient   scene.Patient
	Chart     string
	Substance string // what stands in the field at first
	Ageing    int    // seconds
	Stale     int
}

// stepView is a step as the page shows it.
type stepView struct {
	step
	Number int
	For    string // seconds since it began to run
}

// Class is the state as a name for the style sheet.
func (s stepView) Class() string { return strings.ReplaceAll(string(s.State), " ", "-") }

// show answers GET /.
func (t *Tour) show(w http.ResponseWriter, r *http.Request) { t.draw(w, r, http.StatusOK, "") }

// take answers POST /do: it has a step done, or put back, and leads back to the page.
func (t *Tour) take(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		t.draw(w, r, http.StatusBadRequest, "The form cannot be read: press the button again.")
		return
	}
	todo := task{
		step: r.PostFormValue("step"), undo: r.PostFormValue("act") == "undo",
		substance: strings.Join(strings.Fields(r.PostFormValue("substance")), " "),
	}
	if todo.step == "allergy" && !todo.undo && todo.substance == "" {
		t.draw(w, r, http.StatusUnprocessableEntity, "Say what the patient is allergic to: the field is empty.")
		return
	}
	switch err := t.ask(todo); {
	case errors.Is(err, errBusy), errors.Is(err, errHeld), errors.Is(err, errDone):
		t.draw(w, r, http.StatusConflict, "Nothing was done: "+err.Error()+".")
	case err != nil:
		t.draw(w, r, http.StatusUnprocessableEntity, "Nothing was done: "+err.Error()+".")
	default:
		http.Redirect(w, r, "/#"+todo.step, http.StatusSeeOther)
	}
}

// draw writes the page, whole or not at all.
func (t *Tour) draw(w http.ResponseWriter, r *http.Request, status int, refused string) {
	s := t.sheet(r.Context())
	s.Refused = refused
	var out bytes.Buffer
	if err := t.view.Execute(&out, s); err != nil {
		http.Error(w, "This page could not be made. Go back and load it again.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes())
}

// readPatience is how long the page waits for the board.
const readPatience = 5 * time.Second

// sheet is the page at this moment. The board is read for it.
func (t *Tour) sheet(ctx context.Context) sheet {
	ctx, stop := context.WithTimeout(ctx, readPatience)
	defer stop()
	s := sheet{
		Pages: t.config.Place.Pages, Record: t.config.Place.Record, Account: t.config.Account, Password: t.config.Place.Password,
		Substance: "lapis dust (invented)", Ageing: int(t.config.Ageing / time.Second), Stale: int(t.config.Stale / time.Second),
	}
	nurse, err := t.reader(ctx)
	if err == nil {
		s.Board, err = t.config.Place.Board(ctx, nurse)
	}
	if err != nil {
		s.Trouble = words(err)
	}
	s.BoardAt, s.Fresh = t.config.Now().Format(time.TimeOnly), t.config.Now().UnixMilli()
	t.mu.Lock()
	defer t.mu.Unlock()
	s.Patient, s.Chart = t.patient, t.chart
	for i, at := range t.steps {
		v := stepView{step: *at, Number: i + 1}
		v.Seen, v.Parts = slices.Clone(at.Seen), slices.Clone(at.Parts)
		if v.State == Running {
			v.For, s.Running = fmt.Sprintf("%.0f s", t.config.Now().Sub(at.Since).Seconds()), fmt.Sprintf("/?at=%d#%s", s.Fresh, at.ID)
		}
		s.Steps = append(s.Steps, v)
	}
	return s
}

// reader is who reads the board: while a step runs, who does it.
func (t *Tour) reader(ctx context.Context) (*scene.Visitor, error) {
	t.mu.Lock()
	nurse, busy := t.nurse, t.busy != nil
	t.mu.Unlock()
	if busy && nurse != nil {
		return nurse, nil
	}
	err := t.prepare(ctx)
	nurse, _, _ = t.at()
	return nurse, err
}

// style is the style sheet.
func style(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, pages, "page/page.css")
}
