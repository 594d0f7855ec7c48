package feed_test

import (
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
)

// live is a profile of a source in use.
func live(name string) reading.Profile {
	p := reading.NewProfile(name, "UTC")
	p.Live = true
	return p
}

// ras writes an administration.
func ras(at, number string) []byte {
	return msg(
		"MSH|^~\\&|PHA|ZZHOSP|RO|ZZHOSP|"+at+"||RAS^O17|D"+at+number+"|P|2.5.1",
		"PID|1||"+number+"^^^ZZHOSP^MR||ZZTEST-"+number+"^ADA||19440305|F",
		"ORC|RE|88^CPOE", "RXA|0|1|"+at+"||APX^apixaban^L|5|mg|||||||||||||||||||||"+at,
	)
}

// standings says how each critical section stands on a chart.
func standings(v *asof.View) map[fact.Section]asof.Standing {
	list := map[fact.Section]asof.Standing{}
	for _, st := range []asof.Standing{
		v.Census.Standing(), v.Allergies.Standing(), v.Medications.Standing(), v.Administrations.Standing(), v.Results.Standing(),
	} {
		list[st.Section] = st
	}
	return list
}

// TestH001StoppedSourceAgesItsSectionsAlone stops each of three sources in turn
// while the others go on: its as-of stands still, its sections age at the limit
// and no others do. It matters not whether it is still connected.
func TestH001StoppedSourceAgesItsSectionsAlone(t *testing.T) {
	say := map[string]func(at time.Time) []byte{
		"adt": func(at time.Time) []byte {
			return adt("A08", at.Format("20060102150405"), "one", pv1, "AL1|1|DA|PCN^penicillin^L")
		},
		"lab": func(at time.Time) []byte { return oru(at.Format("20060102150405"), "one", "5.9") },
		"pha": func(at time.Time) []byte { return ras(at.Format("20060102150405"), "one") },
	}
	gives := map[string][]fact.Section{
		"adt": {fact.SectionCensus, fact.SectionAllergies}, "lab": {fact.SectionResults}, "pha": {fact.SectionAdministrations},
	}
	for stopped := range say {
		for link, last := range map[asof.Link]asof.Freshness{asof.LinkOpen: asof.Stale, asof.LinkClosed: asof.Down} {
			h := newHouse(t, live("adt"), live("lab"), live("pha"))
			h.reopen(func(d *feed.Desk) { d.Linked = func(string) asof.Link { return link } })
			for name := range say {
				h.send(name, say[name](h.now))
			}
			before := standings(h.view("one"))
			for minute := range 250 {
				h.now = h.now.Add(time.Minute)
				for name := range say {
					if name != stopped && minute%5 == 0 {
						h.send(name, say[name](h.now))
					}
				}
			}
			for section, st := range standings(h.view("one")) {
				silent := false
				for _, s := range gives[stopped] {
					silent = silent || s == section
				}
				switch {
				case section == fact.SectionMedications: // nobody gives orders
				case silent && (st.Freshness != last || !st.AsOf.Equal(before[section].AsOf)):
					t.Errorf("%s stopped, connection %s: %s is %s as of %v, want %s as of %v", stopped, link, section, st.Freshness, st.AsOf, last, before[section].AsOf)
				case !silent && st.Freshness != asof.Fresh:
					t.Errorf("%s stopped: %s is %s too", stopped, section, st.Freshness)
				}
			}
		}
	}
}

