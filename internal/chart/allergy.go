package chart

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
)

// AllergyAct is what a message does to an allergy (IAM-6; AL1 always lists).
type AllergyAct uint8

// The acts of an [AllergyNote].
const (
	ListAllergy     AllergyAct = iota // AL1, IAM-6 A or U: there is this allergy
	RemoveAllergy                     // IAM-6 D, IAM-17 E
	DenyAllergies                     // an explicit statement that there are none, of some scope
	WithdrawDenial                    // such a statement taken back
	LeaveAllergy                      // IAM-6 X: nothing changes
	LeaveUnasked                      // an explicit statement that nobody has asked yet
	WithdrawUnasked                   // such a statement taken back
)

// AllergyNote is what one AL1 or IAM segment says.
type AllergyNote struct {
	Act       AllergyAct
	Unique    fact.ID    // IAM-7, the key for update and removal
	Substance fact.Coded // AL1-3, IAM-3
	Kind      fact.Coded // AL1-2, IAM-2
	Severity  fact.Coded // AL1-4, IAM-4
	Reactions []string   // AL1-5, IAM-5, in the sender's words
	Noted     fact.Time  // AL1-6, IAM-11
	Nature    fact.Coded // IAM-9: an allergy, an intolerance, a side effect
	Reported  fact.Time  // IAM-13
	Reporter  string     // IAM-14, IAM-15: who reported it, and who that is to the patient
	Status    fact.Coded // IAM-17
	Assessed  fact.Time  // IAM-20, when By gave it that status
	Inactive  bool       // IAM-17 I
	Repeat    int        // how many rows for the same substance stand before it in the message
	Scope     string     // of a denial: "" all allergies, else "DRUG", "FOOD", "LATEX" ...
	By        string     // IAM-18: who gave it its status or stated a denial, "" where not sent
}

// About is the section of allergies.
func (*AllergyNote) About() fact.Section { return fact.SectionAllergies }

// key is the identity of an allergy: the sender's own id, else code and words
// together, since senders reuse one code for many substances. After a merge
// neither number's list corrects the other's, so the number is part of it.
func (n *AllergyNote) key(told *fact.Fact) string {
	if !n.Unique.IsZero() {
		return "id\x1f" + told.From.Source + "\x1f" + n.Unique.Key()
	}
	s := n.Substance
	return strings.Join([]string{"substance", told.Owner.Key(), s.Code, s.System, strings.ToLower(cmp.Or(s.Text, s.Also)), strconv.Itoa(n.Repeat)}, "\x1f")
}

// Allergy is one allergy as it stands. Severity is the sender's word for the
// reaction; that it was not sent is said, never read as mild (hazard H-032).
type Allergy struct {
	Substance string     `json:"substance"`
	Code      string     `json:"code,omitempty"`
	System    string     `json:"system,omitempty"`
	Kind      string     `json:"type,omitempty"`
	KindCode  string     `json:"type_code,omitempty"` // HL7 table 0127
	Severity  string     `json:"severity,omitempty"`
	Reaction  string     `json:"reaction,omitempty"`
	Noted     fact.Time  `json:"noted"`
	Nature    string     `json:"nature,omitempty"` // HL7 table 0436: allergy, intolerance, side effect
	Reported  fact.Time  `json:"reported,omitzero"`
	Reporter  string     `json:"reported_by,omitempty"`
	Status    string     `json:"status,omitempty"`
	By        string     `json:"status_by,omitempty"`
	Assessed  fact.Time  `json:"status_since,omitzero"`
	State     string     `json:"state"` // active, inactive, removed
	Removed   fact.Time  `json:"removed"`
	Marks     []string   `json:"marks,omitempty"` // warnings in words; a fold gives none
	From      *fact.From `json:"from,omitempty"`
	removedAt time.Time  // instant of removal
}

// Origin is the message that the allergy stands for.
func (a Allergy) Origin() *fact.From { return a.From }

// Denial is an explicit statement that there are no allergies of a scope.
type Denial struct {
	Scope string     `json:"scope,omitempty"` // "" for all
	Words string     `json:"words"`           // as sent
	Noted fact.Time  `json:"noted"`
	By    string     `json:"by,omitempty"`
	From  *fact.From `json:"from,omitempty"`
	stamp fact.Stamp
}

// allergyFold unites the allergies of all sources: a message that does not
// mention one deletes nothing (hazard H-031).
type allergyFold struct {
	order   []string
	items   map[string]*Allergy
	denials map[denialKey]*Denial
	unasked map[denialKey]*Denial // that nobody has asked, by source
	listed  map[string]fact.Stamp // newest listing by source
}

// denialKey tells denials apart: what one source denies, another may list.
type denialKey struct{ source, scope string }

func (f *allergyFold) add(n *AllergyNote, told *fact.Fact) {
	if f.items == nil {
		f.items, f.listed = map[string]*Allergy{}, map[string]fact.Stamp{}
		f.denials, f.unasked = map[denialKey]*Denial{}, map[denialKey]*Denial{}
	}
	switch n.Act {
	case DenyAllergies:
		f.denials[denialKey{told.From.Source, n.Scope}] = n.statement(told)
		f.answered(told)
	case LeaveUnasked:
		f.unasked[denialKey{source: told.From.Source}] = n.statement(told)
	case WithdrawUnasked:
		delete(f.unasked, denialKey{source: told.From.Source})
	case WithdrawDenial:
		delete(f.denials, denialKey{told.From.Source, n.Scope})
	case RemoveAllergy:
		f.remove(f.item(n, told), told)
		if substance := *n; !n.Unique.IsZero() && !n.Substance.IsZero() {
			substance.Unique = fact.ID{} // it may have been listed without the sender's id
			if item := f.items[substance.key(told)]; item != nil {
				f.remove(item, told)
			}
		}
	case ListAllergy:
		f.list(n, told)
		f.answered(told)
	}
}

