package browser

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// fetch reads a page without a browser.
func (h *house) fetch(t *testing.T, account, path string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.page+path, http.NoBody)
	must(t, err)
	r.Header.Set("Cookie", h.session(t, account))
	answer, err := http.DefaultClient.Do(r)
	must(t, err)
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	must(t, err)
	return string(page)
}

// fetchUntil reads a page until it says something.
func (h *house) fetchUntil(t *testing.T, account, path, words string) string {
	t.Helper()
	for limit := time.Now().Add(patience); time.Now().Before(limit); {
		if page := h.fetch(t, account, path); strings.Contains(page, words) {
			return page
		}
	}
	t.Fatalf("%s never says %q", path, words)
	return ""
}

// links lists the links of a page that begin with a path, each once.
func links(page, path string) []string {
	var list []string
	seen := map[string]bool{}
	for _, match := range regexp.MustCompile(`href="(`+regexp.QuoteMeta(path)+`[^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !seen[match[1]] {
			seen[match[1]] = true
			list = append(list, match[1])
		}
	}
	return list
}

// trait is something a patient's page may have, and the words that show it.
type trait struct{ name, words string }

// traits are what patients are chosen by, so that every kind of page is seen.
func traits() []trait {
	return []trait{
		{"no-known-allergies", "NO KNOWN ALLERGIES - stated"},
		{"allergies-not-recorded", "NOT RECORDED - ASK PATIENT/FAMILY</p>\n</section>\n"},
		{"allergies", "severity"},
		{"stopped", "Stopped in the last 24 h"},
		{"corrected", ">corrected "},
		{"withdrawn", "WITHDRAWN BY SOURCE"},
		{"culture", `class="text"`},
	}
}

// choose finds the path of one patient for each trait, once for all tests; a
// patient is taken for one trait.
func (h *house) choose(t *testing.T) map[string]string {
	t.Helper()
	h.choosing.Lock()
	defer h.choosing.Unlock()
	if h.chosen == nil {
		h.chosen = h.search(t)
	}
	return h.chosen
}

func (h *house) search(t *testing.T) map[string]string {
	t.Helper()
	chosen := map[string]string{}
	for _, unit := range links(h.fetch(t, "nurse", "/units"), "/unit/") {
		for _, patient := range links(h.fetch(t, "nurse", unit), "/patient/") {
			h.take(t, chosen, patient)
			if len(chosen) == len(traits()) {
				return chosen
			}
		}
	}
	for _, trait := range traits() {
		if chosen[trait.name] == "" {
			t.Errorf("no patient of the simulated hospital has the trait %s", trait.name)
		}
	}
	return chosen
}

func (h *house) take(t *testing.T, chosen map[string]string, patient string) {
	t.Helper()
	page := h.fetch(t, "nurse", patient)
	for _, trait := range traits() {
		if chosen[trait.name] == "" && strings.Contains(page, trait.words) {
			chosen[trait.name] = patient
			return
		}
	}
}
