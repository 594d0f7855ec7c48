package roster

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

// Summary is what lists need of a patient: who, and where now and lately. It
// is kept beside the facts so that a census needs no chart.
type Summary struct {
	Line      Line
	Presences []Presence
	Flags     []string
}

// Presence is a patient at one place: in it, or gone from it.
type Presence struct {
	Place    visit.Place
	Since    fact.Time
	Admitted fact.Time
	Class    string
	Reason   string
	Doctor   string
	Left     time.Time // instant of leaving; zero while the patient is here
	LeftWord string    // how the patient left, in words
	ShowFor  time.Duration
}

// Here reports whether the patient is at the place.
func (p Presence) Here() bool { return p.Left.IsZero() }

// ShownAt reports whether the presence belongs on a census at a moment: the
// patient is here, or left so lately that staff may look for them.
func (p Presence) ShownAt(now time.Time) bool { return p.Here() || now.Sub(p.Left) < p.ShowFor }

// How long a patient who left stays on a unit's list: 48 h after a discharge
// (H-023), 24 h after a move or a cancelled admission (H-021, H-022).
const (
	dischargedShown = 48 * time.Hour
	movedShown      = 24 * time.Hour
)

// Of makes a chart's summary.
func Of(c *chart.Chart, id string) Summary {
	s := Summary{Line: LineOf(c, id), Flags: c.Warnings()}
	var back *visit.Visit
	if c.ActiveAfterDischarge() {
		back = c.LastDischarged()
	}
	for i := range c.Visits {
		v := &c.Visits[i]
		s.Presences = append(s.Presences, presence(v, v == back))
		s.Presences = append(s.Presences, moves(v)...)
	}
	return s
}

// presence is where the visit is, or was last.
func presence(v *visit.Visit, mayBeHere bool) Presence {
	p := Presence{
		Place: v.Place(), Since: v.Since(), Admitted: v.Admitted,
		Class: v.Class, Reason: v.Reason, Doctor: v.Attending,
	}
	switch {
	case v.State == visit.Active || mayBeHere:
	case v.State == visit.Discharged:
		p.Left, p.LeftWord, p.ShowFor = v.Ended, "discharged", dischargedShown
	case v.State == visit.Cancelled:
		p.Left, p.LeftWord, p.ShowFor = v.Ended, "admission canceled", movedShown
	}
	return p
}

// moves lists the units a visit has left for another.
func moves(v *visit.Visit) []Presence {
	var list []Presence
	for i := 0; i+1 < len(v.Stays); i++ {
		left, next := v.Stays[i], v.Stays[i+1]
		if left.Place.Unit == next.Place.Unit || !next.Since.Known() {
			continue
		}
		p := presence(v, false)
		p.Place, p.Since, p.ShowFor = left.Place, left.Since, movedShown
		p.Left, p.LeftWord = next.Since.At, "MOVED to "+strings.TrimSpace(next.Place.Unit)
		list = append(list, p)
	}
	return list
}

// Apart returns a copy that shares no memory with the messages it was made
// from, so that a list of patients does not keep all of them in memory.
func (s Summary) Apart() Summary {
	l := &s.Line
	apart(&l.ID, &l.Family, &l.Given, &l.Born, &l.Sex, &l.Unit, &l.Room, &l.Bed, &l.Visit, &l.Language)
	apartTime(&l.BornAt)
	l.Identifiers = slices.Clone(l.Identifiers)
	for i := range l.Identifiers {
		id := &l.Identifiers[i]
		apart(&id.Value, &id.Authority, &id.Type)
	}
	s.Presences = slices.Clone(s.Presences)
	for i := range s.Presences {
		p := &s.Presences[i]
		apart(&p.Place.Unit, &p.Place.Room, &p.Place.Bed, &p.Place.Facility, &p.Class, &p.Reason, &p.Doctor, &p.LeftWord)
		apartTime(&p.Since)
		apartTime(&p.Admitted)
	}
	s.Flags = slices.Clone(s.Flags)
	for i := range s.Flags {
		apart(&s.Flags[i])
	}
	return s
}

func apartTime(t *fact.Time) { apart(&t.Text, &t.Zone) }

func apart(texts ...*string) {
	for _, text := range texts {
		*text = strings.Clone(*text)
	}
}

// The saved forms keep a Time whole; the JSON of a Time is for readers and
// keeps only what was sent.
type savedTime fact.Time

type savedPresence struct {
	Place           visit.Place
	Since, Admitted savedTime
	Class, Reason   string
	Doctor          string
	Left            time.Time
	LeftWord        string
	ShowFor         time.Duration
}

type savedSummary struct {
	Line      Line
	Born      savedTime
	Presences []savedPresence
	Flags     []string
}

// MarshalBinary writes the summary so that UnmarshalBinary restores it whole.
func (s Summary) MarshalBinary() ([]byte, error) {
	saved := savedSummary{Line: s.Line, Born: savedTime(s.Line.BornAt), Flags: s.Flags}
	for _, p := range s.Presences {
		saved.Presences = append(saved.Presences, savedPresence{
			Place: p.Place, Since: savedTime(p.Since), Admitted: savedTime(p.Admitted),
			Class: p.Class, Reason: p.Reason, Doctor: p.Doctor,
			Left: p.Left, LeftWord: p.LeftWord, ShowFor: p.ShowFor,
		})
	}
	return json.Marshal(saved)
}

// UnmarshalBinary restores what MarshalBinary wrote.
func (s *Summary) UnmarshalBinary(data []byte) error {
	var saved savedSummary
	if err := json.Unmarshal(data, &saved); err != nil {
		return err
	}
	*s = Summary{Line: saved.Line, Flags: saved.Flags}
	s.Line.BornAt = fact.Time(saved.Born)
	for _, p := range saved.Presences {
		s.Presences = append(s.Presences, Presence{
			Place: p.Place, Since: fact.Time(p.Since), Admitted: fact.Time(p.Admitted),
			Class: p.Class, Reason: p.Reason, Doctor: p.Doctor,
			Left: p.Left, LeftWord: p.LeftWord, ShowFor: p.ShowFor,
		})
	}
	return nil
}
