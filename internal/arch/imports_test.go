package arch_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// row says which of our own packages one package may import, and why.
type row struct {
	path    string // below the module
	may     string // names below internal/, "chart/..." with all below chart, or anything
	because string
}

const anything = "*"

// table is the import graph of the program, in the order in which the tree is
// best read: nouns first, then what is done with them, then the doors.
var table = []row{
	{"internal/notation", "", "how a fact is written depends on nothing but the fact"},
	{"internal/hl7", "", "a message is read without knowing what becomes of it"},
	{"internal/mllp", "hl7", "a frame carries a message and answers it, whatever it says"},
	{"internal/chart/fact", "", "a fact stands for itself, whoever sent it"},
	{"internal/chart/tie", "", "whose a number is follows from what was done to numbers, whatever a number is"},
	{"internal/chart/tenure", "", "whose a visit is follows from what was said of visits, whatever a number is"},
	{"internal/chart/visit", "chart/fact", "a stay is a function of facts"},
	{"internal/chart/bed", "chart/fact chart/visit", "what is said of a bed stands beside whoever the charts have in it"},
	{"internal/chart/order", "chart/fact", "what became of an order is a function of facts, whatever it is for"},
	{"internal/chart/medication", "chart/fact chart/order", "a medicine and its doses are a function of facts"},
	{"internal/chart/directive", "chart/fact", "what is stated of a patient is a function of facts"},
	{"internal/chart/result", "chart/fact", "a result is a function of facts"},
	{"internal/chart/problem", "chart/fact", "a problem is a function of facts"},
	{"internal/chart/document", "chart/fact", "a document is a function of facts"},
	{"internal/chart/appointment", "chart/fact", "an appointment is a function of facts"},
	{"internal/chart/immunization", "chart/fact", "a vaccination is a function of facts"},
	{"internal/chart/contact", "chart/fact", "who stands by a patient is a function of facts"},
	{"internal/chart", "chart/appointment chart/contact chart/directive chart/document chart/fact chart/immunization chart/medication chart/order chart/problem chart/result chart/tie chart/visit", "a chart is a function of facts, whoever sent, keeps or shows them"},
	{"internal/chart/sentence", "chart chart/...", "a fact is said in the same words wherever it is told"},
	{"internal/wording", "chart/asof chart/fact chart/unit notation", "that something is missing or old is said in the same words wherever it is read"},
	{"internal/wording/pen", "chart chart/asof chart/fact chart/unit notation wording", "how a line is written depends on the moment and the zone"},
	{"internal/wording/allergy", "chart/... notation wording wording/pen", "what must not be given is written without knowing whose page it is on"},
	{"internal/wording/kardex", "chart/... notation wording wording/pen", "what is ordered and done is written without knowing whose page it is on"},
	{"internal/wording/observation", "chart/... notation wording/pen", "what was measured is written from the chart and the moment"},
	{"internal/wording/listing", "chart/... notation wording/pen", "a list is written from the chart and the moment"},
	{"internal/wording/sample", "chart/...", "invented facts are facts"},
	{"internal/disk", "", "a file is whole or not there, whatever is in it"},
	{"internal/pack/typeface", "", "which face draws a letter depends on the letter"},
	{"internal/pack/sheet", "", "what stands on a page is words in an order"},
	{"internal/pack/paper", "pack/sheet pack/typeface", "paper is drawn from words, whatever they are about"},
	{"internal/pack/typed", "notation pack/sheet", "lines are written from words, whatever they are about"},
	{"internal/pack/screen", "notation pack/sheet", "a screen is written from words, whatever they are about"},
	{"internal/pack/bundle", "disk", "files are sealed and signed, whatever is in them"},
	{"internal/pack/compose", "chart/... notation pack/sheet wording wording/...", "what stands on a sheet follows from the chart and the moment"},
	{"internal/pack", "chart/... notation pack/... wording/pen", "a pack is built from charts, wherever they are kept"},
	{"internal/serve/packing", "chart/... disk feed feed/reading notation pack pack/... seal serve/headcount serve/misuse serve/plate serve/tenancy wording", "packs are built from the charts of one tenant"},
	{"internal/chart/roster", "chart chart/directive chart/fact chart/visit", "a line of a list says who and where, and nothing of how old that is"},
	{"internal/chart/alike", "chart/fact chart/roster", "whether names are alike depends on the names and nothing else"},
	{"internal/chart/lookup", "chart/alike chart/fact chart/roster notation", "whom a person means depends on what was typed and on who there is"},
	{"internal/chart/unit", "", "what a unit is called depends on nobody who is in it"},
	{"internal/chart/asof", "chart/...", "how old a chart is depends on the chart, the sources and the moment"},
	{"internal/seal", "disk", "keys know nothing of what they seal"},
	{"internal/identity", "seal", "who may see what is decided without knowing what there is to see"},
	{"internal/identity/access", "identity seal", "who looked is recorded without knowing what there is to see"},
	{"internal/chart/neighbor", "chart/...", "who may be taken for whom is asked of lines, whoever keeps them"},
	{"internal/feed/census", "chart/...", "a list is held against lines, whoever keeps either"},
	{"internal/feed/parallel", "", "what is done at the same time is done whatever it is"},
	{"internal/feed/tally", "feed/reading", "messages are counted by what became of them and nothing else"},
	{"internal/feed/guard", "chart/... seal", "what vanished is counted on charts, whoever took it away"},
	{"internal/feed/reading/field", "chart/fact chart/visit hl7 notation", "a field says the same in whatever message it stands"},
	{"internal/feed/reading/segment", "chart/... feed/reading/field hl7", "a segment means the same in every message"},
	{"internal/feed/reading/request", "chart/... feed/reading/field hl7", "what is asked for is read without knowing whose message it is"},
	{"internal/feed/reading", "chart/... feed/reading/field feed/reading/request feed/reading/segment hl7", "what a message says depends on the message and the profile of its source"},
	{"internal/feed/reading/version", "feed/reading", "which charts profiles make depends on the profiles and on the program"},
	{"internal/feed/veil", "chart chart/fact chart/sentence feed/reading", "what of a message is withheld depends on what it is read to say and on whose glass is broken"},
	{"internal/clock", "", "whether a clock can be trusted depends on clocks alone"},
	{"internal/feed/silence", "", "how long somebody is silent depends on when they spoke and nothing else"},
	{"internal/feed/notice", "", "who watches is told that something changed and nothing of what it is"},
	{"internal/feed/recent", "", "what is held in memory is held whatever it is"},
	{"internal/feed/voice", "chart/... clock feed/reading feed/silence", "what was heard of a source depends on its messages and its profile"},
	{"internal/feed/owner", "chart/... feed/reading seal", "on whose chart a fact stands follows from what letters said"},
	{"internal/feed/envelope", "chart/roster feed/owner feed/reading seal", "what is kept is sealed wherever it is kept"},
	{"internal/feed/standing", "chart/... feed/reading feed/veil", "how a feed stands is said without knowing where it is kept"},
	{"internal/feed", "chart/... feed/envelope feed/guard feed/notice feed/owner feed/parallel feed/reading feed/reading/version feed/recent feed/standing feed/tally feed/veil feed/voice notation hl7 mllp seal", "a feed turns messages into facts and keeps them through an interface of its own"},
	{"internal/feed/remake", "feed feed/reading", "charts are made again from letters alone, as they were made"},
	{"internal/feed/trial", "chart chart/asof chart/fact chart/sentence feed feed/reading seal", "what a message would change is found without keeping it"},
	{"internal/feed/quarantine", "feed feed/reading seal", "what people do about a message stands beside what it is read to say"},
	{"internal/feed/reception", "feed feed/envelope feed/reading hl7 mllp seal", "what is received is kept, whatever is made of it later"},
	{"internal/store", "chart/... disk feed identity identity/access seal store/folder", "the store knows the nouns it keeps, and nothing of how they are shown"},
	{"internal/store/folder", "", "a folder is held whatever is in it"},
	{"internal/store/storetest", "store chart/... feed identity identity/access seal", "the contract speaks of the store and of the nouns it keeps"},
	{"internal/web", "chart/... feed feed/census feed/guard feed/quarantine feed/reading feed/remake feed/trial identity identity/access notation web/bedside web/lobby web/office web/people web/setup web/ui web/workshop", "the frame joins pages and never reaches for what stands behind them"},
	{"internal/web/ui", "chart/asof chart/fact chart/unit feed/census identity notation wording", "the parts of a page know how old a thing is, and not what it is"},
	{"internal/web/ui/uitest", "web/ui", "what every page keeps is asked of a page, whatever stands on it"},
	{"internal/web/bedside", "chart/... feed feed/census feed/guard feed/reading feed/veil identity notation web/ui wording wording/...", "a clinician's page asks for a chart through an interface of its own"},
	{"internal/web/lobby", "chart/... feed/reading identity identity/access notation web/ui wording", "the way to a chart says who somebody is and nothing clinical"},
	{"internal/web/workshop", "chart/asof chart/fact chart/order feed feed/quarantine feed/reading feed/reading/request feed/remake feed/trial identity notation web/ui wording", "whoever connects a source asks for it through an interface of the page's own"},
	{"internal/web/office", "chart/... feed feed/census feed/guard feed/reading identity notation web/ui wording", "an engineer's page asks for a feed through an interface of its own"},
	{"internal/web/setup", "chart/unit feed feed/census identity notation web/ui wording", "a house is set up through interfaces of the pages' own"},
	{"internal/web/people", "chart/fact chart/roster chart/unit identity identity/access notation web/ui wording", "who looked is shown without what was seen"},
	{"internal/sim", "hl7 mllp sim/care sim/fiction sim/stage", "a hospital that does not exist speaks to us as real ones do: over the wire"},
	{"internal/sim/fault", "hl7 sim/stage", "what goes wrong on the way is put on any feed, whoever speaks"},
	{"internal/sim/clinic", "sim/care sim/fiction sim/stage", "a clinic is a place of its own beside the hospital"},
	{"internal/sim/care", "hl7 sim/fiction sim/stage", "what is written about patients is told by systems of its own"},
	{"internal/sim/stage", "hl7 sim/fiction", "what happens on it is decided by those who stand on it"},
	{"internal/sim/fiction", "", "invented names and orders are lists, and nothing is done with them there"},
	{"internal/sim/engine", "hl7 mllp sim", "it sends what the hospital says and knows nothing of who listens"},
	{"internal/sim/ehr", "sim sim/engine sim/fiction", "it is a system of the hospital that does not exist"},
	{"internal/demo/scene", "sim sim/ehr", "what the program makes of a thing is seen on its pages, as anybody would"},
	{"internal/demo/tour", "demo/scene sim/ehr", "what was seen is shown, and how it came about is left to the scene"},
	{"internal/demo", "chart/... clock demo/... feed feed/reading identity serve serve/tenancy sim sim/clinic sim/ehr sim/engine sim/fault sim/stage store/folder", "the demo is a hospital beside the program, and uses both as anybody would"},
	{"internal/serve/headcount", "chart/... feed/census identity seal store", "a list is kept without knowing who has a chart"},
	{"internal/serve/plate", "chart/unit identity store", "what people call a unit is kept without knowing who is in it"},
	{"internal/serve/register", "identity identity/access seal store", "who may sign in and who looked is kept without knowing what there is to see"},
	{"internal/serve/shelf", "chart/... feed feed/... seal store", "what is kept is rows here and letters there, and nothing decides anything"},
	{"internal/serve", anything, "this is where the parts are joined"},
	{"internal/serve/stage", "", "parts stop in order whatever they do"},
	{"internal/serve/misuse", "", "a mistake is a mistake, whoever made it"},
	{"internal/serve/tenancy", "chart/roster clock feed feed/... identity mllp seal serve/headcount serve/misuse serve/register serve/shelf serve/wiring store", "an organization is at work whether or not anybody looks"},
	{"internal/serve/tenancy/tenancytest", "feed feed/reading mllp seal serve/stage serve/tenancy serve/wiring store", "a tenant is made for a test as it is made for a house"},
	{"internal/serve/answer", "chart chart/... feed feed/... identity identity/access mllp notation seal serve/... store web web/...", "what a page asks is answered from the tenant of the session"},
	{"internal/serve/wiring", "chart/asof feed/reading mllp store", "a source is set up without knowing what it says"},
	{"internal/arch", "", "the rules read the tree as text"},
	{"cmd/redoutlet", anything, "a command may use any part, and nothing imports a command"},
	{"test", "", "promises of the whole program are held by tests alone"},
	{"test/browser", "", "promises of the pages are held by tests alone"},
}