// TestAsOfFollowsTheWatermarkRule: nothing but a message that was applied moves
// an as-of (specification 2.2). One that is set aside with a reason neither
// moves nor stops it, and its patient is INCOMPLETE.
func TestAsOfFollowsTheWatermarkRule(t *testing.T) {
	h := newHouse(t, live("lab"))
	h.send("lab", oru("20261124083000", "one", "5.9"))
	asOf := h.view("one").Results.AsOf
	still := func(what string) {
		t.Helper()
		if v := h.view("one"); !v.Results.AsOf.Equal(asOf.Time) {
			t.Errorf("%s moved the as-of from %v to %v", what, asOf, v.Results.AsOf)
		}
	}
	h.now = h.now.Add(time.Minute)
	still("time")
	h.send("lab", oru("20261124083000", "one", "5.9"))
	still("an exact replay")
	h.send("lab", msg("MSH|^~\\&|LAB|ZZHOSP|RO|ZZHOSP|20261124090000||ORU^R01|x|P|2.5.1", "PID|1||one^^^ZZHOSP^MR||ZZTEST-ONE^ADA"))
	still("a message that was set aside")
	h.send("lab", msg("MSH|^~\\&|LAB|ZZHOSP|RO|ZZHOSP|20261124090000||ACK|x|P|2.5.1", "MSA|AA|1"))
	still("an acknowledgement")
	h.keep("lab", [][]byte{oru("20261124093000", "one", "6.1")})
	still("a message that waits")
	must(t, h.book.Rebuild(t.Context(), nil))
	v := h.view("one")
	if received := h.now; v.Results.AsOf.After(received) || !v.Results.AsOf.After(asOf.Time) {
		t.Errorf("as of %v after the waiting message was read, at %v", v.Results.AsOf, received)
	}
	if v.Results.State != chart.Listed || !v.Results.Has(chart.Incomplete) {
		t.Errorf("results %s %v, want listed and incomplete", v.Results.State, v.Results.Flags)
	}
}

// Hazard H-003: charts that were made a moment ago from what came 20 hours ago
// are 20 hours old, however they came to be made.
func TestH003ChartsMadeAnewAreAsOldAsWhatTheyAreMadeOf(t *testing.T) {
	h := newHouse(t, live("adt"), live("lab"), live("pha"))
	h.send("adt", adt("A01", "20261124083000", "one", pv1, "AL1|1|DA|PCN^penicillin^L"))
	h.send("lab", oru("20261124083000", "one", "5.9"))
	h.send("pha", ras("20261124083000", "one"))
	before := standings(h.view("one"))
	h.now = h.now.Add(20 * time.Hour)
	for how, again := range map[string]func(){
		"read again":            func() { must(t, h.book.Rebuild(t.Context(), nil)) },
		"opened after a stop":   func() { h.tenant, h.book = h.open() },
		"a page opened a while": func() { _ = h.view("one") },
	} {
		again()
		for section, was := range before {
			st := standings(h.view("one"))[section]
			if section == fact.SectionMedications { // nobody gives orders
				continue
			}
			if !st.AsOf.Equal(was.AsOf) || st.Freshness != asof.Stale && st.Freshness != asof.Down {
				t.Errorf("%s: %s is %s as of %v; it was as of %v", how, section, st.Freshness, st.AsOf, was.AsOf)
			}
		}
	}
}

// TestH001HabitsAreKept: what was learned of a source's silences is there after
// a restart, and makes it late before the fixed limit.
func TestH001HabitsAreKept(t *testing.T) {
	h := newHouse(t, live("lab"))
	start := h.now
	for week := range 3 {
		h.now = start.Add(time.Duration(week) * 14 * 24 * time.Hour) // a silence of over a week is no habit
		for range 40 {
			h.now = h.now.Add(time.Minute)
			h.send("lab", oru(h.now.Format("20060102150405"), "one", "5.9"))
		}
	}
	for _, opened := range []func(){func() {}, func() { h.tenant, h.book = h.open() }} {
		opened()
		now := h.now
		h.now = now.Add(4 * time.Minute)
		v := h.view("one")
		if st := v.Results.Standing(); st.Freshness != asof.Ageing || st.Late.Longest == 0 || st.Late.Usual > 2*time.Minute {
			t.Errorf("after 4 minutes: %s, habit %v", st.Freshness, st.Late)
		}
		if h.now = now.Add(time.Minute); h.view("one").Results.Freshness != asof.Fresh {
			t.Error("a minute of silence is late")
		}
		h.now = now
	}
}
