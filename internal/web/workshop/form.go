package workshop

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/web/ui"
)

// formPage is the form that sets a source up. Each line of a field that holds
// several things is one of them, as CODE = words.
type formPage struct {
	Problems []ui.Problem
	New      bool
	Name     string
	To       string
	Version  int64
	Fields   []ui.Field
	Areas    []ui.Field
	Rules    []ui.Field // of orders and of what is withheld, which most sources leave as they are
	Open     bool       // something stands in them
	Checks   []check
	Sample   ui.Field
	Number   ui.Field
	Trial    *trialLines // nil: nothing was tried
	status   int
}

// check is a box to tick.
type check struct {
	ID, Label, Note string
	On              bool
}

// Head implements ui.Headed.
func (p *formPage) Head() ui.Head {
	title := "Set up " + p.Name
	if p.New {
		title = "Add a source"
	}
	if len(p.Problems) > 0 {
		title = "Error: " + title
	}
	return ui.Head{Title: title}
}

// Status is the page's status.
func (p *formPage) Status() int { return p.status }

// newName stands in an address for a source that is to be added.
const newName = "~new"

// form makes the page from a source; typed, where it is not nil, is what stands
// in the fields instead.
func (s sheet) form(src Source, typed url.Values) *formPage {
	p := &formPage{Name: src.Words(), To: sourcePath(src.Name), Version: src.Version, New: src.Name == "", status: http.StatusOK}
	if p.New {
		p.To = sourcePath(newName)
	}
	value := func(id, stored string) string {
		if typed != nil {
			return typed.Get(id)
		}
		return stored
	}
	field := func(id, label, hint, stored string) {
		p.Fields = append(p.Fields, ui.Field{ID: id, Label: label, Hint: hint, Value: value(id, stored)})
	}
	area := func(to *[]ui.Field) func(id, label, hint string, lines []string) {
		return func(id, label, hint string, lines []string) {
			*to = append(*to, ui.Field{ID: id, Label: label, Hint: hint, Value: value(id, strings.Join(lines, "\n"))})
		}
	}
	tick := func(id, label, note string, stored bool) {
		on := stored
		if typed != nil {
			on = typed.Get(id) != ""
		}
		p.Checks = append(p.Checks, check{id, label, note, on})
	}
	if p.New {
		field("new", "Short name", "Letters, digits, - and _, as adt. Messages are kept under it, so it stays for good.", "")
	}
	field("title", "What people call it", "As Registration. It can be changed at any time.", src.Title)
	field("listen", "Address and port", "As 127.0.0.1:2575. Beyond this computer only what the settings file allows.", src.Listen)
	field("zone", "Time zone of times that are sent without one", "As America/Chicago.", src.Zone)
	field("clock_minutes", "Minutes that its clock may be off", "Beyond this its parts of the chart say so. 0 or empty: five.", minutes(src.ClockMinutes))
	field("authority", "Assigning authority of numbers that are sent without one", "Leave it empty and such messages go to quarantine, rather than on a wrong chart.", src.Authority)
	areas(src.Profile, area(&p.Areas))
	rules(src.Profile, area(&p.Rules))
	p.Open = slices.ContainsFunc(p.Rules, func(f ui.Field) bool { return f.Value != "" })
	p.Sample = ui.Field{ID: "sample", Label: "A message to try", Hint: "Pasted as it was sent. It is read by what stands above, and nothing is kept of it.", Value: value("sample", "")}
	p.Number = ui.Field{ID: "number", Label: "Or the number of a kept message", Hint: "Also one in quarantine.", Value: value("number", "")}
	tick("is-live", "Live", "Without this the source is on trial: test messages are charted too, and every chart says TEST.", src.Live)
	tick("closed", "Closed", "It is not listened to.", src.Closed)
	tick("counts_up", "Its message control ids only ever grow", "They then put in order what was sent in the same second.", src.CountsUp)
	tick("ends_lines", "It always ends the last line too", "A message of it without that was then cut off, and is set aside. Many senders leave it out: look first.", src.EndsLines)
	tick("always_answer", "Always answer", "For a sender that asks for no acknowledgment and waits for one all the same.", src.AlwaysAnswer)
	tick("refuse_unknown", "Refuse unknown events", "Answers AR as the standard says. They are kept all the same. Some senders stop at a refusal: ask first.", src.RefuseUnknown)
	return p
}

// areas are the fields of several lines.
func areas(p reading.Profile, area func(id, label, hint string, lines []string)) {
	area("none_codes", "Codes or words for no known allergies", "One a line, as 716186003, or with what it is limited to, as 409137002 = DRUG.", pairs(p.NoneCodes))
	area("not_asked", "Codes or words for not asked", "One a line.", p.NotAsked)
	area("gives", "Parts of the chart it gives", "One a line: "+strings.Join(sectionNames(), ", ")+". Empty: what it is heard to give.", names(p.Gives))
	area("partly", "Parts it gives in part, and what is missing", "One a line, as vitals = intensive care only. Nothing about a patient.", pairs(words(p.Partly)))
	area("lacks", "Parts it is known not to give, and why", "One a line, as notes = not contracted.", pairs(words(p.Lacks)))
	area("primary", "Parts in which its word stands first", "One a line.", names(p.Primary))
	area("vital_codes", "Its own codes for vital signs, and for panels of them", "One a line.", p.VitalCodes)
}