// statement is what the note states, and who.
func (n *AllergyNote) statement(told *fact.Fact) *Denial {
	return &Denial{
		Scope: n.Scope, Words: n.Substance.Words(), Noted: cmp.Or(n.Noted, told.Stamp.At),
		By: n.By, From: told.From, stamp: told.Stamp,
	}
}

// answered takes back that nobody has asked: a source that later lists or denies
// an allergy has. Rows of one message stand together.
func (f *allergyFold) answered(told *fact.Fact) {
	key := denialKey{source: told.From.Source}
	if said := f.unasked[key]; said != nil && said.From.Message != told.From.Message {
		delete(f.unasked, key)
	}
}

func (f *allergyFold) remove(item *Allergy, told *fact.Fact) {
	item.State, item.Removed, item.removedAt, item.From = "removed", told.Stamp.At, told.Stamp.At.At, told.From
}

func (f *allergyFold) list(n *AllergyNote, told *fact.Fact) {
	item := f.item(n, told)
	item.State, item.Removed, item.removedAt = "active", fact.Time{}, time.Time{}
	if n.Inactive {
		item.State = "inactive"
	}
	item.From = told.From
	item.Severity = cmp.Or(n.Severity.Words(), item.Severity)
	item.Kind, item.KindCode = cmp.Or(n.Kind.Words(), item.Kind), cmp.Or(n.Kind.Code, item.KindCode)
	item.Nature = cmp.Or(n.Nature.Words(), item.Nature)
	item.Reported, item.Reporter = cmp.Or(n.Reported, item.Reported), cmp.Or(n.Reporter, item.Reporter)
	if !n.Status.IsZero() {
		item.Status, item.By, item.Assessed = n.Status.Words(), n.By, n.Assessed
	}
	item.Reaction = cmp.Or(strings.Join(n.Reactions, ", "), item.Reaction)
	item.Noted = cmp.Or(n.Noted, item.Noted)
	f.listed[told.From.Source] = told.Stamp
}

// item finds the allergy, or makes it: a removal that comes before its listing
// waits as a removed one.
func (f *allergyFold) item(n *AllergyNote, told *fact.Fact) *Allergy {
	key := n.key(told)
	item := f.items[key]
	if item == nil {
		item = &Allergy{}
		f.items[key] = item
		f.order = append(f.order, key)
	}
	if !n.Substance.IsZero() {
		item.Substance, item.Code, item.System = n.Substance.Words(), n.Substance.Code, n.Substance.System
	}
	return item
}

func (f *allergyFold) finish() (items []Allergy, denials, unasked []Denial) {
	slices.Sort(f.order)
	for _, key := range f.order {
		items = append(items, *f.items[key])
	}
	slices.SortStableFunc(items, compareAllergies)
	for key, d := range f.denials {
		// A listing that the same source sent after it denied everything has overtaken that.
		listed, ever := f.listed[key.source]
		if d.Scope != "" || !ever || !listed.Later(d.stamp) {
			denials = append(denials, *d)
		}
	}
	for _, said := range f.unasked {
		unasked = append(unasked, *said)
	}
	slices.SortFunc(denials, compareDenials)
	slices.SortFunc(unasked, compareDenials)
	return items, denials, unasked
}

// compareDenials puts the newest first.
func compareDenials(a, b Denial) int {
	return cmp.Or(b.stamp.Compare(a.stamp), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.By, b.By))
}

// compareAllergies puts active before inactive before removed, and the worst
// first. A severity that was not sent, or that we do not know, stands next to
// severe, never next to mild (hazard H-032).
func compareAllergies(a, b Allergy) int {
	state := map[string]int{"active": 0, "inactive": 1, "removed": 2}
	return cmp.Or(
		cmp.Compare(state[a.State], state[b.State]),
		cmp.Compare(severityRank(a.Severity), severityRank(b.Severity)),
		cmp.Compare(strings.ToLower(a.Substance), strings.ToLower(b.Substance)),
	)
}

// severityRank orders the words of HL7 table 0128.
func severityRank(words string) int {
	switch strings.ToUpper(words) {
	case "SV", "SEVERE":
		return 0
	case "MO", "MODERATE":
		return 2
	case "MI", "MILD":
		return 3
	}
	return 1
}

// Contradicts reports whether the denial and an allergy cannot both be right: it
// denies all, or the kind of allergy that this is (HL7 table 0127).
func (d Denial) Contradicts(a *Allergy) bool {
	kinds := map[string]string{"DRUG": "DA", "FOOD": "FA", "ENVIRONMENTAL": "EA"}
	return a.State != "removed" && (d.Scope == "" || kinds[d.Scope] != "" && kinds[d.Scope] == a.KindCode)
}

// Statement is the printed form of a denial (specification section 3).
func (d Denial) Statement() string {
	what := "NO KNOWN ALLERGIES"
	if d.Scope != "" {
		what = "NO KNOWN " + d.Scope + " ALLERGIES"
	}
	by := d.By
	if by == "" && d.From != nil {
		by = d.From.Source
	}
	return what + " - stated " + d.Noted.ISO() + " by " + by
}
