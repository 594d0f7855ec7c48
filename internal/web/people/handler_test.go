package people

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/ui/uitest"
)

// house answers from memory and writes down what was asked.
type house struct {
	openings []access.Opening
	numbered map[string][]roster.Line
	asked    []access.Filter
	did      []string // to accounts
	refuses  error    // what is answered instead, if set
	closed   bool     // the reviews of all months are
}

func (h *house) Looked(_ context.Context, _ string, f access.Filter) ([]access.Opening, error) {
	h.asked = append(h.asked, f)
	return h.openings, nil
}

func (h *house) Reason(context.Context, string, access.ID) (string, error) { return "", nil }

func (h *house) Who(context.Context, string, [][16]byte) (map[[16]byte]roster.Line, error) {
	return sampleNames(true).patients, nil
}

func (h *house) Numbered(_ context.Context, _, number string) ([]roster.Line, error) {
	return h.numbered[number], nil
}

func (h *house) Accounts(context.Context, string) ([]identity.Account, error) {
	return []identity.Account{{Name: "radeyemi", Title: "R. Adeyemi", Role: identity.Nurse}}, nil
}

func (h *house) Sessions(context.Context, string) (map[string]int, error) { return nil, nil }

func (h *house) Acts(context.Context, string, string, int) ([]access.Act, error) { return nil, nil }

func (h *house) Add(_ context.Context, who identity.Who, a identity.Account) (string, error) {
	if h.refuses != nil {
		return "", h.refuses
	}
	h.did = append(h.did, who.Name+" adds "+a.Name+" as "+string(a.Role))
	return "new-password", nil
}

func (h *house) Change(_ context.Context, tenant string, c identity.Change) (string, error) {
	if h.refuses != nil {
		return "", h.refuses
	}
	h.did = append(h.did, tenant+": "+c.By+" "+string(c.Verb)+" "+c.Name+" "+string(c.Role))
	return "new-password", nil
}

func (h *house) Review(_ context.Context, _ string, month access.Month) (access.Review, error) {
	review := sampleMonth()
	if review.Month = month; h.closed {
		review.Closing = &access.Closing{}
	}
	return review, nil
}

func (h *house) DrawSample(_ context.Context, who identity.Who, month access.Month) error {
	h.did = append(h.did, who.Name+" draws "+string(month))
	return h.refuses
}

func (h *house) Decide(_ context.Context, who identity.Who, month access.Month, f access.Finding) error {
	h.did = append(h.did, fmt.Sprintf("%s finds %d of %s %s: %s", who.Name, f.Opening[0], month, f.Verdict, f.Words))
	return h.refuses
}

func (h *house) Close(_ context.Context, who identity.Who, month access.Month) error {
	h.did = append(h.did, who.Name+" closes "+string(month))
	return h.refuses
}

// visit is one request and who makes it.
type visit struct {
	method, path string
	form         url.Values
	who          identity.Who
}

