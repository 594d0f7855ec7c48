package bedside

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
	"redoutlet/internal/wording/allergy"
	"redoutlet/internal/wording/kardex"
	"redoutlet/internal/wording/listing"
	"redoutlet/internal/wording/observation"
)

// patientPage is a patient's chart.
type patientPage struct {
	Banner    banner
	AsKnown   asKnown
	Flags     []string
	Glass     glassLine
	Allergies allergy.Section
	Medicines kardex.MedicineSection
	Doses     kardex.DoseSection
	Results   resultSection
	Vitals    resultSection
	Orders    kardex.OrderSection
	Stay      staySection
	Kinship   kinship
	Others    []listSection
	Standings []kardex.Standing // code status, precautions, diet
	Made      string            // for the foot of every printed side
	head      ui.Head
}

// Head implements ui.Headed.
func (p *patientPage) Head() ui.Head { return p.head }

// patient writes a chart.
func (s sheet) patient(v *asof.View) *patientPage {
	w, o := kardex.Writer{Pen: s.pen()}, observation.Writer{Pen: s.pen()}
	p := &patientPage{
		Banner: s.banner(v), AsKnown: s.asKnown(v), Flags: dated(warnings(v), s.zone),
		Standings: w.Standings(v), Orders: w.Orders(v), Made: notation.Stamp(s.now, s.zone),
		Allergies: allergy.Writer{Pen: s.pen()}.Section(v), Medicines: w.Medicines(v), Doses: w.Doses(v), Results: drawn(o.Results(v)), Vitals: drawn(o.Vitals(v)),
		Stay: staySheet{s}.stay(v), Kinship: staySheet{s}.kinship(v), Others: s.others(v),
	}
	p.head = ui.Head{
		Title: "Patient in " + unitName(s.units, v.Unit), Test: v.Test,
		Live: ui.LivePatient(v.ID), Until: s.nextChange(v),
	}
	return p
}

// warnings are the chart's flags; that it is a test stands in a band of its own.
func warnings(v *asof.View) []string { return withoutTest(v.Flags) }

// dated writes the times in warnings as people read them.
func dated(flags []string, zone *time.Location) []string {
	words := make([]string, len(flags))
	for i, f := range flags {
		words[i] = notation.Dated(f, zone)
	}
	return words
}

func withoutTest(flags []string) []string {
	return slices.DeleteFunc(slices.Clone(flags), func(f string) bool { return strings.HasPrefix(f, "TEST") })
}

// listSection is a section that is a list of entries.
type listSection struct {
	section
	Groups []listing.Group
}

// others are the sections below the critical ones.
func (s sheet) others(v *asof.View) []listSection {
	w := s.listing()
	return []listSection{
		{newSection(s, v.Problems, "Problems"), w.Problems(v.Problems.Items)},
		{newSection(s, v.Notes, "Notes"), w.Documents(v.Notes.Items)},
		{newSection(s, v.Appointments, "Appointments"), w.Appointments(v.Appointments.Items)},
		{newSection(s, v.Immunizations, "Immunizations"), w.Immunizations(v.Immunizations.Items)},
		{newSection(s, v.Contacts, "Contacts"), append(w.Contacts(v.Contacts.Items), w.Policies(v.Policies)...)},
	}
}

// nextChange is when the page begins to be untrue without news: a section ages,
// or an order's stop time passes.
func (s sheet) nextChange(v *asof.View) time.Time {
	var next time.Time
	for _, st := range []asof.Standing{
		v.Census.Standing(), v.Allergies.Standing(), v.Medications.Standing(), v.Administrations.Standing(), v.Results.Standing(), v.Orders.Standing(),
	} {
		next = s.until(st, next)
	}
	for i := range v.Medications.Items {
		next = s.sooner(v.Medications.Items[i].Stop, next)
	}
	for i := range v.Orders.Items {
		next = s.sooner(v.Orders.Items[i].Start, s.sooner(v.Orders.Items[i].Stop, next))
	}
	return next
}

// sooner is the earlier of a sent time that is still to come and another.
func (s sheet) sooner(t fact.Time, next time.Time) time.Time {
	if t.Known() && t.At.After(s.now) && (next.IsZero() || t.At.Before(next)) {
		return t.At
	}
	return next
}

// banner says who the patient is (specification section 4).
type banner struct {
	Name      string
	Alias     string
	Born      string
	Age       string
	Sex       string
	MRN       fact.ID
	Also      []fact.ID
	Formerly  []fact.ID
	Visit     string
	Unit      string
	UnitTo    string // the unit's census, "" for a patient in no unit
	Bed       string
	Long      bool // too long to stay in sight without hiding the page
	Died      string
	Others    []face // the other people whom messages under these numbers name (hazard H-013)
	Allergies allergy.Line
	Measures  []listing.Measure
}

// longName is how many characters of name and alias fit in the part of the
// banner that stays in sight on a narrow screen.
const longName = 60

