package fault

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"redoutlet/internal/hl7"
	"redoutlet/internal/sim/stage"
)

// Witness is a feed that remembers which allergies were said of whom, so that somebody can let a part of them vanish while
// it goes on. It is safe for use by several goroutines at once.
type Witness struct {
	Feed
	mu     sync.Mutex
	memory memory
	hit    []*known // whose allergies are gone
	again  int
}

// Watch returns a witness of a feed.
func Watch(f Feed) *Witness {
	return &Witness{Feed: f, memory: memory{loss: Loss{What: Allergies}, known: map[string]*known{}}}
}

// Until returns what the feed says up to t, having heard it.
func (w *Witness) Until(t time.Time) []stage.Message {
	said := w.Feed.Until(t)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range said {
		w.memory.learn(m)
	}
	return said
}

// Hear takes in a message that the hospital says beside the feed, as one that was typed.
func (w *Witness) Hear(m stage.Message) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.memory.learn(m)
}

// Vanish says the deletion of the allergies of so many percent of the patients who have any, all of it at once. The same
// seed draws the same patients. It says nothing while a loss is not undone.
func (w *Witness) Vanish(at time.Time, percent int, seed uint64) []stage.Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.hit) > 0 {
		return nil
	}
	w.memory.loss = Loss{What: Allergies, Percent: percent, At: at, Seed: seed}
	w.hit = w.memory.draw(rand.New(rand.NewPCG(seed, 0xfa)))
	return w.say(func(of *known) (stage.Message, bool) { return w.memory.message(of, at) })
}

// Undo says again what vanished, as the system that had said it would.
func (w *Witness) Undo(at time.Time) []stage.Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	said := w.say(func(of *known) (stage.Message, bool) { return w.restored(of, at) })
	w.hit = nil
	return said
}

// say makes a message of everyone who was hit.
func (w *Witness) say(write func(*known) (stage.Message, bool)) []stage.Message {
	var said []stage.Message
	for _, of := range w.hit {
		if m, ok := write(of); ok {
			m.Fault = "vanished"
			said = append(said, m)
		}
	}
	return said
}

// restored is an A08 with the allergies of a patient as they were said last.
func (w *Witness) restored(of *known, at time.Time) (m stage.Message, ok bool) {
	w.again++
	id := fmt.Sprintf("VU%06d", w.again)
	out := hl7.NewBuilder(hl7.DefaultDelimiters())
	msh := copied(out, of.header, 1, 2, 7, 9, 10)
	msh.Set(7, 1, at.Format(stage.ToSecond)).Set(9, 1, "ADT").Set(9, 2, "A08").Set(9, 3, "ADT_A01").Set(10, 1, id)
	out.Segment("EVN").Set(1, 1, "A08").Set(2, 1, at.Format(stage.ToSecond))
	copied(out, of.pid)
	copied(out, of.pv1)
	for _, al1 := range of.allergies {
		copied(out, al1)
	}
	body, err := out.Bytes()
	return stage.Message{At: at, Source: of.source, ControlID: id, Body: body}, err == nil
}
