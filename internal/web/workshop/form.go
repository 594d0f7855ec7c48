package workshop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
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
	area := func(id, label, hint string, lines []string) {
		p.Areas = append(p.Areas, ui.Field{ID: id, Label: label, Hint: hint, Value: value(id, strings.Join(lines, "\n"))})
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
	field("authority", "Assigning authority of numbers that are sent without one", "Leave it empty and such messages go to quarantine, rather than on a wrong chart.", src.Authority)
	s.areas(src.Profile, area)
	p.Sample = ui.Field{ID: "sample", Label: "A message to try", Hint: "Pasted as it was sent. It is read by what stands above, and nothing is kept of it.", Value: value("sample", "")}
	p.Number = ui.Field{ID: "number", Label: "Or the number of a kept message", Hint: "Also one in quarantine.", Value: value("number", "")}
	tick("is-live", "Live", "Without this the source is on trial: test messages are charted too, and every chart says TEST.", src.Live)
	tick("closed", "Closed", "It is not listened to.", src.Closed)
	tick("counts_up", "Its message control ids only ever grow", "They then put in order what was sent in the same second.", src.CountsUp)
	tick("always_answer", "Always answer", "For a sender that asks for no acknowledgment and waits for one all the same.", src.AlwaysAnswer)
	tick("refuse_unknown", "Refuse unknown events", "Answers AR as the standard says. They are kept all the same. Some senders stop at a refusal: ask first.", src.RefuseUnknown)
	return p
}

// areas are the fields of several lines.
func (s sheet) areas(p reading.Profile, area func(id, label, hint string, lines []string)) {
	area("none_codes", "Codes or words for no known allergies", "One a line, as 716186003, or with what it is limited to, as 409137002 = DRUG.", pairs(p.NoneCodes))
	area("not_asked", "Codes or words for not asked", "One a line.", p.NotAsked)
	area("gives", "Parts of the chart it gives", "One a line: "+strings.Join(sectionNames(), ", ")+". Empty: what it is heard to give.", names(p.Gives))
	area("partly", "Parts it gives in part, and what is missing", "One a line, as vitals = intensive care only. Nothing about a patient.", pairs(sections(p.Partly)))
	area("lacks", "Parts it is known not to give, and why", "One a line, as notes = not contracted.", pairs(sections(p.Lacks)))
	area("primary", "Parts in which its word stands first", "One a line.", names(p.Primary))
	area("vital_codes", "Its own codes for vital signs, and for panels of them", "One a line.", p.VitalCodes)
}

func sectionNames() []string { return names(fact.Sections()) }

func names(list []fact.Section) []string {
	var all []string
	for _, s := range list {
		all = append(all, string(s))
	}
	return all
}

func sections(m map[fact.Section]string) map[string]string {
	all := map[string]string{}
	for s, words := range m {
		all[string(s)] = words
	}
	return all
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
		for _, list := range [][]ui.Field{p.Fields, p.Areas} {
			for i := range list {
				if list[i].ID == wrong.field {
					list[i].Error = words
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
	if err := r.ParseForm(); err != nil {
		return 0, fmt.Errorf("reading the form: %w", err)
	}
	n, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if err != nil {
		return 0, ErrMeanwhile
	}
	return n, nil
}

// fieldError says what is wrong with one field.
type fieldError struct{ field, words string }

// Error is the words.
func (e *fieldError) Error() string { return e.words }

var shortName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$`)

// typedSource reads the form over a source.
func typedSource(src Source, typed url.Values) (Source, error) {
	get := func(id string) string { return strings.TrimSpace(typed.Get(id)) }
	if src.Name == "" {
		if src.Name = get("new"); !shortName.MatchString(src.Name) {
			return src, &fieldError{"new", "Give a short name of letters, digits, - and _, as adt."}
		}
	}
	src.Title, src.Listen, src.Zone, src.Authority = get("title"), get("listen"), get("zone"), get("authority")
	if _, err := time.LoadLocation(src.Zone); err != nil || src.Zone == "" {
		return src, &fieldError{"zone", "There is no such time zone. Use a name such as America/Chicago."}
	}
	src.Live, src.Closed, src.CountsUp = get("is-live") != "", get("closed") != "", get("counts_up") != ""
	src.AlwaysAnswer, src.RefuseUnknown = get("always_answer") != "", get("refuse_unknown") != ""
	src.NotAsked, src.VitalCodes = linesOf(typed, "not_asked"), linesOf(typed, "vital_codes")
	src.NoneCodes = map[string]string{}
	for code, scope := range pairsOf(typed, "none_codes") {
		src.NoneCodes[strings.ToUpper(code)] = strings.ToUpper(scope)
	}
	if err := typedSections(&src.Profile, typed); err != nil {
		return src, err
	}
	return src, nil
}

func typedSections(p *reading.Profile, typed url.Values) error {
	known := func(id, name string) error {
		if slices.Contains(fact.Sections(), fact.Section(name)) {
			return nil
		}
		return &fieldError{id, "There is no part of the chart called " + strconv.Quote(name) + ": use " + strings.Join(sectionNames(), ", ") + "."}
	}
	for id, to := range map[string]*[]fact.Section{"gives": &p.Gives, "primary": &p.Primary} {
		*to = nil
		for _, name := range linesOf(typed, id) {
			if err := known(id, name); err != nil {
				return err
			}
			*to = append(*to, fact.Section(name))
		}
	}
	for id, to := range map[string]*map[fact.Section]string{"partly": &p.Partly, "lacks": &p.Lacks} {
		*to = map[fact.Section]string{}
		for name, words := range pairsOf(typed, id) {
			if err := known(id, name); err != nil {
				return err
			}
			if words == "" {
				return &fieldError{id, "Say behind " + name + " what is missing, as " + name + " = intensive care only."}
			}
			(*to)[fact.Section(name)] = words
		}
	}
	return nil
}

func linesOf(typed url.Values, id string) []string {
	var lines []string
	for line := range strings.Lines(typed.Get(id)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func pairsOf(typed url.Values, id string) map[string]string {
	found := map[string]string{}
	for _, line := range linesOf(typed, id) {
		key, words, _ := strings.Cut(line, "=")
		found[strings.TrimSpace(key)] = strings.TrimSpace(words)
	}
	return found
}

// differences says in which settings two versions differ, each with what it
// was and is.
func differences(was, is Source) []string {
	before, after := settings(was), settings(is)
	var list []string
	for _, key := range slices.Sorted(maps.Keys(after)) {
		if before[key] != after[key] {
			list = append(list, strings.ReplaceAll(key, "_", " ")+": "+before[key]+" became "+after[key])
		}
	}
	return list
}

// settings are the settings of a version by name, as they are written in the
// record: a field that is added to a profile is among them.
func settings(s Source) map[string]string {
	found := map[string]string{"listen": strconv.Quote(s.Listen), "closed": strconv.FormatBool(s.Closed)}
	text, err := json.Marshal(s.Profile)
	var fields map[string]json.RawMessage
	if err != nil || json.Unmarshal(text, &fields) != nil {
		return found
	}
	for name, value := range fields {
		if text := string(value); text == "null" || text == "[]" || text == "{}" {
			found[name] = "nothing"
		} else {
			found[name] = text
		}
	}
	return found
}