func (s sheet) banner(v *asof.View) banner {
	b := banner{
		Name:  notation.Name(v.Family, v.Given, v.Middle, v.Suffix, v.Title),
		Alias: v.Alias, Sex: notation.Sex(v.Sex), MRN: recordNumber(v.Identifiers), Formerly: v.Former,
		Born: bornWords(s.when(v.BornAt), v.BornAt), Age: notation.Age(v.BornAt.ISO(), s.now, s.zone),
		Visit: cmp.Or(v.Visit, notation.NotRecorded), Unit: unitName(s.units, v.Unit), Died: wording.Died(v.Died),
		Bed:       bedWords(visit.Place{Room: v.Room, Bed: v.Bed}),
		Measures:  s.listing().Measures(v),
		Allergies: allergy.Writer{Pen: s.pen()}.Line(v), UnitTo: unitPath(v.Unit),
	}
	for _, f := range v.Faces {
		if one := (staySheet{s}).face(f); one.Name != notation.Name(v.Family, v.Given, "", "", "") || one.Born != b.Born || one.Sex != b.Sex {
			b.Others = append(b.Others, one)
		}
	}
	b.Long = utf8.RuneCountInString(b.Name)+utf8.RuneCountInString(b.Alias) > longName
	if v.Doubt != "" {
		b.Age = notation.AgeNotKnown
	}
	if b.Died != "" {
		b.Age = "" // an age that goes on counting after death is no age
	}
	if !v.InHouse {
		b.Unit, b.Bed, b.UnitTo = "not in a unit now", "", ""
	}
	for _, id := range v.Identifiers {
		if id != b.MRN && !slices.Contains(v.Former, id) {
			b.Also = append(b.Also, id)
		}
	}
	return b
}

// asKnown is the one line that says how old the page is.
type asKnown struct {
	Oldest    wording.Moment
	Old       bool
	Sentences []string
}

// critical is one section whose age heads the page, and what may be missing.
type critical struct {
	section fact.Section
	later   string // what a reader may miss
	sources []string
	asOf    time.Time
	state   asof.Freshness
	held    *asof.Hold
}

// laterDoses is what is missing where administrations are old; it gets a
// sentence of its own, since a dose given twice cannot be taken back.
const laterDoses = "doses"

func criticals(v *asof.View) []critical {
	return []critical{
		of(v.Census, "moves"), of(v.Allergies, "changes of allergies"), of(v.Medications, "orders"),
		of(v.Administrations, laterDoses), of(v.Results, "results"),
	}
}

func of[T any](l asof.List[T], later string) critical {
	return critical{l.Section, later, l.Sources, l.AsOf.Time, l.Freshness, l.Held}
}

// asKnown says the oldest critical as-of, and in words which parts are older
// than they should be and what may therefore be missing. Parts that the same
// source has left at the same instant share a sentence.
func (s sheet) asKnown(v *asof.View) asKnown {
	k := asKnown{Oldest: wording.NewMoment(v.Oldest.Time, s.now, s.zone), Old: v.Oldest.IsZero()}
	parts := criticals(v)
	slices.SortStableFunc(parts, func(a, b critical) int { return a.asOf.Compare(b.asOf) })
	var silent []silence
	var never, nobody []string
	for _, c := range parts {
		switch {
		case c.held != nil:
			k.Old = true
			k.Sentences = append(k.Sentences, s.heldSentence(c))
		case len(c.sources) == 0:
			nobody = append(nobody, c.later)
		case c.state == asof.NeverHeard:
			never = append(never, c.later+" (from "+strings.Join(c.sources, ", ")+")")
		case c.state != asof.Fresh:
			silent = s.silent(silent, c)
		}
		k.Old = k.Old || len(c.sources) > 0 && (c.state == asof.Stale || c.state == asof.NeverHeard)
	}
	for _, one := range silent {
		k.Sentences = append(k.Sentences, one.sentence())
	}
	if never != nil {
		k.Sentences = append(k.Sentences, "Never heard: "+list(never)+".")
	}
	if nobody != nil {
		k.Sentences = append(k.Sentences, "No source is connected for "+list(nobody)+".")
	}
	return k
}

// heldSentence says in the banner that a section is not as it was sent last.
func (s sheet) heldSentence(c critical) string {
	return "LAST GOOD of " + notation.Stamp(c.held.LastGood.Time, s.zone) + " is shown for " + wording.PartName(c.section) +
		": later " + c.later + " are HELD BACK" + wording.Confirm + "."
}

// silence is what one source has not said since one instant.
type silence struct {
	since string
	later []string
}

// silent adds a section to the silence it shares, or begins one.
func (s sheet) silent(list []silence, c critical) []silence {
	since := "Nothing from " + strings.Join(c.sources, ", ") + " since " + notation.Stamp(c.asOf, s.zone)
	for i := range list {
		if list[i].since == since {
			list[i].later = append(list[i].later, c.later)
			return list
		}
	}
	return append(list, silence{since, []string{c.later}})
}

func (one silence) sentence() string {
	words := one.since + ": later " + list(one.later) + " are not shown here."
	if slices.Contains(one.later, laterDoses) {
		words += " A dose may have been given."
	}
	return words
}

// list joins words as a person says them.
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
