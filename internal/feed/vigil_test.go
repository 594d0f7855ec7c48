package feed_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/seal"
)

// ward is a house with patients p0, p1, ... in one unit, each with a penicillin
// allergy, an order and a visit, that were sent long before.
func ward(t *testing.T, patients int) *house {
	h := newHouse(t)
	for i := range patients {
		h.send("feed", admission(i), ordered(i, "NW", "80000"))
		h.send("feed", adt("A04", "20261124080000", "c"+name(i), strings.Replace(visitOf(i+500), "|I|", "|O|", 1)))
	}
	h.now = h.now.Add(time.Hour)
	return h
}

func name(i int) string { return fmt.Sprintf("p%d", i) }

func visitOf(i int) string {
	return fmt.Sprintf("PV1|1|I|W1^%d^1||||||||||||||||V%d", 100+i, i)
}

func admission(i int) []byte {
	return adt("A01", "20261124080000", name(i), visitOf(i), "IAM|1|DA|PCN^penicillin^L|SV|anaphylaxis|A|"+name(i)+"a^ZZHOSP")
}

// deletion has an allergy taken off the list.
func deletion(i int, at string) []byte {
	return adt("A08", at, name(i), visitOf(i), "IAM|1|DA|PCN^penicillin^L|||D|"+name(i)+"a^ZZHOSP")
}

func ordered(i int, control, at string) []byte {
	at = "20261124" + fmt.Sprintf("%06s", at)
	return msg(
		"MSH|^~\\&|RX|ZZHOSP|RO|ZZHOSP|"+at+"||RDE^O11|"+control+at+name(i)+"|P|2.5.1",
		"PID|1||"+name(i)+"^^^ZZHOSP^MR||ZZTEST-"+strings.ToUpper(name(i))+"^ADA||19440305|F",
		"ORC|"+control+"|O"+name(i)+"^RX|F"+name(i)+"^RX||||||"+at,
		"RXE|^^^20261124080000|APX^apixaban^L|5||mg|TAB",
		"RXR|PO",
	)
}

func (h *house) freezes() []guard.Freeze { return feed.FreezesOf(h.book).All() }

func shown(v *asof.View) []string {
	var items []string
	for _, a := range v.Allergies.Items {
		items = append(items, a.Substance+" "+a.State+" "+strings.Join(a.Marks, ";"))
	}
	return items
}

// TestH067MassDeletionOfAllergiesFreezes takes 40 % of the allergies of a unit
// away within a minute, in every way the hazard names.
func TestH067MassDeletionOfAllergiesFreezes(t *testing.T) {
	h := ward(t, 20)
	before := h.hash()
	for i := range 8 {
		h.send("feed", deletion(i, fmt.Sprintf("202611242301%02d", i)))
	}
	list := h.freezes()
	if len(list) != 1 || list[0].State() != guard.Waiting || len(list[0].Patients) != 8 || list[0].Figures.Of != 20 {
		t.Fatalf("freezes: %+v, want one of the hospital with 8 held", list)
	}
	v := h.view("p3")
	if want := []string{"penicillin active " + guard.MarkRemoved}; !slices.Equal(shown(v), want) {
		t.Errorf("a patient whose allergy was deleted shows %q, want %q", shown(v), want)
	}
	if held := v.Allergies.Held; held == nil || held.Lost == 0 || !v.Allergies.AsOf.Equal(list[0].Since) {
		t.Errorf("the section says %+v as of %v, want the freeze and its last good %v", held, v.Allergies.AsOf, list[0].Since)
	}
	if v.Medications.Held != nil || v.Census.Held != nil {
		t.Error("a section that nothing was taken from is frozen")
	}
	if other := h.view("p15"); other.Allergies.Held == nil || !slices.Equal(shown(other), []string{"penicillin active "}) {
		t.Errorf("a patient of the unit from whom nothing was taken shows %q", shown(other))
	}
	if h.hash() == before {
		t.Error("the hash is of the freeze, and not of the facts")
	}
}

