package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"redoutlet/internal/sim"
	"redoutlet/internal/sim/clinic"
	"redoutlet/internal/sim/ehr"
	"redoutlet/internal/sim/engine"
	"redoutlet/internal/sim/fault"
)

// report is a line that the simulated hospital prints for whoever started it.
type report struct {
	Event string `json:"event"` // page, loaded, counts, ended
	Page  string `json:"page,omitempty"`
	Acked int    `json:"acked"`
	Sent  int    `json:"sent"`
	// Secrets is everything that named a patient; only the last line has it.
	Secrets []string `json:"secrets,omitempty"`
}

// Sources are the systems of the simulated hospital, and that of the clinic beside it.
func Sources() []sim.Source { return append(sim.Sources(), clinic.Source) }

// Simulation is a simulated hospital at work.
type Simulation struct {
	Addresses map[sim.Source]string // of the server's listeners
	Page      string                // address of the page that stands for the hospital's record
	Beat      string                // address where the pharmacy answers whether it is alive; "": nowhere
	Seed      uint64                // another seed is another hospital
	Busy      float64               // how many times more happens than in a hospital of this size
	Faults    []fault.Plan          // what goes wrong on the way
}

// Run sends what the hospital says and shows its page, until ctx ends or in is
// closed by whoever started it. It prints reports to out, one a line.
func (s Simulation) Run(ctx context.Context, in io.Reader, out io.Writer) error {
	hospital := sim.New(s.Seed, time.Now().Truncate(time.Second), sim.Options{Busy: s.Busy, Past: 12 * time.Hour})
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() { // ends with whoever started it
		_, _ = io.Copy(io.Discard, in)
		stop()
	}()
	reports := &printer{encoder: json.NewEncoder(out)}
	office := clinic.New(s.Seed, hospital.Start(), sim.Options{Past: 12 * time.Hour})
	feed := engine.Together(hospital, office)
	for i, f := range s.Faults {
		feed = f.Befall(feed, s.Seed+uint64(i))
	}
	live := fault.Ready(feed)
	witness := fault.Watch(live)
	sender, err := engine.New(engine.Config{
		Hospital: witness, Addresses: s.Addresses, Speed: 1, Now: time.Now, Report: reports.count,
	})
	if err != nil {
		return err
	}
	handler, err := ehr.New(ehr.Config{Hospital: hospital, Sender: heard{sender, witness}, Befall: befalling(sender, witness, live)})
	if err != nil {
		return err
	}
	listener, beats, err := s.listen()
	if err != nil {
		return err
	}
	reports.print(report{Event: "page", Page: "http://" + listener.Addr().String()})
	parts, ctx := errgroup.WithContext(ctx)
	servePage(ctx, parts, listener, handler)
	parts.Go(func() error {
		if err := sender.Run(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		return nil
	})
	if beats != nil {
		parts.Go(func() error { return sender.AnswerBeats(ctx, sim.Pharmacy, beats) })
	}
	err = parts.Wait()
	reports.print(report{Event: "ended", Secrets: append(hospital.Secrets(), office.Secrets()...)})
	return err
}

// listen listens for the page, and where the pharmacy is asked whether it is alive; nil for nowhere.
func (s Simulation) listen() (page, beats net.Listener, err error) {
	if page, err = net.Listen("tcp", s.Page); err != nil {
		return nil, nil, fmt.Errorf("page of the simulated hospital: %w", err)
	}
	if s.Beat == "" {
		return page, nil, nil
	}
	if beats, err = net.Listen("tcp", s.Beat); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("heartbeats of the simulated hospital: %w", err), page.Close())
	}
	return page, beats, nil
}

// heard sends what was typed by hand, and has it remembered with the rest.
type heard struct {
	*engine.Engine
	witness *fault.Witness
}

// Send puts a message behind those that wait.
func (h heard) Send(m sim.Message) (*engine.Delivery, error) {
	if m.Fault == "" {
		h.witness.Hear(m)
	}
	return h.Engine.Send(m)
}

// vanishing is how much of the allergies a button lets vanish.
const vanishing = 40

// befalling lets go wrong what the buttons of the hospital's record ask for.
func befalling(sender *engine.Engine, witness *fault.Witness, live *fault.Live) func(ehr.Mishap) []sim.Message {
	var seed atomic.Uint64
	return func(m ehr.Mishap) []sim.Message {
		switch m {
		case ehr.Silence:
			sender.Pause(sim.Pharmacy)
		case ehr.Speak:
			sender.Resume(sim.Pharmacy)
		case ehr.Vanish:
			return witness.Vanish(sender.Time(), vanishing, seed.Add(1))
		case ehr.Restore:
			return witness.Undo(sender.Time())
		default:
			onTheWay(live, m, fault.Spell{From: sender.Time(), Seed: seed.Add(1)})
		}
		return nil
	}
}

// onTheWay lets begin what a button does to messages on their way. It ends by itself.
func onTheWay(live *fault.Live, m ehr.Mishap, s fault.Spell) {
	s.To = s.From.Add(ehr.SpellLasts)
	switch m {
	case ehr.Reorder:
		live.Befall(fault.Reordered, s)
	case ehr.Truncate:
		live.Befall(fault.Truncated, s)
	case ehr.Letters:
		live.Befall(fault.WrongLetters, s)
	case ehr.Clock:
		s.Source, s.To = sim.Laboratory, s.From.Add(ehr.ClockLasts)
		live.Befall(func(f fault.Feed, s fault.Spell) fault.Feed { return fault.WrongClock(f, s, ehr.ClockAhead) }, s)
	}
}

// printer prints reports, one a line.
type printer struct {
	mu      sync.Mutex
	encoder *json.Encoder
	sum     map[sim.Source]engine.Counts
}

func (p *printer) print(r report) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.encoder.Encode(r)
}

// count adds up the counts of the sources.
func (p *printer) count(e engine.Event) {
	if p.sum == nil {
		p.sum = map[sim.Source]engine.Counts{}
	}
	if e.Source != "" {
		p.sum[e.Source] = e.Counts
	}
	r := report{Event: "counts"}
	for _, c := range p.sum {
		r.Acked += c.Acked
		r.Sent += c.Sent
	}
	switch e.Kind {
	case engine.LoadFinished:
		r.Event = "loaded"
	case engine.Acknowledged:
	default:
		return
	}
	p.print(r)
}
