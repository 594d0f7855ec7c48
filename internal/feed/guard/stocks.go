package guard

import (
	"context"
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
)

// stocked is what one patient holds of the sections that are watched. It grows
// with the messages, apart from the chart, which would cost far more.
type stocked struct {
	running map[fact.Section]*chart.Running
	stock   Stock
	told    map[fact.Section]int // how many facts were added
}

// mostTold is how many facts of a section are held on to, with the text of their
// messages, so that a late one finds its place. Of a longer stay they are read
// again.
const mostTold = 32

func newStocked() *stocked {
	return &stocked{map[fact.Section]*chart.Running{}, Stock{}, map[fact.Section]int{}}
}

// take adds facts, which may be of any section, and reports whether they go on
// from what is there, and fold.
func (st *stocked) take(facts []*fact.Fact) bool {
	bySection := map[fact.Section][]*fact.Fact{}
	for _, f := range facts {
		if section := Watched(f); section != "" {
			bySection[section] = append(bySection[section], f)
		}
	}
	for section, told := range bySection {
		if st.running[section] == nil {
			st.running[section] = &chart.Running{}
		}
		slices.SortStableFunc(told, func(a, b *fact.Fact) int { return a.Stamp.Compare(b.Stamp) })
		c := st.running[section].Grow(told)
		if c == nil {
			return false
		}
		st.stock[section] = StockOf(c)[section]
		if st.told[section] += len(told); st.told[section] > mostTold {
			st.running[section].LetGo()
		}
	}
	return true
}

// mostStocks is of how many patients it is remembered what they hold. Beyond it
// all are forgotten and read again as they are asked for.
const mostStocks = 8_000

// stocks remembers what patients hold.
type stocks struct {
	house House
	of    map[Patient]*stocked
}

func newStocks(house House) *stocks { return &stocks{house, map[Patient]*stocked{}} }

func (ss *stocks) forget(p Patient) { delete(ss.of, p) }

// stock is what a patient holds by the letters that were kept, and by more that
// are just being read.
func (ss *stocks) stock(ctx context.Context, p Patient, more []*fact.Fact) (Stock, error) {
	if st := ss.of[p]; st != nil {
		if len(more) == 0 || st.take(more) {
			return st.stock, nil
		}
		ss.forget(p) // out of order: begin again
	}
	facts, err := ss.house.Facts(ctx, p)
	if err != nil {
		return nil, err
	}
	st := newStocked()
	if !st.take(slices.Concat(facts, more)) {
		return Stock{}, nil // whoever opens the chart is told that it does not fold
	}
	if len(ss.of) >= mostStocks {
		clear(ss.of)
	}
	ss.of[p] = st
	return st.stock, nil
}

// holding is what the patients of a scope hold of a section now.
func (ss *stocks) holding(ctx context.Context, section fact.Section, scope Scope) (Holding, error) {
	holding := Holding{}
	for p, place := range ss.house.Present() {
		switch {
		case !scope.Covers(place.Unit):
		case section == fact.SectionCensus:
			if place.Stays {
				holding[p] = 1
			}
		default:
			stock, err := ss.stock(ctx, p, nil)
			if err != nil {
				return nil, err
			}
			if n := len(stock[section]); n > 0 {
				holding[p] = n
			}
		}
	}
	return holding, nil
}
