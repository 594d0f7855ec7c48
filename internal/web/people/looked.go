package people

import (
	"context"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/identity/access"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// lookedRows is how many openings are read for one page.
const lookedRows = 100

// lookedPage says who looked at what.
type lookedPage struct {
	Problems []ui.Problem
	Heading  string
	Number   ui.Field
	Person   ui.Field
	From     ui.Field
	To       ui.Field
	Glass    bool
	Patient  string     // whose openings are listed, "" for everybody's
	Several  []lineLink // patients who share the number that was typed
	Rows     []lookedRow
	Older    string // address of the next page, "" on the last
	Later    bool   // this is not the newest page
	Filtered bool
	chosen   chosen
	status   int
}

// lineLink leads to the openings of one patient.
type lineLink struct{ Words, To string }

// lookedRow is what one person did with one patient, once or several times in a
// row.
type lookedRow struct {
	At      wording.Moment
	Times   string // how often, and since when, "" for once
	Person  string
	Role    string
	ByWhom  string // address of all that the person opened
	Patient string
	Of      string // address of all who opened this patient
	Page    string
	Glass   string // why the glass was broken, "" where it was whole
}

// Head implements ui.Headed.
func (p *lookedPage) Head() ui.Head {
	if len(p.Problems) > 0 {
		return ui.Head{Title: "Error: Who looked"}
	}
	return ui.Head{Title: "Who looked"}
}

// Status is the page's status.
func (p *lookedPage) Status() int { return p.status }

// chosen is what is asked of the log, as it stands in an address: a patient
// stands there by the blind id, which says nothing to whoever reads it.
type chosen struct {
	patient, person, from, to, after string
	glass                            bool
}

func choice(v url.Values) chosen {
	return chosen{
		patient: v.Get("patient"), person: strings.ToLower(strings.TrimSpace(v.Get("person"))),
		from: strings.TrimSpace(v.Get("from")), to: strings.TrimSpace(v.Get("to")), after: v.Get("after"), glass: v.Get("glass") != "",
	}
}

// address is where the choice is answered.
func (c chosen) address() string {
	v := url.Values{}
	for name, value := range map[string]string{"patient": c.patient, "person": c.person, "from": c.from, "to": c.to, "after": c.after} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if c.glass {
		v.Set("glass", "on")
	}
	if len(v) == 0 {
		return "/looked"
	}
	return "/looked?" + v.Encode()
}

// filter reads the choice, or says what is wrong with it.
func (s sheet) filter(c chosen) (access.Filter, []ui.Problem) {
	f := access.Filter{Account: c.person, Glass: c.glass, Limit: lookedRows + 1}
	var problems []ui.Problem
	day := func(field, text string, add int) time.Time {
		if text == "" {
			return time.Time{}
		}
		t, err := time.ParseInLocation("2006-01-02", text, s.zone)
		if err != nil {
			problems = append(problems, ui.Problem{Field: field, Words: "A day is written as 2026-11-25."})
			return time.Time{}
		}
		return t.AddDate(0, 0, add)
	}
	f.Since, f.Until = day("from", c.from, 0), day("to", c.to, 1)
	if c.patient != "" {
		var id [16]byte
		if n, err := hex.Decode(id[:], []byte(c.patient[:min(len(c.patient), 32)])); err != nil || n != len(id) || len(c.patient) != 32 {
			problems = append(problems, ui.Problem{Field: "number", Words: "There is no such patient."})
		}
		f.Patients = [][16]byte{id}
	}
	if c.after != "" {
		at, err := readPlace(c.after)
		if err != nil {
			problems = append(problems, ui.Problem{Words: "The list does not go on there: begin with the newest."})
		}
		f.After = at
	}
	return f, problems
}

// place and readPlace write where a list goes on into an address and back.
func writePlace(p access.Place) string {
	return strconv.FormatInt(p.At.UnixMicro(), 10) + "-" + hex.EncodeToString(p.ID[:])
}

func readPlace(text string) (access.Place, error) {
	micros, id, _ := strings.Cut(text, "-")
	at, err := strconv.ParseInt(micros, 10, 64)
	if err != nil {
		return access.Place{}, fmt.Errorf("reading where a list goes on: %w", err)
	}
	p := access.Place{At: time.UnixMicro(at)}
	if b, err := hex.DecodeString(id); err != nil || len(b) != len(p.ID) {
		return access.Place{}, fmt.Errorf("reading where a list goes on: it names no opening")
	} else {
		copy(p.ID[:], b)
	}
	return p, nil
}

// newLooked is the page with its form and no list yet.
func newLooked(c chosen, problems []ui.Problem) *lookedPage {
	p := &lookedPage{
		Problems: problems, Heading: "Who looked at what", status: http.StatusOK, Glass: c.glass, Later: c.after != "", chosen: c,
		Filtered: c != chosen{after: c.after},
		Number:   ui.Field{ID: "number", Label: "Patient's number", Hint: "As NUMBER or NUMBER^AUTHORITY. It is not kept and not logged.", Autocomplete: "off"},
		Person:   ui.Field{ID: "person", Label: "Account", Hint: "The name somebody signs in with", Value: c.person, Autocomplete: "off"},
		From:     ui.Field{ID: "from", Label: "From", Type: "date", Value: c.from},
		To:       ui.Field{ID: "to", Label: "To, that day too", Type: "date", Value: c.to},
	}
	for _, problem := range problems {
		p.status = http.StatusUnprocessableEntity
		for _, f := range []*ui.Field{&p.Number, &p.Person, &p.From, &p.To} {
			if f.ID == problem.Field {
				f.Error = problem.Words
			}
		}
	}
	return p
}

// list adds the openings, up to one more than a page holds.
func (s sheet) list(p *lookedPage, openings []access.Opening, n names) *lookedPage {
	if len(openings) > lookedRows {
		openings = openings[:lookedRows]
		next := p.chosen
		next.after = writePlace(openings[lookedRows-1].Place())
		p.Older = next.address()
	}
	if p.chosen.patient != "" && len(openings) > 0 {
		p.Patient = n.patient(openings[0].Patient)
	}
	for len(openings) > 0 {
		run := 1
		for run < len(openings) && sameLook(openings[0], openings[run]) {
			run++
		}
		p.Rows = append(p.Rows, s.lookedRow(openings[:run], n))
		openings = openings[run:]
	}
	return p
}

// sameLook reports whether two openings are one person at one page of one
// patient, as a page that stays open and is loaded again leaves them.
func sameLook(a, b access.Opening) bool {
	return a.Account == b.Account && a.Role == b.Role && a.Patient == b.Patient && a.Page == b.Page && a.Reason == b.Reason
}

// lookedRow writes a run of openings, the newest first.
func (s sheet) lookedRow(run []access.Opening, n names) lookedRow {
	o := run[0]
	row := lookedRow{
		At: wording.NewMoment(o.At, s.now, s.zone), Person: n.person(o.Account), Role: roleWords(o.Role),
		ByWhom:  chosen{person: o.Account}.address(),
		Patient: n.patient(o.Patient), Of: chosen{patient: hex.EncodeToString(o.Patient[:])}.address(),
		Page: pageWords(o.Page), Glass: string(o.Reason),
	}
	if len(run) > 1 {
		first := run[len(run)-1].At
		row.Times = fmt.Sprintf("%d times since %s", len(run), notation.Stamp(first, s.zone))
	}
	return row
}

// pageWords says what was opened.
func pageWords(page string) string {
	switch {
	case page == "patient":
		return "Chart"
	case page == "trial":
		return "Trial of a message"
	case page == access.PageGlass:
		return "Broke the glass"
	case page == "":
		return "Page not recorded"
	}
	return strings.ToUpper(page[:1]) + page[1:]
}

// looked answers GET /looked.
func (d desk) looked(ctx context.Context, r *ui.Request) (any, error) {
	c := choice(r.URL.Query())
	f, problems := d.sheet(r).filter(c)
	page := newLooked(c, problems)
	if len(problems) > 0 {
		return page, nil
	}
	list, err := d.house.Log.Looked(ctx, r.Who.Tenant, f)
	if err != nil {
		return nil, fmt.Errorf("listing who looked: %w", err)
	}
	n, err := d.namesFor(ctx, r.Who, list)
	if err != nil {
		return nil, err
	}
	return d.sheet(r).list(page, list, n), nil
}

// lookedFor answers POST /looked: it takes what was typed out of the body, and
// leads to an address that names nobody.
func (d desk) lookedFor(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	c := choice(r.PostForm)
	c.patient, c.after = "", ""
	number := strings.TrimSpace(r.PostForm.Get("number"))
	if number == "" {
		return &ui.Redirect{To: c.address()}, nil
	}
	found, err := d.house.Log.Numbered(ctx, r.Who.Tenant, number)
	if err != nil {
		return nil, fmt.Errorf("finding whose number it is: %w", err)
	}
	if len(found) == 1 {
		c.patient = found[0].ID
		return &ui.Redirect{To: c.address()}, nil
	}
	if len(found) == 0 {
		return newLooked(c, []ui.Problem{{Field: "number", Words: "No patient has that number. It has to be whole, with its leading zeros."}}), nil
	}
	page := newLooked(c, nil)
	for _, line := range found {
		c.patient = line.ID
		page.Several = append(page.Several, lineLink{numberWords(line), c.address()})
	}
	return page, nil
}