func TestH067NewAllergiesAreShownDuringAFreeze(t *testing.T) {
	h := ward(t, 20)
	for i := range 8 {
		h.send("feed", deletion(i, "20261124230100"))
	}
	h.send("feed",
		adt("A08", "20261124230500", "p3", visitOf(3), "IAM|1|DA|LTX^latex^L|MO|rash|A|x1^ZZHOSP"),
		adt("A01", "20261124230600", "new", "PV1|1|I|W1^300^1||||||||||||||||V300", "AL1|1|DA|LTX^latex^L|MO|rash"),
		adt("A40", "20261124230700", "p4", "MRG|old^^^ZZHOSP^MR"),
	)
	want := []string{"penicillin active " + guard.MarkRemoved, "latex active " + guard.MarkNew}
	if got := shown(h.view("p3")); !slices.Equal(got, want) {
		t.Errorf("shows %q, want %q", got, want)
	}
	if got := shown(h.view("new")); !slices.Equal(got, want[1:]) || !h.view("new").InHouse {
		t.Errorf("a patient admitted during the freeze shows %q", got)
	}
	if v := h.view("old"); v.Family != "ZZTEST-P4" || len(shown(v)) != 1 {
		t.Errorf("a merge during the freeze: %q shows %q", v.Family, shown(v))
	}
}

func TestH067APersonDecidesAndMayTakeItBack(t *testing.T) {
	h := ward(t, 20)
	for i := range 8 {
		h.send("feed", deletion(i, "20261124230100"))
	}
	id := h.freezes()[0].ID
	held := shown(h.view("p1"))
	decide := func(act guard.Act) error {
		return feed.FreezesOf(h.book).Decide(t.Context(), id, guard.Decision{Act: act, By: "mokafor", Name: "M. Okafor", Reason: "the allergy desk cleaned up"})
	}
	must(t, decide(guard.Release))
	if got := shown(h.view("p1")); !slices.Equal(got, []string{"penicillin removed "}) || h.view("p1").Allergies.Held != nil {
		t.Errorf("released, the chart shows %q", got)
	}
	h.send("feed", deletion(9, "20261124230200"))
	if n := len(h.freezes()); n != 1 {
		t.Errorf("%d freezes: what was released is counted again", n)
	}
	must(t, decide(guard.Undo))
	if got := shown(h.view("p1")); !slices.Equal(got, held) {
		t.Errorf("the release taken back, the chart shows %q, want %q", got, held)
	}
	if err := decide(guard.Undo); err == nil {
		t.Error("there is nothing to take back, and it was")
	}
	must(t, decide(guard.Keep))
	_, again := h.open()
	f := feed.FreezesOf(again).All()[0]
	if f.State() != guard.Kept || len(f.Decisions) != 3 || f.Decisions[0].Reason != "the allergy desk cleaned up" || f.Decisions[0].Name != "M. Okafor" {
		t.Errorf("after a restart: %+v", f)
	}
}

func TestH067KeptUntilTheSourceSendsAgain(t *testing.T) {
	h := ward(t, 20)
	for i := range 8 {
		h.send("feed", deletion(i, "20261124230100"))
	}
	id := h.freezes()[0].ID
	must(t, feed.FreezesOf(h.book).Decide(t.Context(), id, guard.Decision{Act: guard.Keep, By: "mokafor", Reason: "no"}))
	for i := range 8 {
		if state := h.freezes()[0].State(); state != guard.Kept {
			t.Fatalf("%s with %d of 8 sent again", state, i)
		}
		h.send("feed", adt("A08", "20261124231000", name(i), visitOf(i), "IAM|1|DA|PCN^penicillin^L|SV|anaphylaxis|A|"+name(i)+"a^ZZHOSP"))
	}
	if f := h.freezes()[0]; f.State() != guard.Ended {
		t.Errorf("all was sent again, and the freeze is %s", f.State())
	}
	if v := h.view("p1"); v.Allergies.Held != nil || !slices.Equal(shown(v), []string{"penicillin active "}) {
		t.Errorf("the chart shows %q", shown(v))
	}
}