// allows says whether the row lets its package import another of ours.
func (r row) allows(imported string) bool {
	if !strings.HasPrefix(imported, "internal/") {
		return false
	}
	name := strings.TrimPrefix(imported, "internal/")
	return r.may == anything || slices.ContainsFunc(strings.Fields(r.may), func(may string) bool {
		whole, tree := strings.CutSuffix(may, "/...")
		return name == whole || tree && strings.HasPrefix(name, whole+"/")
	})
}

func rowOf(path string) (row, bool) {
	i := slices.IndexFunc(table, func(r row) bool { return r.path == path })
	if i < 0 {
		return row{}, false
	}
	return table[i], true
}

// importsByTable holds what a package imports of ours against its row.
func importsByTable(p *pkg) []string {
	r, ok := rowOf(p.path)
	if !ok {
		return []string{p.path + " is not in the import table: give it a row in internal/arch/imports_test.go with what it may import, and why"}
	}
	var breaches []string
	for _, f := range p.files {
		for _, spec := range f.syntax.Imports {
			imported, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module)
			if ours && !r.allows(imported) {
				breaches = append(breaches, p.breach(spec, "%s must not import %s: %s", p.path, imported, r.because))
			}
		}
	}
	return breaches
}

func TestImportsFollowTheTable(t *testing.T) { keep(t, importsByTable) }

