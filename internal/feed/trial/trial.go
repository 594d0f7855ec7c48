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
	New     bool   // no chart has the number
	Changes []Change
}

// Change is what would be otherwise in one section of a chart.
type Change struct {
	Section       string
	Before, After string   // its state and flags
	Gone, Added   []string // items that would be there no longer, and new ones, in the words of the record
}

// errUnsound is a message at which reading or folding fails.
var errUnsound = errors.New("reading this message fails, which is a fault of this program")

// Try reads a letter by a profile and says what that would change. Of a letter
// that is kept, what it said before is taken away first.
func (d Desk) Try(ctx context.Context, l reading.Letter, p reading.Profile) (*Trial, error) {
	r, err := read(l, p)
	if err != nil {
		return nil, err
	}
	t := &Trial{Kind: r.Kind, State: r.State, Reason: r.Reason}
	for _, f := range fact.Restrict(r.Facts) {
		if f.From.Label != "" {
			t.Says = fact.AppendOnce(t.Says, chart.WordsWithheld)
			continue
		}
		t.Says = append(t.Says, reading.Describe(f))
	}
	for _, number := range r.People {
		patient, err := d.patient(ctx, number, l.Number, r.Facts)
		if err != nil {
			return nil, err
		}
		t.Patients = append(t.Patients, patient)
	}
	return t, nil
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

func (d Desk) patient(ctx context.Context, number fact.ID, letter int64, said []*fact.Fact) (Patient, error) {
	p := Patient{Number: number.Value + " " + number.Authority}
	var before, after []*fact.Fact
	found := d.Book.Find(number.Value + "^" + number.Authority)
	p.New = len(found) == 0
	id, mine := "", []fact.ID{number}
	if !p.New {
		id, mine = found[0].ID, append(mine, found[0].Identifiers...)
		var err error
		if before, err = d.facts(ctx, id, mine); err != nil {
			return p, err
		}
	}
	for _, f := range before {
		if f.From.Message != letter {
			after = append(after, f)
		}
	}
	after = append(after, of(mine, said)...)
	was, err := d.sections(before, id)
	if err != nil {
		return p, err
	}
	is, err := d.sections(after, id)
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
