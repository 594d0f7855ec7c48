package asof

import (
	"encoding/json"
	"slices"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/appointment"
	"redoutlet/internal/chart/contact"
	"redoutlet/internal/chart/document"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/immunization"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/problem"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
)

// List is one section as it is shown: its state in one word, the flags beside
// it, its items, and as of when it is known.
type List[T any] struct {
	State     chart.State   `json:"state"`
	Words     string        `json:"words,omitempty"` // the fixed phrase of an absence or a denial
	Flags     []chart.Flag  `json:"flags"`
	Unread    []fact.Unread `json:"unread,omitempty"` // what makes it INCOMPLETE
	Items     []T           `json:"items"`
	AsOf      Instant       `json:"as_of"`
	Freshness Freshness     `json:"freshness"`
	Sources   []string      `json:"sources"`
	Partly    []string      `json:"partly,omitempty"` // what its sources are known not to give of it
	Held      *Hold         `json:"held,omitempty"`   // the section is frozen at its last good
	Section   fact.Section  `json:"-"`
	Late      Habit         `json:"-"` // where its source is silent for longer than it ever is
	Answered  Instant       `json:"-"` // when its source answered a heartbeat, where that is the as-of
	Off       []Offset      `json:"-"` // sources whose clocks are off
	Next      Instant       `json:"-"` // when its freshness changes without news
}

// Standing is how the section is known.
func (l List[T]) Standing() Standing {
	return Standing{
		Section: l.Section, Sources: l.Sources, AsOf: l.AsOf.Time, Freshness: l.Freshness, Late: l.Late,
		Answered: l.Answered.Time, Partly: l.Partly, Off: l.Off, Next: l.Next.Time,
	}
}

// Has reports whether the list carries a flag.
func (l List[T]) Has(f chart.Flag) bool {
	for _, have := range l.Flags {
		if have == f {
			return true
		}
	}
	return false
}

// Instant is a time of our own clock; in JSON null where there is none.
type Instant struct{ time.Time }

// MarshalJSON writes RFC 3339 in UTC, or null.
func (i Instant) MarshalJSON() ([]byte, error) {
	if i.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(i.Time.UTC())
}

// View is a chart at a moment: what the facts say, what the sources can say,
// and how old each part is.
type View struct {
	roster.Line
	Middle  string        `json:"middle,omitempty"`
	Title   string        `json:"title,omitempty"`
	Suffix  string        `json:"suffix,omitempty"`
	Alias   string        `json:"alias,omitempty"`
	Phone   string        `json:"phone,omitempty"`
	Work    string        `json:"work_phone,omitempty"`
	Account string        `json:"account,omitempty"`
	Address string        `json:"address,omitempty"`
	Died    string        `json:"died,omitempty"`
	Birth   Birth         `json:"birth,omitzero"`
	Former  []fact.ID     `json:"former"`
	Doubt   string        `json:"clock_not_trusted,omitempty"` // why our own clock is not trusted
	Flags   []string      `json:"flags"`                       // warnings about the whole chart, in words
	Visits  []visit.Visit `json:"visits"`
	// Faces are two people seen under the numbers, who may not be one.
	Faces    []chart.Face    `json:"faces,omitempty"`
	Partings []chart.Parting `json:"partings,omitempty"`
	Oldest   Instant         `json:"oldest_as_of"` // oldest critical as-of; null where a source of one was never heard

	Census          List[visit.Visit]               `json:"census"`
	Allergies       List[chart.Allergy]             `json:"allergies"`
	Denials         []chart.Denial                  `json:"denials,omitempty"`
	Medications     List[MedicationLine]            `json:"medications"`
	Administrations List[medication.Dose]           `json:"administrations"`
	Results         List[result.Result]             `json:"results"`
	Problems        List[problem.Problem]           `json:"problems"`
	Vitals          List[result.Result]             `json:"vitals"`
	Orders          List[OrderLine]                 `json:"orders"`
	CodeStatus      Stated                          `json:"code_status"`
	Precautions     Stated                          `json:"precautions"`
	Diet            Stated                          `json:"diet"`
	Loose           []medication.Supply             `json:"supplies_without_order,omitempty"`
	Notes           List[document.Document]         `json:"notes"`
	Appointments    List[appointment.Appointment]   `json:"appointments"`
	Immunizations   List[immunization.Immunization] `json:"immunizations"`
	Contacts        List[contact.Contact]           `json:"contacts"`
	Policies        []contact.Policy                `json:"policies,omitempty"` // beside the clinical sections
}

