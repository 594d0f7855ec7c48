package feed

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/reading"
)

// Lines lists every patient, those in the house by unit and bed, then the rest
// by name.
func (b *Book) Lines() []roster.Summary {
	b.mu.Lock()
	defer b.mu.Unlock()
	lines := slices.Collect(maps.Values(b.lines))
	slices.SortFunc(lines, func(x, y roster.Summary) int { return compareLines(x.Line, y.Line) })
	return lines
}

func compareLines(x, y roster.Line) int {
	away := func(l roster.Line) int {
		if l.InHouse {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(away(x), away(y)),
		strings.Compare(x.Unit, y.Unit), compareBeds(x.Room, y.Room), compareBeds(x.Bed, y.Bed),
		strings.Compare(x.Family, y.Family), strings.Compare(x.Given, y.Given), strings.Compare(x.ID, y.ID),
	)
}

// compareBeds orders names as people count them: 2 before 10.
func compareBeds(x, y string) int {
	trim := func(s string) string { return strings.TrimLeft(s, "0") }
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	if digits(x) && digits(y) {
		return cmp.Or(cmp.Compare(len(trim(x)), len(trim(y))), strings.Compare(trim(x), trim(y)))
	}
	return strings.Compare(x, y)
}

// View is a patient's chart at this moment. id may name any of the patient's
// numbers; the view's own ID is the one to use from then on.
func (b *Book) View(ctx context.Context, id PatientID) (*asof.View, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.mend(ctx); err != nil {
		return nil, err
	}
	head := b.kin.of(id)
	line, ok := b.lines[head]
	if !ok {
		return nil, ErrNoPatient
	}
	r, err := b.record(ctx, head)
	if err != nil {
		return nil, err
	}
	view := asof.Of(r.chart(), head.String(), b.coverage(), b.desk.Now())
	view.Flags = append(view.Flags, alerts(b.people.inHouse(), &line.Line)...)
	return view, nil
}

// Find returns the patients a person may mean by an address of ours, a number,
// or a number with its authority (VALUE^AUTHORITY).
func (b *Book) Find(text string) []roster.Line {
	b.mu.Lock()
	defer b.mu.Unlock()
	if id, err := ParsePatientID(text); err == nil {
		if line, ok := b.lines[b.kin.of(id)]; ok {
			return []roster.Line{line.Line}
		}
	}
	value, authority, named := strings.Cut(text, "^")
	var found []roster.Line
	for _, line := range b.lines {
		for _, id := range line.Line.Identifiers {
			if id.Value == value && (!named || id.Authority == authority) {
				found = append(found, line.Line)
				break
			}
		}
	}
	slices.SortFunc(found, compareLines)
	return found
}

// Coverage says who gives each section, and up to when.
func (b *Book) Coverage() asof.Coverage {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.coverage()
}

func (b *Book) coverage() asof.Coverage {
	cov := asof.Coverage{}
	keys := slices.SortedFunc(maps.Keys(b.voices), func(x, y voiceKey) int {
		return cmp.Or(strings.Compare(x.source, y.source), strings.Compare(string(x.family), string(y.family)))
	})
	for _, key := range keys {
		mark := b.voice(key)
		for _, section := range key.family.Sections() {
			if b.declares(key.source, section) {
				cov[section] = append(cov[section], asof.Giving{Source: key.source, AsOf: mark.AsOf})
			}
		}
	}
	b.addSilent(cov)
	return cov
}

// voice is what was heard of a source in a family. Allergies travel with
// registration: any message of it proves the source alive, and the allergies it
// last sent may be old and still all there is.
func (b *Book) voice(key voiceKey) VoiceMark {
	mark := b.voices[key]
	if key.family == reading.FamilyAllergies {
		mark.AsOf = later(mark.AsOf, b.voices[voiceKey{key.source, reading.FamilyRegistration}].AsOf)
	}
	return mark
}

// declares reports whether the site lets a source give a section: by its
// profile, or, where that is silent, because it was heard to.
func (b *Book) declares(source string, s fact.Section) bool {
	gives := b.reader.site(source).profile.Gives
	return len(gives) == 0 || slices.Contains(gives, s) || s == fact.SectionIdentity
}

// addSilent adds the sources that were declared to give a section and have
// never been heard to.
func (b *Book) addSilent(cov asof.Coverage) {
	for _, p := range b.desk.Profiles {
		for _, section := range p.Gives {
			if !slices.ContainsFunc(cov[section], func(g asof.Giving) bool { return g.Source == p.Name }) {
				cov[section] = append(cov[section], asof.Giving{Source: p.Name})
			}
		}
	}
}

// Hash is one digest of all charts (design 3b): equal for equal sets of
// messages. progress, which may be nil, is told how many charts are done.
func (b *Book) Hash(ctx context.Context, progress func(charts int)) ([sha256.Size]byte, error) {
	var digests [][sha256.Size]byte
	for _, line := range b.Lines() {
		id, err := ParsePatientID(line.Line.ID)
		if err != nil {
			return [sha256.Size]byte{}, err
		}
		digest, err := b.hashOf(ctx, id)
		if err != nil {
			return [sha256.Size]byte{}, fmt.Errorf("hashing a chart: %w", err)
		}
		if digests = append(digests, digest); progress != nil {
			progress(len(digests))
		}
	}
	slices.SortFunc(digests, func(x, y [sha256.Size]byte) int { return slices.Compare(x[:], y[:]) })
	all := sha256.New()
	for _, d := range digests {
		all.Write(d[:])
	}
	return [sha256.Size]byte(all.Sum(nil)), nil
}

func (b *Book) hashOf(ctx context.Context, id PatientID) ([sha256.Size]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.mend(ctx); err != nil {
		return [sha256.Size]byte{}, err
	}
	r, err := b.record(ctx, id)
	if err != nil {
		return [sha256.Size]byte{}, err
	}
	return r.chart().Hash()
}
