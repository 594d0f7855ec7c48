package feed_test

import (
	"reflect"
	"testing"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
)

// A chart never mixes what two profiles read.
func TestChangedProfileMakesChartsAgain(t *testing.T) {
	first, second := threeMessages()[:2], threeMessages()[2:]
	h := newHouse(t)
	h.send("feed", first...)
	h.reopen(func(d *feed.Desk) {
		p := reading.NewProfile("feed", "America/Chicago")
		p.Live = true
		d.Profiles = []reading.Profile{p}
	})
	h.keep("feed", second)
	h.catchUp()
	all := openHouse(t, h.book.Desk().Profiles...)
	all.send("feed", threeMessages()...)
	if h.hash() != all.hash() {
		t.Error("charts after a change of zone differ from those read in that zone from the start")
	}
}

func TestWhatMakesChartsAgain(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*feed.Desk)
		again  bool
	}{
		"nothing":                      {func(*feed.Desk) {}, false},
		"what a source gives":          {func(d *feed.Desk) { d.Profiles[0].Gives = []fact.Section{fact.SectionResults} }, false},
		"how it is answered":           {func(d *feed.Desk) { d.Profiles[0].AlwaysAnswer = true }, false},
		"from trial to live":           {func(d *feed.Desk) { d.Profiles[0].Live = false }, true},
		"its authority":                {func(d *feed.Desk) { d.Profiles[0].Authority = "ZZHOSP" }, true},
		"its words for none":           {func(d *feed.Desk) { d.Profiles[0].NoneCodes = map[string]string{"NONE": ""} }, true},
		"empty lists, as a file reads": {func(d *feed.Desk) { emptyLists(reflect.ValueOf(&d.Profiles[0]).Elem()) }, false},
		"what is withheld":             {func(d *feed.Desk) { d.Profiles[0].Restricted = []string{"PSY"} }, true},
		"the zone of the site":         {func(d *feed.Desk) { d.Zone = "UTC" }, true},
	} {
		h := newHouse(t)
		h.send("feed", threeMessages()...)
		h.reopen(func(d *feed.Desk) {
			d.Profiles = append([]reading.Profile{}, d.Profiles...)
			c.change(d)
		})
		if again := h.status().Waiting == 3; again != c.again {
			t.Errorf("%s: made again %v, want %v", name, again, c.again)
		}
	}
}

// emptyLists makes every list and map that a profile does not have an empty one.
func emptyLists(v reflect.Value) {
	for _, field := range v.Fields() {
		switch {
		case field.Kind() == reflect.Struct:
			emptyLists(field)
		case field.Kind() == reflect.Slice && field.IsNil():
			field.Set(reflect.MakeSlice(field.Type(), 0, 0))
		case field.Kind() == reflect.Map && field.IsNil():
			field.Set(reflect.MakeMap(field.Type()))
		}
	}
}
