package office

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// board is the page that says whether the chart can be trusted right now.
type board struct {
	Heading string
	Checked string
	Locked  bool
	Trial   bool
	Frozen  []string // what is held at its last good, in sentences
	Decide  bool     // the reader may see the freezes
	Setup   string   // how much of the set-up is to do; "" for nothing, and for who does not do it
	Voices  []voiceRow
	Units   []unitRow
	Counts  []countRow
	until   time.Time
}

// unitRow is one unit in the board's table.
type unitRow struct {
	Unit     string
	To       string // "" for a reader who may not open it
	Patients string
	List     string // how the unit stands against its census list
	NoList   bool   // it does not stand as listed
	Part     string
	AsOf     wording.Moment
	Status   ui.Status
	StatusOf string // the part whose state it is, "" where it is the oldest
	line     UnitLine
}

// countRow is how many messages became one thing.
type countRow struct {
	Name    string
	Count   string
	Meaning string
	To      string // where they are listed, "" for nowhere this reader may go
}

// Head implements ui.Headed.
func (b *board) Head() ui.Head {
	return ui.Head{Title: "Board", Test: b.Trial, Live: ui.LiveBoard(), Until: b.until}
}

// board answers GET /.
func (d desk) board(ctx context.Context, r *ui.Request) (any, error) {
	b, err := d.boardOf(ctx, r)
	if err != nil || !r.Who.May(identity.Engineer, identity.Administrator) {
		return b, err
	}
	todo, err := d.feeds.ToDo(ctx, r.Who.Tenant)
	if err != nil {
		return nil, fmt.Errorf("looking what is to do of the set-up: %w", err)
	}
	b.setUp(todo)
	return b, nil
}

func (d desk) boardOf(ctx context.Context, r *ui.Request) (*board, error) {
	status, err := d.feeds.Status(ctx, r.Who.Tenant)
	if err != nil {
		return nil, fmt.Errorf("counting messages: %w", err)
	}
	if d.locked(r.Who.Tenant) {
		return d.sheet(r).lockedBoard(status, r.Who), nil
	}
	units, err := d.charts.Lines(ctx, r.Who.Tenant)
	if err != nil {
		return nil, fmt.Errorf("listing the units: %w", err)
	}
	return d.sheet(r).board(status, units, r.Who), nil
}

// setUp says how much of the set-up is to do.
func (b *board) setUp(todo int) {
	if todo > 0 {
		b.Setup = "The house is not set up: " + notation.Count(int64(todo), "thing is", "things are") + " to do."
	}
}

// board makes the page while the charts are open.
func (s sheet) board(status feed.Status, units []UnitLine, who identity.Who) *board {
	status.Sources = systems(status.Sources)
	b := s.frame(status, who)
	b.Voices, b.Units = s.voices(status.Sources), s.units(units, who)
	b.Heading = s.heading(status, units, b.Voices)
	if status.Doubt != "" {
		b.Heading = "The clock of this server is not trusted: " + status.Doubt + ". Nothing here says how old anything is: use the times."
		for i := range b.Voices {
			b.Voices[i].Says = "" // it is reckoned from our clock
		}
	}
	b.freeze(s, status, who)
	b.until = s.until(b.Voices)
	return b
}

// systems are the sources that are systems of the house. What people find here
// ages with nobody's silence.
func systems(sources []feed.SourceStatus) []feed.SourceStatus {
	return slices.DeleteFunc(slices.Clone(sources), func(f feed.SourceStatus) bool { return f.Name == reading.Desk })
}

// freeze says what is held at its last good. It is worse than silence: the page
// opens with it.
func (b *board) freeze(s sheet, status feed.Status, who identity.Who) {
	holds, unopened := status.Frozen, status.Unopened
	for _, h := range holds {
		b.Frozen = append(b.Frozen, wording.HoldWords(h, s.called, s.zone))
	}
	if unopened > 0 {
		b.Frozen = append(b.Frozen, wording.Capital(notation.Count(int64(unopened), "record", "records"))+" of what vanished before cannot be opened. What vanishes now may be held back later than it should")
	}
	if len(holds) == 0 {
		return
	}
	b.Decide = who.May(seesFreezes()...)
	shown := len(slices.DeleteFunc(slices.Clone(holds), func(h asof.Hold) bool { return h.Damaged }))
	if shown < len(holds) {
		b.Heading = "What was held back is lost: confirm before use until a person decides. " + b.Heading
	}
	if shown > 0 {
		b.Heading = "Held back: " + notation.Count(int64(shown), "part of the charts is shown", "parts of the charts are shown") +
			" at the last good until a person decides. " + b.Heading
	}
}

// lockedBoard makes the page while the charts are locked: what comes is kept,
// and nothing more can be said.
func (s sheet) lockedBoard(status feed.Status, who identity.Who) *board {
	status.Sources = systems(status.Sources)
	b := s.frame(status, who)
	b.Locked, b.Voices = true, s.lockedVoices(status.Sources)
	b.Heading = "The charts are locked. " + wording.Capital(notation.Count(status.Waiting, "message is", "messages are")) +
		" kept and " + isAre(status.Waiting) + " charted after unlocking."
	if status.Waiting == 0 {
		b.Heading = "The charts are locked. What the sources send is kept."
	}
	return b
}