// A patient who is held back and is merged meanwhile is known by another number
// from then on. What is sent again under that one ends the freeze all the same.
func TestH067AMergedPatientEndsAFreezeThatWasSentAgain(t *testing.T) {
	h := ward(t, 20)
	for i := range 8 {
		h.send("feed", deletion(i, "20261124230100"))
	}
	id := h.freezes()[0].ID
	must(t, feed.FreezesOf(h.book).Decide(t.Context(), id, guard.Decision{Act: guard.Keep, By: "mokafor", Reason: "no"}))
	for i := range 7 {
		h.send("feed", adt("A08", "20261124231000", name(i), visitOf(i), "IAM|1|DA|PCN^penicillin^L|SV|anaphylaxis|A|"+name(i)+"a^ZZHOSP"))
	}
	h.send("feed", adt("A40", "20261124231100", "other", "MRG|"+name(7)+"^^^ZZHOSP^MR"))
	if state := h.freezes()[0].State(); state != guard.Kept {
		t.Fatalf("merged, and nothing sent again: %s", state)
	}
	h.send("feed", adt("A08", "20261124231200", "other", visitOf(7), "IAM|1|DA|PCN^penicillin^L|SV|anaphylaxis|A|"+name(7)+"a^ZZHOSP"))
	if f := h.freezes()[0]; f.State() != guard.Ended {
		t.Errorf("all was sent again, and the freeze is %s", f.State())
	}
}

// TestH067WhatFreezesAndWhatDoesNot tries counts, times and sections around
// the limits.
func TestH067WhatFreezesAndWhatDoesNot(t *testing.T) {
	for _, c := range []struct {
		name     string
		patients int
		lost     int
		take     func(i int) []byte
		apart    time.Duration // between receipts
		want     fact.Section  // what is frozen
	}{
		{"40 percent of allergies", 20, 8, func(i int) []byte { return deletion(i, "20261124230100") }, time.Second, fact.SectionAllergies},
		{"all of a unit of three", 3, 3, func(i int) []byte { return deletion(i, "20261124230100") }, time.Second, ""},
		{"five in an hour", 20, 5, func(i int) []byte { return deletion(i, "20261124230100") }, 13 * time.Minute, ""},
		{"5 of 60", 60, 5, func(i int) []byte { return deletion(i, "20261124230100") }, time.Second, ""},
		{"allergies altered", 20, 8, func(i int) []byte {
			return adt("A08", "20261124230100", name(i), visitOf(i), "IAM|1|DA|PCN^penicillin^L|MI|rash|U|"+name(i)+"a^ZZHOSP")
		}, time.Second, fact.SectionAllergies},
		{"allergies repeated as they were", 20, 20, func(i int) []byte {
			return adt("A08", "20261124230100", name(i), visitOf(i), "IAM|1|DA|PCN^penicillin^L|SV|anaphylaxis|U|"+name(i)+"a^ZZHOSP")
		}, time.Second, ""},
		{"40 percent of orders", 20, 8, func(i int) []byte { return ordered(i, "DC", "230100") }, time.Second, fact.SectionMedications},
		{"25 percent of orders", 20, 5, func(i int) []byte { return ordered(i, "DC", "230100") }, time.Second, ""},
		{"new orders", 20, 20, func(i int) []byte { return ordered(i+100, "NW", "230100") }, time.Second, ""},
		{"discharged at once", 20, 8, func(i int) []byte { return adt("A03", "20261124230100", name(i), visitOf(i)) }, time.Second, fact.SectionCensus},
		{"corrected over the day, received at once", 20, 10, func(i int) []byte {
			return deletion(i, fmt.Sprintf("20261124%02d0000", 10+i))
		}, time.Second, ""},
		{"outpatients leave a clinic", 20, 12, func(i int) []byte {
			return adt("A03", "20261124230100", "c"+name(i), strings.Replace(visitOf(i+500), "|I|", "|O|", 1))
		}, time.Second, ""},
		{"discharged over the day, received at once", 20, 12, func(i int) []byte {
			return adt("A03", fmt.Sprintf("20261124%02d0000", 10+i), name(i), visitOf(i))
		}, time.Second, ""},
		{"discharged at once, by a clock two hours behind", 20, 8, func(i int) []byte { return adt("A03", "20261124210100", name(i), visitOf(i)) }, time.Second, fact.SectionCensus},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := ward(t, c.patients)
			for i := range c.lost {
				h.send("feed", c.take(i))
				h.now = h.now.Add(c.apart)
			}
			var got fact.Section
			for _, f := range h.freezes() {
				got = f.Section
			}
			if got != c.want {
				t.Errorf("frozen is %q, want %q: %+v", got, c.want, h.freezes())
			}
		})
	}
}

