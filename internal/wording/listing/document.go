package listing

import (
	"cmp"
	"strings"
	"time"

	"redoutlet/internal/chart/document"
	"redoutlet/internal/notation"
)

// notesShown is how far back notes stand open.
const notesShown = 7 * 24 * time.Hour

// Documents writes notes, the newest first: those in force, with their whole
// text, and what was taken back.
func (w Writer) Documents(list []document.Document) []Group {
	now, older := Group{}, Group{ID: "older-notes", Title: "Notes older than 7 days", Closed: true}
	gone := Group{ID: "gone-notes", Title: "Replaced, canceled or withdrawn", Closed: true}
	for i := range list {
		switch d := &list[i]; {
		case d.State != document.Current:
			gone.Entries = append(gone.Entries, w.document(d))
		case w.Within(d.When(), notesShown):
			now.Entries = append(now.Entries, w.document(d))
		default:
			older.Entries = append(older.Entries, w.document(d))
		}
	}
	return grouped(now, older, gone)
}

func (w Writer) document(d *document.Document) Entry {
	e := Entry{Title: cmp.Or(d.Type, "type of document "+notation.NotRecorded), State: d.Words, From: d.From}
	e.part("by", cmp.Or(d.Author, d.Provider))
	if d.Author != "" && d.Provider != d.Author {
		e.part("responsible", d.Provider)
	}
	w.timePart(&e, "", d.When())
	if d.Originated != d.When() {
		w.timePart(&e, "written", d.Originated)
	}
	w.timePart(&e, "edited", d.Edited)
	for _, s := range d.Signatures {
		e.part("signed by", strings.TrimSpace(s.By+" "+w.When(s.At)))
	}
	e.part("addendum to", d.AddendumTo.Value)
	e.part("replaces", d.Replaces.Value)
	e.part("number", d.Number.Value)
	e.part("file", d.File)
	switch strings.ToUpper(d.Confidential) {
	case "R":
		e.Warn = append(e.Warn, "RESTRICTED (R)")
	case "V":
		e.Warn = append(e.Warn, "VERY RESTRICTED (V)")
	}
	w.mark(&e, d.Marks)
	if d.State != document.Current {
		e.Struck, e.State = true, w.goneWords(d)
		e.note(d.Reason)
	}
	for _, p := range d.Text {
		e.Texts = append(e.Texts, newText(p.Title, p.Text))
	}
	for _, a := range d.Addenda {
		for _, p := range a.Text {
			e.Texts = append(e.Texts, newText(w.addendumTitle(a, p.Title), p.Text))
		}
	}
	if len(e.Texts) == 0 && d.State == document.Current {
		e.Warn = append(e.Warn, WordsNoText)
	}
	return e
}

// WordsNoText stands where a document came without its text.
const WordsNoText = "text not sent"

func (w Writer) addendumTitle(a document.Addendum, title string) string {
	return strings.Join(strings.Fields("Addendum "+w.When(a.At)+" "+a.By+" "+title), " ")
}

// goneWords says what became of a document that is not in force.
func (w Writer) goneWords(d *document.Document) string {
	switch d.State {
	case document.Replaced:
		return "REPLACED " + w.When(d.Since)
	case document.Cancelled:
		return "CANCELED BY SOURCE " + w.When(d.Since) + WordsDoNotUse
	}
	return "WITHDRAWN BY SOURCE " + w.When(d.Since) + WordsDoNotUse
}

// WordsDoNotUse ends what is said of something that was withdrawn
// (specification section 3).
const WordsDoNotUse = " - DO NOT USE"
