// Package veil says what a kept message says, and withholds of it what a rule of
// the site withholds (hazard H-075).
package veil

import (
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/sentence"
	"redoutlet/internal/feed/reading"
)

// Passage is a part of a message as it was received.
type Passage struct {
	Raw      []byte   // nil where it is withheld by rule
	Withheld bool     // until somebody breaks the glass
	Segments []string // their names
	Patient  string   // id of the chart it speaks of, "" for none
}

// Passages are a message as it was received, in order.
type Passages []Passage

// Withheld reports whether a rule withholds something of the message.
func (list Passages) Withheld() bool {
	return slices.ContainsFunc(list, func(p Passage) bool { return p.Withheld })
}

// Raw is what is shown of the message, in one piece.
func (list Passages) Raw() []byte {
	var raw []byte
	for _, p := range list {
		raw = append(raw, p.Raw...)
	}
	return raw
}

// Veil stands before one kept message.
type Veil struct {
	Reading *reading.Reading
	Known   []*fact.Fact // what all messages of its patients say: what restricts one of an order restricts all
	Patient func(number fact.ID) string
	Broken  func(patient string) bool // whether the glass is broken; given "" where no chart is known; nil: nobody's is
}

func (v Veil) seen(patient string) bool { return v.Broken != nil && v.Broken(patient) }

// Shown is what is shown of a message: what it says, one sentence a fact, and its
// parts as they were received. That something is withheld is said once.
func (v Veil) Shown(parts []reading.Passage) (sentences []string, passages Passages) {
	sentences, shut := v.facts()
	return sentences, v.passages(parts, shut)
}

// facts are what the message says, and the keys of the numbers of whom something
// of that is withheld.
func (v Veil) facts() (sentences []string, shut map[string]bool) {
	shut = map[string]bool{}
	said := v.Reading.Facts
	for _, f := range fact.Restrict(slices.Concat(said, v.Known))[:len(said)] {
		if f.From.Label != "" && !v.seen(v.Patient(f.Owner)) {
			shut[f.Owner.Key()] = true
			sentences = fact.AppendOnce(sentences, chart.WordsWithheld)
			continue
		}
		sentences = append(sentences, sentence.Of(f))
	}
	return sentences, shut
}

// passages are the parts of the message, without those of a patient of whom
// something is withheld, and without those of which nothing could be read and
// which a rule would withhold. Who, where and which allergies stay.
func (v Veil) passages(parts []reading.Passage, shut map[string]bool) Passages {
	list := make(Passages, 0, len(parts))
	for _, p := range parts {
		one := Passage{Segments: p.Segments, Patient: v.Patient(p.Owner)}
		hidden := shut[p.Owner.Key()] || p.Label != "" && !v.readWhole(p.Owner)
		if one.Withheld = !p.Plain && hidden && !v.seen(one.Patient); !one.Withheld {
			one.Raw = p.Raw
		}
		list = append(list, one)
	}
	return list
}

// readWhole reports whether the facts of the message say all that it says of a
// patient, so that what they are labeled with is all there is to withhold.
func (v Veil) readWhole(owner fact.ID) bool {
	return v.Reading.State == reading.Charted && !slices.ContainsFunc(v.Reading.Facts, func(f *fact.Fact) bool {
		_, unread := f.Body.(*fact.Unread)
		return unread && f.Owner.Key() == owner.Key()
	})
}
