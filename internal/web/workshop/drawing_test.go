package workshop

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/quarantine"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/remake"
	"redoutlet/internal/feed/trial"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui/uitest"
)

// drawings are the states that the golden pages keep.
func drawings() []uitest.Drawing {
	s := sampleSheet()
	nurse := identity.Who{Tenant: "north", Name: "n.ito", Role: identity.Nurse}
	running := remake.Progress{Running: true, Read: 1200, Last: 2470}
	dismissed := sampleRecent()[1]
	dismissed.State, dismissed.Reason = reading.Ignored, "A person has looked at it and found nothing clinical in it."
	bad := url.Values{"zone": {"Mars/Olympus"}, "title": {"<script>"}, "gives": {"allergies\nbed"}, "version": {"3"}}
	return []uitest.Drawing{
		uitest.Drawn("sources", "sources", s.sources(sampleSources(), sampleStatus(), sampleRemade(), engineer())),
		uitest.Drawn("sources_remaking", "sources", s.sources(sampleSources(), sampleStatus(), running, nurse)),
		uitest.Drawn("sources_none", "sources", s.sources(nil, feed.Status{}, remake.Progress{}, engineer())),
		uitest.Drawn("source", "source", s.source(sampleSources()[0], sampleHistory(), sampleRecent())),
		uitest.Drawn("source_first", "source", withFirst(3, sampleFirst())),
		uitest.Drawn("source_first_waiting", "source", withFirst(0, nil)),
		uitest.Drawn("source_first_unread", "source", withFirst(1, nil)),
		uitest.Drawn("source_first_quarantined", "source", withFirst(1, sampleFirst()[1:2])),
		uitest.Drawn("source_first_hostile", "source", withFirst(1, hostile())),
		uitest.Drawn("source_taken", "source", s.source(sampleSources()[1], sampleSources()[1:], nil)),
		uitest.Drawn("source_waiting", "source", s.source(waiting(Door{At: "127.0.0.1:2577"}), nil, nil)),
		uitest.Drawn("source_hostile", "source", s.source(waiting(Door{At: "127.0.0.1:2577"}), nil, hostile())),
		uitest.Drawn("form", "source-form", s.form(sampleSources()[0], nil)),
		uitest.Drawn("form_new", "source-form", s.form(Source{Profile: reading.NewProfile("", "America/New_York")}, nil)),
		uitest.Drawn("form_refused", "source-form", s.form(sampleSources()[0], bad).refused(&fieldError{"zone", "There is no such time zone. Use a name such as America/Chicago."})),
		uitest.Drawn("form_meanwhile", "source-form", s.form(sampleSources()[0], bad).refused(ErrMeanwhile)),
		uitest.Drawn("form_tried", "source-form", triedForm(s)),
		uitest.Drawn("form_nothing_to_try", "source-form", s.form(sampleSources()[0], nil).refused(&fieldError{"sample", "Paste a message, or give the number of one that is kept."})),
		uitest.Drawn("quarantine", "quarantine-groups", quarantined(sampleGroups(), engineer())),
		uitest.Drawn("quarantine_nurse", "quarantine-groups", quarantined(sampleGroups(), nurse)),
		uitest.Drawn("quarantine_none", "quarantine-groups", quarantined(nil, engineer())),
		uitest.Drawn("group", "quarantine-group", s.group(sampleGroups()[0], sampleRecent(), engineer())),
		uitest.Drawn("group_past_the_end", "quarantine-group", s.group(sampleGroups()[0], nil, nurse)),
		uitest.Drawn("group_hostile", "quarantine-group", s.group(quarantine.Group{Kind: "<b>x", Source: "<script>", Count: 1}, hostile(), nurse)),
		uitest.Drawn("message", "quarantine-message", s.message(&sampleRecent()[1], sampleActs(), false, engineer())),
		uitest.Drawn("message_refused", "quarantine-message", s.message(&sampleRecent()[1], nil, false, nurse).refused("Say in a few words what you looked at.")),
		uitest.Drawn("message_dismissed", "quarantine-message", s.message(&dismissed, sampleActs()[1:], true, nurse)),
		uitest.Drawn("message_charted", "quarantine-message", s.message(&sampleRecent()[0], nil, false, nurse)),
		uitest.Drawn("run", "quarantine-run", s.run(sampleRun())),
		uitest.Drawn("run_running", "quarantine-run", s.run(quarantine.Run{Running: true, By: "t.lind", At: ago(time.Minute), Total: 33, Read: 12, Charted: 12})),
		uitest.Drawn("run_begun", "quarantine-run", s.run(quarantine.Run{Running: true, By: "t.lind", At: ago(time.Second)})),
		uitest.Drawn("run_all", "quarantine-run", s.run(quarantine.Run{By: "t.lind", At: ago(time.Minute), Total: 2, Read: 2, Charted: 1, Ignored: 1})),
		uitest.Drawn("run_failed", "quarantine-run", s.run(quarantine.Run{Failed: true, By: "t.lind", At: ago(time.Minute), Total: 33, Read: 12, Charted: 12})),
		uitest.Drawn("run_never", "quarantine-run", s.run(quarantine.Run{})),
	}
}

func triedForm(s sheet) *formPage {
	p := s.form(sampleSources()[0], nil)
	p.Trial = tried(sampleTrial())
	return p
}

// withFirst is the page of a source that was just added and of which so many
// messages came.
func withFirst(received int64, first []feed.Kept) *sourcePage {
	s := sampleSheet()
	p := s.source(waiting(Door{At: "127.0.0.1:2577", Messages: received}), nil, first)
	p.First = s.first(received, first)
	return p
}

