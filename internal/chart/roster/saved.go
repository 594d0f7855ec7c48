package roster

import (
	"encoding/json"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

// The saved forms keep a Time whole; the JSON of a Time is for readers and
// keeps only what was sent.
type (
	savedTime fact.Time

	savedErrand struct {
		Place   visit.Place
		Since   savedTime
		Arrived bool
	}

	savedAbsence struct{ Since, Due savedTime }

	savedPending struct {
		What      string
		Place     visit.Place
		Due, Said savedTime
	}

	savedPresence struct {
		Kind            Kind
		Place, Home     visit.Place
		Since, Admitted savedTime
		Class, Reason   string
		Doctor          string
		Errand          *savedErrand   `json:",omitempty"`
		Leave           *savedAbsence  `json:",omitempty"`
		Pending         []savedPending `json:",omitempty"`
		Left            time.Time
		LeftWord        string
		ShowFor         time.Duration
	}

	savedSummary struct {
		Line      Line
		Born      savedTime
		Presences []savedPresence
		Flags     []string
		Standing  Standing
		Heard     string
	}
)

// MarshalBinary writes the summary so that UnmarshalBinary restores it whole.
func (s Summary) MarshalBinary() ([]byte, error) {
	saved := savedSummary{Line: s.Line, Born: savedTime(s.Line.BornAt), Flags: s.Flags, Standing: s.Standing, Heard: s.Heard}
	for _, p := range s.Presences {
		saved.Presences = append(saved.Presences, save(p))
	}
	return json.Marshal(saved)
}

// UnmarshalBinary restores what MarshalBinary wrote.
func (s *Summary) UnmarshalBinary(data []byte) error {
	var saved savedSummary
	if err := json.Unmarshal(data, &saved); err != nil {
		return err
	}
	*s = Summary{Line: saved.Line, Flags: saved.Flags, Standing: saved.Standing, Heard: saved.Heard}
	s.Line.BornAt = fact.Time(saved.Born)
	for _, p := range saved.Presences {
		s.Presences = append(s.Presences, p.restore())
	}
	return nil
}

func save(p Presence) savedPresence {
	saved := savedPresence{
		Kind: p.Kind, Place: p.Place, Home: p.Home, Since: savedTime(p.Since), Admitted: savedTime(p.Admitted),
		Class: p.Class, Reason: p.Reason, Doctor: p.Doctor, Left: p.Left, LeftWord: p.LeftWord, ShowFor: p.ShowFor,
	}
	if e := p.Errand; e != nil {
		saved.Errand = &savedErrand{e.Place, savedTime(e.Since), e.Arrived}
	}
	if l := p.Leave; l != nil {
		saved.Leave = &savedAbsence{savedTime(l.Since), savedTime(l.Due)}
	}
	for _, soon := range p.Pending {
		saved.Pending = append(saved.Pending, savedPending{soon.What, soon.Place, savedTime(soon.Due), savedTime(soon.Said)})
	}
	return saved
}

func (s savedPresence) restore() Presence {
	p := Presence{
		Kind: s.Kind, Place: s.Place, Home: s.Home, Since: fact.Time(s.Since), Admitted: fact.Time(s.Admitted),
		Class: s.Class, Reason: s.Reason, Doctor: s.Doctor, Left: s.Left, LeftWord: s.LeftWord, ShowFor: s.ShowFor,
	}
	if e := s.Errand; e != nil {
		p.Errand = &visit.Errand{Place: e.Place, Since: fact.Time(e.Since), Arrived: e.Arrived}
	}
	if l := s.Leave; l != nil {
		p.Leave = &visit.Absence{Since: fact.Time(l.Since), Due: fact.Time(l.Due)}
	}
	for _, soon := range s.Pending {
		p.Pending = append(p.Pending, visit.Pending{
			What: soon.What, Place: soon.Place, Due: fact.Time(soon.Due), Said: fact.Time(soon.Said),
		})
	}
	return p
}
