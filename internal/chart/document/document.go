// Package document adds up what messages say of documents: notes, reports and
// letters, with what was added to them, what replaced them and what took them
// back.
package document

import (
	"strings"

	"redoutlet/internal/chart/fact"
)

// Act is what a message does with a document (MDM^T01 to T11).
type Act int

// The acts.
const (
	Write   Act = iota // T01, T02: a new document
	Status             // T03, T04: its status changed
	Append             // T05, T06: an addendum
	Edit               // T07, T08: the document changed
	Replace            // T09, T10: another takes its place
	Cancel             // T11: it was written in error
)

// Part is some of the text of a document under a heading of the sender's, both
// as sent.
type Part struct {
	Title string `json:"title,omitempty"` // OBX-3
	Text  string `json:"text"`            // OBX-5 of the rows under it, a row to a line
}

// Note is what one TXA segment says, with the text below it.
type Note struct {
	Act          Act
	Number       fact.ID      // TXA-12
	Parent       fact.ID      // TXA-13
	Type         fact.Coded   // TXA-2
	File         string       // TXA-16
	Activity     fact.Time    // TXA-4
	Provider     string       // TXA-5
	Originated   fact.Time    // TXA-6
	Edited       fact.Time    // TXA-8
	Author       string       // TXA-9
	Completion   string       // TXA-17 (HL7 table 0271)
	Confidential string       // TXA-18 (0272)
	Availability string       // TXA-19 (0273)
	Reason       string       // TXA-21
	Signatures   []Signature  // TXA-22
	Text         []Part       // OBX below it
	Orders       fact.Numbers // TXA-14, TXA-15: the order it belongs to
}

// Signature says who signed a document, and when.
type Signature struct {
	By string    `json:"by"`
	At fact.Time `json:"at"`
}

// About is the section of notes.
func (*Note) About() fact.Section { return fact.SectionNotes }

// State is what became of a document.
type State string

// The states of a document.
const (
	Current   State = "CURRENT"
	Replaced  State = "REPLACED"
	Cancelled State = "CANCELLED"
	Withdrawn State = "WITHDRAWN" // the source calls it deleted, obsolete or unavailable for patient care
)

// Document is one document as its messages add up. One that was cancelled or
// withdrawn holds no text, so that nobody acts on it; that it was there stays.
type Document struct {
	Number       fact.ID     `json:"number"`
	AddendumTo   fact.ID     `json:"addendum_to"`
	Replaces     fact.ID     `json:"replaces"`
	Type         string      `json:"type,omitempty"`
	TypeCode     fact.Coded  `json:"type_code"`
	File         string      `json:"file,omitempty"`
	Activity     fact.Time   `json:"activity"`
	Provider     string      `json:"provider,omitempty"`
	Originated   fact.Time   `json:"originated"`
	Edited       fact.Time   `json:"edited"`
	Author       string      `json:"author,omitempty"`
	Completion   string      `json:"completion,omitempty"` // code as sent
	Words        string      `json:"completion_words"`
	Signed       bool        `json:"signed"`
	Signatures   []Signature `json:"signatures,omitempty"`
	Confidential string      `json:"confidential,omitempty"` // code as sent; R and V are for few
	Availability string      `json:"availability,omitempty"` // code as sent
	State        State       `json:"state"`
	Since        fact.Time   `json:"since"` // of a state other than CURRENT
	Reason       string      `json:"reason,omitempty"`
	Text         []Part      `json:"text"`
	Addenda      []Addendum  `json:"addenda,omitempty"`
	Marks        []string    `json:"marks,omitempty"`
	From         *fact.From  `json:"from,omitempty"`
	key          string
	added        []string // the addenda taken so far, by all they say
}

// Addendum is a text that was added to a document under the document's own
// number.
type Addendum struct {
	At   fact.Time  `json:"at"`
	By   string     `json:"by,omitempty"`
	Text []Part     `json:"text"`
	From *fact.From `json:"from,omitempty"`
}

// When is the time that a document speaks of: what was done, else when it was
// written.
func (d *Document) When() fact.Time {
	for _, t := range []fact.Time{d.Activity, d.Originated, d.Edited} {
		if !t.IsZero() {
			return t
		}
	}
	return fact.Time{}
}

// IsSigned reports whether a completion status means that somebody answers for
// the text (HL7 table 0271): every other one, or none at all, is unsigned.
func IsSigned(completion string) bool {
	code := strings.ToUpper(completion)
	return code == "AU" || code == "LA"
}

// CompletionWords says a completion status (HL7 table 0271) in words; a code
// that is not in the table stands as sent.
func CompletionWords(completion string) string {
	switch strings.ToUpper(completion) {
	case "AU":
		return "signed"
	case "LA":
		return "legally signed"
	case "DI":
		return "UNSIGNED: dictated"
	case "DO":
		return "UNSIGNED: documented"
	case "IN":
		return "UNSIGNED: incomplete"
	case "IP":
		return "UNSIGNED: in progress"
	case "PA":
		return "UNSIGNED: pre-authenticated"
	case "":
		return "UNSIGNED: status not sent"
	}
	return "UNSIGNED: status sent as " + completion
}
