package browser

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"redoutlet/internal/feed/reading"
)

// methadone is an order that a rule of the house withholds.
func methadone() string {
	return segments(header("RDE^O11^RDE_O11", "W9"),
		"PID|1||8080001^^^WARD^MR||Wolfeschlegelsteinhausenbergerdorff-O'Shaughnessy^Maria",
		"PV1|1|I|4W^401^1^WARD|||||||||||||||V81",
		"ORC|NW|OP9|OF9||CM||||NOW",
		"RXE||methadone^methadone^L|40||mg||^^^once daily",
		"RXR|PO^oral^HL70162")
}

// TestWithheldPages looks at a chart and a message of which a rule withholds something, breaks the glass, and looks at
// them again, and at the review of that.
func TestWithheldPages(t *testing.T) {
	ready(t)
	config := settings(all())
	config.Sources[0].Profile.Withhold = []reading.Withholding{{Codes: []string{"methadone"}, Why: "a program for opioid use (42 CFR part 2)"}}
	ward := newSmall(t, "", config)
	must(t, ward.send(t.Context(), "feed", longest(), methadone()))
	const message = "/message/2"
	patient := links(ward.fetchUntil(t, "nurse", "/unit/4W", "/patient/"), "/patient/")[0]
	ward.fetchUntil(t, "nurse", patient, "WITHHELD")
	month := "/review/" + time.Now().In(mustZone(t)).Format("2006-01")
	ward.auditAll(t, []visit{
		{"unit", "unit-withheld", "nurse", "/unit/4W", nil},
		{"patient", "patient-withheld", "nurse", patient, nil},
		{"message", "message-withheld", "nurse", message, nil},
		{"review", "review-no-glass", "auditor", month, nil},
		{"patient", "patient-glass-broken", "nurse", patient + "/glass", func(b *tab) {
			b.do(chromedp.Click(chromedp.CSS("main input[type=radio]")), chromedp.SendKeys(chromedp.CSS("main textarea"), "Found drowsy: what was taken?"))
			b.strike("main form > button")
		}},
		{"glass", "glass-again", "nurse", patient + "/glass", nil},
		{"message", "message-glass-broken", "nurse", message, nil},
		{"looked", "looked-glass", "auditor", "/looked", nil},
		{"review", "review-glass", "auditor", month, nil},
	})
	if page := ward.fetch(t, "nurse", patient); !strings.Contains(page, "methadone") {
		t.Error("with the glass broken the chart does not show what it withheld")
	}
	if page := ward.fetch(t, "auditor", month); !strings.Contains(page, "Glass was broken once in this month. It is not reviewed yet.") {
		t.Error("the review does not count the broken glass")
	}
}

func mustZone(t *testing.T) *time.Location {
	t.Helper()
	where, err := time.LoadLocation(zone)
	must(t, err)
	return where
}
