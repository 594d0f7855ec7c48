// Package owner decides on whose chart what a letter says stands: by the number
// that its patient has, by what was done to numbers (package tie), and by whose
// the visit is that it names (package tenure).
//
// A fact says which number its message gave and which visit it named beside,
// and is never rewritten. Whose both are is asked whenever facts are gathered,
// so that a merge or a move which comes late, or is undone, brings every fact
// where it would be had it come at once. A letter that names a patient with a
// visit of somebody else is set aside then, and both are marked.
package owner

import (
	"bytes"
	"encoding/hex"
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/tenure"
	"redoutlet/internal/chart/tie"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/seal"
)

// ID names a record number without saying it: its entry in the tenant's blind
// index. It is what addresses of pages and columns of tables hold. Visits and
// accounts have such names too.
type ID [16]byte

// String is the id as it stands in an address.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// Numbers turns record numbers into blind ids.
type Numbers struct{ Index *seal.Index }

// ID is the blind id of a record number.
func (n Numbers) ID(number fact.ID) ID { return n.Index.Of(number.Key()) }

// Board is what letters touch that speak of beds. It is nobody's number.
func (n Numbers) Board() ID { return n.Index.Of("the board of beds") }

func (n Numbers) visit(number fact.ID) ID {
	return n.Index.Of("visit\x1f" + number.Authority + "\x1f" + number.Value)
}

func (n Numbers) account(number fact.ID) ID {
	return n.Index.Of("account\x1f" + number.Authority + "\x1f" + number.Value)
}

// Edge is what one message did to two numbers.
type Edge = tie.Deed[ID]

// Tenure is what one message said of a visit or an account.
type Tenure = tenure.Deed[ID]

// Owners knows whose each number and each visit is, by what letters said.
type Owners struct {
	Numbers
	*tie.People[ID] // whose the numbers are
	tenures         tenure.Tenures[ID]
	// Dismissed reports whether a person has found nothing clinical in a letter
	// that is set aside; nil: nobody has looked at any.
	Dismissed func(number int64) bool
}

// New returns the owners that these deeds make.
func New(n Numbers, edges []Edge, tenures []Tenure) *Owners {
	o := &Owners{Numbers: n, People: tie.NewPeople(func(a, b ID) int { return bytes.Compare(a[:], b[:]) }, edges)}
	for _, d := range tenures {
		o.tenures.Add(d)
	}
	return o
}

// Hear takes what a letter of a source says of visits. It returns what is new,
// and the stays of which earlier letters may have to be judged again.
func (o *Owners) Hear(source string, r *reading.Reading) (fresh []Tenure, disturbed []ID) {
	if r.State != reading.Charted {
		return nil, nil
	}
	take := func(d Tenure) {
		isNew, disturbs := o.tenures.Add(d)
		if isNew {
			fresh = append(fresh, d)
		}
		if disturbs {
			disturbed = append(disturbed, d.Stay)
		}
	}
	act := tenure.Named
	if r.Family == reading.FamilyRegistration && len(r.Moves) == 0 { // a move is no witness for itself
		act = tenure.Registered
	}
	each(r.Facts, func(owner fact.ID, stay *fact.Stay) {
		o.named(o.ID(owner), act, source, stay, take)
	})
	for _, m := range r.Moves {
		o.move(m, source, take)
	}
	return fresh, disturbed
}

// each calls do once for each patient of a letter with a stay.
func each(facts []*fact.Fact, do func(owner fact.ID, stay *fact.Stay)) {
	var last *fact.Stay
	for _, f := range facts {
		if f.Stay != nil && f.Stay != last {
			last = f.Stay
			do(f.Owner, f.Stay)
		}
	}
}

func (o *Owners) named(patient ID, act tenure.Act, source string, stay *fact.Stay, take func(Tenure)) {
	if stay.Visit.IsZero() { // an account by itself is nobody's alone
		return
	}
	visit := o.visit(stay.Visit)
	take(Tenure{Stay: visit, Of: patient, Act: act, Source: whose(stay.Visit, source)})
	if !stay.Account.IsZero() {
		take(Tenure{Stay: visit, Of: o.account(stay.Account), Act: tenure.Within})
	}
	if !stay.Formerly.IsZero() {
		same(visit, o.visit(stay.Formerly), take)
	}
}

// same says that two numbers are of one visit, or of one account.
func same(a, b ID, take func(Tenure)) {
	if a != b {
		take(Tenure{Stay: a, Of: b, Act: tenure.Within})
		take(Tenure{Stay: b, Of: a, Act: tenure.Within})
	}
}

// whose number it is where it names no authority.
func whose(number fact.ID, source string) string {
	if number.Authority != "" {
		return ""
	}
	return source
}

func (o *Owners) move(m reading.Move, source string, take func(Tenure)) {
	key := o.keyOf(m)
	if !m.Formerly.IsZero() {
		former := m
		former.Number = m.Formerly
		same(key, o.keyOf(former), take)
	}
	source = whose(m.Number, source)
	take(Tenure{Stay: key, Of: o.ID(m.From), Act: tenure.Leaves, Source: source, Stamp: m.Stamp})
	take(Tenure{Stay: key, Of: o.ID(m.To), Act: tenure.Comes, Source: source, Stamp: m.Stamp})
}

func (o *Owners) keyOf(m reading.Move) ID {
	if m.Account {
		return o.account(m.Number)
	}
	return o.visit(m.Number)
}

// Contested lists the stays of these patients that are to be judged again when
// it turns out who is one person.
func (o *Owners) Contested(patients []ID) []ID { return o.tenures.Contested(patients) }

// Concerned lists the patients whose charts a stay may change, one for each
// person.
func (o *Owners) Concerned(stays []ID) []ID {
	found := map[ID]bool{}
	var heads []ID
	for _, outer := range stays {
		for _, stay := range o.tenures.Inside(outer) {
			for _, patient := range o.tenures.Patients(stay) {
				if head := o.Of(patient); !found[head] {
					found[head] = true
					heads = append(heads, head)
				}
			}
		}
	}
	return heads
}

// Everywhere lists the numbers under which something of a patient may have been
// said: their own, and those of patients with whom they have shared a visit.
func (o *Owners) Everywhere(head ID) []ID {
	own := o.All(head)
	beside := o.tenures.Beside(own, o.Of)
	if len(beside) == 0 {
		return own
	}
	all := slices.Clone(own)
	for _, id := range beside {
		for _, number := range o.All(id) {
			if !slices.Contains(all, number) {
				all = append(all, number)
			}
		}
	}
	return all
}

// Standing leaves out the links between numbers that are not one patient's: an
// undone merge is no part of either chart. That numbers were parted stays.
func (o *Owners) Standing(facts []*fact.Fact) []*fact.Fact {
	undone := func(f *fact.Fact) bool {
		link, ok := f.Body.(*chart.Link)
		if !ok || link.Act == tie.Part || link.Act == tie.Alone || !link.Prior.IsRecord() {
			return false
		}
		return o.Of(o.ID(link.Survivor)) != o.Of(o.ID(link.Prior))
	}
	if !slices.ContainsFunc(facts, undone) {
		return facts
	}
	return slices.DeleteFunc(slices.Clone(facts), undone)
}
