package ui

import (
	"bytes"
	"embed"
	"flag"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/identity"
	"redoutlet/internal/wording"
)

//go:embed testdata/*.tmpl
var pageFiles embed.FS

var update = flag.Bool("update", false, "write the golden pages anew")

var est = time.FixedZone("EST", -5*60*60)

// at is the moment of every page here.
var at = time.Date(2026, time.November, 25, 10, 42, 0, 0, est)

// parts is data that draws every part of this package.
type partsPage struct {
	Statuses []Status
	Known    []wording.Known
	Problems []Problem
	Fields   []Field
	Text     string
	head     Head
}

func (p *partsPage) Head() Head { return p.head }

func everyPart() *partsPage {
	ago := func(d time.Duration) time.Time { return at.Add(-d) }
	known := func(d time.Duration, f asof.Freshness) wording.Known {
		return wording.NewKnown(asof.Standing{Sources: []string{"pharmacy"}, AsOf: ago(d), Freshness: f}, at, est)
	}
	return &partsPage{
		Statuses: []Status{Lost, Failing, Stale, Ageing, Unknown, Holding, ""},
		Known: []wording.Known{
			known(2*time.Minute, asof.Fresh), known(20*time.Minute, asof.Ageing), known(71*time.Minute, asof.Stale),
			known(71*time.Minute, asof.Down),
			wording.NewKnown(asof.Standing{Sources: []string{"laboratory", "point of care"}, Freshness: asof.NeverHeard}, at, est),
			wording.NewKnown(asof.Standing{Freshness: asof.NeverHeard}, at, est),
			wording.NewKnown(asof.Standing{
				Sources: []string{"pharmacy"}, AsOf: ago(12 * time.Minute), Freshness: asof.Ageing, Answered: ago(12 * time.Minute),
				Late: asof.Habit{Usual: 40 * time.Second, Longest: 5 * time.Minute}, Partly: []string{"pharmacy: no infusions"},
			}, at, est),
		},
		Problems: []Problem{{Field: "name", Words: "Enter your name"}, {Words: "Try again in 30 s"}},
		Fields: []Field{
			{ID: "name", Label: "Name", Hint: "as radeyemi", Value: `"><script>`, Autocomplete: "username", Error: "Enter your name"},
			{ID: "password", Label: "Password", Type: "password", Autocomplete: "current-password"},
		},
		Text: "a\u202eb <i>",
		head: Head{Title: "Error: every part", Test: true, Live: LiveUnit("4 West"), Until: at.Add(time.Minute)},
	}
}

func pages() []Page { return []Page{{Name: "parts", Template: "parts", Files: pageFiles}} }

func TestLayout(t *testing.T) {
	templates, err := Parse(pages())
	if err != nil {
		t.Fatal(err)
	}
	for name, layout := range map[string]Layout{
		"signed-in": {
			Head: Head{Title: "replaced"}, Now: at, Zone: est,
			Nav: []NavItem{{Label: "Units", To: "/units", Current: true}, {Label: "Board", To: "/"}},
			Who: &identity.Who{Name: "radeyemi", Title: "R. Adeyemi", Role: identity.Nurse, Unit: "4 West"},
		},
		"locked":  {Now: at, Zone: est, Locked: true},
		"doubted": {Now: at, Zone: est, Doubt: "it jumped forward"},
	} {
		var page bytes.Buffer
		if err := templates.Render(&page, "parts", layout, everyPart()); err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", name+".html")
		if *update {
			if err := os.WriteFile(golden, page.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), page.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", golden, diff)
		}
	}
}

