package roster

import (
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
	Standing  Standing
	Heard     string // day of the newest message about the patient, see [Day]; "" where none is known
}

// Presence is a patient at one place: in a bed, gone from it, or expected.
type Presence struct {
	Kind     Kind
	Place    visit.Place
	Home     visit.Place // the bed of a guest, or of who is to come; zero: none yet
	Since    fact.Time
	Admitted fact.Time
	Class    string
	Reason   string
	Doctor   string
	Errand   *visit.Errand   // where the patient is meanwhile, or is on the way to
	Leave    *visit.Absence  // on leave, the bed kept
	Pending  []visit.Pending // what is to come
	Left     time.Time       // instant of leaving; zero while the patient is here
	LeftWord string          // how the patient left, in words
	ShowFor  time.Duration
}

// Kind is how a patient belongs to a place.
type Kind string

// The kinds.
const (
	InBed  Kind = ""       // the place is theirs, or was
	Guest  Kind = "guest"  // here for now; the bed is elsewhere
	Coming Kind = "coming" // expected here
)

// Here reports whether the place is the patient's. An active visit has one such
// presence and no more, so that a census counts everybody once.
func (p Presence) Here() bool { return p.Kind == InBed && p.Left.IsZero() }

// InTransit reports whether the patient has left for elsewhere and not arrived.
func (p Presence) InTransit() bool { return p.Here() && p.Errand != nil && !p.Errand.Arrived }

// ShownAt reports whether the presence belongs on a census at a moment: the
// patient is here, or left so lately that staff may look for them.
func (p Presence) ShownAt(now time.Time) bool { return p.Left.IsZero() || now.Sub(p.Left) < p.ShowFor }

// ListedAt reports whether the patient is in the house, or on the list of a unit.
func (s *Summary) ListedAt(now time.Time) bool {
	return s.Line.InHouse || slices.ContainsFunc(s.Presences, func(p Presence) bool { return p.ShownAt(now) })
}

// How long a patient who left stays on a unit's list: 48 h after a discharge
// (H-023), 24 h after a move or a cancelled admission (H-021, H-022).
const (
	dischargedShown = 48 * time.Hour
	movedShown      = 24 * time.Hour
)

// Of makes a chart's summary.
func Of(c *chart.Chart, id string) Summary {
	s := Summary{Line: LineOf(c, id), Flags: c.Warnings(), Standing: standingOf(c)}
	var back *visit.Visit
	if c.ActiveAfterDischarge() {
		back = c.LastDischarged()
	}
	for i := range c.Visits {
		v := &c.Visits[i]
		s.Presences = append(s.Presences, presence(v, v == back))
		s.Presences = append(s.Presences, moves(v)...)
		s.Presences = append(s.Presences, elsewhere(v)...)
	}
	return s
}

// presence is where the visit is, or was last.
func presence(v *visit.Visit, mayBeHere bool) Presence {
	shown := *v
	shown.Withhold(chart.WordsWithheld) // a list is read by the whole unit
	p := Presence{
		Place: v.Place(), Since: v.Since(), Admitted: v.Admitted,
		Class: v.Class, Reason: shown.Reason, Doctor: v.Attending,
	}
	switch {
	case v.State == visit.Active:
		p.Errand, p.Leave, p.Pending = v.Errand, v.Leave, v.Pending
	case mayBeHere:
	case v.State == visit.Expected:
		p.Kind, p.Pending = Coming, v.Pending
		for _, soon := range v.Pending {
			if !soon.Place.IsZero() {
				p.Place = soon.Place
			}
		}
	case v.State == visit.Discharged:
		p.Left, p.LeftWord, p.ShowFor = v.Ended, "discharged", dischargedShown
	case v.State == visit.Cancelled:
		p.Left, p.LeftWord, p.ShowFor = v.Ended, "admission canceled", movedShown
	case v.State == visit.Deleted:
		p.Left, p.LeftWord, p.ShowFor = v.Ended, "visit DELETED BY SOURCE", movedShown
	}
	return p
}

// elsewhere lists the other units that have to know of an active visit: where
// the patient is for now, and where they are expected (hazard H-024).
func elsewhere(v *visit.Visit) []Presence {
	if v.State != visit.Active {
		return nil
	}
	var list []Presence
	tell := func(kind Kind, to visit.Place, since fact.Time) {
		known := func(p Presence) bool { return p.Place.Unit == to.Unit }
		if to.IsZero() || to.Unit == v.Place().Unit || slices.ContainsFunc(list, known) {
			return
		}
		p := presence(v, false)
		p.Kind, p.Home, p.Place, p.Since = kind, v.Place(), to, since
		p.Errand, p.Leave, p.Pending = nil, nil, nil // said once, beside the bed
		list = append(list, p)
	}
	if e := v.Errand; e != nil && e.Arrived {
		tell(Guest, e.Place, e.Since)
	} else if e != nil {
		tell(Coming, e.Place, e.Since)
	}
	for _, soon := range v.Pending {
		tell(Coming, soon.Place, soon.Said)
	}
	return list
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
	apart(&l.Mother.Value, &l.Mother.Authority, &l.Mother.Type)
	l.Aliases = slices.Clone(l.Aliases)
	for i := range l.Aliases {
		apart(&l.Aliases[i])
	}
	l.Identifiers = slices.Clone(l.Identifiers)
	for i := range l.Identifiers {
		id := &l.Identifiers[i]
		apart(&id.Value, &id.Authority, &id.Type)
	}
	s.Presences = slices.Clone(s.Presences)
	for i := range s.Presences {
		s.Presences[i] = s.Presences[i].apart()
	}
	s.Flags = wordsApart(s.Flags)
	s.Standing = s.Standing.apart()
	return s
}

// apart returns a copy that shares no memory with a message.
func (p Presence) apart() Presence {
	apart(&p.Class, &p.Reason, &p.Doctor, &p.LeftWord)
	apartPlace(&p.Place)
	apartPlace(&p.Home)
	apartTime(&p.Since)
	apartTime(&p.Admitted)
	if p.Errand != nil {
		e := *p.Errand
		apartPlace(&e.Place)
		apartTime(&e.Since)
		p.Errand = &e
	}
	if p.Leave != nil {
		l := *p.Leave
		apartTime(&l.Since)
		apartTime(&l.Due)
		p.Leave = &l
	}
	p.Pending = slices.Clone(p.Pending)
	for i := range p.Pending {
		soon := &p.Pending[i]
		apartPlace(&soon.Place)
		apartTime(&soon.Due)
		apartTime(&soon.Said)
	}
	return p
}

func apartPlace(p *visit.Place) { apart(&p.Unit, &p.Room, &p.Bed, &p.Facility) }

func wordsApart(words []string) []string {
	words = slices.Clone(words)
	for i := range words {
		apart(&words[i])
	}
	return words
}

func apartTime(t *fact.Time) { apart(&t.Text, &t.Zone) }

func apart(texts ...*string) {
	for _, text := range texts {
		*text = strings.Clone(*text)
	}
}
