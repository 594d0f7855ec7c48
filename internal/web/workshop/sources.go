package workshop

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/remake"
	"redoutlet/internal/identity"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// sourcesPage says which sources there are, and what each gives, as declared
// and as proven (specification section 8).
type sourcesPage struct {
	Heading  string
	Remaking *remakeLine
	Sources  []sourceRow
	Matrix   []matrixRow
	Add      bool // the reader may add one
	until    time.Time
}

// sourceRow is one source in the list.
type sourceRow struct {
	Name  string
	Title string
	To    string // "" for a reader who may not open it
	Trial bool
	Where string
	Heard wording.Moment
	Set   string // who set it up so, and when
}

// matrixRow is one part of the chart.
type matrixRow struct {
	Part   string
	Status ui.Status
	Says   string
	Given  []givenLine
}

// givenLine is what one source gives of a part.
type givenLine struct {
	Source   string
	Declared string
	Proven   string
}

// remakeLine says how far charts that are made again have come.
type remakeLine struct {
	Words   string
	Running bool
}

// Head implements ui.Headed.
func (p *sourcesPage) Head() ui.Head {
	return ui.Head{Title: "Sources", Live: ui.LiveBoard(), Until: p.until}
}

// sources answers GET /sources.
func (d desk) sources(ctx context.Context, r *ui.Request) (any, error) {
	list, err := d.wires.Sources(ctx, r.Who.Tenant)
	if err != nil {
		return nil, fmt.Errorf("listing the sources: %w", err)
	}
	status, err := d.feeds.Status(ctx, r.Who.Tenant)
	if err != nil {
		return nil, fmt.Errorf("counting messages: %w", err)
	}
	return d.sheet().sources(list, status, d.wires.Remaking(r.Who.Tenant), r.Who), nil
}

func (s sheet) sources(list []Source, status feed.Status, remaking remake.Progress, who identity.Who) *sourcesPage {
	p := &sourcesPage{Remaking: s.remaking(remaking), until: s.now.Add(time.Minute)}
	p.Add = who.May(identity.Engineer, identity.Administrator)
	if p.Remaking != nil && p.Remaking.Running {
		p.until = s.now.Add(5 * time.Second)
	}
	for _, src := range list {
		row := sourceRow{
			Name: src.Name, Title: src.Words(), Trial: !src.Live, Where: where(src),
			Heard: s.moment(heardOf(status, src.Name).Heard.Time), Set: s.setBy(src),
		}
		if p.Add {
			row.To = sourcePath(src.Name)
		}
		p.Sources = append(p.Sources, row)
	}
	lacking := 0
	for _, section := range fact.Sections() {
		row := s.matrix(section, list, status)
		if p.Matrix = append(p.Matrix, row); row.Status != ui.Holding {
			lacking++
		}
	}
	p.Heading = sourcesHeading(list, lacking)
	return p
}

// sourcesHeading says the worst of what the page shows.
func sourcesHeading(list []Source, lacking int) string {
	deaf := slices.IndexFunc(list, func(s Source) bool { return !s.Closed && s.Door.At == "" })
	switch {
	case len(list) == 0:
		return "No source is set up yet."
	case deaf >= 0:
		return list[deaf].Words() + " is not listened to: nothing that it sends arrives."
	case lacking == 0:
		return "Every part of the chart is proven by messages."
	case lacking == 1:
		return "One part of the chart is not proven by messages."
	}
	return notation.Number(int64(lacking)) + " parts of the chart are not proven by messages."
}

func sourcePath(name string) string { return "/source/" + url.PathEscape(name) }

// where says where a source is listened to.
func where(s Source) string {
	switch {
	case s.Closed:
		return "closed by a person"
	case s.Door.Trouble != "":
		return "NOT LISTENED TO: " + s.Door.Trouble
	case s.Door.At == "":
		return "not listened to"
	}
	return s.Door.At
}

