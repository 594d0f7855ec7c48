package fault

import (
	"time"

	"redoutlet/internal/sim/stage"
)

// Silence loses what a system says for a while: it speaks again afterwards, and never of what it kept to itself.
func Silence(f Feed, s Spell) Feed {
	return bend(f, "silence", s, func(*bent, stage.Message) {})
}

// Paused holds back what a system says until the spell is over; then all of it arrives at once, in order.
func Paused(f Feed, s Spell) Feed {
	return bend(f, "paused", s, func(b *bent, m stage.Message) {
		at := b.spell.To
		if at.IsZero() {
			return // it never goes on
		}
		b.putBad(at, m)
	})
}

// Reordered lets messages be overtaken by those of the next ten minutes.
func Reordered(f Feed, s Spell) Feed {
	return bend(f, "reordered", s, func(b *bent, m stage.Message) { b.putBad(m.At.Add(b.delay(10*time.Minute)), m) })
}

// Duplicated lets messages arrive twice, the second time within half an hour, in the same bytes.
func Duplicated(f Feed, s Spell) Feed {
	return bend(f, "duplicated", s, func(b *bent, m stage.Message) {
		b.put(m.At, m)
		b.putBad(m.At.Add(b.delay(30*time.Minute)), m)
	})
}

// Truncated cuts messages off somewhere behind their first segment. As nobody acknowledges half a message, the whole of
// it follows some seconds later.
func Truncated(f Feed, s Spell) Feed {
	return bend(f, "truncated", s, func(b *bent, m stage.Message) {
		half := m
		first := headerEnd(m.Body)
		half.Body = m.Body[:first+b.dice.IntN(len(m.Body)-first)]
		b.putBad(m.At, half)
		b.put(m.At.Add(b.delay(20*time.Second)), m)
	})
}

// WrongClock lets the clock of a system be off: MSH-7 says another time than it was, and nothing else does.
func WrongClock(f Feed, s Spell, off time.Duration) Feed {
	return bend(f, "wrong clock", s, func(b *bent, m stage.Message) {
		m.Body = stage.Restamp(m.Body, m.At.Add(off).Format(stage.ToSecond), m.ControlID)
		b.putBad(m.At, m)
	})
}

// WrongLetters writes messages in ISO 8859-1, while MSH-18 goes on saying UTF-8. Letters that are not in it become
// question marks. What has only ASCII letters stays as it was.
func WrongLetters(f Feed, s Spell) Feed {
	return bend(f, "wrong letters", s, func(b *bent, m stage.Message) {
		if latin, changed := toLatin1(m.Body); changed {
			m.Body = latin
			b.putBad(m.At, m)
			return
		}
		b.put(m.At, m)
	})
}

// toLatin1 writes UTF-8 in ISO 8859-1.
func toLatin1(text []byte) (latin []byte, changed bool) {
	for _, r := range string(text) {
		switch {
		case r < 0x80:
			latin = append(latin, byte(r))
			continue
		case r < 0x100:
			latin = append(latin, byte(r))
		default:
			latin = append(latin, '?')
		}
		changed = true
	}
	return latin, changed
}

// headerEnd is where the first segment ends.
func headerEnd(body []byte) int {
	for i, c := range body {
		if c == '\r' {
			return i + 1
		}
	}
	return len(body) - 1
}
