// Package sheet says what stands on a page, in the order in which it is read.
//
// A [Sheet] is of one of the kinds S0 to S13 of the specification. It holds words
// and says nothing of where on a page they stand: paper and screen draw the same
// words in the same order.
package sheet

// Kind is a kind of sheet.
type Kind string

// The kinds that are made (specification section 5).
const (
	Cover       Kind = "S0"
	Census      Kind = "S1"
	Summary     Kind = "S2"
	Medications Kind = "S3"
	Orders      Kind = "S4"
	Results     Kind = "S5"
	Vitals      Kind = "S6"
	Notes       Kind = "S7"
)

// Sheet is one kind of page of one patient, or of a unit.
type Sheet struct {
	Kind   Kind
	Title  string
	Wide   bool    // landscape
	Banner *Banner // whose it is; nil: the unit's
	Blocks []Block
}

// Banner says on every side whose the sheet is (specification section 4).
type Banner struct {
	Band      string // across the head: that it is none of a real patient; "" for nothing
	Name      Span
	Alias     Span   // "" where there is none
	Persons   []Fact // born and age, recorded sex, record number, visit
	Place     Span   // unit, room and bed
	Allergies []Span
	Warnings  []Span // name alert, conflict, merged, newborn: in words
	Scan      string // what the code beside the name says: the wristband's number; "" for no code
	Footer    Span   // family name and number, for the foot of each side
}

// Span is words of one kind.
type Span struct {
	Text   string
	Bold   bool
	Struck bool     // no longer so: shown to be seen going
	Spelt  []string // the same in other letters, as the sender gave it
}

// Plain and Bold are spans of our own words, or of a sender's.
func Plain(text string) Span { return Span{Text: text} }

// Bold is a span that is seen first.
func Bold(text string) Span { return Span{Text: text, Bold: true} }

// Words is a paragraph.
type Words []Span

// Block is a part of a sheet.
type Block interface{ block() }

// Heading begins a section. Known says from whom it is known and as of when.
type Heading struct {
	Title string
	Known string
}

// Weight is how much a notice weighs on the eye. No color carries it.
type Weight int

// The weights.
const (
	Light Weight = iota // words alone
	Boxed               // a single line around it: AGEING
	Heavy               // a heavy frame: STALE, do not use without asking
)

// Notice is a warning about what stands below it.
type Notice struct {
	Words  Words
	Weight Weight
}

// Para is words that run on.
type Para struct{ Words Words }

// Fact is a value with its label.
type Fact struct {
	Label string
	Value Words
}

// Facts are short values that stand side by side where there is room.
type Facts struct{ Facts []Fact }

// Items is a list, each of one or more lines.
type Items struct{ Items [][]Words }

// Table has a head that is repeated on every page it reaches.
type Table struct {
	Columns []Column
	Rows    []Row
}

// Column is a column of a table. Its share of the width is its weight in those
// of all.
type Column struct {
	Title string
	Share float64
}

// Row is a row of a table: cells, or one that heads a group.
type Row struct {
	Group string // of a row that has no cells
	Cells []Cell
	Tall  bool // room to write by hand
}

// Cell is what stands in a row under one column, a line each.
type Cell struct {
	Lines []Words
	// Check shades a cell: what happened in this time is not known here, and a
	// person has to ask (hazards H-007, H-081).
	Check bool
	Frame bool // a heavy frame: something is due
}

// Writing is room for a pen.
type Writing struct {
	Label string
	Lines int
}

// Verbatim is a text as it was sent, its line ends kept.
type Verbatim struct{ Text Span }

func (Heading) block()  {}
func (Notice) block()   {}
func (Para) block()     {}
func (Facts) block()    {}
func (Items) block()    {}
func (Table) block()    {}
func (Writing) block()  {}
func (Verbatim) block() {}
