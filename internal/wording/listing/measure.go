package listing

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/chart"
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
	WordsWeightLeap   = "CHANGED BY MORE THAN 20 % WITHIN 7 DAYS - WEIGH"
	WordsOtherUnit    = "SENT IN ANOTHER UNIT BEFORE - WEIGH"
	WordsNotReported  = "NOT REPORTED"
)

// Measures are weight, renal function and pregnancy, each the newest one sent,
// however old. Nothing is converted or worked out.
func (w Writer) Measures(v *asof.View) []Measure {
	weights := newest(v.Vitals.Items, "29463-7", "3141-9", "8335-2", "8339-4")
	list := []Measure{w.weigh(w.measure("Weight", weights, absent(v.Vitals, notation.NotRecorded)), v, weights)}
	creatinine := newest(v.Results.Items, "2160-0")
	list = append(list, w.measure("Creatinine", creatinine, absent(v.Results, WordsNotReported)))
	list = append(list, w.measure("eGFR", newest(v.Results.Items, "98979-8", "62238-1", "48642-3"), absent(v.Results, WordsNotReported)))
	charted := newest(v.Results.Items, "82810-3")
	pregnancy := w.measure("Pregnancy", charted, absent(v.Results, notation.NotRecorded))
	registered := registeredPregnant(v)
	switch {
	case len(charted) == 0:
		pregnancy.Value = cmp.Or(registered, pregnancy.Value)
	default:
		pregnancy.Warn = registered
	}
	if len(charted) > 0 || registered != "" || w.mayBePregnant(v) {
		list = append(list, pregnancy)
	}
	if due := newest(v.Results.Items, "11778-8", "11779-6"); len(due) > 0 {
		list = append(list, w.measure("Delivery expected", due, notation.NotRecorded))
	}
	return list
}

// absent is what stands where a section holds no value of a measure: that a rule
// withholds some of the section, or that nobody gives it, is no statement about
// the patient (specification section 3).
func absent[T any](of asof.List[T], words string) string {
	switch {
	case of.Has(chart.Withheld):
		return chart.WordsWithheld
	case of.State == chart.NotAvailable:
		return chart.WordsNotAvailable
	}
	return words
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

// weigh warns of a weight that nobody may dose by: one without a unit, one that
// is too old, and one that does not go with those before it (hazard H-050).
func (w Writer) weigh(m Measure, v *asof.View, values []*result.Result) Measure {
	if len(values) == 0 {
		return m
	}
	r := values[0]
	var warnings []string
	if r.Unit == "" {
		warnings = append(warnings, WordsNoWeightUnit)
	}
	if !r.At.Known() || r.At.At.Add(r.At.Span()).Before(w.weightLimit(v)) {
		warnings = append(warnings, WordsOldWeight)
	}
	if before, words := leap(values); before != nil {
		m.Was = "before that " + strings.TrimSpace(before.Value+" "+before.Unit) + ", " + w.timeOr(before)
		warnings = append(warnings, words)
	}
	m.Warn = strings.Join(warnings, "; ")
	return m
}

// leapDays and leapShare are within how many days a weight is held against those
// before it, and by how much of that it may differ.
const (
	leapDays  = 7
	leapShare = 0.2
)

// leap finds the newest of the weights before that the first does not go with,
// and says why. Numbers are compared in one unit, as it was sent: to hold pounds
// against kilograms they would have to be converted, so that two units are said
// to be two.
func leap(values []*result.Result) (before *result.Result, words string) {
	now := values[0]
	for _, r := range values[1:] {
		if !now.At.Known() || !r.At.Known() || now.At.At.Sub(r.At.At) > leapDays*day {
			continue
		}
		if r.Unit != now.Unit {
			if r.Unit != "" && now.Unit != "" {
				return r, WordsOtherUnit
			}
			continue
		}
		x, err := strconv.ParseFloat(now.Value, 64)
		y, mistake := strconv.ParseFloat(r.Value, 64)
		if err == nil && mistake == nil && math.Abs(x-y) > leapShare*math.Abs(y) {
			return r, WordsWeightLeap
		}
	}
	return nil, ""
}

// weightLimit is from when on a weight may be dosed by: for a day for a newborn,
// a week for a child, the stay for others.
func (w Writer) weightLimit(v *asof.View) time.Time {
	switch age := w.Now.Sub(v.BornAt.At); {
	case v.BornAt.Known() && age < 28*day:
		return w.Now.Add(-day)
	case v.BornAt.Known() && age < 18*365*day:
		return w.Now.Add(-7 * day)
	}
	return admitted(v)
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
