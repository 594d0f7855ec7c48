package office

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// voiceRow is one kind of thing a source says, as the board's table shows it.
type voiceRow struct {
	Source   string
	Trial    bool
	Gives    string
	Messages string
	Heard    wording.Moment
	AsOf     wording.Moment
	Status   ui.Status
	Says     string // beside the status word
	Clock    string // that the source's clock is off, "" where it is not
	voice    voice
}

// voice is one kind of thing a source says, judged.
type voice struct {
	source    string
	family    reading.Family
	heard     time.Time
	asOf      time.Time
	link      asof.Link
	trial     bool
	alone     bool // the source says nothing else
	freshness asof.Freshness
	limit     time.Duration // how long it may be silent before it ages
	next      time.Time     // when its freshness changes without news; zero: it does not
	habit     asof.Habit    // where it is silent for longer than it ever is at this hour
}

// voices makes the rows of the table, worst first.
func (s sheet) voices(sources []feed.SourceStatus) []voiceRow {
	var rows []voiceRow
	for _, source := range sources {
		source.Voices = charting(source.Voices)
		if len(source.Voices) == 0 {
			rows = append(rows, s.unheard(source, "nothing heard that goes on a chart"))
		}
		for _, v := range source.Voices {
			rows = append(rows, s.voiceRow(source, v))
		}
	}
	slices.SortStableFunc(rows, func(a, b voiceRow) int {
		return cmp.Or(
			cmp.Compare(b.voice.badness(), a.voice.badness()),
			a.voice.asOf.Compare(b.voice.asOf),
			strings.Compare(a.Source, b.Source),
		)
	})
	return rows
}

// lockedVoices makes the rows while the charts are locked: nobody can tell then
// what a source has said, only that it spoke.
func (s sheet) lockedVoices(sources []feed.SourceStatus) []voiceRow {
	var rows []voiceRow
	for _, source := range sources {
		row := s.unheard(source, "what it sends is kept; locked, so not read")
		row.Gives, row.AsOf.Text = "LOCKED", "LOCKED"
		rows = append(rows, row)
	}
	return rows
}

// charting leaves out what goes on no chart. Allergies and the like come with
// registration and are known as long as it is heard, so they share a row.
func charting(voices []feed.Voice) []feed.Voice {
	var kept []feed.Voice
	for _, v := range voices {
		if len(v.Sections) > 0 {
			kept = append(kept, v)
		}
	}
	registration := slices.IndexFunc(kept, func(v feed.Voice) bool { return v.Family == reading.FamilyRegistration })
	if registration < 0 {
		return kept
	}
	for _, v := range kept {
		if v.Family.Registered() {
			kept[registration].Sections = slices.Concat(kept[registration].Sections, v.Sections)
		}
	}
	return slices.DeleteFunc(kept, func(v feed.Voice) bool { return v.Family.Registered() })
}

func (s sheet) voiceRow(source feed.SourceStatus, v feed.Voice) voiceRow {
	judged := s.judge(source, v)
	return voiceRow{
		Source: source.Name, Trial: source.Mode == "trial", Gives: partNames(v.Sections),
		Messages: notation.Number(v.Count),
		Heard:    s.moment(v.Heard.Time), AsOf: s.moment(v.AsOf.Time),
		Status: ui.StatusOf(judged.freshness), Says: s.beside(judged), voice: judged,
		Clock: clockOff(source),
	}
}

// clockOff says that the clock of a source is off, "" where it is not.
func clockOff(source feed.SourceStatus) string {
	if source.Behind == 0 {
		return ""
	}
	return wording.ClockOff(asof.Offset{Source: source.Name, Behind: source.Behind})
}

// unheard is a source of which nothing is known that is charted.
func (s sheet) unheard(source feed.SourceStatus, says string) voiceRow {
	return voiceRow{
		Source: source.Name, Trial: source.Mode == "trial", Gives: partNames(nil),
		Messages: notation.Number(source.Received),
		Heard:    s.moment(source.Heard.Time), AsOf: s.moment(time.Time{}),
		Status: ui.Unknown, Says: says,
		voice: voice{source: source.Name, link: source.Link, trial: source.Mode == "trial", heard: source.Heard.Time, alone: true, freshness: asof.NeverHeard},
	}
}

// judge takes the strictest of the sections a voice gives: a source that tells
// who is where and who is allergic is behind as soon as the former is.
func (s sheet) judge(source feed.SourceStatus, v feed.Voice) voice {
	j := voice{
		source: source.Name, link: source.Link, trial: source.Mode == "trial", family: v.Family, heard: v.Heard.Time, asOf: v.AsOf.Time,
		alone: len(source.Voices) == 1, freshness: asof.Fresh,
	}
	giving := v.Giving
	giving.AsOf = v.AsOf.Time
	for _, section := range v.Sections {
		st := asof.Coverage{section: {giving}}.Standing(section, s.now)
		if st.Freshness.Badness() > j.freshness.Badness() {
			j.freshness, j.habit = st.Freshness, st.Late
		}
		if j.next.IsZero() || !st.Next.IsZero() && st.Next.Before(j.next) {
			j.next = st.Next
		}
		if limit := giving.Silent(section); j.limit == 0 || limit < j.limit {
			j.limit = limit
		}
	}
	return j
}

// badness orders voices, the worst highest. A source on trial that has told
// nothing yet takes nothing from a chart, and stands below all that does.
func (v voice) badness() int {
	if v.trial && v.freshness == asof.NeverHeard {
		return 1
	}
	return 2 * v.freshness.Badness()
}

// behind reports whether the charts lack something for want of the voice. A
// source that is heard and says nothing that is charted holds up nobody.
func (v voice) behind() bool {
	return v.freshness != asof.Fresh && (v.freshness != asof.NeverHeard || v.heard.IsZero())
}

// beside is what stands beside the status word.
func (s sheet) beside(v voice) string {
	silent := "silent " + notation.Duration(s.now.Sub(v.heard))
	switch v.freshness {
	case asof.Ageing, asof.Stale, asof.Down:
		switch {
		case v.freshness == asof.Down:
			return "not connected, and " + silent
		case v.habit != asof.Habit{}:
			return silent + "; " + wording.Usually(v.habit)
		case s.now.Sub(v.heard) < v.limit:
			return "heard, and not all of it charted yet"
		}
		return silent + "; the limit is " + wording.Brief(v.limit)
	case asof.NeverHeard:
		return "nothing heard yet"
	}
	return ""
}

// sentence says what is wrong with a voice that is not fresh.
func (s sheet) sentence(v voice) string {
	silent := notation.Duration(s.now.Sub(v.heard))
	switch {
	case v.freshness == asof.Down:
		return v.source + " is not connected, and has been silent for " + silent + ": " + missing(v.family) + " since " + s.since(v.asOf) + " are not on the charts."
	case v.asOf.IsZero() && v.link != asof.LinkOpen:
		return v.source + " has never connected, and nothing of it is on a chart."
	case v.asOf.IsZero():
		return v.source + " is connected and has not told of anything that is charted yet."
	case s.now.Sub(v.heard) < v.limit:
		return v.source + " is heard, but " + missing(v.family) + " since " + s.since(v.asOf) + " are not on the charts yet."
	case v.alone:
		return v.source + " has been silent for " + silent + ": " + missing(v.family) + " since " + s.since(v.asOf) + " are not on the charts."
	}
	return v.source + " has told of no " + missing(v.family) + " for " + silent + ": whatever is newer than " + s.since(v.asOf) + " is not on the charts."
}
