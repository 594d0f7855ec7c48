// Package tour is a page that leads somebody with three minutes through what the demo shows. Each of its three steps has a
// button that does something to the hospital, then looks at the program's own pages and says what was seen there, how long
// it took, and what that proves; and a button that puts it back.
//
// [New] makes it, [Tour.Run] does what the buttons ask for, one thing at a time, and [Tour.Handler] is the page. It has no
// sign-in, since nobody in the demo exists: serve it on a loopback address only.
package tour

import (
	"context"
	"errors"
	"html/template"
	"net/http"
	"sync"
	"time"

	"redoutlet/internal/demo/scene"
	"redoutlet/internal/sim/ehr"
)

// Config is what the tour leads through.
type Config struct {
	Place   scene.Place
	Account string           // whom the page signs in as, and asks the reader to sign in as: a nurse
	Ageing  time.Duration    // the limits of the pharmacy's silence in the demo
	Stale   time.Duration    //
	Now     func() time.Time // the wall clock; required
}

// Tour is the page with what was seen so far.
type Tour struct {
	config Config
	view   *template.Template
	tasks  chan task

	mu      sync.Mutex // guards what follows
	steps   []*step
	busy    *task
	stop    context.CancelFunc // ends what is being done; nil where nothing is
	nurse   *scene.Visitor
	patient scene.Patient
	chart   string   // address of the patient's page
	typed   []string // allergies that were typed and not taken back
}

// New makes a tour of which nothing was seen yet.
func New(c Config) (*Tour, error) {
	if c.Now == nil || c.Account == "" {
		return nil, errors.New("lead through the demo: a clock and an account are required")
	}
	view, err := parse()
	if err != nil {
		return nil, err
	}
	t := &Tour{config: c, view: view, tasks: make(chan task, 1), steps: steps()}
	for _, s := range t.steps {
		s.State = NotYet
	}
	return t, nil
}

// Handler is the page. It answers to this computer only.
func (t *Tour) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", t.show)
	mux.HandleFunc("GET /page.css", style)
	mux.HandleFunc("POST /do", t.take)
	return ehr.Guard(mux)
}

// Run does what the buttons ask for until ctx ends.
func (t *Tour) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case todo := <-t.tasks:
			t.do(ctx, todo)
		}
	}
}

// task is what a button asks for.
type task struct {
	step      string // its id
	undo      bool
	substance string // of an allergy to be typed
}

// The reasons why nothing is done.
var (
	errBusy   = errors.New("another step is running: wait until it has ended, or put it back first")
	errDone   = errors.New("it is so already: the page has been loaded again")
	errHeld   = errors.New("while allergies are held back, one that is taken back is held back too: put step 3 back first")
	errNoStep = errors.New("press one of the buttons that are offered")
)

// ask has a task done. What runs is broken off where it is to be put back; nothing else is done beside it.
func (t *Tour) ask(todo task) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.step(todo.step)
	if s == nil {
		return errNoStep
	}
	switch {
	case t.busy == nil && !todo.undo && !s.Offered(), t.busy == nil && todo.undo && !s.Done:
		return errDone
	case todo.step == "allergy" && todo.undo && t.step("vanish").Done:
		return errHeld
	case t.busy != nil && (!todo.undo || t.busy.step != todo.step || t.busy.undo):
		return errBusy
	}
	select {
	case t.tasks <- todo:
	default:
		return errBusy
	}
	if t.stop != nil {
		t.stop()
	}
	t.busy = &todo
	s.begin(todo.undo, t.config.Now())
	return nil
}

// do does a task and notes what became of it.
func (t *Tour) do(ctx context.Context, todo task) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	t.mu.Lock()
	s := t.step(todo.step)
	t.stop = stop
	t.mu.Unlock()
	err := t.prepare(ctx)
	if err == nil && todo.undo {
		err = s.undo(t, ctx)
	} else if err == nil {
		err = s.do(t, ctx, todo)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stop = nil
	if *t.busy != todo { // it was broken off, and is put back next
		return
	}
	t.busy = nil
	s.end(todo.undo, err)
}

// prepare signs in, where that has not been done, and chooses a patient who is in the house.
func (t *Tour) prepare(ctx context.Context) error {
	t.mu.Lock()
	nurse, was := t.nurse, t.patient
	t.mu.Unlock()
	patients, err := t.config.Place.Patients(ctx)
	if err != nil {
		return err
	}
	patient := choose(patients, was)
	nurse, chart, err := t.look(ctx, nurse, patient)
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if patient != was {
		t.typed = nil
	}
	t.nurse, t.patient, t.chart = nurse, patient, chart
	return nil
}

// look finds the patient's page, and signs in for that where nobody has, or where the session has ended.
func (t *Tour) look(ctx context.Context, nurse *scene.Visitor, patient scene.Patient) (*scene.Visitor, string, error) {
	place := t.config.Place
	if nurse != nil {
		if chart, err := place.Chart(ctx, nurse, patient); err == nil {
			return nurse, chart, nil
		}
	}
	nurse, err := place.Visit(ctx, t.config.Account)
	if err != nil {
		return nil, "", err
	}
	chart, err := place.Chart(ctx, nurse, patient)
	return nurse, chart, err
}

// choose keeps a patient who is still in the house, or chooses one who is likely to stay: on a ward.
func choose(patients []scene.Patient, was scene.Patient) scene.Patient {
	chosen := patients[0]
	for _, p := range patients {
		if p.MRN == was.MRN {
			return p
		}
		if p.Unit == "4W" && chosen.Unit != "4W" {
			chosen = p
		}
	}
	return chosen
}

// step is the step of an id, nil for none. The caller holds the lock.
func (t *Tour) step(id string) *step {
	for _, s := range t.steps {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// tell adds to what was seen in a step.
func (t *Tour) tell(id, seen string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.step(id)
	s.Seen = append(s.Seen, seen)
}
