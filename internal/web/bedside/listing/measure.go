package listing

import (
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/notation"
)

// Measure is a value that heads the chart because doses and decisions rest on
// it, as it was reported (specification section 4 and 5.2).
type Measure struct {
	Label string
	Value string // with its unit, or the words of its absence
	Parts []string
	Ago   string // elapsed since, for screens only: paper does not tick
	Was   string // the value before, with its time
	Warn  string
}

// The words that stand beside or in the place of a measure (hazards H-050 and
// H-052).
const (
	WordsNoWeightUnit = "UNIT NOT STATED - WEIGH"
	WordsOldWeight    = "OLD WEIGHT - WEIGH"
	WordsNotReported  = "NOT REPORTED"
)

// Measures are weight, renal function and pregnancy, each the newest one sent,
// however old. Nothing is converted or worked out.
func (w Writer) Measures(v *asof.View) []Measure {
	weight := w.measure("Weight", newest(v.Vitals.Items, "29463-7", "3141-9", "8335-2", "8339-4"), notation.NotRecorded)
	list := []Measure{w.weigh(weight, v)}
	creatinine := newest(v.Results.Items, "2160-0")
	list = append(list, w.measure("Creatinine", creatinine, WordsNotReported))
	list = append(list, w.measure("eGFR", newest(v.Results.Items, "98979-8", "62238-1", "48642-3"), WordsNotReported))
	pregnancy := w.measure("Pregnancy", newest(v.Results.Items, "82810-3"), notation.NotRecorded)
	if pregnancy.Value != notation.NotRecorded || w.mayBePregnant(v) {
		list = append(list, pregnancy)
	}
	if due := newest(v.Results.Items, "11778-8", "11779-6"); len(due) > 0 {
		list = append(list, w.measure("Delivery expected", due, notation.NotRecorded))
	}
	return list
}

// newest finds the values of a test, the newest first. Withdrawn ones hold no
// value.
func newest(items []result.Result, codes ...string) []*result.Result {
	var found []*result.Result
	for i := range items {
		if r := &items[i]; r.HasValue && slices.Contains(codes, r.TestCode.Code) {
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b *result.Result) int { return b.At.At.Compare(a.At.At) })
	return found
}

// measure writes the newest value with its time, and the one before it.
func (w Writer) measure(label string, values []*result.Result, absent string) Measure {
	if len(values) == 0 {
		return Measure{Label: label, Value: absent}
	}
	r := values[0]
	m := Measure{Label: label, Value: strings.TrimSpace(r.Value + " " + r.Unit), Parts: []string{r.Test}}
	if r.Method != "" {
		m.Parts = append(m.Parts, r.Method)
	}
	if r.Words != "FINAL" {
		m.Parts = append(m.Parts, r.Words)
	}
	m.Parts = append(m.Parts, w.timeOr(r))
	if r.At.Known() && r.At.At.Before(w.Now) {
		m.Ago = notation.Duration(w.Now.Sub(r.At.At)) + " ago"
	}
	if len(values) > 1 && label != "Weight" {
		m.Was = "before that " + strings.TrimSpace(values[1].Value+" "+values[1].Unit) + ", " + w.timeOr(values[1])
	}
	return m
}

func (w Writer) timeOr(r *result.Result) string {
	if r.At.IsZero() {
		return "time " + notation.NotRecorded
	}
	return w.When(r.At)
}

// weigh warns of a weight without a unit, and of one that is too old to dose
// by: a day for a newborn, a week for a child, one of an earlier stay for others
// (hazard H-050).
func (w Writer) weigh(m Measure, v *asof.View) Measure {
	values := newest(v.Vitals.Items, "29463-7", "3141-9", "8335-2", "8339-4")
	if len(values) == 0 {
		return m
	}
	r := values[0]
	var limit time.Time
	switch age := w.Now.Sub(v.BornAt.At); {
	case v.BornAt.Known() && age < 28*day:
		limit = w.Now.Add(-day)
	case v.BornAt.Known() && age < 18*365*day:
		limit = w.Now.Add(-7 * day)
	default:
		limit = admitted(v)
	}
	switch {
	case r.Unit == "":
		m.Warn = WordsNoWeightUnit
	case !r.At.Known() || r.At.At.Add(r.At.Span()).Before(limit):
		m.Warn = WordsOldWeight
	}
	return m
}

// admitted is when the visit that goes on began; zero where that is not known.
func admitted(v *asof.View) time.Time {
	for i := len(v.Visits) - 1; i >= 0; i-- {
		if v.Visits[i].State == visit.Active {
			return v.Visits[i].Admitted.At
		}
	}
	return time.Time{}
}

// mayBePregnant reports whether the absence of the word has to be said: for
// women of 10 to 55 years by recorded sex (specification 5.2).
func (w Writer) mayBePregnant(v *asof.View) bool {
	years := int(w.Now.Sub(v.BornAt.At) / (365 * day))
	return v.Sex == "F" && v.BornAt.Known() && years >= 10 && years <= 55
}
