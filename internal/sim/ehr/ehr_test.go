package ehr

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"

	"redoutlet/internal/hl7"
	"redoutlet/internal/sim"
)

const forever = time.Minute // longer than any acknowledgement here takes

func decode[T any](t *testing.T, a answer) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		t.Fatalf("status %d, not JSON: %v", a.status, err)
	}
	return v
}

// someone returns a patient of the list who has an active order.
func (c *clinic) someone() sim.Patient {
	c.t.Helper()
	for _, p := range c.hospital.Patients() {
		if len(p.Medicines) > 0 && !p.Medicines[0].Held {
			return p
		}
	}
	c.t.Fatal("nobody has an active order")
	return sim.Patient{}
}

func TestPatientsAreListed(t *testing.T) {
	c := open(t, forever)
	list := decode[[]Patient](t, c.get("/patients"))
	if len(list) < 8 {
		t.Fatalf("%d patients", len(list))
	}
	page := c.get("/")
	for _, p := range list {
		if p.Name == "" || p.MRN == "" || p.Unit == "" || p.Bed == "" {
			t.Errorf("a line lacks something: %+v", p)
		}
		if !strings.Contains(page.body, "/patient/"+p.MRN) {
			t.Errorf("the page does not list %s", p.MRN)
		}
		if a := c.get("/patient/" + p.MRN); a.status != http.StatusOK || !strings.Contains(a.body, `name="substance"`) {
			t.Errorf("the page of %s: status %d", p.MRN, a.status)
		}
	}
}

func TestEveryPageSaysWhatItIsNot(t *testing.T) {
	c := open(t, forever)
	for _, path := range []string{"/", "/patient/" + c.someone().MRN, "/patient/0", "/sent/0", "/elsewhere"} {
		a := c.get(path)
		if !strings.Contains(a.body, "This is not Red Outlet.") {
			t.Errorf("%s does not say that it is not Red Outlet", path)
		}
		if strings.Contains(a.body, "<script") || strings.Contains(a.body, "<style") || strings.Contains(a.body, " style=") {
			t.Errorf("%s holds a script or a style of its own", path)
		}
		if a.header.Get("Content-Security-Policy") == "" || a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers %v", path, a.header)
		}
	}
	if a := c.get("/page.css"); a.status != http.StatusOK || !strings.HasPrefix(a.header.Get("Content-Type"), "text/css") {
		t.Errorf("style sheet: %d %v", a.status, a.header)
	}
}

func TestAnAllergyIsSentAndAcknowledged(t *testing.T) {
	c := open(t, forever)
	p := c.someone()
	form := url.Values{"patient": {p.MRN}, "substance": {" Zürich wax & pitch "}, "reaction": {"hives | wheeze"}, "severity": {"SV"}}
	sent := decode[Sent](t, c.post("/allergy", form, "Accept", "application/json"))
	if sent.Patient != p.MRN || sent.Kind != "ADT^A08^ADT_A01" || sent.Code != "AA" || sent.Acked == nil || sent.Acked.Before(sent.Sent) {
		t.Fatalf("answer %+v", sent)
	}
	m := c.arrived(sent.ControlID)
	last := lastAllergy(m)
	got := []string{m.Header().Event, last.Name(), last.Field(3).Component(2).Text(), last.Field(5).Text(), last.Field(4).Text()}
	if diff := cmp.Diff([]string{"A08", "AL1", "Zürich wax & pitch", "hives | wheeze", "SV"}, got); diff != "" {
		t.Errorf("what arrived (-typed +arrived):\n%s", diff)
	}
	if a := c.get("/patient/" + p.MRN); !strings.Contains(a.body, "Zürich wax &amp; pitch") {
		t.Error("the record does not show what was typed")
	}
}