// Of joins a chart with the sources and the moment.
func Of(c *chart.Chart, id string, cov Coverage, now time.Time) *View {
	return Lens{Coverage: cov, Now: now}.View(c, id)
}

// Lens is what a chart is looked at through: who gives what, and the moment.
type Lens struct {
	Coverage Coverage
	Now      time.Time
	Beside   *chart.Chart // what others than the primary sources say, as chart.Divide parts it; nil: nothing
	Doubt    string       // why our own clock is not trusted, "" where it is
	Open     bool         // the glass is broken: what is withheld by rule is shown (hazard H-075)
}

// View joins a chart with the sources and the moment.
func (l Lens) View(c *chart.Chart, id string) *View {
	v := &View{Line: roster.LineOf(c, id), Former: append([]fact.ID{}, c.Former...), Visits: c.Visits, Flags: append(c.Warnings(), unreadWords(c)...)}
	cov, now := l.Coverage.For(unitOf(c)), l.Now
	p := &c.Person
	v.Middle, v.Title, v.Suffix, v.Alias = p.Middle.Text, p.Title.Text, p.Suffix.Text, p.Alias.Text
	v.Phone, v.Work, v.Account = p.Phone.Text, p.WorkPhone.Text, p.Account.Text
	v.Address, v.Died = p.Address.Text, p.Died.Text
	v.Faces, v.Partings, v.Birth = c.Faces, c.Partings, birthOf(p)
	if c.Protected && v.Address != "" {
		v.Address = contact.WordsProtected
	}
	frame := framing{chart: c, beside: l.Beside, coverage: cov, now: now, open: l.Open, doubt: l.Doubt}
	v.Doubt = l.Doubt
	v.census(frame)
	v.Allergies, v.Denials = frame.allergies()
	v.Medications = frameWith(frame, fact.SectionMedications, framing.medicationLines)
	v.Administrations = frameList(frame, fact.SectionAdministrations, c.Doses)
	v.Results = frameWith(frame, fact.SectionResults, func(f framing) []result.Result { return f.chart.Results })
	v.Vitals = frameWith(frame, fact.SectionVitals, func(f framing) []result.Result { return f.chart.Vitals })
	v.Orders = frameList(frame, fact.SectionOrders, orderLines(c, now))
	v.CodeStatus, v.Precautions, v.Diet = frame.codeStatus(), frame.precautions(), frame.diet()
	v.Loose = frame.looseSupplies()
	v.record(frame)
	v.Flags = append(v.Flags, v.guessedWords(c.Named)...)
	_, oldest := cov.OldestCritical()
	v.Oldest = Instant{oldest}
	return v
}

// census fills the stay, without what a rule withholds of it.
func (v *View) census(f framing) {
	withheld := false
	if !f.open {
		v.Visits = slices.Clone(v.Visits)
		for i := range v.Visits {
			withheld = v.Visits[i].Withhold(chart.WordsWithheld) || withheld
		}
	}
	v.Census = frameList(f, fact.SectionCensus, v.Visits)
	if withheld {
		v.Census.Flags = append(v.Census.Flags, chart.Withheld)
	}
}

