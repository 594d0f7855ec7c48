package document

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Fold adds up notes, which come in the order of their stamps.
type Fold struct {
	documents map[string]*Document
	// replaced tells by the key of a document which notes say that another takes
	// its place.
	replaced map[string][]replacement
}

type replacement struct {
	by string // key of the document in its place
	at fact.Time
}

// Add takes what one message says of a document.
func (f *Fold) Add(n *Note, told *fact.Fact) {
	if f.documents == nil {
		f.documents, f.replaced = map[string]*Document{}, map[string][]replacement{}
	}
	key := n.key(told.From.Source)
	d := f.documents[key]
	if d == nil {
		d = &Document{State: Current, key: key, Text: []Part{}}
		f.documents[key] = d
	}
	parent := ""
	if !n.Parent.IsZero() {
		parent = numberKey(n.Parent, told.From.Source)
	}
	switch {
	case n.Act == Replace && parent != "" && parent != key:
		f.replaced[parent] = append(f.replaced[parent], replacement{key, told.Stamp.At})
		d.Replaces = n.Parent
	case n.Act == Append && parent != "" && parent != key:
		d.AddendumTo = n.Parent
	}
	if n.Act == Append && (parent == "" || parent == key) {
		said := told.Stamp.At.Text + n.words()
		if slices.Contains(d.added, said) {
			return // the same addendum again
		}
		if d.added = append(d.added, said); d.From != nil {
			d.append(n, told)
			return
		}
	}
	d.take(n, told)
}

// key is the identity of a document: its number, which is the source's own
// where it names no authority. One without a number is known by all that it
// says, since nothing ties a later message to it.
func (n *Note) key(source string) string {
	if !n.Number.IsZero() {
		return numberKey(n.Number, source)
	}
	return "words\x1f" + source + "\x1f" + n.words()
}

// words is all that a note says, as part of a key.
func (n *Note) words() string {
	said, _ := json.Marshal(n) // a note is made of strings and times; it cannot fail
	return string(said)
}

func numberKey(id fact.ID, source string) string {
	return "number\x1f" + cmp.Or(id.Authority, source) + "\x1f" + id.Value
}

// append adds a text to a document under its own number.
func (d *Document) append(n *Note, told *fact.Fact) {
	d.Addenda = append(d.Addenda, Addendum{At: cmp.Or(n.Edited, n.Activity, told.Stamp.At), By: n.Author, Text: n.Text, From: told.From})
	d.sign(n)
}

// take lays a note over what is known; what it does not say stands.
func (d *Document) take(n *Note, told *fact.Fact) {
	d.Number = cmp.Or(n.Number, d.Number)
	if !n.Type.IsZero() {
		d.Type, d.TypeCode = n.Type.Words(), n.Type
	}
	d.File, d.Provider, d.Author = cmp.Or(n.File, d.File), cmp.Or(n.Provider, d.Provider), cmp.Or(n.Author, d.Author)
	d.Activity, d.Originated = cmp.Or(n.Activity, d.Activity), cmp.Or(n.Originated, d.Originated)
	d.Edited = cmp.Or(n.Edited, d.Edited)
	d.Confidential = cmp.Or(n.Confidential, d.Confidential)
	if len(n.Text) > 0 {
		d.Text = n.Text
	}
	d.sign(n)
	d.settle(n, told)
	d.From = told.From
}

// sign takes over who answers for the text. A text that changed is only as
// signed as the message that changed it says.
func (d *Document) sign(n *Note) {
	if n.Completion != "" || len(n.Text) > 0 {
		d.Completion = n.Completion
	}
	if len(n.Signatures) > 0 {
		d.Signatures = n.Signatures
	}
	d.Words, d.Signed = CompletionWords(d.Completion), IsSigned(d.Completion)
}

// settle says what became of the document. A status alone brings back nothing
// that was cancelled; a text that the source sends later does.
func (d *Document) settle(n *Note, told *fact.Fact) {
	d.Availability = cmp.Or(n.Availability, d.Availability)
	state := Current
	switch strings.ToUpper(d.Availability) {
	case "CA", "OB", "UN": // deleted, obsolete, unavailable for patient care
		state = Withdrawn
	}
	if n.Act == Cancel || d.State == Cancelled && n.Act == Status {
		state = Cancelled
	}
	switch {
	case state == d.State:
	case state == Current:
		d.Marks = fact.AppendOnce(d.Marks, "sent again after it was withdrawn "+d.Since.ISO())
		d.Since, d.Reason = fact.Time{}, ""
	default:
		d.Since = told.Stamp.At
	}
	d.State = state
	if state != Current {
		d.Reason, d.Text, d.Addenda = cmp.Or(n.Reason, d.Reason), []Part{}, nil
	}
}

// Finish returns the documents, those in force first, the newest first.
func (f *Fold) Finish() []Document {
	var list []Document
	for key, d := range f.documents {
		for _, r := range f.replaced[key] {
			if by := f.documents[r.by]; d.State == Current && by.State != Cancelled {
				d.State, d.Since = Replaced, r.at
			}
		}
		list = append(list, *d)
	}
	slices.SortFunc(list, func(a, b Document) int {
		return cmp.Or(
			cmp.Compare(inForce(a), inForce(b)),
			b.When().At.Compare(a.When().At),
			strings.Compare(a.key, b.key),
		)
	})
	return list
}

func inForce(d Document) int {
	if d.State == Current {
		return 0
	}
	return 1
}