func TestAPersonSeesTheAcknowledgement(t *testing.T) {
	c := open(t, forever)
	p := c.someone()
	for path, form := range map[string]url.Values{
		"/allergy": {"patient": {p.MRN}, "substance": {"peanut"}},
		"/dose":    {"patient": {p.MRN}, "order": {p.Medicines[0].Order}},
	} {
		a := c.post(path, form)
		if a.status != http.StatusSeeOther {
			t.Fatalf("%s: status %d", path, a.status)
		}
		page := c.get(a.header.Get("Location"))
		if !strings.Contains(page.body, "Acknowledged with AA") || strings.Contains(page.body, `http-equiv="refresh"`) {
			t.Errorf("%s: the page does not say that it was acknowledged", path)
		}
	}
}

func TestAnAllergyIsTakenBack(t *testing.T) {
	c := open(t, forever)
	form := url.Values{"patient": {c.someone().MRN}, "substance": {"chalk"}}
	c.post("/allergy", form)
	sent := decode[Sent](t, c.post("/take-back", form, "Accept", "application/json"))
	if iam, _ := c.arrived(sent.ControlID).First("IAM"); iam.Field(6).Text() != "D" || iam.Field(3).Component(2).Text() != "chalk" {
		t.Errorf("IAM-3 %s, IAM-6 %s", iam.Field(3).Text(), iam.Field(6).Text())
	}
	if again := c.post("/take-back", form, "Accept", "application/json"); again.status != http.StatusNotFound {
		t.Errorf("taken back again: status %d", again.status)
	}
}

func TestAMedicineIsStopped(t *testing.T) {
	c := open(t, forever)
	p := c.someone()
	form := url.Values{"patient": {p.MRN}, "order": {p.Medicines[0].Order}}
	sent := decode[Sent](t, c.post("/stop", form, "Accept", "application/json"))
	orc, _ := c.arrived(sent.ControlID).First("ORC")
	if orc.Field(1).Text() != "DC" || orc.Field(2).Component(1).Text() != p.Medicines[0].Order {
		t.Errorf("ORC-1 %s for order %s", orc.Field(1).Text(), orc.Field(2).Component(1).Text())
	}
	if again := c.post("/stop", form, "Accept", "application/json"); again.status != http.StatusNotFound {
		t.Errorf("stopped again: status %d", again.status)
	}
}

func TestWhatIsNotAcknowledgedIsSaid(t *testing.T) {
	c := open(t, time.Nanosecond)
	c.engine.Pause(sim.Registration)
	p := c.someone()
	form := url.Values{"patient": {p.MRN}, "substance": {"latex"}}
	a := c.post("/allergy", form, "Accept", "application/json")
	sent := decode[Sent](t, a)
	if a.status != http.StatusAccepted || sent.Acked != nil || sent.Code != "" {
		t.Fatalf("status %d, %+v", a.status, sent)
	}
	if page := c.get("/sent/" + sent.ControlID); !strings.Contains(page.body, "Not acknowledged yet.") || !strings.Contains(page.body, `http-equiv="refresh"`) {
		t.Error("the page does not say that it waits")
	}
	c.engine.Resume(sim.Registration)
}

