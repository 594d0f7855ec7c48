package ui

import (
	"html/template"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/notation"
)

// Head is what a page tells the frame about itself.
type Head struct {
	Title string    // says what the page is, without the program's name
	Test  bool      // the page shows facts of a test, or of a source on trial
	Live  string    // what the page shows, as made by LiveUnit, LivePatient or LiveBoard; "" is never reloaded
	Until time.Time // when a sentence of the page stops being true without news; zero: never
}

// Headed is implemented by the data of a page that has more to tell the frame
// than its name.
type Headed interface {
	// Head says it.
	Head() Head
}

// NavItem is one link at the top of every page.
type NavItem struct {
	Label   string
	To      string
	Current bool
}

// Layout is what the frame puts around a page. Title, Test, Live and Until of
// the Head are filled in by [Templates.Render] where the page's data is
// [Headed]; what is set before stands unless the page says otherwise.
type Layout struct {
	Head
	Nav    []NavItem
	Who    *identity.Who  // nil: nobody has signed in, and no sign-out is offered
	Search bool           // the reader may look for a patient, from every page
	Doubt  string         // why our own clock is not trusted, "" where it is: no age is shown then
	Locked bool           // the keys are closed: messages are kept, charts stay shut
	Now    time.Time      // when the page was made, by the server's clock
	Zone   *time.Location // the site's zone
	Main   template.HTML  // set by Render: the page itself, already escaped
}

// Made is when the page was made, in words.
func (l Layout) Made() string { return notation.Stamp(l.Now, l.Zone) }

// MadeISO is when the page was made, for the script, in the site's zone.
func (l Layout) MadeISO() string { return l.Now.In(l.Zone).Format(time.RFC3339) }

// UntilISO is [Head.Until] for the script, "" for never.
func (l Layout) UntilISO() string {
	if l.Until.IsZero() {
		return ""
	}
	return l.Until.In(l.Zone).Format(time.RFC3339)
}

// take lays what a page says over what the frame has set.
func (l *Layout) take(h Head) {
	if h.Title != "" {
		l.Title = h.Title
	}
	if h.Live != "" {
		l.Live = h.Live
	}
	if !h.Until.IsZero() {
		l.Until = h.Until
	}
	l.Test = l.Test || h.Test
}
