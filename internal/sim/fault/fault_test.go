package fault

import (
	"bytes"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"redoutlet/internal/hl7"
	"redoutlet/internal/sim/stage"
)

// line is a feed that says what it was given.
type line struct {
	start time.Time
	said  []stage.Message
}

func (l *line) Start() time.Time { return l.start }

func (l *line) Due() time.Time {
	if len(l.said) == 0 {
		return l.start.Add(1000 * time.Hour)
	}
	return l.said[0].At
}

func (l *line) Until(t time.Time) []stage.Message {
	n := len(l.said)
	if i := slices.IndexFunc(l.said, func(m stage.Message) bool { return m.At.After(t) }); i >= 0 {
		n = i
	}
	out := l.said[:n]
	l.said = l.said[n:]
	return out
}

func startTime() time.Time { return time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC) }

// minute is the message of a minute: of the pharmacy in odd ones, of registration in even ones.
func minute(n int) stage.Message {
	at := startTime().Add(time.Duration(n) * time.Minute)
	m := stage.Message{At: at, Source: "registration", ControlID: stage.Serial("C", n)}
	kind, rest := "ADT^A01^ADT_A01", "PV1|1|I|4W^401^1\rAL1|1|DA|PCN^penicillin^L|SV|hives\r"
	if n%2 == 1 {
		m.Source, kind = "pharmacy", "RDE^O11^RDE_O11"
		rest = "PV1|1|I\rORC|NW|P" + m.ControlID + "|||IP||||20260302\rRXE||APAP^acetaminophen^L|650\r"
	}
	m.Body = []byte("MSH|^~\\&|APP|FAC|||" + at.Format(stage.ToSecond) + "||" + kind + "|" + m.ControlID + "|T|2.5.1||||||UNICODE UTF-8\r" +
		"PID|1||70" + stage.Serial("", n) + "^^^FAC^MR||Cieślak^Noémie\r" + rest)
	return m
}

// hour is a feed of sixty messages, one in a minute.
func hour() *line {
	l := &line{start: startTime()}
	for n := range 60 {
		l.said = append(l.said, minute(n))
	}
	return l
}

// listen asks a feed every ten seconds for two hours, as one does who waits for what is due.
func listen(f Feed) (heard []stage.Message, at []time.Time) {
	for t := startTime(); t.Before(startTime().Add(2 * time.Hour)); t = t.Add(10 * time.Second) {
		for _, m := range f.Until(t) {
			heard, at = append(heard, m), append(at, t)
		}
	}
	return heard, at
}

func pharmacySpell() Spell {
	return Spell{Source: "pharmacy", From: startTime().Add(10 * time.Minute), To: startTime().Add(30 * time.Minute), Seed: 7}
}

// ids are the control ids of messages that a condition holds for, in order.
func ids(list []stage.Message, wanted func(stage.Message) bool) (found []string) {
	for _, m := range list {
		if wanted(m) {
			found = append(found, m.ControlID)
		}
	}
	return found
}

func isBad(m stage.Message) bool  { return m.Fault != "" }
func isGood(m stage.Message) bool { return m.Fault == "" }