func TestH067MedicinesKeepTheirLastGood(t *testing.T) {
	h := ward(t, 20)
	for i := range 8 {
		h.send("feed", ordered(i, "DC", "230100"))
	}
	h.send("feed", ordered(101, "NW", "230200"))
	v := h.view("p2")
	if m := v.Medications.Items; len(m) != 1 || m[0].State != "ACTIVE" || !strings.Contains(strings.Join(m[0].Marks, ""), "HELD BACK: sent as DISCONTINUED") {
		t.Errorf("an order that was stopped in mass shows %+v", m)
	}
}

// TestH067PatientsWhoseVisitVanishesStayOnTheCensus also holds that others can
// be admitted, moved and discharged meanwhile.
func TestH067PatientsWhoseVisitVanishesStayOnTheCensus(t *testing.T) {
	h := ward(t, 20)
	for i := range 8 {
		h.send("feed", adt("A03", "20261124230100", name(i), visitOf(i)))
	}
	h.send("feed",
		adt("A01", "20261124230600", "new", "PV1|1|I|W1^300^1||||||||||||||||V300"),
		adt("A02", "20261124230700", "p15", "PV1|1|I|W2^200^1||||||||||||||||V15"),
		adt("A01", "20261124231000", "p2", "PV1|1|I|W3^7^1||||||||||||||||V900"),
	)
	units := map[string]int{}
	for _, line := range h.book.Lines() {
		if line.Line.InHouse {
			units[line.Line.Unit]++
		}
	}
	if units["W1"] != 39 || units["W2"] != 1 || units["W3"] != 1 {
		t.Errorf("the census counts %v, want 39 in W1, 1 each in W2 and W3", units)
	}
	if v := h.view("p4"); !v.InHouse || v.Bed != "1" || !slices.Contains(v.Flags, guard.MarkLeft) {
		t.Errorf("a patient whose visit vanished: in house %v, flags %q", v.InHouse, v.Flags)
	}
	if v := h.view("p2"); v.Unit != "W3" || slices.Contains(v.Flags, guard.MarkLeft) {
		t.Errorf("a patient who is admitted again: in %s, flags %q", v.Unit, v.Flags)
	}
}

// TestH067ReadingAgainFreezesNothingAnew makes the charts again and holds that
// freezes and decisions stand as they did.
func TestH067ReadingAgainFreezesNothingAnew(t *testing.T) {
	h := ward(t, 20)
	for i := range 8 {
		h.send("feed", deletion(i, "20261124230100"))
	}
	want, hash := h.freezes(), h.hash()
	must(t, h.book.Rebuild(context.Background(), nil))
	same := func(a, b guard.Freeze) bool {
		return a.ID == b.ID && len(a.Patients) == len(b.Patients) && a.State() == b.State()
	}
	if got := h.freezes(); !slices.EqualFunc(got, want, same) || h.hash() != hash {
		t.Errorf("made again: %+v, want %+v", got, want)
	}
	must(t, feed.FreezesOf(h.book).Decide(t.Context(), want[0].ID, guard.Decision{Act: guard.Release, By: "m", Reason: "right"}))
	must(t, h.book.Rebuild(context.Background(), nil))
	if got := h.freezes(); len(got) != 1 || got[0].State() != guard.Released {
		t.Errorf("made again after a release: %+v", got)
	}
}

