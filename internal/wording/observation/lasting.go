package observation

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/result"
)

// lastingShown is how many values of a test that goes on to matter stand open,
// however old they are.
const lastingShown = 2

// lasting are the newest values of the tests that doses and decisions rest on for
// longer than three days (specification 5.5), and every screen for antibodies: of
// these no later one ends what an earlier one found (hazard H-059).
func lasting(items []result.Result) map[*result.Result]bool {
	of := map[string][]*result.Result{}
	stand := map[*result.Result]bool{}
	for i := range items {
		r := &items[i]
		switch {
		case !r.HasValue:
		case slices.Contains(r.Marks, result.WordsAntibodies):
			stand[r] = true
		case lasts(r):
			key := cmp.Or(r.TestCode.Code, r.Test) + "\x1f" + r.Specimen
			of[key] = append(of[key], r)
		}
	}
	for _, values := range of {
		slices.SortStableFunc(values, func(a, b *result.Result) int { return b.At.At.Compare(a.At.At) })
		for _, r := range values[:min(len(values), lastingShown)] {
			stand[r] = true
		}
	}
	return stand
}

// lasts reports whether a test goes on to matter: creatinine, hemoglobin,
// platelets, INR, potassium, TSH, troponin and levels of drugs, by LOINC and by
// the words of laboratories with codes of their own.
func lasts(r *result.Result) bool {
	switch r.TestCode.Code {
	case "2160-0", "718-7", "777-3", "6301-6", "2823-3", "6298-4", "3016-3", "11580-8",
		"6598-7", "10839-9", "42757-5", "49563-0", "67151-1", "89579-7":
		return true
	}
	words := strings.FieldsFunc(strings.ToLower(r.Test+" "+r.TestCode.Words()), func(c rune) bool { return c < 'a' || c > 'z' })
	return slices.ContainsFunc(words, func(word string) bool {
		switch word {
		case "creatinine", "platelet", "platelets", "inr", "potassium", "tsh", "thyrotropin", "troponin", "level", "trough", "peak":
			return true
		}
		return strings.HasSuffix(word, "moglobin") // however it is spelled
	})
}