func TestImportsOutsideTheTableAreNamed(t *testing.T) {
	try(t, importsByTable, []trial{
		{"a noun imports a noun", "internal/hl7", `import "redoutlet/internal/chart"`,
			"internal/hl7 must not import internal/chart: a message is read"},
		{"a domain imports the store", "internal/feed", `import "redoutlet/internal/store"`,
			"internal/feed must not import internal/store"},
		{"a package imports the command", "internal/serve", `import "redoutlet/cmd/redoutlet"`,
			"internal/serve must not import cmd/redoutlet"},
		{"a new package", "internal/report", "", "internal/report is not in the import table"},
		{"allowed", "internal/feed", "import (\n\"redoutlet/internal/hl7\"\n\"time\"\n)", ""},
		{"the place where parts are joined", "internal/serve", `import "redoutlet/internal/store"`, ""},
	})
}

func TestEveryRowOfTheTableIsAPackage(t *testing.T) {
	found := map[string]bool{}
	for _, p := range packages(t) {
		found[p.path] = true
	}
	seen := map[string]bool{}
	for _, r := range table {
		if !found[r.path] {
			t.Errorf("the import table has a row for %s, and there is no such package: remove the row", r.path)
		}
		if seen[r.path] {
			t.Errorf("the import table has two rows for %s: keep one", r.path)
		}
		seen[r.path] = true
		for _, name := range strings.Fields(r.may) {
			if name != anything && !found["internal/"+strings.TrimSuffix(name, "/...")] {
				t.Errorf("the row of %s allows %s, and there is no such package: remove the name", r.path, name)
			}
		}
		if r.because == "" {
			t.Errorf("the row of %s gives no reason: say why", r.path)
		}
	}
}

