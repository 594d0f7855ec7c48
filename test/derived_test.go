package test

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"redoutlet/internal/feed"
	"redoutlet/internal/identity"
	"redoutlet/internal/sim"
)

// derivations are all that a chart may say in figures that nobody sent: age,
// elapsed time, counts and order (specification P1, hazard H-096), and beside
// them when and by what we were told, and who else may be meant. Each is taken
// off a page; what is left over must have been sent. A new line here is a
// decision about what the program is: it informs and does not calculate.
var derivations = []struct {
	what    string
	pattern *regexp.Regexp
}{
	{"elapsed time", regexp.MustCompile(`(?s)<span class="ago">.*?</time></span>|<time data-since[^>]*>.*?</time>`)},
	{"when we were told", regexp.MustCompile(`(?s)<time [^>]*>.*?</time>`)},
	{"which message said it", regexp.MustCompile(`<a href="/message/\d+">message \d+</a>`)},
	{"a moment as it was sent, in words", regexp.MustCompile(`\d\d-[A-Z][a-z]{2}-\d{4}(?:</span>)?(?: \d\d:\d\d(?::\d\d)?)?|[A-Z][a-z]{2}-\d{4}`)},
	{"age", regexp.MustCompile(`\((?:about )?\d+(?:y|mo|wk|hr|min| days?)(?: \d+(?:mo|d))?(?:, time of birth not recorded)?\)`)},
	{"how many", regexp.MustCompile(`<h3 class="group">[^<]*\(\d+\)|\d+ (?:dose records?|doses? known|results?|values?|orders?|messages?|item\(s\)|message\(s\))`)},
	{"how far back a list looks", regexp.MustCompile(`(?:last|older than) \d+ (?:h|days)`)},
	{"how long an order is on hold", regexp.MustCompile(`HELD for more than 24 h`)},
	{"where a statement was sent, and what a bare code means", regexp.MustCompile(`sent in P[A-Z]\w-\d+|in HL7&#39;s table`)},
	{"who else is like this patient, or in the bed", regexp.MustCompile(`(?:LOOK-ALIKE|TWO PATIENTS IN THIS BED)[^<]*`)},
	{"the foot", regexp.MustCompile(`(?s)<footer.*?</footer>`)},
}

var (
	tag    = regexp.MustCompile(`<[^>]*>`)
	figure = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	mainOf = regexp.MustCompile(`(?s)<main.*</main>`)
)

// TestH096EveryFigureOnAChartWasSent reads the page of every patient of a simulated
// hospital. Each figure on it stands in a message of that patient, or is one of
// the derivations.
func TestH096EveryFigureOnAChartWasSent(t *testing.T) {
	s := newSite(t, names()...)
	s.addAccount("nurse", "correct horse battery staple", identity.Nurse)
	s.replay(sim.SyntheticDay(11))
	sent := map[string]map[string]bool{}
	kept := s.status().Received
	s.look(func(book *feed.Book) {
		eachMessage(t, book, kept, func(m *feed.Kept) {
			for _, patient := range m.Patients {
				if sent[patient] == nil {
					sent[patient] = map[string]bool{}
				}
				for _, f := range figure.FindAllString(string(m.Passages.Raw()), -1) {
					sent[patient][f] = true
				}
			}
		})
	})
	nurse := browse(t, s.serve().page).signIn("nurse", "correct horse battery staple")
	figures := 0
	for patient, said := range sent {
		for _, line := range strings.Split(undone(nurse.get("/patient/"+patient)), "\n") {
			for _, f := range figure.FindAllString(line, -1) {
				if figures++; !said[f] {
					t.Errorf("nobody sent the figure %s in %q", f, strings.TrimSpace(line))
				}
			}
		}
	}
	t.Logf("%d figures on the pages of %d patients, each sent", figures, len(sent))
	if figures < 1000 {
		t.Errorf("only %d figures: the pages show too little to say anything", figures)
	}
}

// undone is the text of a page without what was derived, a line for each
// element.
func undone(page string) string {
	page = mainOf.FindString(page)
	for _, d := range derivations {
		page = d.pattern.ReplaceAllString(page, "")
	}
	return html.UnescapeString(tag.ReplaceAllString(page, "\n"))
}