func TestTemplateTypes(t *testing.T) {
	templates, err := Parse(pages())
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]any{
		"layout": Layout{}, "parts": &partsPage{}, "status": Status(""), "shape": Status(""), "moment": wording.Moment{},
		"known": wording.Known{}, "freshness": wording.Known{}, "problems": []Problem{}, "field": Field{},
	} {
		if err := templatecheck.CheckHTML(templates.Page(name), data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseNamesWhatIsWrong(t *testing.T) {
	if _, err := Parse([]Page{{Name: "lost", Template: "nowhere"}}); err == nil || !strings.Contains(err.Error(), `page lost: there is no template "nowhere"`) {
		t.Errorf("a page without its template: %v", err)
	}
}

// TestRenderWritesAllOrNothing holds that a page that cannot be drawn leaves no
// half of it behind.
func TestRenderWritesAllOrNothing(t *testing.T) {
	templates, err := Parse(pages())
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := templates.Render(&page, "parts", Layout{Now: at, Zone: est}, struct{ Statuses []Status }{[]Status{Lost}}); err == nil {
		t.Error("data of the wrong type was drawn")
	}
	if page.Len() != 0 {
		t.Errorf("%d bytes of a broken page were written", page.Len())
	}
}

// TestH004NoAgeWhileOurClockIsDoubted draws a page while our own clock is not
// trusted: no age is on it, and every time stands.
func TestH004NoAgeWhileOurClockIsDoubted(t *testing.T) {
	templates, err := Parse(pages())
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := templates.Render(&page, "parts", Layout{Now: at, Zone: est, Doubt: "it jumped forward"}, everyPart()); err != nil {
		t.Fatal(err)
	}
	got := page.String()
	for _, age := range []string{"ago", "data-since"} {
		if strings.Contains(got, age) {
			t.Errorf("the page holds %q", age)
		}
	}
	for _, want := range []string{"CLOCK NOT TRUSTED - use absolute times", "25-Nov-2026 09:31"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestBoxesSayTheExactWords(t *testing.T) {
	k := everyPart().Known
	for i, want := range []string{
		"",
		"AGEING: nothing heard from pharmacy since 25-Nov-2026 10:22",
		"STALE: nothing heard from pharmacy since 25-Nov-2026 09:31. CONFIRM BEFORE USE",
		"DOWN: not connected, and nothing heard from pharmacy since 25-Nov-2026 09:31. CONFIRM BEFORE USE",
		"NEVER HEARD: nothing has been heard from laboratory, point of care. CONFIRM BEFORE USE",
		"",
		"AGEING: nothing heard from pharmacy since 25-Nov-2026 10:30. LATE: usually a message every 40 s at this hour; nothing for 12 min",
	} {
		if k[i].Box != want {
			t.Errorf("box %d says %q, want %q", i, k[i].Box, want)
		}
	}
	if k[1].Heavy() || !k[2].Heavy() || !k[3].Heavy() || !k[4].Heavy() || k[6].Heavy() || k[0].Heavy() {
		t.Error("the heavy box is for stale, down and never heard alone")
	}
}

func TestSentText(t *testing.T) {
	if got, want := Sent("a\u202eb <i>&"), template.HTML(`<bdi class="sent">a[U+202E]b &lt;i&gt;&amp;</bdi>`); got != want {
		t.Errorf("Sent = %q, want %q", got, want)
	}
}

func TestLiveEvents(t *testing.T) {
	if got, want := ClockEvent(at.UTC(), est), "event: clock\ndata: 2026-11-25T10:42:00-05:00\n\n"; got != want {
		t.Errorf("ClockEvent = %q, want %q", got, want)
	}
	got, err := ChangedEvent([]string{"4 West\nevent: clock"}, []string{"a1"})
	if err != nil {
		t.Fatal(err)
	}
	if want := "event: changed\ndata: {\"units\":[\"4 West\\nevent: clock\"],\"patients\":[\"a1\"]}\n\n"; got != want {
		t.Errorf("ChangedEvent = %q, want %q", got, want)
	}
}

var (
	inlined  = regexp.MustCompile(`(?i)\sstyle=|\son[a-z]+=|javascript:|<style|<script(?: defer)?>`)
	outside  = regexp.MustCompile(`(?i)https?://|@import|url\("?(?:/|data:)`)
	fontFile = regexp.MustCompile(`url\("([^"]+)"\)`)
)

// TestNothingInlineNothingFromElsewhere holds what the content security policy
// asks: everything a page fetches is an asset of ours.
func TestNothingInlineNothingFromElsewhere(t *testing.T) {
	templates, err := Parse(pages())
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := templates.Render(&page, "parts", Layout{Who: &identity.Who{}, Now: at, Zone: est}, everyPart()); err != nil {
		t.Fatal(err)
	}
	if found := inlined.FindString(page.String()); found != "" {
		t.Errorf("the page holds %q", found)
	}
	for _, name := range AssetNames() {
		data, mediaType, ok := Asset(name)
		if !ok || len(data) == 0 || mediaType == "" {
			t.Errorf("asset %s: %d bytes of %q", name, len(data), mediaType)
		}
		if found := outside.Find(data); found != nil && name != "mark.svg" && !strings.HasSuffix(name, ".ttf") {
			t.Errorf("asset %s holds %q", name, found)
		}
	}
	for _, use := range append(fontFile.FindAllStringSubmatch(string(styleSheet), -1), regexp.MustCompile(`/static/([a-z.-]+)`).FindAllStringSubmatch(page.String(), -1)...) {
		if _, _, ok := Asset(use[1]); !ok {
			t.Errorf("%s is used and is no asset", use[1])
		}
	}
	if _, _, ok := Asset("../page.go"); ok {
		t.Error("a file that is no asset was given out")
	}
}
