package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// peopleVisits are the looks at the ways to a chart, and at the pages about
// those who sign in.
func peopleVisits(t *testing.T, h *house) []visit {
	t.Helper()
	glass := h.choose(t)["full"]
	for _, path := range h.choose(t) {
		if glass == "" {
			glass = path
		}
	}
	return []visit{
		{"search", "search", "nurse", "/search", nil},
		{"search-found", "search-found", "nurse", "/search", func(b *tab) { b.fill("#q", "a") }},
		{"search-found", "search-nobody", "nurse", "/units", func(b *tab) { b.fill("#seek", "zzzzzz 04/05/1980") }},
		{"glass", "glass", "nurse", glass + "/glass", nil},
		{"glass-refused", "glass-refused", "nurse", glass + "/glass", func(b *tab) { b.strike("main form > button") }},
		{"looked", "looked", "auditor", "/looked", nil},
		{"looked", "looked-manager", "manager", "/looked", nil},
		{"looked-for", "looked-for", "auditor", "/looked", func(b *tab) { b.fill("#number", "no such number") }},
		{"review-now", "review-now", "auditor", "/review", func(*tab) {}},
		{"review", "review", "auditor", "/review/2026-11", nil},
		{"review-refused", "review-drawn", "auditor", "/review/2020-01", func(b *tab) { b.strike("button[value=draw]") }},
		{"accounts", "accounts", "administrator", "/accounts", nil},
		{"accounts-added", "accounts-refused", "administrator", "/accounts", func(b *tab) { b.fill("#name", "no such name!") }},
		{"account", "account", "administrator", "/accounts/nurse", nil},
		{"account-changed", "account-refused", "administrator", "/accounts/nurse", func(b *tab) { b.strike("main form button") }},
	}
}

// fill types into a field and sends its form.
func (b *tab) fill(field, text string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(chromedp.CSS(field), text))
	b.submit()
}

// strike presses a button by the keyboard.
func (b *tab) strike(button string) {
	b.t.Helper()
	b.do(chromedp.Focus(chromedp.CSS(button)))
	b.submit()
}