// TestFaults holds of every fault what it does, that it leaves alone what it does not befall, and that the same seed does
// the same again.
func TestFaults(t *testing.T) {
	all := hour().said
	inSpell := func(m stage.Message) bool {
		s := pharmacySpell()
		return s.hits(m, nil)
	}
	cases := []struct {
		name    string
		bend    func(Feed) Feed
		heard   int // messages
		bad     int // bad ones among them
		holds   func(heard []stage.Message, at []time.Time) bool
		because string
	}{
		{"silence", func(f Feed) Feed { return Silence(f, pharmacySpell()) }, 50, 0, func(heard []stage.Message, _ []time.Time) bool {
			return !slices.ContainsFunc(heard, inSpell)
		}, "nothing of the spell is heard"},
		{"paused", func(f Feed) Feed { return Paused(f, pharmacySpell()) }, 60, 10, func(heard []stage.Message, at []time.Time) bool {
			for i, m := range heard {
				if isBad(m) && !at[i].Equal(pharmacySpell().To) {
					return false
				}
			}
			return slices.Equal(ids(heard, isBad), ids(all, inSpell))
		}, "all of it is heard at the end of the spell, in order"},
		{"reordered", func(f Feed) Feed { return Reordered(f, pharmacySpell()) }, 60, 10, func(heard []stage.Message, _ []time.Time) bool {
			got := ids(heard, isBad)
			sorted := slices.Sorted(slices.Values(got))
			return !slices.Equal(got, sorted) && slices.Equal(sorted, ids(all, inSpell))
		}, "all of it is heard, in another order"},
		{"duplicated", func(f Feed) Feed { return Duplicated(f, pharmacySpell()) }, 70, 10, func(heard []stage.Message, _ []time.Time) bool {
			return slices.Equal(ids(heard, isGood), ids(all, func(stage.Message) bool { return true }))
		}, "everything is heard once in order, and some of it again"},
		{"truncated", func(f Feed) Feed { return Truncated(f, pharmacySpell()) }, 70, 10, func(heard []stage.Message, _ []time.Time) bool {
			return shorter(heard, all)
		}, "the half is the beginning of the whole, which follows"},
		{"wrong clock", func(f Feed) Feed { return WrongClock(f, pharmacySpell(), -3*time.Hour) }, 60, 10, func(heard []stage.Message, _ []time.Time) bool {
			return clockIsOff(heard, -3*time.Hour)
		}, "MSH-7 is off by the hours asked for"},
		{"wrong letters", func(f Feed) Feed { return WrongLetters(f, pharmacySpell()) }, 60, 10, func(heard []stage.Message, _ []time.Time) bool {
			return !slices.ContainsFunc(heard, func(m stage.Message) bool { return isBad(m) == utf8.Valid(m.Body) })
		}, "what it wrote is no UTF-8"},
		{"a share", func(f Feed) Feed { return Silence(f, Spell{Percent: 50, Seed: 3}) }, -1, 0, func(heard []stage.Message, _ []time.Time) bool {
			return len(heard) > 15 && len(heard) < 45
		}, "about half is heard"},
		{"one on another", func(f Feed) Feed { return Duplicated(Silence(f, Spell{Source: "registration"}), pharmacySpell()) }, 40, 10,
			func(heard []stage.Message, _ []time.Time) bool {
				return !slices.ContainsFunc(heard, func(m stage.Message) bool { return m.Source == "registration" })
			}, "both faults befall"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			heard, at := listen(c.bend(hour()))
			again, _ := listen(c.bend(hour()))
			if !slices.EqualFunc(heard, again, func(a, b stage.Message) bool { return bytes.Equal(a.Body, b.Body) }) {
				t.Error("the same seed does something else")
			}
			if bad := len(ids(heard, isBad)); c.heard >= 0 && len(heard) != c.heard || bad != c.bad {
				t.Errorf("%d messages are heard, %d of them bad; want %d and %d", len(heard), bad, c.heard, c.bad)
			}
			if !c.holds(heard, at) {
				t.Errorf("it does not hold that %s", c.because)
			}
		})
	}
}

// shorter reports whether every bad message is the beginning of the good one of its number.
func shorter(heard, all []stage.Message) bool {
	for _, m := range heard {
		i := slices.IndexFunc(all, func(w stage.Message) bool { return w.ControlID == m.ControlID })
		whole := all[i].Body
		if isBad(m) && (len(m.Body) >= len(whole) || !bytes.HasPrefix(whole, m.Body)) || isGood(m) && !bytes.Equal(m.Body, whole) {
			return false
		}
	}
	return true
}

// clockIsOff reports whether MSH-7 of every bad message is off by so much, and that of no other.
func clockIsOff(heard []stage.Message, off time.Duration) bool {
	for _, m := range heard {
		want := m.At
		if isBad(m) {
			want = want.Add(off)
		}
		read, err := hl7.Parse(m.Body)
		if err != nil || !read.Header().Time.At.Equal(want) {
			return false
		}
	}
	return true
}

// TestVanish holds that each kind of mass deletion says its messages within a minute, of the share asked for, each of them
// one that a receiver has no reason to doubt by itself.
func TestVanish(t *testing.T) {
	cases := []struct {
		what, kind, segment string
		field               int
		value               string
	}{
		{Allergies, "ADT^A60", "IAM", 6, "D"},
		{Medicines, "RDE^O11", "ORC", 1, "DC"},
		{Visits, "ADT^A03", "PV1", 3, "4W"},
	}
	for _, c := range cases {
		t.Run(c.what, func(t *testing.T) {
			loss := Loss{What: c.what, Percent: 40, At: startTime().Add(40 * time.Minute), Seed: 1}
			heard, at := listen(Vanish(hour(), loss))
			// Up to the loss either system has spoken of 20 patients or 21.
			if bad := len(ids(heard, isBad)); bad < 8 || bad > 9 {
				t.Fatalf("%d patients lose their %s", bad, c.what)
			}
			for i, m := range heard {
				if isGood(m) {
					continue
				}
				read, err := hl7.Parse(m.Body)
				if err != nil {
					t.Fatal(err)
				}
				s, _ := read.First(c.segment)
				if got := read.Header().Type + "^" + read.Header().Event; got != c.kind || s.Field(c.field).Component(1).Text() != c.value {
					t.Errorf("a deletion is said as %q", m.Body)
				}
				if late := at[i].Sub(loss.At); late < 0 || late > 70*time.Second {
					t.Errorf("a deletion is said %v after the loss began", late)
				}
			}
		})
	}
}