func TestFormsThatAreRefused(t *testing.T) {
	c := open(t, forever)
	p := c.someone()
	ok := func(key, value string) url.Values {
		form := url.Values{"patient": {p.MRN}, "substance": {"latex"}, "severity": {"MO"}}
		form.Set(key, value)
		return form
	}
	for name, test := range map[string]struct {
		path   string
		form   url.Values
		header []string
		want   int
	}{
		"nobody":           {"/allergy", ok("patient", "123"), nil, http.StatusNotFound},
		"no substance":     {"/allergy", ok("substance", "  "), nil, http.StatusUnprocessableEntity},
		"long substance":   {"/allergy", ok("substance", strings.Repeat("ö", maxSubstance+1)), nil, http.StatusUnprocessableEntity},
		"long reaction":    {"/allergy", ok("reaction", strings.Repeat("x", maxReaction+1)), nil, http.StatusUnprocessableEntity},
		"two lines":        {"/allergy", ok("reaction", "a\rPID|2"), nil, http.StatusUnprocessableEntity},
		"frame bytes":      {"/allergy", ok("substance", "a\x1c\rb"), nil, http.StatusUnprocessableEntity},
		"not UTF-8":        {"/allergy", ok("substance", "a\xff"), nil, http.StatusUnprocessableEntity},
		"unknown severity": {"/allergy", ok("severity", "XX"), nil, http.StatusUnprocessableEntity},
		"too much":         {"/allergy", ok("more", strings.Repeat("x", maxForm)), nil, http.StatusRequestEntityTooLarge},
		"no order":         {"/stop", url.Values{"patient": {p.MRN}, "order": {"P1"}}, nil, http.StatusNotFound},
		"no dose":          {"/dose", url.Values{"patient": {p.MRN}}, nil, http.StatusNotFound},
		"another site":     {"/allergy", ok("reaction", ""), []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		"another name":     {"/allergy", ok("reaction", ""), []string{"Host", "ehr.example"}, http.StatusMisdirectedRequest},
		"local but a name": {"/allergy", ok("reaction", ""), []string{"Host", "localhost.example:80"}, http.StatusMisdirectedRequest},
	} {
		if a := c.post(test.path, test.form, test.header...); a.status != test.want {
			t.Errorf("%s: status %d, want %d", name, a.status, test.want)
		}
	}
	for _, a := range c.hospital.Patients() {
		if a.MRN == p.MRN && len(a.Allergies) != len(p.Allergies) {
			t.Error("a form that was refused changed the record")
		}
	}
}

func TestLoopbackNames(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "localhost:8080": true, "127.0.0.1": true, "127.0.0.1:80": true, "[::1]:80": true, "[::1]": true,
		"": false, "example.org": false, "10.0.0.1:80": false, "localhost.example": false, "[::2]:80": false,
	} {
		if isLoopback(host) != want {
			t.Errorf("%q: %v", host, !want)
		}
	}
}

func TestTemplatesFitTheirData(t *testing.T) {
	c := open(t, forever)
	for name, data := range map[string]any{"list": house{}, "mishap": befallen{}, "patient": chart{}, "sent": &sending{}, "problem": ""} {
		s := &site{config: Config{Hospital: c.hospital, Sender: c.engine}}
		if err := s.parse(); err != nil {
			t.Fatal(err)
		}
		if err := templatecheck.CheckHTML(s.views[name].Lookup("frame"), data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzAllergyForm types anything into the form: it is refused, or it arrives as it was typed.
func FuzzAllergyForm(f *testing.F) {
	start := time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC)
	f.Add("latex", "wheeze", "SV")
	f.Add(`a|b^c~d\e&f`, `""`, "U")
	f.Add("Zoë's wax\x1c", "\r\nMSH|", "")
	f.Add(" ", "\xff\xfe", "XX")
	f.Fuzz(func(t *testing.T, substance, reaction, severity string) {
		form := url.Values{"substance": {substance}, "reaction": {reaction}, "severity": {severity}}
		r, err := http.NewRequest(http.MethodPost, "/allergy", strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		typed, err := readAllergy(r)
		if err != nil {
			return
		}
		h := sim.New(5, start, sim.Options{Past: time.Hour, Patients: 1})
		h.Until(start)
		m, err := h.AddAllergy(start, h.Patients()[0].MRN, typed)
		if err != nil {
			t.Fatal(err)
		}
		read, err := hl7.Parse(m.Body)
		if err != nil {
			t.Fatalf("not a message: %v", err)
		}
		last := lastAllergy(read)
		got := sim.Allergy{Substance: last.Field(3).Component(2).Text(), Reaction: last.Field(5).Text(), Severity: last.Field(4).Text()}
		if last.Name() != "AL1" || got != typed {
			t.Errorf("typed %+v, arrived %+v in %s", typed, got, last.Name())
		}
	})
}

// lastAllergy is the last AL1 of a message.
func lastAllergy(m *hl7.Message) (last hl7.Segment) {
	for _, s := range m.Segments() {
		if s.Name() == "AL1" {
			last = s
		}
	}
	return last
}
