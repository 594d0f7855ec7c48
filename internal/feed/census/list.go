// Package census reads a list of who is in which unit, as people have it from
// another system or a spreadsheet, and holds it against the charts (hazard
// H-025): who was here before us, and who is missing.
//
// A person is found by record number and the authority that gave it, never by a
// name. What a spreadsheet has done to a number is noticed; what cannot be put
// right without guessing is counted and shown with the reason.
package census

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// How much of a list is read.
const (
	MostBytes = 5 << 20
	MostRows  = 20_000
)

// Errors of a list that nothing can be read from.
var (
	ErrEmpty   = errors.New("the list is empty: paste the header row and the rows below it")
	ErrTooLong = errors.New("the list is too long: give one hospital at a time, 20,000 rows at most")
)

// Column is what a column of a list holds.
type Column string

// The columns that are looked for. Only the number and the unit are needed.
const (
	Number    Column = "number"
	Authority Column = "authority"
	Unit      Column = "unit"
	Bed       Column = "bed"
	Name      Column = "name"
	Given     Column = "given"
)

// Columns lists them in the order they are asked for.
func Columns() []Column { return []Column{Number, Authority, Unit, Bed, Name, Given} }

// names are the headings by which each is known, in small letters without
// spaces or marks.
func (c Column) names() []string {
	switch c {
	case Number:
		return []string{"mrn", "medicalrecordnumber", "recordnumber", "recordno", "medrecno", "patientid", "patientnumber", "patientno", "unitnumber"}
	case Authority:
		return []string{"authority", "assigningauthority", "facility", "mrnauthority"}
	case Unit:
		return []string{"unit", "ward", "department", "dept", "nursingunit", "nurseunit", "location", "careunit"}
	case Bed:
		return []string{"bed", "roombed", "room", "bedno", "bednumber"}
	case Given:
		return []string{"given", "givenname", "firstname", "first", "forename"}
	}
	return []string{"name", "patientname", "patient", "lastname", "last", "family", "familyname", "surname", "fullname"}
}

// UnclearError says that it is not clear which column holds what. Whoever gave
// the list is asked.
type UnclearError struct {
	Headings []string       // as they stand in the list
	Found    map[Column]int // what was clear, by place from 0
	Missing  []Column       // needed, and found nowhere or more than once
}

// Error names what is missing; a heading is nobody's name.
func (e *UnclearError) Error() string {
	var names []string
	for _, c := range e.Missing {
		names = append(names, string(c))
	}
	return "it is not clear which column holds the " + strings.Join(names, " and the ")
}

// Row is one patient of a list.
type Row struct {
	Line      int    `json:"line"` // of the list, from 1
	Number    string `json:"number"`
	Authority string `json:"authority,omitempty"`
	Unit      string `json:"unit"`
	Bed       string `json:"bed,omitempty"`
	Name      string `json:"name,omitempty"`
	Unread    string `json:"unread,omitempty"` // why the row cannot be used, in plain words
}

// Read reads a list. chosen names the places of columns, from 0, where a person
// has said so; the others are found by their headings. It fails with ErrEmpty,
// ErrTooLong or an *UnclearError; a row that cannot be used says why itself.
func Read(raw []byte, chosen map[Column]int) ([]Row, error) {
	if len(raw) > MostBytes {
		return nil, ErrTooLong
	}
	records, err := split(Text(raw))
	if err != nil {
		return nil, err
	}
	if len(records) < 2 {
		return nil, ErrEmpty
	}
	places, err := find(records[0].cells, chosen)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, r := range records[1:] {
		rows = append(rows, rowOf(r, places))
	}
	return rows, nil
}

// Text is the text of a list: UTF-8 with or without its mark, else Windows-1252,
// in which every byte is a character.
func Text(raw []byte) string {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if utf8.Valid(raw) {
		return string(raw)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	return string(text)
}

// record is a row of cells, and the line it begins on.
type record struct {
	line  int
	cells []string
}

// split takes a list apart into rows that say something.
func split(text string) ([]record, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator(text), true, -1
	var records []record
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return records, nil
		}
		if err != nil {
			return nil, fmt.Errorf("the list cannot be taken apart into columns: %w", ErrEmpty)
		}
		line, _ := r.FieldPos(0)
		for i := range cells {
			cells[i] = cell(cells[i])
		}
		if strings.Join(cells, "") == "" {
			continue
		}
		if len(records) > MostRows {
			return nil, ErrTooLong
		}
		records = append(records, record{line, cells})
	}
}

// separator is the one that stands most in the first line that has any.
func separator(text string) rune {
	for line := range strings.Lines(text) {
		best, most := ',', 0
		for _, c := range []rune{'\t', ';', ','} {
			if n := strings.Count(line, string(c)); n > most {
				best, most = c, n
			}
		}
		if most > 0 {
			return best
		}
	}
	return ','
}

// cell is a cell without what surrounds it. ="0044" is how spreadsheets are told
// to leave a number alone.
func cell(s string) string {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\u00a0", " "))
	if inner, ok := strings.CutPrefix(s, "=\""); ok {
		if inner, ok = strings.CutSuffix(inner, "\""); ok {
			return strings.TrimSpace(inner)
		}
	}
	return s
}

// plain is a heading as it is compared.
func plain(heading string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(heading))
}

// find finds the columns by their headings.
func find(headings []string, chosen map[Column]int) (map[Column]int, error) {
	found := map[Column]int{}
	unclear := &UnclearError{Headings: headings, Found: found}
	for _, c := range Columns() {
		if at, ok := chosen[c]; ok && at >= 0 && at < len(headings) {
			found[c] = at
			continue
		}
		places := placesOf(c, headings)
		switch {
		case len(places) == 1:
			found[c] = places[0]
		case c == Number, c == Unit:
			unclear.Missing = append(unclear.Missing, c)
		}
	}
	if unclear.Missing != nil {
		return nil, unclear
	}
	return found, nil
}

// placesOf lists where a heading of a column stands.
func placesOf(c Column, headings []string) []int {
	var places []int
	for at, heading := range headings {
		for _, name := range c.names() {
			if plain(heading) == name {
				places = append(places, at)
			}
		}
	}
	return places
}

// rowOf reads a row.
func rowOf(r record, places map[Column]int) Row {
	get := func(c Column) string {
		at, ok := places[c]
		if !ok || at >= len(r.cells) {
			return ""
		}
		return r.cells[at]
	}
	row := Row{Line: r.line, Number: get(Number), Authority: get(Authority), Unit: get(Unit), Bed: get(Bed), Name: get(Name)}
	if given := get(Given); given != "" {
		row.Name = strings.TrimPrefix(row.Name+", "+given, ", ")
	}
	switch {
	case row.Number == "":
		row.Unread = "there is no record number in this row"
	case damaged(row.Number):
		row.Unread = "a spreadsheet has rounded this record number: its digits are lost"
	case row.Unit == "":
		row.Unread = "there is no unit in this row"
	}
	return row
}

// damaged reports whether a spreadsheet has made a rounded figure of a number,
// as 4.41721E+11.
func damaged(number string) bool {
	digits, exponent, ok := strings.Cut(strings.ToUpper(strings.ReplaceAll(number, ",", ".")), "E+")
	return ok && strings.Trim(digits, "0123456789.") == "" && digits != "" && strings.Trim(exponent, "0123456789") == "" && exponent != ""
}
