package scene

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// chart is a piece of a chart's page as the program draws it.
const chart = `<h1><bdi class="sent">SAMPLE, Ada</bdi></h1>
<section class="section" aria-labelledby="allergies"><header><h2 id="allergies">Allergies</h2><p class="known">source <bdi class="sent">clinic, registration</bdi>, as of <time datetime="2026-12-01T00:38:00Z">01-Dec-2026 00:38</time><span class="ago">, <time data-since="2026-12-01T00:38:00Z">1 min ago</time></span></p></header>
<ul class="items"><li>wax &amp; pitch</li></ul></section>
<section class="section" aria-labelledby="medications"><header><h2 id="medications">Medicines</h2><p class="known">source <bdi class="sent">pharmacy</bdi>, as of never</p></header>
<p class="box heavy"><span><svg class="shape"><circle cx="8"/></svg>NEVER HEARD: nothing has been heard from pharmacy. CONFIRM BEFORE USE</span></p></section>`

func TestSectionsAreReadAsAReaderSeesThem(t *testing.T) {
	want := []Section{
		{Name: "allergies", Title: "Allergies", From: "source clinic, registration, as of 01-Dec-2026 00:38, 1 min ago", Asof: "2026-12-01T00:38:00Z"},
		{Name: "medications", Title: "Medicines", From: "source pharmacy, as of never", Box: "NEVER HEARD: nothing has been heard from pharmacy. CONFIRM BEFORE USE"},
	}
	got := Sections(chart)
	for i := range got {
		got[i].Body = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if source := want[0].Source(); source != "clinic, registration" {
		t.Errorf("given by %q", source)
	}
	if Heading(chart) != "SAMPLE, Ada" {
		t.Errorf("headed %q", Heading(chart))
	}
}

// TestOnlyThePharmacyMayChange holds that a silence is judged by the words of every section.
func TestOnlyThePharmacyMayChange(t *testing.T) {
	given := func(name, source, asof, box string) Section {
		return Section{Name: name, Title: name, From: "source " + source + ", as of " + asof, Asof: asof, Box: box}
	}
	before := []Section{given("allergies", "registration", "1", ""), given("medications", "pharmacy", "1", "")}
	stale := given("medications", "pharmacy", "1", "STALE: nothing")
	for _, tt := range []struct {
		name           string
		between, after []Section
		changed        int
		holds          bool
	}{
		{"the pharmacy alone", before, []Section{given("allergies", "registration", "2", ""), stale}, 1, true},
		{"another too", before, []Section{given("allergies", "registration", "1", "AGEING: nothing"), stale}, 2, false},
		{"the silent one is newer", before, []Section{before[0], given("medications", "pharmacy", "2", "STALE: nothing")}, 1, false},
		{"a section is gone", before, []Section{stale}, 1, false},
	} {
		s := Silence{Before: before, After: tt.after}
		if changed, _ := s.Changed(); len(changed) != tt.changed {
			t.Errorf("%s: %d sections changed, want %d", tt.name, len(changed), tt.changed)
		}
		if err := s.check(tt.between); (err == nil) != tt.holds {
			t.Errorf("%s: %v, want it to hold: %v", tt.name, err, tt.holds)
		}
	}
}