func isAre(n int64) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func (s sheet) frame(status feed.Status, who identity.Who) *board {
	return &board{
		Checked: notation.Day(s.now, s.zone) + " " + notation.Clock(s.now, s.zone),
		Counts:  counts(status, who),
		Trial:   slices.ContainsFunc(status.Sources, func(f feed.SourceStatus) bool { return f.Mode == "trial" }),
	}
}

// heading answers whether the chart can be trusted right now. rows are worst
// first.
func (s sheet) heading(status feed.Status, units []UnitLine, rows []voiceRow) string {
	var behind []voice
	for _, r := range rows {
		if r.voice.behind() {
			behind = append(behind, r.voice)
		}
	}
	switch {
	case len(rows) == 0:
		return "No source is connected: there is no chart to trust."
	case len(behind) > 1:
		return s.sentence(behind[0]) + " " + alsoBehind(len(behind)-1)
	case len(behind) == 1:
		return s.sentence(behind[0])
	}
	return heard(len(status.Sources)) + " " + charted(units)
}

func alsoBehind(n int) string {
	if n == 1 {
		return "One more part of the charts is behind."
	}
	return notation.Number(int64(n)) + " more parts of the charts are behind."
}

func heard(sources int) string {
	switch sources {
	case 1:
		return "The one source is heard."
	case 2:
		return "Both sources are heard."
	}
	return "All " + notation.Number(int64(sources)) + " sources are heard."
}

func charted(units []UnitLine) string {
	patients := 0
	for _, u := range units {
		patients += u.Patients
	}
	if patients == 0 {
		return "No patient is in a unit."
	}
	has := "have a chart."
	if patients == 1 {
		has = "has a chart."
	}
	return notation.Count(int64(patients), "patient", "patients") + " in " +
		notation.Count(int64(len(units)), "unit", "units") + " " + has
}

// until is when the page stops being true without news: when the next source
// ages, and a minute on where it says how long something has been silent.
func (s sheet) until(rows []voiceRow) time.Time {
	var next time.Time
	for _, r := range rows {
		at := s.now.Add(time.Minute)
		if known := r.voice.next; !known.IsZero() && (r.Status == ui.Holding || known.Before(at)) {
			at = known
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next
}

// units makes the rows of the units, the one that is behind most first.
func (s sheet) units(lines []UnitLine, who identity.Who) []unitRow {
	rows := make([]unitRow, 0, len(lines))
	for _, u := range lines {
		rows = append(rows, s.unitRow(u, who))
	}
	slices.SortStableFunc(rows, func(a, b unitRow) int {
		return cmp.Or(
			cmp.Compare(b.line.Worst.Freshness.Badness(), a.line.Worst.Freshness.Badness()),
			a.line.Oldest.AsOf.Compare(b.line.Oldest.AsOf),
			strings.Compare(a.Unit, b.Unit),
		)
	})
	return rows
}

func (s sheet) unitRow(u UnitLine, who identity.Who) unitRow {
	row := unitRow{
		Unit: s.called.Words(u.Unit), Patients: notation.Number(int64(u.Patients)), Part: wording.Capital(wording.PartName(u.Oldest.Section)),
		AsOf: s.moment(u.Oldest.AsOf), line: u,
	}
	row.Status, row.StatusOf = ui.WorstOff(u.Oldest, u.Worst)
	row.List = u.List.Words(s.now, s.since(u.List.At))
	row.NoList = strings.HasPrefix(row.List, "NOT")
	if who.May(identity.Nurse, identity.Manager) {
		row.To = unitPath(u.Unit)
	}
	if u.Unit == "" {
		row.Unit = "UNIT NOT RECORDED"
	}
	if u.Oldest.Section == "" {
		row.Part = "No critical part has been heard"
	}
	return row
}

// unitPath is the address of a unit's census; "~" stands for no unit.
func unitPath(unit string) string {
	if unit == "" {
		unit = "~"
	}
	return "/unit/" + url.PathEscape(unit)
}

// counts says what became of the messages.
func counts(status feed.Status, who identity.Who) []countRow {
	row := func(n int64, name, meaning string) countRow {
		return countRow{Name: name, Count: notation.Number(n), Meaning: meaning}
	}
	quarantined := row(status.Quarantined, "Quarantined", "could not be read; the charts they concern say INCOMPLETE")
	if who.May(readsQuarantine()...) {
		quarantined.To = "/quarantine"
	}
	return []countRow{
		row(status.Received, "Received", "kept on disk before they were acknowledged; the sum of the next four"),
		row(status.Charted, "Charted", "changed a chart, or confirmed one"),
		quarantined,
		row(status.Ignored, "Ignored", "hold nothing clinical, or are of a kind that is not charted"),
		row(status.Waiting, "Waiting", "kept, and not charted yet"),
		row(status.Duplicates, "Duplicates", "exact repeats of one received; not counted again"),
	}
}