// Nobody is named on the page of a source, whatever came.
func TestFirstMessagesNameNobody(t *testing.T) {
	first := sampleFirst()
	first[0].Changes = append(first[0].Changes, "Names ZZTEST-HAZEL, TOM.")
	page := gallery(t).Main(t, uitest.Drawn("first", "source", withFirst(3, first)))
	if strings.Contains(page, "ZZTEST") || strings.Contains(page, "TOM") || !strings.Contains(page, "Charted on 2 charts: 3 facts.") {
		t.Errorf("the page says:\n%s", page)
	}
	if p := sampleSheet().first(firstOf+1, nil); p != nil {
		t.Errorf("long after the first message: %+v", p)
	}
}

// waiting is a source that was just added.
func waiting(d Door) Source {
	p := reading.NewProfile("vitals", "America/New_York")
	p.Title = "Vital signs <b>x"
	return Source{Version: 1, At: ago(time.Minute), By: "t.lind", Listen: "127.0.0.1:2577", Profile: p, Door: d}
}

func hostile() []feed.Kept {
	return []feed.Kept{{Number: 7, Source: "<b>x", Kind: "<script>", Person: "\u202eEVIL", Received: ago(time.Hour), State: reading.Charted, Changes: []string{"<script>"}}}
}

// What is said while nothing arrives is about what can be seen from here.
func TestWhatIsSaidUntilSomethingArrives(t *testing.T) {
	at := "127.0.0.1:2577"
	charted, kept := feed.Kept{State: reading.Charted}, feed.Kept{State: reading.Quarantined}
	for say, c := range map[string]struct {
		source Source
		recent []feed.Kept
		help   bool
	}{
		"Waiting for the first message: nobody has connected yet.":                                       {waiting(Door{At: at}), nil, true},
		"Somebody is connected, and no message has come yet.":                                            {waiting(Door{At: at, Open: 1, Accepted: 1}), nil, true},
		"Somebody connected and went away without a message.":                                            {waiting(Door{At: at, Accepted: 2}), nil, true},
		"Something connects and sends, but not in MLLP frames: 412 bytes were in no frame.":              {waiting(Door{At: at, Accepted: 2, Noise: 412}), nil, true},
		"Frames begin and never end, so nothing could be acknowledged.":                                  {waiting(Door{At: at, Accepted: 2, Damaged: 1}), nil, true},
		"This source is not listened to.":                                                                {waiting(Door{}), nil, true},
		"This source cannot be listened to: in use":                                                      {waiting(Door{Trouble: "in use"}), nil, true},
		"This source is closed: nothing can arrive.":                                                     {Source{Closed: true}, nil, true},
		"The newest message arrived, was acknowledged and is on a chart.":                                {waiting(Door{At: at, Messages: 1}), []feed.Kept{charted}, false},
		"The newest message arrived, was acknowledged, and has nothing for a chart: read beside it why.": {waiting(Door{At: at, Messages: 1}), []feed.Kept{{State: reading.Ignored}}, false},
		"The newest message arrived and was acknowledged, and is not on a chart.":                        {waiting(Door{At: at, Messages: 1}), []feed.Kept{kept}, true},
	} {
		got, help := arrived(c.source, c.recent)
		if got != say || (len(help) > 0) != c.help {
			t.Errorf("said %q with %d lines of help, want %q", got, len(help), say)
		}
	}
}

// What the form shows of a source is what it reads back.
func TestFormKeepsEverySetting(t *testing.T) {
	for _, src := range append(sampleSources(), waiting(Door{})) {
		page, typed := sampleSheet().form(src, nil), url.Values{}
		for _, f := range slices.Concat(page.Fields, page.Areas, page.Rules) {
			typed.Set(f.ID, f.Value)
		}
		for _, c := range page.Checks {
			if c.On {
				typed.Set(c.ID, "on")
			}
		}
		again, err := typedSource(src, typed)
		if err != nil {
			t.Fatal(err)
		}
		if d := differences(src, again); len(d) > 0 {
			t.Errorf("%s: read back, it differs: %q", src.Name, d)
		}
	}
}

func TestFormSaysWhatIsWrong(t *testing.T) {
	good := func() url.Values { return url.Values{"zone": {"UTC"}, "listen": {"127.0.0.1:1"}} }
	for field, value := range map[string]string{
		"zone": "Mars/Olympus", "gives": "beds", "primary": "beds", "partly": "allergies", "lacks": "beds = why", "order_kinds": "DNR = status", "own_fields": "PV2-4 = diet",
		"withhold": "why = bed 3", "clock_minutes": "-1", "new": "two words",
	} {
		typed := good()
		typed.Set(field, value)
		src := waiting(Door{})
		if field == "new" {
			src.Name = ""
		}
		_, err := typedSource(src, typed)
		var wrong *fieldError
		if !errors.As(err, &wrong) || wrong.field != field {
			t.Errorf("%s = %q: %v", field, value, err)
		}
	}
	if _, err := typedSource(waiting(Door{}), good()); err != nil {
		t.Errorf("what is right: %v", err)
	}
}

func sampleTrial() *trial.Trial {
	return &trial.Trial{
		Kind: "ADT^A08", State: reading.Charted, Says: []string{"Names the patient.", "Lists the allergy to PENICILLIN."},
		Patients: []trial.Patient{{Number: "0012345 HOSP", ID: "a1", Changes: []trial.Change{
			{Section: "allergies", Before: "NOT-RECORDED, INCOMPLETE", After: "LISTED", Added: []string{"severity SV; substance PENICILLIN"}},
		}}, {Number: "0012346 HOSP"}},
	}
}
