package listing

import (
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/wording/pen"
)

// noon is the moment of these tests.
var noon = Writer{Pen: pen.Pen{Now: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), Zone: time.UTC}}

// value is a result with a code, some time before the moment.
func value(code, text, unit string, ago time.Duration) result.Result {
	return result.Result{Test: "test " + code, TestCode: fact.Coded{Code: code}, HasValue: true, Value: text, Unit: unit, Words: "FINAL", At: noon.at(-ago)}
}

// line is a measure as it is read, without the time elapsed.
func line(measures []Measure, label string) string {
	for _, m := range measures {
		if m.Label == label {
			return strings.TrimSpace(strings.Join(append([]string{m.Value}, m.Parts...), ", ") + " " + m.Was + m.Warn)
		}
	}
	return ""
}

// TestH050WeightIsTheOneSent: the newest weight stands as sent, with its
// time; one without a unit, or too old to dose by, says so.
func TestH050WeightIsTheOneSent(t *testing.T) {
	adult, child, newborn := noon.at(-60*365*day), noon.at(-6*365*day), noon.at(-2*day)
	for _, tt := range []struct {
		name    string
		born    fact.Time
		weights []result.Result
		want    string
	}{
		{"nobody sent one", adult, nil, "NOT RECORDED"},
		{"kilograms", adult, []result.Result{value("29463-7", "70", "kg", time.Hour)}, "70 kg, test 29463-7, 24-Nov-2026 11:00"},
		{"pounds stay pounds", adult, []result.Result{value("3141-9", "154", "[lb_av]", time.Hour)}, "154 [lb_av], test 3141-9, 24-Nov-2026 11:00"},
		{"grams stay grams", newborn, []result.Result{value("8339-4", "3200", "g", time.Hour)}, "3200 g, test 8339-4, 24-Nov-2026 11:00"},
		{"no unit", adult, []result.Result{value("29463-7", "70", "", time.Hour)}, "70, test 29463-7, 24-Nov-2026 11:00 UNIT NOT STATED - WEIGH"},
		{"the newest", adult, []result.Result{value("29463-7", "70", "kg", 2*time.Hour), value("3141-9", "71", "kg", time.Hour)}, "71 kg, test 3141-9, 24-Nov-2026 11:00"},
		{"of an earlier stay", adult, []result.Result{value("29463-7", "70", "kg", 30*day)}, "70 kg, test 29463-7, 25-Oct-2026 12:00 OLD WEIGHT - WEIGH"},
		{"a child's, of last week", child, []result.Result{value("29463-7", "20", "kg", 8*day)}, "20 kg, test 29463-7, 16-Nov-2026 12:00 OLD WEIGHT - WEIGH"},
		{"no unit, and of an earlier stay", adult, []result.Result{value("29463-7", "70", "", 30*day)}, "70, test 29463-7, 25-Oct-2026 12:00 UNIT NOT STATED - WEIGH; OLD WEIGHT - WEIGH"},
		{"one that is not dated", adult, []result.Result{{Test: "weight", TestCode: fact.Coded{Code: "29463-7"}, HasValue: true, Value: "70", Unit: "kg", Words: "FINAL"}}, "70 kg, weight, time NOT RECORDED OLD WEIGHT - WEIGH"},
		{"a date of this stay", adult, []result.Result{dated(value("29463-7", "70", "kg", 0), "20261121")}, "70 kg, test 29463-7, 21-Nov-2026"},
		{"estimated, and how", adult, []result.Result{by(value("8335-2", "70", "kg", time.Hour), "stated by the patient")}, "70 kg, test 8335-2, stated by the patient, 24-Nov-2026 11:00"},
		{"a newborn's, of yesterday noon", newborn, []result.Result{value("8339-4", "3.2", "kg", 24*time.Hour)}, "3.2 kg, test 8339-4, 23-Nov-2026 12:00"},
		{"a child's, of a week ago", child, []result.Result{value("29463-7", "20", "kg", 7*day)}, "20 kg, test 29463-7, 17-Nov-2026 12:00"},
		{"a newborn's, of the day before", newborn, []result.Result{value("8339-4", "3.2", "kg", 25*time.Hour)}, "3.2 kg, test 8339-4, 23-Nov-2026 11:00 OLD WEIGHT - WEIGH"},
	} {
		v := &asof.View{Visits: []visit.Visit{{State: visit.Active, Admitted: noon.at(-3 * day)}}}
		v.BornAt, v.Vitals.Items = tt.born, tt.weights
		if got := line(noon.Measures(v), "Weight"); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestMeasureThatIsNotThereSaysWhy: that a rule withholds part of a section, or
// that no source gives it, is no word about the patient.
func TestMeasureThatIsNotThereSaysWhy(t *testing.T) {
	withheld, nobody := &asof.View{}, &asof.View{}
	withheld.Vitals.Flags, withheld.Results.Flags = []chart.Flag{chart.Withheld}, []chart.Flag{chart.Withheld}
	nobody.Vitals.State, nobody.Results.State = chart.NotAvailable, chart.NotAvailable
	for want, v := range map[string]*asof.View{chart.WordsWithheld: withheld, chart.WordsNotAvailable: nobody} {
		v.Sex, v.BornAt = "F", noon.at(-30*365*day)
		for _, label := range []string{"Weight", "Creatinine", "eGFR", "Pregnancy"} {
			if got := line(noon.Measures(v), label); got != want {
				t.Errorf("%s: %q, want %q", label, got, want)
			}
		}
	}
}

// dated is a result of a day, without a time.
func dated(r result.Result, digits string) result.Result {
	at, _ := time.Parse("20060102", digits)
	r.At = fact.Time{Text: digits, Precision: fact.ToDay, At: at}
	return r
}

// by is a result with the method that was sent.
func by(r result.Result, method string) result.Result {
	r.Method = method
	return r
}

// TestH050WeightsThatDoNotGoTogether: a weight that differs by more than a fifth
// from one of the seven days before is flagged, with that one; numbers of two
// units are not compared, and that there are two is said.
func TestH050WeightsThatDoNotGoTogether(t *testing.T) {
	const now = "test 29463-7, 24-Nov-2026 11:00"
	before := func(words string) string { return " before that " + words }
	for _, tt := range []struct {
		name  string
		value string
		unit  string
		past  []result.Result
		want  string
	}{
		{"more than a fifth less", "55.9", "kg", []result.Result{value("29463-7", "70", "kg", day)}, before("70 kg, 23-Nov-2026 12:00") + WordsWeightLeap},
		{"a fifth less", "56", "kg", []result.Result{value("29463-7", "70", "kg", day)}, ""},
		{"a fifth more", "84", "kg", []result.Result{value("29463-7", "70", "kg", day)}, ""},
		{"more than a fifth more", "84.1", "kg", []result.Result{value("29463-7", "70", "kg", day)}, before("70 kg, 23-Nov-2026 12:00") + WordsWeightLeap},
		{"over a longer time", "90", "kg", []result.Result{value("29463-7", "70", "kg", 8*day)}, ""},
		{"by steps", "84.1", "kg", []result.Result{value("29463-7", "77", "kg", day), value("29463-7", "70", "kg", 5*day)}, before("70 kg, 19-Nov-2026 12:00") + WordsWeightLeap},
		{"pounds typed as kilograms", "154", "kg", []result.Result{value("3141-9", "70", "kg", day)}, before("70 kg, 23-Nov-2026 12:00") + WordsWeightLeap},
		{"two units", "154", "lb", []result.Result{value("29463-7", "70", "kg", day)}, before("70 kg, 23-Nov-2026 12:00") + WordsOtherUnit},
		{"one without a unit before", "70", "kg", []result.Result{value("29463-7", "154", "", day)}, ""},
		{"a number that cannot be read", "70,5", "kg", []result.Result{value("29463-7", "20", "kg", day)}, ""},
	} {
		v := &asof.View{Visits: []visit.Visit{{State: visit.Active, Admitted: noon.at(-20 * day)}}}
		v.BornAt, v.Vitals.Items = noon.at(-60*365*day), append(tt.past, value("29463-7", tt.value, tt.unit, time.Hour))
		if got, want := line(noon.Measures(v), "Weight"), tt.value+" "+tt.unit+", "+now+tt.want; got != want {
			t.Errorf("%s: %q, want %q", tt.name, got, want)
		}
	}
}

// TestH052RenalFunctionAndPregnancyAsReported: creatinine and eGFR are shown
// however old, with the value before; what nobody reported is said to be so, and
// nothing is worked out.
func TestH052RenalFunctionAndPregnancyAsReported(t *testing.T) {
	v := &asof.View{}
	v.Sex, v.BornAt = "F", noon.at(-30*365*day)
	for label, want := range map[string]string{"Creatinine": "NOT REPORTED", "eGFR": "NOT REPORTED", "Pregnancy": "NOT RECORDED", "Delivery expected": ""} {
		if got := line(noon.Measures(v), label); got != want {
			t.Errorf("%s of whom nothing is known: %q, want %q", label, got, want)
		}
	}
	v.Results.Items = []result.Result{
		value("2160-0", "142", "umol/L", 40*day), value("2160-0", "98", "umol/L", 60*day), value("82810-3", "Pregnant", "", day), value("11778-8", "20270301", "", day),
	}
	for label, want := range map[string]string{
		"Creatinine": "142 umol/L, test 2160-0, 15-Oct-2026 12:00 before that 98 umol/L, 25-Sep-2026 12:00", "eGFR": "NOT REPORTED",
		"Pregnancy": "Pregnant, test 82810-3, 23-Nov-2026 12:00", "Delivery expected": "20270301, test 11778-8, 23-Nov-2026 12:00",
	} {
		if got := line(noon.Measures(v), label); got != want {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
	v.Sex, v.Results.Items = "M", nil
	if got := line(noon.Measures(v), "Pregnancy"); got != "" {
		t.Errorf("a man is asked about: %q", got)
	}
}