// ask sends a request through the patterns of the page table.
func (h *house) ask(v visit) (any, error) {
	var data any
	err := errors.New("no page has this address")
	mux := http.NewServeMux()
	pages := Pages(House{Log: h, Accounts: h, Reviews: h, Passwords: h, Desk: h}, func() time.Time { return sampleSheet().now }, sampleSheet().zone)
	for _, p := range pages {
		mux.HandleFunc(p.Pattern, func(_ http.ResponseWriter, r *http.Request) {
			data, err = p.Serve(r.Context(), &ui.Request{Request: r, Who: v.who})
		})
	}
	r := httptest.NewRequest(v.method, v.path, strings.NewReader(v.form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	mux.ServeHTTP(httptest.NewRecorder(), r)
	return data, err
}

func auditor() identity.Who {
	return identity.Who{Tenant: "stbrigid", Name: "pcast", Role: identity.Auditor}
}

func manager() identity.Who {
	return identity.Who{Tenant: "stbrigid", Name: "mokafor", Role: identity.Manager}
}

// An auditor sees patients by number alone, a manager by name too.
func TestPatientsAreNamedToThoseWhoMaySeeNames(t *testing.T) {
	h := &house{openings: sampleOpenings()}
	for _, who := range []identity.Who{auditor(), manager()} {
		data, err := h.ask(visit{method: "GET", path: "/looked", who: who})
		if err != nil {
			t.Fatal(err)
		}
		page := gallery(t).Main(t, uitest.Drawn("looked", "looked", data))
		if named := strings.Contains(page, "EVANS"); named != who.May(identity.Manager) {
			t.Errorf("%s sees names: %v", who.Role, named)
		}
		if !strings.Contains(page, "004417209") {
			t.Errorf("%s sees no number", who.Role)
		}
	}
}

func TestLogIsAskedForWhatWasChosen(t *testing.T) {
	id := "0100000000000000000000000000ffff"
	var patient [16]byte
	if _, err := hex.Decode(patient[:], []byte(id)); err != nil {
		t.Fatal(err)
	}
	zone := sampleSheet().zone
	place := access.Place{At: time.UnixMicro(1764085320000000), ID: access.ID{7}}
	for path, want := range map[string]access.Filter{
		"/looked":                               {},
		"/looked?person=+RAdeyemi+":             {Account: "radeyemi"},
		"/looked?patient=" + id + "&glass=on":   {Patients: [][16]byte{patient}, Glass: true},
		"/looked?from=2026-11-01&to=2026-11-02": {Since: time.Date(2026, 11, 1, 0, 0, 0, 0, zone), Until: time.Date(2026, 11, 3, 0, 0, 0, 0, zone)},
		"/looked?after=" + writePlace(place):    {After: place},
	} {
		h := &house{}
		data, err := h.ask(visit{method: "GET", path: path, who: auditor()})
		if err != nil || data.(*lookedPage).Status() != http.StatusOK || len(h.asked) != 1 {
			t.Errorf("%s: %v", path, err)
			continue
		}
		got := h.asked[0]
		want.Limit = lookedRows + 1
		if got.Account != want.Account || got.Glass != want.Glass || got.Limit != want.Limit || len(got.Patients) != len(want.Patients) ||
			!got.Since.Equal(want.Since) || !got.Until.Equal(want.Until) || !got.After.At.Equal(want.After.At) || got.After.ID != want.After.ID {
			t.Errorf("%s asks for %+v, want %+v", path, got, want)
		}
	}
	for _, path := range []string{
		"/looked?patient=zz", "/looked?patient=" + id + "00", "/looked?from=11/25/2026", "/looked?to=2026-02-31", "/looked?after=x", "/looked?after=1-zz",
	} {
		h := &house{}
		data, err := h.ask(visit{method: "GET", path: path, who: auditor()})
		if err != nil || data.(*lookedPage).Status() != http.StatusUnprocessableEntity || len(h.asked) != 0 {
			t.Errorf("%s was answered: %v", path, err)
		}
	}
}

// A number that was typed stands in no address: the blind id does.
func TestTypedNumberLeadsToABlindAddress(t *testing.T) {
	h := &house{numbered: map[string][]roster.Line{
		"004417209": {{ID: "aa"}}, "17": {{ID: "aa"}, {ID: "bb"}},
	}}
	for _, tt := range []struct {
		number, to    string
		links, status int
	}{
		{"", "/looked?glass=on&person=nito", 0, 0},
		{" 004417209 ", "/looked?glass=on&patient=aa&person=nito", 0, 0},
		{"17", "", 2, http.StatusOK},
		{"99", "", 0, http.StatusUnprocessableEntity},
	} {
		form := url.Values{"number": {tt.number}, "person": {"nito"}, "glass": {"on"}, "patient": {"forged"}}
		data, err := h.ask(visit{"POST", "/looked", form, auditor()})
		if err != nil {
			t.Fatal(err)
		}
		if to, ok := data.(*ui.Redirect); ok != (tt.to != "") || ok && to.To != tt.to {
			t.Errorf("%q leads to %#v, want %q", tt.number, data, tt.to)
		}
		if page, ok := data.(*lookedPage); ok && (len(page.Several) != tt.links || page.Status() != tt.status) {
			t.Errorf("%q: %d links with status %d", tt.number, len(page.Several), page.Status())
		}
	}
}

func admin() identity.Who {
	return identity.Who{Tenant: "stbrigid", Name: "jwhit", Role: identity.Administrator}
}

func TestAccountIsMadeAndItsPasswordShownOnce(t *testing.T) {
	whole := url.Values{"name": {" RAdeyemi "}, "title": {"R. Adeyemi"}, "role": {"nurse"}, "unit": {"4 West"}}
	for _, tt := range []struct {
		say, field, value string
		refuses           error
		problem           string // the field that is wrong
	}{
		{"whole", "unit", "", nil, ""},
		{"taken", "unit", "", identity.ErrTaken, "name"},
		{"no name", "name", " ", nil, "name"},
		{"a name with a space", "name", "r adeyemi", nil, "name"},
		{"no title", "title", "", nil, "title"},
		{"a title without end", "title", strings.Repeat("a", 101), nil, "title"},
		{"no role", "role", "", nil, "role"},
		{"a role of somebody's own", "role", "root", nil, "role"},
	} {
		h, form := &house{refuses: tt.refuses}, url.Values{}
		for k, v := range whole {
			form[k] = v
		}
		form.Set(tt.field, tt.value)
		data, err := h.ask(visit{"POST", "/accounts", form, admin()})
		if err != nil {
			t.Errorf("%s: %v", tt.say, err)
			continue
		}
		page := data.(*accountsPage)
		if tt.problem == "" {
			if page.Password != "new-password" || strings.Join(h.did, ";") != "jwhit adds radeyemi as nurse" {
				t.Errorf("%s: password %q, %v", tt.say, page.Password, h.did)
			}
			continue
		}
		if len(page.Problems) != 1 || page.Problems[0].Field != tt.problem || page.Password != "" || len(h.did) != 0 || page.Status() != http.StatusUnprocessableEntity {
			t.Errorf("%s: %+v, %v", tt.say, page.Problems, h.did)
		}
	}
}

func TestAccountIsChangedByWhoIsSignedIn(t *testing.T) {
	for _, verb := range []identity.Verb{identity.SetRole, identity.Suspend, identity.Activate, identity.ResetPassword, identity.EndSessions} {
		h := &house{}
		form := url.Values{"verb": {string(verb)}, "role": {"manager"}, "by": {"forged"}, "name": {"forged"}}
		data, err := h.ask(visit{"POST", "/accounts/radeyemi", form, admin()})
		if err != nil {
			t.Fatal(err)
		}
		if want := "stbrigid: jwhit " + string(verb) + " radeyemi manager"; len(h.did) != 1 || h.did[0] != want {
			t.Errorf("%v, want %s", h.did, want)
		}
		page := data.(*accountPage)
		undone := verb == identity.SetRole || verb == identity.Suspend || verb == identity.Activate
		if page.Done == "" || (page.Undo != nil) != undone {
			t.Errorf("%s: %q, to be undone %v", verb, page.Done, page.Undo)
		}
	}
	for _, refusal := range []error{identity.ErrLastAdministrator, identity.ErrOwnAccount, identity.ErrUnchanged} {
		data, err := (&house{refuses: refusal}).ask(visit{"POST", "/accounts/radeyemi", url.Values{"verb": {"suspend"}}, admin()})
		if err != nil || len(data.(*accountPage).Problems) != 1 || data.(*accountPage).Done != "" {
			t.Errorf("%v: %v", refusal, err)
		}
	}
	for _, method := range []string{"GET", "POST"} {
		if _, err := (&house{}).ask(visit{method, "/accounts/nobody", url.Values{"verb": {"suspend"}}, admin()}); !errors.Is(err, ui.ErrNotFound) {
			t.Errorf("%s of nobody: %v", method, err)
		}
	}
}

func TestReviewIsDoneByWhoIsSignedIn(t *testing.T) {
	second := hex.EncodeToString(append([]byte{2}, make([]byte, 15)...))
	for _, tt := range []struct {
		say  string
		form url.Values
		did  string
		to   string
	}{
		{"draw", url.Values{"do": {"draw"}}, "pcast draws 2026-10", "/review/2026-10#"},
		{"close", url.Values{"do": {"close"}}, "pcast closes 2026-10", "/review/2026-10#"},
		{"decide", url.Values{"opening": {second}, "verdict": {"to follow up"}, "note": {" asked "}}, "pcast finds 2 of 2026-10 to follow up: asked", "/review/2026-10#item-2"},
	} {
		h := &house{}
		data, err := h.ask(visit{"POST", "/review/2026-10", tt.form, auditor()})
		if to, ok := data.(*ui.Redirect); err != nil || !ok || to.To != tt.to || strings.Join(h.did, ";") != tt.did {
			t.Errorf("%s: %v leads to %#v (%v)", tt.say, h.did, data, err)
		}
		for _, refusal := range []error{access.ErrOwn, access.ErrVerdict, access.ErrNote, access.ErrOpen, access.ErrClosed, access.ErrNotOver, access.ErrDrawn, access.ErrNotDrawn} {
			data, err := (&house{refuses: refusal}).ask(visit{"POST", "/review/2026-10", tt.form, auditor()})
			if page, ok := data.(*reviewPage); err != nil || !ok || len(page.Problems) != 1 || page.Status() != http.StatusUnprocessableEntity {
				t.Errorf("%s refused with %v: %#v (%v)", tt.say, refusal, data, err)
			}
		}
	}
	for _, opening := range []string{"", "zz", hex.EncodeToString(make([]byte, 16))} {
		h := &house{}
		if _, err := h.ask(visit{"POST", "/review/2026-10", url.Values{"opening": {opening}, "verdict": {"in order"}}, auditor()}); !errors.Is(err, ui.ErrNotFound) || len(h.did) != 0 {
			t.Errorf("opening %q was decided: %v", opening, err)
		}
	}
	if _, err := (&house{}).ask(visit{method: "GET", path: "/review/2026-13", who: auditor()}); !errors.Is(err, ui.ErrNotFound) {
		t.Errorf("a month that is none: %v", err)
	}
}

// The review leads to last month until that is closed.
func TestReviewBeginsWithLastMonth(t *testing.T) {
	for closed, want := range map[bool]string{false: "/review/2026-10", true: "/review/2026-11"} {
		data, err := (&house{closed: closed}).ask(visit{method: "GET", path: "/review", who: auditor()})
		if to, ok := data.(*ui.Redirect); err != nil || !ok || to.To != want {
			t.Errorf("closed %v leads to %#v, want %s", closed, data, want)
		}
	}
}

// SetOwn implements Passwords.
func (h *house) SetOwn(_ context.Context, who identity.Who, password string) error {
	h.did = append(h.did, who.Name+" chooses "+password)
	return nil
}

// SignIn implements Desk: the old password is the one it is called, the new one
// counts once it was chosen.
func (h *house) SignIn(_ context.Context, a identity.Attempt) (identity.Token, identity.Who, error) {
	if h.refuses != nil {
		return "", identity.Who{}, h.refuses
	}
	if a.Password != "the old password" && (len(h.did) == 0 || h.did[0] != a.Name+" chooses "+a.Password) {
		return "", identity.Who{}, identity.ErrRefused
	}
	return identity.Token(a.Password), identity.Who{Role: identity.Nurse}, nil
}

func TestOwnPassword(t *testing.T) {
	const fresh = "four plain words here"
	for _, tt := range []struct {
		say             string
		old, new, again string
		refuses         error
		field           string // that is wrong
		status          int
	}{
		{"everything right", "the old password", fresh, fresh, nil, "", 0},
		{"not the old one", "an old password", fresh, fresh, nil, "old", 422},
		{"too short", "the old password", "short", "short", nil, "new", 422},
		{"no other", "the old password", "the old password", "the old password", nil, "new", 422},
		{"typed twice, differently", "the old password", fresh, fresh + ".", nil, "again", 422},
		{"guessed too often", "an old password", fresh, fresh, &identity.WaitError{}, "old", 429},
	} {
		h := &house{refuses: tt.refuses}
		answer, err := h.ask(visit{"POST", "/password", url.Values{"old": {tt.old}, "new": {tt.new}, "again": {tt.again}}, auditor()})
		if err != nil {
			t.Fatalf("%s: %v", tt.say, err)
		}
		switch got := answer.(type) {
		case *ui.Entry:
			if tt.status != 0 || string(got.Token) != fresh || got.To != "/units" || len(h.did) != 1 {
				t.Errorf("%s: signed in with %s, did %v", tt.say, string(got.Token), h.did)
			}
		case *passwordPage:
			if got.status != tt.status || len(got.Problems) != 1 || got.Problems[0].Field != tt.field || len(h.did) > 0 {
				t.Errorf("%s: status %d, %v, did %v", tt.say, got.status, got.Problems, h.did)
			}
		}
	}
}

// TestReviewCountsBrokenGlass: whoever reviews sees first how often the glass was broken, and how much of it nobody has
// looked at: it is what a privacy officer is asked for.
func TestReviewCountsBrokenGlass(t *testing.T) {
	for n, want := range map[int]string{
		0: "No glass was broken in this month.",
		1: "Glass was broken once in this month. It is not reviewed yet.",
		3: "Glass was broken 3 times in this month. 2 are not reviewed yet.",
	} {
		r := access.Review{Month: "2026-10", Items: []access.Item{{Opening: sampleOpening(9, 5, "nito", 2, "patient"), Drawn: true}}}
		for i := range n {
			item := access.Item{Opening: sampleOpening(i+1, i, "nito", 2, access.PageGlass)}
			if i == 2 {
				item.Findings = []access.Finding{{Decision: access.Decision{Verdict: access.InOrder}}}
			}
			r.Items = append(r.Items, item)
		}
		if got := sampleSheet().review(r, "pcast", sampleNames(false)).Glass; got != want {
			t.Errorf("%d: the page says %q, want %q", n, got, want)
		}
	}
}
