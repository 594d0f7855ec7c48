package browser

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestAllergyArrives types an allergy into the hospital's own record and waits
// for it on the open chart, which nobody reloads.
func TestAllergyArrives(t *testing.T) {
	t.Parallel()
	s := ready(t)
	unit := links(s.busy.fetch(t, "nurse", "/units"), "/unit/")[0]
	patient := links(s.busy.fetch(t, "nurse", unit), "/patient/")[0]
	chart := newTab(t, s.busy, "nurse")
	chart.resize(sizes()[0])
	chart.open(s.busy.page + patient)
	ask[bool](chart, "window.same = true")
	number := strings.Fields(ask[string](chart,
		"[...document.querySelectorAll('.identity dt')].find(el => el.innerText === 'MRN').nextElementSibling.innerText"))[0]

	record := newTab(t, s.busy, "")
	record.resize(sizes()[0])
	record.open(s.record + "/patient/" + number)
	record.shoot("record-patient")
	const substance = "ZZ-test-substance"
	record.do(chromedp.SendKeys(chromedp.CSS("#substance"), substance), chromedp.SendKeys(chromedp.CSS("#reaction"), "hives"))
	record.submit()
	record.await("document.body.innerText.includes('Acknowledged with')")
	record.shoot("record-sent")

	chart.await("document.querySelector('.allergies').innerText.includes('" + substance + "')")
	chart.await("document.querySelector('section[aria-labelledby=allergies]').innerText.includes('" + substance + " — hives')")
	if !ask[bool](chart, "window.same === true") {
		t.Error("the chart was reloaded")
	}
	if said := chart.text("#live"); !strings.Contains(said, "renewed") {
		t.Errorf("of its renewal the page says %q", said)
	}
	chart.quiet()
}

// TestAgesAdvance lets time pass at the server: the open page counts from the
// server's clock, and turns stale by itself.
func TestAgesAdvance(t *testing.T) {
	t.Parallel()
	ready(t)
	ward := newWard(t, "")
	patient := links(ward.fetchUntil(t, "nurse", "/unit/4W", "/patient/"), "/patient/")[0]
	b := newTab(t, ward.house, "nurse")
	b.resize(sizes()[0])
	b.open(ward.page + patient)
	ask[bool](b, "window.same = true")
	const census = "document.querySelector('section[aria-labelledby=census]').innerText"
	ward.ahead.Add(int64(3 * time.Minute))
	b.await("/ [3-5] min ago/.test(" + census + ")")
	ward.ahead.Add(int64(20 * time.Minute))
	b.await(census + ".includes('AGEING: nothing heard from feed since')")
	b.await("/ 2[3-9] min ago/.test(" + census + ")")
	if !ask[bool](b, "window.same === true") {
		t.Error("the page was reloaded")
	}
	b.quiet()
}

// TestServerKilled ends the server under an open page: the page says so in
// words, and that its facts are old.
func TestServerKilled(t *testing.T) {
	t.Parallel()
	s := ready(t)
	dir := filepath.Join(t.TempDir(), "data")
	must(t, furnish(dir, "", settings(all())))
	h, server, err := s.serve(dir, len(all()))
	must(t, err)
	defer server.kill()
	must(t, h.send(t.Context(), "feed", longest()))
	patient := links(h.fetchUntil(t, "nurse", "/unit/4W", "/patient/"), "/patient/")[0]
	b := newTab(t, h, "nurse")
	b.resize(sizes()[1])
	b.open(h.page + patient)
	b.await("document.querySelector('#live').innerText === ''")
	server.kill()
	b.await("document.querySelector('#live').innerText.includes('Live updates stopped at')")
	if !ask[bool](b, "document.querySelector('#live').checkVisibility()") {
		t.Error("that the updates stopped cannot be seen")
	}
	if !strings.Contains(b.text(".allergies"), "penicillin") {
		t.Error("with the server gone the page has lost its facts")
	}
	b.shoot("patient-server-gone")
}
