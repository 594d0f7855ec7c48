package lobby

import (
	"time"

	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/ui/uitest"
)

// drawings are the samples of the page table and every other case worth looking
// at.
func drawings() []uitest.Drawing {
	all := uitest.Samples(pages())
	s := sampleSheet()
	bare := roster.Summary{Line: roster.Line{ID: "b2"}}
	hostile := samplePatient("c3", "<script>alert(1)</script>", "\u202eeoJ")
	found := func(total int, close bool, rows ...roster.Summary) Answer {
		a := Answer{Found: lookup.Found{Total: total, Close: close}, Census: sampleCensus(14 * time.Minute)}
		for _, r := range rows {
			a.Rows = append(a.Rows, lookup.Row{Summary: r})
		}
		return a
	}
	tried := samplePatient("d4", "EVANS", "Tom")
	tried.Line.Test, tried.Flags = true, []string{"TEST - NOT A REAL PATIENT, OR A SOURCE ON TRIAL", "IDENTITY CONFLICT"}
	empty := newSearch()
	empty.Problems = []ui.Problem{{Field: "q", Words: "Type a name, a number or a birth date."}}
	return append(all,
		uitest.Drawn("search-nobody", "search", s.search("evens", nil, found(0, false), true)),
		uitest.Drawn("search-close", "search", s.search("evens", nil, found(2, true, samplePatient("a1", "EVANS", "Joan"), bare), true)),
		uitest.Drawn("search-too-many", "search", s.search("e", nil, found(312, false, samplePatient("a1", "EVANS", "Joan")), true)),
		uitest.Drawn("search-manager", "search", s.search("evans", nil, found(1, false, samplePatient("a1", "EVANS", "Joan")), false)),
		uitest.Drawn("search-never-heard", "search", s.search("evans", nil, Answer{Found: lookup.Found{Total: 1, Rows: []lookup.Row{{Summary: bare}}}}, true)),
		uitest.Drawn("search-hostile", "search", s.search("\"><script>alert(1)</script>", []string{"There is no such date as <b>x</b>."}, found(1, false, hostile), true)),
		uitest.Drawn("search-test", "search", s.search("evans", nil, found(1, false, tried), true)),
		uitest.Drawn("search-empty", "search", empty),
		uitest.Drawn("glass-no-kind", "glass", s.glass(bare, time.Time{}).refused(access.Reason{Words: "<b>x</b> needs it now"}, access.ErrKind)),
		uitest.Drawn("numbers-waiting", "numbers", waitingNumbers(s)),
		uitest.Drawn("numbers-one", "numbers", s.numbers(samplePatient("a1", "EVANS", "Joan"), nil)),
		uitest.Drawn("glass-hostile", "glass", s.glass(hostile, time.Time{})),
	)
}

func waitingNumbers(s sheet) *numbersPage {
	p := s.numbers(samplePatient("a1", "EVANS", "Joan"), nil)
	p.Waiting = true
	return p
}