// heldLines counts the patients whom lists show as perhaps still here.
func (h *house) heldLines() int {
	n := 0
	for _, line := range h.book.Lines() {
		if line.Line.InHouse && slices.Contains(line.Flags, guard.MarkLeft) {
			n++
		}
	}
	return n
}

// discharges are those of the first patients of a ward, within a minute.
func discharges(patients int) (all [][]byte) {
	for i := range patients {
		all = append(all, adt("A03", fmt.Sprintf("202611242301%02d", i), name(i), visitOf(i)))
	}
	return all
}

// TestH067HeldPatientsStayOnTheCensusWhenTheDiskFails has one commit fail, and
// one reading of the record while the book is loaded again.
func TestH067HeldPatientsStayOnTheCensusWhenTheDiskFails(t *testing.T) {
	for failing, want := range map[string]lossy{
		"the commit":                   {commits: 1},
		"the commit and the reload":    {commits: 1, loads: 1},
		"the commit and a chart after": {commits: 1, reads: 1},
	} {
		h := ward(t, 20)
		h.send("feed", discharges(12)...)
		if n := h.heldLines(); n != 12 {
			t.Fatalf("the census says of %d that they may still be here, want 12", n)
		}
		disk := &lossy{}
		h.reopen(func(d *feed.Desk) { disk.Projection = d.Projection; d.Projection = disk })
		disk.commits, disk.loads, disk.reads = want.commits, want.loads, want.reads
		h.keep("feed", [][]byte{adt("A01", "20261124230700", "new", "PV1|1|I|W1^200^1||||||||||||||||V900")})
		if _, err := h.book.Step(t.Context()); !errors.Is(err, errLost) {
			t.Fatalf("%s fails: the step says %v", failing, err)
		}
		h.catchUp()
		if list := h.freezes(); len(list) != 1 || !list[0].Open() || h.heldLines() != 12 {
			t.Errorf("%s fails: %d freezes, and the census says of %d that they may still be here, want 1 and 12", failing, len(list), h.heldLines())
		}
	}
}

// TestH067HeldPatientsStayOnTheCensusWhateverComes does to a ward of whom twelve
// are held back what makes lists anew.
func TestH067HeldPatientsStayOnTheCensusWhateverComes(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*house)
	}{
		{"the charts are made again", func(h *house) { must(t, h.book.Rebuild(t.Context(), nil)) }},
		{"two of their numbers become one patient's", func(h *house) {
			h.send("feed", adt("A40", "20261124230700", "kept", "MRG|p3^^^ZZHOSP^MR"))
		}},
		{"a message about one is read again", func(h *house) {
			h.send("feed", unknown("20261124230700", "p3"))
			must(t, h.room().Dismiss(t.Context(), "n.ito", feed.ReadTo(h.book), "a pager test"))
		}},
		{"a person keeps the last good", func(h *house) {
			must(t, feed.FreezesOf(h.book).Decide(t.Context(), h.freezes()[0].ID, guard.Decision{Act: guard.Keep, By: "m", Reason: "no"}))
		}},
	} {
		h := ward(t, 20)
		h.send("feed", discharges(12)...)
		c.do(h)
		if n := h.heldLines(); n != 12 {
			t.Errorf("%s: the census says of %d that they may still be here, want 12", c.name, n)
		}
	}
}