// forbidden are packages that no file imports, tests included, each with what
// to use. A path ends where a slash would follow.
var forbidden = []struct{ path, instead string }{
	{"github.com/stretchr/testify", "a comparison with go-cmp says what differs, and needs no second language of assertions"},
	{"github.com/golang/mock", "a test uses the real part, or a few lines that satisfy the small interface"},
	{"go.uber.org/mock", "a test uses the real part, or a few lines that satisfy the small interface"},
	{"github.com/pkg/errors", "fmt.Errorf with %w says the same"},
	{"github.com/sirupsen/logrus", "log/slog, given as a parameter"},
	{"go.uber.org/zap", "log/slog, given as a parameter"},
	{"github.com/spf13/viper", "settings are one strict file"},
	{"github.com/mattn/go-sqlite3", "it needs a C compiler for every system: modernc.org/sqlite does not"},
	{"gorm.io/gorm", "a statement stands as it is sent, beside the function that sends it"},
	{"io/ioutil", "os and io have all of it"},
	{"math/rand", "math/rand/v2 takes its seed as a parameter"},
	{"plugin", "the program is one file"},
	{"C", "the program builds for every system without a C compiler"},
}

// noForbiddenImports finds imports that the project has refused.
func noForbiddenImports(p *pkg) []string {
	var breaches []string
	for _, f := range slices.Concat(p.files, p.tests) {
		for _, spec := range f.syntax.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			for _, no := range forbidden {
				below := imported != "math/rand/v2" && strings.HasPrefix(imported, no.path+"/")
				if imported == no.path || below {
					breaches = append(breaches, p.breach(spec, "%s must not be imported: %s", imported, no.instead))
				}
			}
		}
	}
	return breaches
}

