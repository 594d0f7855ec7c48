// Package trial says what one message would change on which chart, read by a
// profile that need not be in force. Nothing is kept of it.
package trial

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/sentence"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/seal"
)

// Desk is what a trial works with.
type Desk struct {
	Book     *feed.Book
	Opener   *seal.Opener
	Profiles []reading.Profile // in force
	Zone     string            // of sources without a profile
	Now      time.Time
}

// Trial is what a message would come to.
type Trial struct {
	Kind     string
	State    reading.Outcome
	Reason   string
	Says     []string // one sentence a fact
	Patients []Patient
}

// Patient is one patient whom the message names.
type Patient struct {
	Number  string // as the message gives it
	ID      string // of the chart that has the number; "" where none has
	Changes []Change
}

// New reports whether no chart has the number.
func (p Patient) New() bool { return p.ID == "" }

// Change is what would be otherwise in one section of a chart.
type Change struct {
	Section       string
	Before, After string   // its state and flags
	Gone, Added   []string // items that would be there no longer, and new ones, in the words of the record
}

// errUnsound is a message at which reading or folding fails.
var errUnsound = errors.New("reading this message fails, which is a fault of this program")

// Try reads a letter by a profile and says what that would change. Of a letter
// that is kept, what it said before is taken away first. What is withheld by
// rule is not said (hazard H-075), and a profile that is tried lifts no rule.
func (d Desk) Try(ctx context.Context, l reading.Letter, p reading.Profile) (*Trial, error) {
	r, err := read(l, p)
	if err != nil {
		return nil, err
	}
	t := &Trial{Kind: r.Kind, State: r.State, Reason: r.Reason}
	var known []*fact.Fact
	charts := make([]subject, len(r.People))
	for i, number := range r.People {
		if charts[i], err = d.subject(ctx, number); err != nil {
			return nil, err
		}
		known = append(known, charts[i].facts...)
	}
	said := d.veiled(l, r.Facts, known)
	for _, f := range said {
		if f.From.Label != "" {
			t.Says = fact.AppendOnce(t.Says, chart.WordsWithheld)
			continue
		}
		t.Says = append(t.Says, sentence.Of(f))
	}
	for _, s := range charts {
		patient, err := d.patient(s, l.Number, said)
		if err != nil {
			return nil, err
		}
		t.Patients = append(t.Patients, patient)
	}
	return t, nil
}

// subject is a number that the message names, and what is known of whoever has it.
type subject struct {
	id      string // of the chart; "" for none
	numbers []fact.ID
	facts   []*fact.Fact
}

func (d Desk) subject(ctx context.Context, number fact.ID) (s subject, err error) {
	s.numbers = []fact.ID{number}
	if found := d.Book.Find(number.Value + "^" + number.Authority); len(found) > 0 {
		s.id, s.numbers = found[0].ID, append(s.numbers, found[0].Identifiers...)
		s.facts, err = d.facts(ctx, s.id, s.numbers)
	}
	return s, err
}

// veiled are the facts that a letter says with what restricts them: by the
// profile that is tried, by the one in force, and by what else is known of the
// patients. Two profiles may read a message to facts that cannot be set beside
// each other, so what the one in force withholds of a section withholds all that
// the letter says in it.
func (d Desk) veiled(l reading.Letter, said, known []*fact.Fact) []*fact.Fact {
	if r, err := read(l, d.profile(l.Source)); err == nil {
		known = slices.Concat(known, r.Facts)
	}
	all := fact.Restrict(slices.Concat(said, known))
	said, known = slices.Clone(all[:len(said)]), all[len(said):]
	type part struct {
		owner   string
		section fact.Section
	}
	shut := map[part]string{}
	for _, f := range known {
		if f.From.Message == l.Number && f.From.Label != "" {
			shut[part{f.Owner.Key(), f.Body.About()}] = f.From.Label
		}
	}
	for i, f := range said {
		if label := shut[part{f.Owner.Key(), f.Body.About()}]; label != "" && f.From.Label == "" {
			from, copied := *f.From, *f
			from.Label, copied.From = label, &from
			said[i] = &copied
		}
	}
	return said
}

// read reads a letter. What a panic says is let go: it may hold what was read.
func read(l reading.Letter, p reading.Profile) (r reading.Reading, err error) {
	defer func() {
		if recover() != nil {
			err = errUnsound
		}
	}()
	loc, err := p.Location()
	if err != nil {
		return r, err
	}
	return reading.Of(l, &p, loc), nil
}

