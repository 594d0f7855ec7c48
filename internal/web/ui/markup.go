package ui

import (
	"html/template"
	"strconv"
	"strings"
)

// Markup writes what a page has hundreds of, as the rows of a table of results.
// A template calls functions by reflection for each of their values, which took
// three quarters of the time of a page. What is not a constant is escaped.
type Markup struct{ b strings.Builder }

// literal is a constant of our own: no variable of type string fits.
type literal string

// Put writes markup as it stands.
func (m *Markup) Put(constant literal) { m.b.WriteString(string(constant)) }

// PutIf writes markup as it stands where a condition holds.
func (m *Markup) PutIf(holds bool, constant literal) {
	if holds {
		m.Put(constant)
	}
}

// Text writes words of our own, escaped.
func (m *Markup) Text(words string) { template.HTMLEscape(&m.b, []byte(words)) }

// Number writes a number.
func (m *Markup) Number(n int64) { m.b.WriteString(strconv.FormatInt(n, 10)) }

// Sent writes a sender's text as [Sent] does.
func (m *Markup) Sent(text string) { m.b.WriteString(string(Sent(text))) }

// HTML is what was written.
func (m *Markup) HTML() template.HTML { return template.HTML(m.b.String()) }