func TestForbiddenImportsAreAbsent(t *testing.T) { keep(t, noForbiddenImports) }

func TestForbiddenImportsAreNamed(t *testing.T) {
	var trials []trial
	for _, no := range forbidden {
		trials = append(trials, trial{no.path, "", fmt.Sprintf("import %q", no.path), no.path + " must not be imported"})
	}
	trials = append(trials,
		trial{"a package below", "", `import "github.com/stretchr/testify/require"`, "must not be imported"},
		trial{"a seeded generator", "", `import "math/rand/v2"`, ""},
		trial{"a name that only begins alike", "", `import "plugins"`, ""})
	try(t, noForbiddenImports, trials)
}

// tricks are packages that make a program hard to follow. They are allowed
// where a row says what they are needed for.
var tricks = []struct{ path, in, because string }{
	{"unsafe", "internal/hl7", "a message is lent out as text without a copy"},
	{"reflect", "internal/feed", "whether a summary changed is asked of all its fields, those of tomorrow too"},
}

// noTricks finds imports that defeat the reader or the compiler.
func noTricks(p *pkg) []string {
	var breaches []string
	for _, f := range p.files {
		for _, spec := range f.syntax.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			if (imported == "unsafe" || imported == "reflect") && !trickAllowed(imported, p.path) {
				breaches = append(breaches, p.breach(spec, "%s must not import %s: say it in plain Go, or give it a row with a reason", p.path, imported))
			}
		}
	}
	return breaches
}

func trickAllowed(imported, in string) bool {
	for _, row := range tricks {
		if row.path == imported && row.in == in {
			return true
		}
	}
	return false
}

func TestNoTricks(t *testing.T) { keep(t, noTricks) }

func TestTricksAreNamed(t *testing.T) {
	try(t, noTricks, []trial{
		{"reflection", "internal/chart", `import "reflect"`, "internal/chart must not import reflect"},
		{"unsafe where it is not needed", "internal/chart", `import "unsafe"`, "internal/chart must not import unsafe"},
		{"unsafe where it is", "internal/hl7", `import "unsafe"`, ""},
	})
}