// patient says what would be otherwise on one chart.
func (d Desk) patient(s subject, letter int64, said []*fact.Fact) (Patient, error) {
	p := Patient{Number: s.numbers[0].Value + " " + s.numbers[0].Authority, ID: s.id}
	var after []*fact.Fact
	for _, f := range s.facts {
		if f.From.Message != letter {
			after = append(after, f)
		}
	}
	after = append(after, of(s.numbers, said)...)
	was, err := d.sections(s.facts, s.id)
	if err != nil {
		return p, err
	}
	is, err := d.sections(after, s.id)
	if err != nil {
		return p, err
	}
	p.Changes = changes(was, is)
	return p, nil
}

// facts are what the letters of a patient say by the profiles in force.
func (d Desk) facts(ctx context.Context, id string, mine []fact.ID) ([]*fact.Fact, error) {
	patient, err := feed.ParsePatientID(id)
	if err != nil {
		return nil, err
	}
	letters, err := feed.LettersOf(ctx, d.Book, patient)
	if err != nil {
		return nil, err
	}
	var facts []*fact.Fact
	for i := range letters {
		l, err := letters[i].Open(d.Opener)
		if errors.Is(err, seal.ErrSealed) {
			continue // it says the same before and after: nothing
		}
		if err != nil {
			return nil, err
		}
		r, err := read(l, d.profile(l.Source))
		if err == nil {
			facts = append(facts, of(mine, r.Facts)...)
		}
	}
	return facts, nil
}

func (d Desk) profile(source string) reading.Profile {
	for _, p := range d.Profiles {
		if p.Name == source {
			return p
		}
	}
	return reading.NewProfile(source, d.Zone)
}

// of are the facts whose owner has one of the numbers.
func of(numbers []fact.ID, facts []*fact.Fact) []*fact.Fact {
	var kept []*fact.Fact
	for _, f := range facts {
		if slices.ContainsFunc(numbers, func(id fact.ID) bool { return id.Key() == f.Owner.Key() }) {
			kept = append(kept, f)
		}
	}
	return kept
}

// section is one section as scripts see it, of whatever it consists.
type section struct {
	State string            `json:"state"`
	Flags []string          `json:"flags"`
	Items []json.RawMessage `json:"items"`
}

// sections are the sections of the chart that facts add up to.
func (d Desk) sections(facts []*fact.Fact, id string) (found map[string]section, err error) {
	defer func() {
		if recover() != nil {
			err = errUnsound
		}
	}()
	text, err := json.Marshal(asof.Of(chart.Fold(facts), id, d.Book.Coverage(), d.Now))
	if err != nil {
		return nil, fmt.Errorf("writing a chart: %w", err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		return nil, fmt.Errorf("writing a chart: %w", err)
	}
	found = map[string]section{}
	for _, name := range fact.Sections() {
		var s section
		if json.Unmarshal(fields[string(name)], &s) == nil {
			found[string(name)] = s
		}
	}
	return found, nil
}

// changes are the sections that differ, in the order of their names.
func changes(was, is map[string]section) []Change {
	var list []Change
	for _, name := range slices.Sorted(maps.Keys(is)) {
		c := Change{Section: name, Before: state(was[name]), After: state(is[name])}
		before, after := items(was[name]), items(is[name])
		for _, item := range before {
			if !slices.Contains(after, item) {
				c.Gone = append(c.Gone, item)
			}
		}
		for _, item := range after {
			if !slices.Contains(before, item) {
				c.Added = append(c.Added, item)
			}
		}
		if c.Before != c.After || len(c.Gone)+len(c.Added) > 0 {
			list = append(list, c)
		}
	}
	return list
}

func state(s section) string { return strings.Join(append([]string{s.State}, s.Flags...), ", ") }

// items are the items of a section, each in a line: what it consists of, but
// not which message it came in.
func items(s section) []string {
	var lines []string
	for _, raw := range s.Items {
		var fields map[string]any
		if json.Unmarshal(raw, &fields) != nil {
			continue
		}
		var parts []string
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			if value := words(fields[name]); value != "" && name != "from" {
				parts = append(parts, strings.ReplaceAll(name, "_", " ")+" "+value)
			}
		}
		lines = append(lines, strings.Join(parts, "; "))
	}
	return lines
}

// words writes a value of JSON for people, "" where it says nothing.
func words(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		if v {
			return "yes"
		}
		return ""
	case []any:
		var all []string
		for _, one := range v {
			if w := words(one); w != "" {
				all = append(all, w)
			}
		}
		return strings.Join(all, ", ")
	case map[string]any:
		var all []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if w := words(v[name]); w != "" && name != "from" {
				all = append(all, w)
			}
		}
		return strings.Join(all, " ")
	}
	return fmt.Sprint(value)
}