// rules are those of orders and of what is withheld.
func rules(p reading.Profile, area func(id, label, hint string, lines []string)) {
	area("withhold", "What is withheld until somebody breaks the glass", withholdHint, withholdings(p.Withhold))
	area("restricted", "Confidentiality codes that withhold what bears them", "One a line. Empty: R and V.", p.Restricted)
	area("order_kinds", "Its codes of orders and observations that say what must be known first", "One a line, as DNR = code status. Kinds: "+kinds()+".", pairs(words(p.OrderKinds)))
	area("own_fields", "Fields of its own segments that say what must be known first", "Segments whose names begin with Z. One a line, as ZPI-4 = isolation.", pairs(words(p.OwnFields)))
	area("code_status_in", "Fields in which code status is kept", "One a line, of PV2-41, PV2-43, PV2-45, PD1-7 and PD1-15. Empty: all of them.", p.CodeStatusIn)
	area("home_codes", "Codes that mark a medicine as taken at home", "One a line.", p.HomeCodes)
	area("high_alert", "Names of drugs that call for care", "One a line. Empty: names from the list of the Institute for Safe Medication Practices.", p.HighAlert)
}

func sectionNames() []string { return names(fact.Sections()) }

func names(list []fact.Section) []string {
	var all []string
	for _, s := range list {
		all = append(all, string(s))
	}
	return all
}

// words are pairs whose halves are kinds of words of their own, as plain ones.
func words[K, V ~string](m map[K]V) map[string]string {
	all := map[string]string{}
	for key, value := range m {
		all[string(key)] = string(value)
	}
	return all
}

func kinds() string {
	var all []string
	for _, k := range order.Kinds() {
		all = append(all, string(k))
	}
	return strings.Join(all, ", ")
}

// minutes writes a limit, and nothing where the usual one holds.
func minutes(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func pairs(m map[string]string) []string {
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if m[key] == "" {
			lines = append(lines, key)
			continue
		}
		lines = append(lines, key+" = "+m[key])
	}
	return lines
}

// refused shows what is wrong above what was typed.
func (p *formPage) refused(err error) *formPage {
	p.status = http.StatusUnprocessableEntity
	words := err.Error()
	switch {
	case errors.Is(err, ErrMeanwhile):
		words = "Somebody else has changed this source meanwhile, and nothing was kept of what you typed. Open the page again to see it as it is now."
	case errors.Is(err, ErrNoEarlier):
		words = "There is no version before this one to go back to."
	}
	problem := ui.Problem{Words: words}
	var wrong *fieldError
	if errors.As(err, &wrong) {
		problem.Field = wrong.field
		for _, f := range []*ui.Field{&p.Sample, &p.Number} {
			if f.ID == wrong.field {
				f.Error = words
			}
		}
		for _, list := range [][]ui.Field{p.Fields, p.Areas, p.Rules} {
			for i := range list {
				if list[i].ID == wrong.field {
					list[i].Error, p.Open = words, true
				}
			}
		}
	}
	p.Problems = []ui.Problem{problem}
	return p
}

// askSetup answers GET /source/{name}/setup.
func (d desk) askSetup(ctx context.Context, r *ui.Request) (any, error) {
	src, err := d.findOrNew(ctx, r)
	if err != nil {
		return nil, err
	}
	p := d.sheet().form(src, nil)
	p.Number.Value = r.URL.Query().Get("message")
	return p, nil
}

func (d desk) findOrNew(ctx context.Context, r *ui.Request) (Source, error) {
	if r.PathValue("name") == newName {
		fresh := reading.NewProfile("", d.zone.String())
		return Source{Listen: "127.0.0.1:2576", Profile: fresh}, nil
	}
	return d.find(ctx, r)
}

// setUp answers POST /source/{name}/setup.
func (d desk) setUp(ctx context.Context, r *ui.Request) (any, error) {
	src, err := d.findOrNew(ctx, r)
	if err != nil {
		return nil, err
	}
	base, err := readVersion(r)
	if err != nil {
		return nil, err
	}
	next, err := typedSource(src, r.PostForm)
	next.Version = base
	if err == nil && r.PostForm.Get("act") == "try" {
		return d.tried(ctx, r, src, next)
	}
	if err == nil && src.Name == "" {
		err = d.unused(ctx, r.Who.Tenant, next.Name)
	}
	if err == nil {
		err = d.wires.SetUp(ctx, r.Who, next)
	}
	var refused *RefusedError
	var wrong *fieldError
	switch {
	case errors.As(err, &refused):
		return d.sheet().form(src, r.PostForm).refused(&fieldError{"listen", refused.Words}), nil
	case errors.As(err, &wrong), errors.Is(err, ErrMeanwhile):
		return d.sheet().form(src, r.PostForm).refused(err), nil
	case err != nil:
		return nil, fmt.Errorf("setting a source up: %w", err)
	}
	return &ui.Redirect{To: sourcePath(next.Name)}, nil
}

// tried shows the form as it was typed, and what a message would come to by it.
func (d desk) tried(ctx context.Context, r *ui.Request, src, next Source) (any, error) {
	lines, err := d.try(ctx, r, next)
	p := d.sheet().form(src, r.PostForm)
	var wrong *fieldError
	if errors.As(err, &wrong) {
		return p.refused(err), nil
	}
	p.Trial = lines
	return p, err
}

// unused refuses a name that a source has.
func (d desk) unused(ctx context.Context, tenant, name string) error {
	list, err := d.wires.Sources(ctx, tenant)
	if slices.ContainsFunc(list, func(s Source) bool { return s.Name == name }) {
		return &fieldError{"new", "There is a source of that name already. Choose another."}
	}
	return err
}

func readVersion(r *ui.Request) (int64, error) {
	if err := r.ReadForm(); err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: no version", ui.ErrForm)
	}
	return n, nil
}
