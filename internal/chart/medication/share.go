package medication

import (
	"cmp"
	"slices"

	"redoutlet/internal/chart/fact"
)

// share is what stands apart under the numbers of one request: some senders
// number only that, and tell of several medicines under it.
type share struct {
	drugs   []fact.Coded
	fillers map[string][]string // the drugs told of under each number of the filler
}

func drugKey(c fact.Coded) string { return cmp.Or(c.Code, c.Words()) }

// shares finds the requests of which one message tells several medicines.
// Elsewhere an order is one, whatever its drug is called in each message.
func (f *orderFold) shares() map[string]*share {
	type place struct {
		root    string
		message int64
	}
	first, found := map[place]fact.Coded{}, map[string]*share{}
	for _, e := range f.notes {
		if e.note.Content == nil {
			continue
		}
		at := place{f.groups.Root(e.note.named()), e.fact.From.Message}
		if drug, told := first[at]; !told {
			first[at] = e.note.Content.DrugCode
		} else if !sameDrug(drug, e.note.Content.DrugCode) {
			found[at.root] = &share{fillers: map[string][]string{}}
		}
	}
	if len(found) == 0 {
		return nil
	}
	for _, e := range f.notes {
		if s := found[f.groups.Root(e.note.named())]; s != nil && e.note.Content != nil {
			s.add(e.note)
		}
	}
	return found
}

func (s *share) add(n *OrderNote) {
	drug := n.Content.DrugCode
	if !slices.ContainsFunc(s.drugs, func(d fact.Coded) bool { return drugKey(d) == drugKey(drug) }) {
		s.drugs = append(s.drugs, drug)
	}
	if !n.Filler.IsZero() {
		s.fillers[n.Filler.Key()] = fact.AppendOnce(s.fillers[n.Filler.Key()], drugKey(drug))
	}
}

// speaks lists the medicines of the request that something speaks of: its own
// drug, else those of the filler's number, else all.
func (s *share) speaks(content *Sig, filler fact.ID) []string {
	if content != nil {
		return []string{drugKey(content.DrugCode)}
	}
	if drugs := s.fillers[filler.Key()]; !filler.IsZero() && len(drugs) > 0 {
		return drugs
	}
	var all []string
	for _, d := range s.drugs {
		all = append(all, drugKey(d))
	}
	return all
}

// orderRuns are the orders while their notes are replayed.
type orderRuns struct {
	shared map[string]*share
	known  map[string]*orderRun
	list   []*orderRun // in the order in which they were first spoken of
}

// of lists the orders under a root that something speaks of: one, unless
// several medicines share the number.
func (r *orderRuns) of(root string, content *Sig, filler fact.ID) []*orderRun {
	drugs, beside := []string{""}, []fact.Coded(nil)
	if s := r.shared[root]; s != nil {
		drugs, beside = s.speaks(content, filler), s.drugs
	}
	var list []*orderRun
	for _, drug := range drugs {
		key := root + "\x1e" + drug
		if r.known[key] == nil {
			r.known[key] = &orderRun{Order: Order{root: root, beside: beside}, replaced: map[string]bool{}}
			r.list = append(r.list, r.known[key])
		}
		list = append(list, r.known[key])
	}
	return list
}

// owns reports whether something told of a drug under an order's number is the
// order's: under a number that several medicines share the drug must be the
// same, unless it is none of theirs, and then it may be of any.
func (o *Order) owns(root string, drug fact.Coded) bool {
	if root != o.root {
		return false
	}
	other := slices.ContainsFunc(o.beside, func(d fact.Coded) bool { return sameDrug(drug, d) })
	return !other || sameDrug(drug, o.DrugCode)
}
