package owner

import (
	"bytes"
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/tenure"
	"redoutlet/internal/feed/reading"
)

// Why a letter is set aside that disagrees with what is known of a visit.
const (
	ReasonOthers = "The message names a patient together with a visit that is another patient's. Nobody's chart was changed: find out whose it is."
	ReasonMove   = "The message moves a visit away from a patient who does not have it. Nothing was moved: find out whose it is."
)

// ReasonDismissed is said of a letter that a person looked at.
const ReasonDismissed = "A person has looked at it and found nothing clinical in it."

// Facts are facts by the number on whose chart they stand.
type Facts map[ID][]*fact.Fact

// Judge says on whose chart each fact of a letter stands. A letter that
// disagrees with what is known of its visit is set aside: the reading that is
// returned says so, and marks whoever may miss it.
func (o *Owners) Judge(l *reading.Letter, said reading.Reading) (reading.Reading, Facts) {
	r, facts := o.judge(l.Source, said)
	if r.State != said.State && o.Dismissed != nil && o.Dismissed(l.Number) {
		r = Dismiss(r)
		facts = o.place(r.Facts, nil)
	}
	return r, facts
}

func (o *Owners) judge(source string, r reading.Reading) (reading.Reading, Facts) {
	if r.State == reading.Charted {
		for _, m := range r.Moves {
			if !o.tenures.Stands(o.keyOf(m), m.Stamp, whose(m.Number, source), o.Of) {
				return o.setAside(r, ReasonMove, asof.Critical())
			}
		}
	}
	to, disagree := o.holders(source, r)
	if len(disagree) > 0 && r.State == reading.Charted {
		aside, facts := o.setAside(r, ReasonOthers, sections(r))
		for _, holder := range disagree {
			facts[holder] = append(facts[holder], marks(&aside, r.Facts[0], sections(r))...)
		}
		return aside, facts
	}
	return r, o.place(r.Facts, to)
}

// holders says who has each stay that a letter names, where that is not the
// patient named with it, and who has those on which it disagrees.
func (o *Owners) holders(source string, r reading.Reading) (to map[*fact.Stay]ID, disagree []ID) {
	each(r.Facts, func(owner fact.ID, stay *fact.Stay) {
		claim := tenure.Claim[ID]{Of: o.ID(owner), Source: source, Stamp: stay.Stamp}
		if claim.Account = stay.Visit.IsZero(); claim.Account {
			claim.Stay = o.account(stay.Account)
		} else {
			claim.Stay = o.visit(stay.Visit)
		}
		verdict := o.tenures.Judge(claim, o.Of)
		switch {
		case !verdict.Agrees:
			disagree = append(disagree, verdict.Holder)
		case verdict.Holder != claim.Of:
			if to == nil {
				to = map[*fact.Stay]ID{}
			}
			to[stay] = verdict.Holder
		}
	})
	return to, disagree
}

// Named lists the patients that a letter names, and after them those on whose
// charts it stands as well.
func (o *Owners) Named(r *reading.Reading, placed Facts) []ID {
	var named, others []ID
	for _, number := range r.People {
		named = append(named, o.ID(number))
	}
	for id := range placed {
		if !slices.Contains(named, id) {
			others = append(others, id)
		}
	}
	slices.SortFunc(others, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	return append(named, others...)
}

// place puts each fact where it stands, in the order of the message.
func (o *Owners) place(facts []*fact.Fact, to map[*fact.Stay]ID) Facts {
	placed := Facts{}
	for len(facts) > 0 { // facts of one owner and stay are together
		first, alike := facts[0], 1
		for alike < len(facts) && facts[alike].Owner == first.Owner && facts[alike].Stay == first.Stay {
			alike++
		}
		id := o.ID(first.Owner)
		holder, moved := to[first.Stay]
		if !moved {
			placed[id] = append(placed[id], facts[:alike:alike]...)
		} else {
			placed.follow(facts[:alike], id, holder)
		}
		facts = facts[alike:]
	}
	return placed
}

// follow parts the facts of a visit that was given to another patient.
func (placed Facts) follow(facts []*fact.Fact, id, holder ID) {
	for _, f := range facts {
		does := chart.Follow(f.Body)
		if does != chart.Goes {
			placed[id] = append(placed[id], f)
		}
		if does != chart.Remain {
			placed[holder] = append(placed[holder], f)
		}
	}
}

// setAside is a reading of which nothing is charted but whom it names. Each of
// them is marked in these sections.
func (o *Owners) setAside(r reading.Reading, reason string, missed []fact.Section) (reading.Reading, Facts) {
	said := r.Facts
	r.State, r.Reason, r.Facts, r.Moves, r.Beds, r.Gave = reading.Quarantined, reason, nil, nil, nil, nil
	var marked []fact.ID
	for _, f := range said {
		switch f.Body.(type) {
		case *chart.Person, *chart.Link:
			r.Facts = append(r.Facts, f)
		}
		if !slices.ContainsFunc(marked, func(id fact.ID) bool { return id.Key() == f.Owner.Key() }) {
			marked = append(marked, f.Owner)
			r.Facts = append(r.Facts, marks(&r, f, missed)...)
		}
	}
	return r, o.place(r.Facts, nil)
}

// marks say in each section that something was not read.
func marks(r *reading.Reading, of *fact.Fact, missed []fact.Section) []*fact.Fact {
	var list []*fact.Fact
	for _, section := range missed {
		mark := *of
		mark.Stay, mark.Body = nil, &fact.Unread{Section: section, Reason: r.Reason}
		list = append(list, &mark)
	}
	return list
}

// sections are those in which something is missed where a letter is not read.
func sections(r reading.Reading) []fact.Section {
	var list []fact.Section
	for _, f := range r.Facts {
		if s := f.Body.About(); s != fact.SectionIdentity && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	if len(list) == 0 {
		return []fact.Section{fact.SectionCensus}
	}
	return list
}

// Dismiss is what a quarantined letter comes to once a person has found
// nothing clinical in it: whom it names is known, and nobody is marked by it.
func Dismiss(r reading.Reading) reading.Reading {
	r.State, r.Reason, r.Gave, r.Ties, r.Moves = reading.Ignored, ReasonDismissed, nil, nil, nil
	said := r.Facts
	r.Facts = nil
	for _, fact := range said {
		if _, ok := fact.Body.(*chart.Person); ok {
			r.Facts = append(r.Facts, fact)
		}
	}
	return r
}