// TestH067HeldPatientsStayWhileAStepIsKept looks at the census while the disk
// still writes the discharges.
func TestH067HeldPatientsStayWhileAStepIsKept(t *testing.T) {
	h := ward(t, 20)
	disk := &slow{asked: make(chan struct{}), begin: make(chan struct{})}
	h.reopen(func(d *feed.Desk) { disk.Projection = d.Projection; d.Projection = disk })
	h.keep("feed", discharges(12))
	stepped := make(chan error)
	go func() { _, err := h.book.Step(t.Context()); stepped <- err }()
	<-disk.asked
	if n := h.heldLines(); n != 12 {
		t.Errorf("while the step is kept the census says of %d that they may still be here, want 12", n)
	}
	close(disk.begin)
	must(t, <-stepped)
}

// TestH067ADecisionThatIsNotKeptIsNone has the disk fail under a decision: the
// freeze holds back what it held, in memory as on disk.
func TestH067ADecisionThatIsNotKeptIsNone(t *testing.T) {
	h := ward(t, 20)
	h.send("feed", discharges(12)...)
	disk := &lossy{}
	full := func(seal.Epoch) error { return errLost }
	for failing, change := range map[string]func(*feed.Desk){
		"the commit":  func(d *feed.Desk) { disk.Projection = d.Projection; d.Projection = disk },
		"the sealing": func(d *feed.Desk) { d.Sealer = seal.NewSealer("main", h.key.Public(), full, d.Now) },
	} {
		h.reopen(change)
		disk.commits = 1
		err := feed.FreezesOf(h.book).Decide(t.Context(), h.freezes()[0].ID, guard.Decision{Act: guard.Release, By: "m", Reason: "right"})
		if f := h.freezes()[0]; !errors.Is(err, errLost) || !f.Open() || h.heldLines() != 12 {
			t.Errorf("%s fails (%v): the freeze is %s, %d are held on the census", failing, err, f.State(), h.heldLines())
		}
		_, h.book = h.open()
	}
}

// spoiled is a projection of which what the guard kept of one kind was altered.
type spoiled struct {
	feed.Projection
	kind string
}

func (p spoiled) Load(ctx context.Context) (feed.Saved, error) {
	saved, err := p.Projection.Load(ctx)
	for i := range saved.Kept {
		if saved.Kept[i].Kind == p.kind {
			saved.Kept[i].Sealed.Bytes[0] ^= 1
		}
	}
	return saved, err
}

// TestH067DamagedRecordsOfTheGuardCloseNothing opens charts of which something
// does not open that the guard kept. A freeze counts as one that needs a person.
func TestH067DamagedRecordsOfTheGuardCloseNothing(t *testing.T) {
	h := ward(t, 20)
	h.send("feed", discharges(12)...)
	for _, kind := range []string{guard.KindLoss, guard.KindWatched, guard.KindFreeze} { // the freeze last: it is released
		unopened := map[string]int{guard.KindLoss: 1, guard.KindWatched: 1}[kind]
		h.reopen(func(d *feed.Desk) { d.Projection = spoiled{d.Projection, kind} })
		list := h.freezes()
		if len(list) != 1 || !list[0].Open() || list[0].Damaged != (kind == guard.KindFreeze) || h.status().Unopened != unopened {
			t.Errorf("%s damaged: %+v, %d said to be damaged", kind, list, h.status().Unopened)
		}
		if flagged := slices.Contains(h.view("p15").Flags, guard.MarkDamaged); flagged != list[0].Damaged {
			t.Errorf("%s damaged: a chart says %v that something held back is lost", kind, flagged)
		}
		h.send("feed", oru("20261124231000", "p15", "4."+fmt.Sprint(len(kind)))) // reading goes on
		if list[0].Damaged {
			decide := func(act guard.Act) error {
				return feed.FreezesOf(h.book).Decide(t.Context(), list[0].ID, guard.Decision{Act: act, By: "m", Reason: "asked the units"})
			}
			if err := decide(guard.Keep); !errors.Is(err, guard.ErrNoFreeze) {
				t.Errorf("what is lost is kept: %v", err)
			}
			must(t, decide(guard.Release))
		}
		_, h.book = h.open()
	}
}