// setBy says who set a source up as it is.
func (s sheet) setBy(src Source) string {
	switch {
	case src.Version == 0:
		return "as the settings file says"
	case src.By == "":
		return "as the settings file said until " + notation.Stamp(src.At, s.zone)
	}
	return "by " + src.By + ", " + notation.Stamp(src.At, s.zone)
}

func heardOf(status feed.Status, name string) feed.SourceStatus {
	for _, f := range status.Sources {
		if f.Name == name {
			return f
		}
	}
	return feed.SourceStatus{Name: name}
}

// matrix is what is declared and proven of one section.
func (s sheet) matrix(section fact.Section, list []Source, status feed.Status) matrixRow {
	row := matrixRow{Part: wording.Capital(wording.PartName(section)), Status: ui.Unknown}
	declared, proven, partly := false, false, false
	for _, src := range list {
		says, given := declaration(src.Profile, section)
		voice, heard := voiceOf(heardOf(status, src.Name), section)
		if says == "" && !heard {
			continue
		}
		line := givenLine{Source: src.Words(), Declared: says, Proven: "never heard, so not proven"}
		if says == "" {
			line.Declared = "not declared"
		}
		if heard {
			line.Proven = notation.Count(voice.Count, "message", "messages") + ", last heard " + s.ago(voice.Heard.Time) + ", as of " + s.ago(voice.AsOf.Time)
		}
		row.Given = append(row.Given, line)
		declared, proven = declared || given, proven || heard
		partly = partly || src.Partly[section] != ""
	}
	row.Status, row.Says = verdict(declared, proven, partly)
	return row
}

// verdict is what a row comes to, in words that need no explanation.
func verdict(declared, proven, partly bool) (ui.Status, string) {
	switch {
	case proven && partly:
		return ui.Unknown, "proven by messages, and only in part: read beside the source what is missing"
	case proven && declared:
		return ui.Holding, "declared, and proven by messages"
	case proven:
		return ui.Holding, "proven by messages; nobody has declared that it is all"
	case declared:
		return ui.Unknown, "declared, and no message has proven it yet"
	}
	return ui.Unknown, "NOT AVAILABLE FROM ANY CONNECTED SOURCE: charts say so"
}

// declaration says what a site declares of a source and a section, "" for
// nothing, and whether that is to give it.
func declaration(p reading.Profile, section fact.Section) (says string, gives bool) {
	switch {
	case p.Partly[section] != "":
		return "gives in part: " + p.Partly[section], true
	case p.Lacks[section] != "":
		return "does not give: " + p.Lacks[section], false
	case !slices.Contains(p.Gives, section):
		return "", false
	}
	says = "gives"
	if units := p.Covers[section]; len(units) > 0 {
		says += " for " + strings.Join(units, ", ")
	}
	if slices.Contains(p.Primary, section) {
		says += "; its word stands first"
	}
	return says, true
}

func voiceOf(src feed.SourceStatus, section fact.Section) (feed.Voice, bool) {
	for _, v := range src.Voices {
		if slices.Contains(v.Sections, section) && v.Count > 0 {
			return v, true
		}
	}
	return feed.Voice{}, false
}

func (s sheet) ago(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return notation.Stamp(t, s.zone) + " (" + notation.Ago(t, s.now) + ")"
}

// remaking says how far charts that are made again have come, nil where there
// is nothing to say.
func (s sheet) remaking(p remake.Progress) *remakeLine {
	switch {
	case p.Running:
		return &remakeLine{"Charts are being made again by the changed set-up: message " + notation.Number(p.Read) + " of " +
			notation.Number(p.Last) + ". The charts from before serve until it is done.", true}
	case p.Failed:
		return &remakeLine{"Making the charts again broke off. They are as before, and it is tried again.", true}
	case p.Last == 0:
		return nil
	}
	was, is := p.Before.Outcomes[reading.Quarantined], p.After.Outcomes[reading.Quarantined]
	return &remakeLine{"Charts were made again after the last change: " + notation.Number(p.After.Outcomes[reading.Charted]) +
		" messages charted, " + notation.Number(is) + " in quarantine (" + notation.Number(was) + " before).", false}
}
