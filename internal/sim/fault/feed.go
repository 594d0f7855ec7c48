package fault

import (
	"math/rand/v2"
	"slices"
	"time"

	"redoutlet/internal/sim/stage"
)

// Feed says what a hospital says, in the order in which it arrives.
type Feed interface {
	Start() time.Time                  // when the past ends and life begins
	Due() time.Time                    // when something is said or happens next
	Until(t time.Time) []stage.Message // what was not returned before, up to t
}

// Spell is whose messages go wrong, when, and how many of them.
type Spell struct {
	Source   stage.Source // empty is all
	From, To time.Time    // From itself is in it, To is not; a zero To is forever
	Percent  int          // of the messages; 0 is all
	Seed     uint64       // which of them
}

// hits reports whether the fault befalls a message.
func (s Spell) hits(m stage.Message, dice *rand.Rand) bool {
	if s.Source != "" && m.Source != s.Source || m.At.Before(s.From) || !s.To.IsZero() && !m.At.Before(s.To) {
		return false
	}
	return s.Percent == 0 || dice.IntN(100) < s.Percent
}

// bent is a feed with a fault.
type bent struct {
	Feed
	name    string
	spell   Spell
	dice    *rand.Rand
	befall  func(b *bent, m stage.Message) // puts what becomes of the message
	waiting []arrival                      // the next first
}

// arrival is a message and when it arrives.
type arrival struct {
	at time.Time
	m  stage.Message
}

func bend(f Feed, name string, s Spell, befall func(*bent, stage.Message)) *bent {
	return &bent{Feed: f, name: name, spell: s, dice: rand.New(rand.NewPCG(s.Seed, 0xfa)), befall: befall}
}

// put lets a message arrive at a time, after what arrives at that time already.
func (b *bent) put(at time.Time, m stage.Message) {
	i := len(b.waiting)
	for i > 0 && b.waiting[i-1].at.After(at) {
		i--
	}
	b.waiting = slices.Insert(b.waiting, i, arrival{at, m})
}

// putBad is put for a message that the fault made or changed.
func (b *bent) putBad(at time.Time, m stage.Message) {
	m.Fault = b.name
	b.put(at, m)
}

// Due is when something is said or happens next.
func (b *bent) Due() time.Time {
	due := b.Feed.Due()
	if len(b.waiting) > 0 && b.waiting[0].at.Before(due) {
		return b.waiting[0].at
	}
	return due
}

// Until returns what arrives up to t and was not returned before.
func (b *bent) Until(t time.Time) []stage.Message {
	for _, m := range b.Feed.Until(t) {
		if b.spell.hits(m, b.dice) {
			b.befall(b, m)
		} else {
			b.put(m.At, m)
		}
	}
	var out []stage.Message
	for len(b.waiting) > 0 && !b.waiting[0].at.After(t) {
		out = append(out, b.waiting[0].m)
		b.waiting = b.waiting[1:]
	}
	return out
}

// delay is a duration of whole seconds, at least one.
func (b *bent) delay(most time.Duration) time.Duration {
	return time.Second + time.Duration(b.dice.Int64N(int64(most/time.Second)))*time.Second
}
