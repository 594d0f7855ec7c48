// Package problem adds up what messages say is wrong with a patient and what
// was done about it: the problem list, the diagnoses and procedures of a visit,
// and the goals and pathways of care.
package problem

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Kind is the list an entry stands in. A problem list and the diagnoses of a
// visit are kept by different people for different ends (specification 5.2).
type Kind string

// The kinds of entry, in the order in which they are listed.
const (
	Listed    Kind = "problem list"
	Diagnosis Kind = "diagnosis of the visit"
	Procedure Kind = "procedure"
	Goal      Kind = "goal"
	Pathway   Kind = "pathway"
)

// Kinds lists the kinds in the order in which they are shown.
func Kinds() []Kind { return []Kind{Listed, Diagnosis, Procedure, Goal, Pathway} }

// Note is what one PRB, DG1, PR1, GOL or PTH segment says.
type Note struct {
	Kind        Kind
	Remove      bool       // the sender takes the entry back
	Keep        bool       // the sender says that nothing changed: it does not bring back what was removed
	Number      fact.ID    // PRB-4, GOL-4, PTH-4, DG1-20, PR1-19
	Visit       fact.ID    // PV1-19, for what belongs to a visit
	What        fact.Coded // PRB-3, GOL-3, PTH-3, DG1-3, PR1-3
	Described   string     // DG1-4, PR1-4
	Type        fact.Coded // DG1-6, PR1-6
	Status      fact.Coded // PRB-14, GOL-18, PTH-6
	Confirmed   fact.Coded // PRB-13
	Persistence fact.Coded // PRB-12
	Onset       fact.Time  // PRB-16
	OnsetText   string     // PRB-17
	Resolved    fact.Time  // PRB-9
	At          fact.Time  // DG1-5, PR1-5, PRB-7, GOL-7, PTH-5: when it was established or done
	By          string     // DG1-16, PR1-11
	Notes       []string   // NTE below it
}

// About is the section of problems.
func (*Note) About() fact.Section { return fact.SectionProblems }

// Problem is one entry as its messages add up. One that was taken back is kept
// with the time of it, so that its going can be seen.
type Problem struct {
	Kind        Kind       `json:"kind"`
	Number      fact.ID    `json:"number"`
	Visit       fact.ID    `json:"visit"`
	Problem     string     `json:"problem"`
	Code        fact.Coded `json:"code"`
	Type        string     `json:"type,omitempty"`
	Status      string     `json:"status,omitempty"`
	Confirmed   string     `json:"confirmed,omitempty"`
	Persistence string     `json:"persistence,omitempty"`
	Onset       fact.Time  `json:"onset"`
	OnsetText   string     `json:"onset_text,omitempty"`
	Resolved    fact.Time  `json:"resolved"`
	At          fact.Time  `json:"at"`
	By          string     `json:"by,omitempty"`
	Note        string     `json:"note,omitempty"`
	Removed     fact.Time  `json:"removed"`
	Marks       []string   `json:"marks,omitempty"`
	From        *fact.From `json:"from,omitempty"`
	key         string
}

// Fold adds up notes, which come in the order of their stamps.
type Fold struct {
	entries map[string]*Problem
}

// Add takes what one message says of an entry. An entry that a message leaves
// out stays: only its removal removes it (specification 6.1).
func (f *Fold) Add(n *Note, told *fact.Fact) {
	if f.entries == nil {
		f.entries = map[string]*Problem{}
	}
	key := n.key(told.From.Source)
	old := f.entries[key]
	if old == nil {
		old = &Problem{}
	}
	entry := n.over(old)
	entry.key, entry.From = key, told.From
	switch {
	case n.Remove:
		entry.Removed = told.Stamp.At
	case n.Keep:
		entry.Removed = old.Removed
	}
	f.entries[key] = entry
}

// key is the identity of an entry: its number, which is the source's own where
// it names no authority; failing that what it says, of what visit.
func (n *Note) key(source string) string {
	if !n.Number.IsZero() {
		return strings.Join([]string{string(n.Kind), "number", cmp.Or(n.Number.Authority, source), n.Number.Value}, "\x1f")
	}
	return strings.Join([]string{
		string(n.Kind), "words", source, n.Visit.Key(), n.Type.Code, n.What.System,
		cmp.Or(n.What.Code, n.What.Words(), n.Described),
	}, "\x1f")
}

// over lays the note over what is known; what it does not say stands.
func (n *Note) over(old *Problem) *Problem {
	p := *old
	p.Kind, p.Number, p.Removed = n.Kind, n.Number, fact.Time{}
	p.Visit = cmp.Or(n.Visit, old.Visit)
	if !n.What.IsZero() || n.Described != "" {
		p.Code, p.Problem = n.What, n.words()
	}
	p.Type = cmp.Or(n.Type.Words(), old.Type)
	p.Status = cmp.Or(n.Status.Words(), old.Status)
	p.Confirmed = cmp.Or(n.Confirmed.Words(), old.Confirmed)
	p.Persistence = cmp.Or(n.Persistence.Words(), old.Persistence)
	p.Onset, p.OnsetText = cmp.Or(n.Onset, old.Onset), cmp.Or(n.OnsetText, old.OnsetText)
	p.Resolved, p.At = cmp.Or(n.Resolved, old.Resolved), cmp.Or(n.At, old.At)
	p.By = cmp.Or(n.By, old.By)
	p.Note = cmp.Or(strings.Join(n.Notes, "\n"), old.Note)
	return &p
}

// words are the sender's: the description, and the coded text where it says
// something else.
func (n *Note) words() string {
	coded := n.What.Words()
	switch {
	case n.Described == "":
		return coded
	case coded == "", coded == n.Described, coded == n.What.Code:
		return n.Described
	}
	return n.Described + " (" + coded + ")"
}

// Finish returns the entries: kind by kind, those taken back last, the newest
// first.
func (f *Fold) Finish() []Problem {
	var list []Problem
	for _, p := range f.entries {
		list = append(list, *p)
	}
	slices.SortFunc(list, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind)),
			cmp.Compare(gone(a), gone(b)),
			cmp.Or(b.At, b.Onset).At.Compare(cmp.Or(a.At, a.Onset).At),
			strings.Compare(a.key, b.key),
		)
	})
	return list
}

func gone(p Problem) int {
	if p.Removed.IsZero() {
		return 0
	}
	return 1
}

// Codes are what a rule of the site may withhold an entry by (hazard H-075).
func (n *Note) Codes() []fact.Coded { return []fact.Coded{n.What} }

// Names names the entry, so that what restricts one message of it restricts
// every other.
func (n *Note) Names() []string {
	if n.Number.IsZero() {
		return nil
	}
	return []string{string(n.Kind) + "\x1f" + n.Number.Key()}
}

// Origin is the message that the entry stands for.
func (p Problem) Origin() *fact.From { return p.From }