// record fills the sections of what is written about a patient beside orders
// and results.
func (v *View) record(frame framing) {
	v.Problems = frameWith(frame, fact.SectionProblems, func(f framing) []problem.Problem { return f.chart.Problems })
	v.Notes = frameWith(frame, fact.SectionNotes, func(f framing) []document.Document { return f.chart.Documents })
	v.Appointments = frameWith(frame, fact.SectionAppointments, func(f framing) []appointment.Appointment { return f.chart.Schedule })
	v.Immunizations = frameWith(frame, fact.SectionImmunizations, func(f framing) []immunization.Immunization { return f.chart.Vaccines })
	v.Contacts = frameList(frame, fact.SectionContacts, frame.chart.Contacts)
	policies, withheld := withhold(frame, frame.chart.Policies)
	if v.Policies = policies; withheld && !v.Contacts.Has(chart.Withheld) {
		v.Contacts.Flags = append(v.Contacts.Flags, chart.Withheld)
	}
}

type framing struct {
	chart    *chart.Chart
	beside   *chart.Chart // nil: nothing
	coverage Coverage
	now      time.Time
	open     bool
	doubt    string
}

func frameList[T any](f framing, s fact.Section, items []T) List[T] {
	items, withheld := withhold(f, items)
	l := List[T]{Section: s, State: chart.Listed, Flags: []chart.Flag{}, Items: items}
	st := f.coverage.Standing(s, f.now)
	l.Sources, l.AsOf, l.Freshness, l.Partly = st.Sources, Instant{st.AsOf}, st.Freshness, st.Partly
	l.Answered, l.Next, l.Off = Instant{st.Answered}, Instant{st.Next}, st.Off
	if f.doubt == "" { // else nothing may be reckoned from our clock
		l.Late = st.Late
	}
	for _, u := range f.chart.Unread {
		if u.Section == s {
			l.Unread = append(l.Unread, u)
		}
	}
	if len(l.Unread) > 0 {
		l.Flags = append(l.Flags, chart.Incomplete)
	}
	if withheld {
		l.Flags = append(l.Flags, chart.Withheld)
	}
	if len(items) == 0 && withheld {
		l.Items, l.Words = []T{}, chart.WordsWithheld
	} else if len(items) == 0 {
		l.Items, l.State = []T{}, absence(st, len(l.Unread))
		l.Words = l.State.Words()
	}
	if l.Sources == nil {
		l.Sources = []string{}
	}
	return l
}

// absence is what it means that nothing is listed. That nothing is recorded can
// be said only where everybody who gives the section is heard, gives all of it,
// and was understood (specification section 3, hazards H-030 and H-073).
func absence(st Standing, unread int) chart.State {
	if st.Freshness.Current() && len(st.Partly) == 0 && unread == 0 {
		return chart.NotRecorded
	}
	return chart.NotAvailable
}

// allergies decides between a list, a denial and silence. A denial counts only
// as far as its scope: no known drug allergies says nothing of food.
func (f framing) allergies() (List[chart.Allergy], []chart.Denial) {
	l := frameList(f, fact.SectionAllergies, f.chart.Allergies)
	active := 0
	for _, a := range l.Items {
		if a.State != "removed" {
			active++
		}
	}
	if active > 0 {
		if f.contradicted() {
			l.Flags, l.Words = append(l.Flags, chart.Conflict), chart.WordsDisagree
		}
		return l, f.chart.Denials
	}
	if len(l.Items) > 0 {
		l.State = absence(l.Standing(), len(l.Unread))
		l.Words = l.State.Words()
	}
	if len(f.chart.Unasked) > 0 {
		l.State, l.Words = chart.NotAsked, chart.NotAsked.Words()
	}
	for _, d := range f.chart.Denials {
		if d.Scope == "" {
			l.State, l.Words = chart.AssertedNone, d.Statement()
			break
		}
	}
	return l, f.chart.Denials
}

// contradicted reports whether somebody denies what is listed.
func (f framing) contradicted() bool {
	for _, d := range f.chart.Denials {
		for i := range f.chart.Allergies {
			if d.Contradicts(&f.chart.Allergies[i]) {
				return true
			}
		}
	}
	return false
}
