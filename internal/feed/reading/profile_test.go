package reading_test

import (
	"reflect"
	"testing"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
)

// What is sent within one second is put in order by its control number where
// the source declares that it only grows, and by arrival elsewhere.
func TestControlNumberBreaksTies(t *testing.T) {
	for _, tt := range []struct {
		countsUp    bool
		early, late string // control ids in the order they were sent
		want        bool   // the first stands before the second, though it came after
	}{
		{true, "MSG0009", "MSG0010", true},
		{true, "9", "10", true},
		{true, "no number", "none", false},
		{true, "99999999999999999999", "1", false},
		{false, "MSG0009", "MSG0010", false},
	} {
		p := reading.NewProfile("feed", "UTC")
		p.CountsUp = tt.countsUp
		stamp := func(control string, arrival int64) fact.Stamp {
			raw := message("MSH|^~\\&|X|ZZHOSP|RO|ZZHOSP|20261124080000||ADT^A08|"+control+"|P|2.5.1", "EVN||20261124080000", pid)
			r := reading.Of(reading.Letter{Number: arrival, Source: "feed", Received: received, Raw: raw}, &p, time.UTC)
			return r.Facts[0].Stamp
		}
		if got := stamp(tt.early, 2).Compare(stamp(tt.late, 1)) < 0; got != tt.want {
			t.Errorf("%q before %q, declared %v: %v, want %v", tt.early, tt.late, tt.countsUp, got, tt.want)
		}
	}
}

// A rule of withholding that cannot ever fit is refused: nobody would see that it
// withholds nothing.
func TestRulesThatNeverFitAreRefused(t *testing.T) {
	for _, tt := range []struct {
		rule reading.Withholding
		good bool
	}{
		{reading.Withholding{Codes: []string{"methadone"}}, true},
		{reading.Withholding{Units: []string{"SUD"}, Sections: []fact.Section{fact.SectionNotes}}, true},
		{reading.Withholding{Marked: []string{"PV1-16 = VIP", "PD1-12", "ARV", "ZXX-3=1"}}, true},
		{reading.Withholding{}, false},
		{reading.Withholding{Codes: []string{"methadone"}, Sections: []fact.Section{"medicines"}}, false},
		{reading.Withholding{Marked: []string{"PV1 16 = VIP"}}, false},
		{reading.Withholding{Marked: []string{"PV1-x"}}, false},
		{reading.Withholding{Marked: []string{"PV1-0"}}, false},
		{reading.Withholding{Marked: []string{"PV1-16 ="}}, false},
		{reading.Withholding{Marked: []string{"ARV = 1"}}, false},
		{reading.Withholding{Marked: []string{"pv1-16"}}, false},
	} {
		if err := tt.rule.Check(); (err == nil) != tt.good {
			t.Errorf("%+v: %v", tt.rule, err)
		}
	}
}

// A field that somebody adds to a profile makes charts again until it is said
// that it does not bear on what messages are read to say.
func TestReadKeepsWhatBearsOnReading(t *testing.T) {
	shown := map[string]bool{
		"Title": true, "Gives": true, "Partly": true, "Lacks": true, "Primary": true, "Covers": true, "ClockMinutes": true, "Heartbeat": true, "HeartbeatSeconds": true,
		"AgeingSeconds": true, "StaleSeconds": true,
		"AlwaysAnswer": true, "RefuseUnknown": true,
	}
	full := reading.Profile{}
	v := reflect.ValueOf(&full).Elem()
	for i := range v.NumField() {
		fill(v.Field(i))
	}
	read := reflect.ValueOf(full.Read())
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if kept := !read.Field(i).IsZero(); kept == shown[name] {
			t.Errorf("%s: kept %v, want %v", name, kept, !shown[name])
		}
	}
}

// fill gives a field a value that is not its zero.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString("x")
	}
}

// On trial, what is sent as a test is charted and says TEST, and so does all
// else; live, only production is charted, and the rest is kept and said so.
func TestH091TestMessagesReachNoLiveChart(t *testing.T) {
	for _, tt := range []struct {
		live bool
		id   string
		want reading.Outcome
		test bool
	}{
		{false, "P", reading.Charted, true}, {false, "T", reading.Charted, true}, {false, "D", reading.Charted, true},
		{true, "P", reading.Charted, false}, {true, "", reading.Charted, false},
		{true, "T", reading.Ignored, false}, {true, "D", reading.Ignored, false}, {true, "X", reading.Ignored, false},
	} {
		p := reading.NewProfile("feed", "UTC")
		p.Live = tt.live
		raw := message("MSH|^~\\&|X|ZZHOSP|RO|ZZHOSP|20261124080000||ADT^A08|1|"+tt.id+"|2.5.1", "EVN||20261124080000", pid)
		r := reading.Of(reading.Letter{Number: 1, Source: "feed", Received: received, Raw: raw}, &p, time.UTC)
		if r.State != tt.want || len(r.Facts) > 0 && r.Facts[0].From.Test != tt.test || r.State == reading.Ignored && (r.Reason == "" || len(r.Facts) > 0) {
			t.Errorf("live %v, MSH-11 %q: %s (%s), %d facts", tt.live, tt.id, r.State, r.Reason, len(r.Facts))
		}
	}
}
