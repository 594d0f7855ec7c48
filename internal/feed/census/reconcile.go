package census

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/chart/roster"
)

// List is the census of one unit, as a list said.
type List struct {
	Unit      string     `json:"unit"`
	At        time.Time  `json:"at"` // when it was right, as whoever gave it said
	By        string     `json:"by"` // account
	Name      string     `json:"name"`
	Rows      []Row      `json:"rows"`
	Withdrawn Withdrawal `json:"withdrawn,omitzero"` // zero: the list counts
}

// Withdrawal is that a person took a list away, as one of a unit that there is
// not. Its rows go with it: to undo it is to give the list again.
type Withdrawal struct {
	At   time.Time `json:"at"`
	By   string    `json:"by"` // account
	Name string    `json:"name"`
}

// ID is what the list of a unit is kept under.
type ID [16]byte

// IDOf makes the id of a unit's list from the unit's name.
func IDOf(unit string) ID {
	sum := sha256.Sum256([]byte(unit))
	return ID(sum[:16])
}

// String writes an id as forms do.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// ParseID reads what String wrote.
func ParseID(text string) (id ID, ok bool) {
	n, err := hex.Decode(id[:], []byte(text)[:min(len(text), 2*len(id))])
	return id, err == nil && n == len(id) && len(text) == 2*n
}

// Lists makes a list of each unit that rows name. A row that names none, as the
// total below a list, is of no list.
func Lists(rows []Row, at time.Time, by, name string) []List {
	var lists []List
	for _, row := range rows {
		if row.Unit == "" {
			continue
		}
		i := slices.IndexFunc(lists, func(l List) bool { return l.Unit == row.Unit })
		if i < 0 {
			lists, i = append(lists, List{Unit: row.Unit, At: at, By: by, Name: name}), len(lists)
		}
		lists[i].Rows = append(lists[i].Rows, row)
	}
	return lists
}

// Standing is how a unit stands against its newest list.
type Standing struct {
	ID        ID         // of the list
	Unit      string     // "" also where the list does not open and no message names its unit
	At        time.Time  // of the list; zero: there is none that counts
	Listed    int        // rows of the list
	Found     int        // who have a chart, and are or lately were there
	ListOnly  []Row      // who are on the list, and of whom no message says that they are here
	Charted   []string   // ids of patients who were here by their charts then, and are not on the list
	Zeros     int        // found only after the leading zeros were put back that a spreadsheet took
	Damaged   bool       // there is a list, and it does not open
	Withdrawn Withdrawal // of the list, zero: it was not
}

// Counts reports whether there is a list, readable or not, that nobody took away.
func (s Standing) Counts() bool { return (s.Damaged || !s.At.IsZero()) && s.Withdrawn.At.IsZero() }

// Reconciled reports whether both sides name the same patients.
func (s Standing) Reconciled() bool {
	return !s.At.IsZero() && s.Listed > 0 && len(s.ListOnly) == 0 && len(s.Charted) == 0
}

// Against holds a list against the lines of all patients. A patient who came or
// left since the list was made is no difference. authority is that of rows that
// name none.
func (l *List) Against(lines []roster.Summary, authority string) Standing {
	return l.against(byUnit(lines, []List{*l})[l.Unit], authority)
}

// against holds a list against the lines of whoever is or was in its unit.
func (l *List) against(ever []*roster.Summary, authority string) Standing {
	s := Standing{ID: IDOf(l.Unit), Unit: l.Unit, Withdrawn: l.Withdrawn}
	if !l.Withdrawn.At.IsZero() {
		return s
	}
	s.At, s.Listed = l.At, len(l.Rows)
	here := slices.DeleteFunc(slices.Clone(ever), func(line *roster.Summary) bool { return !l.wasHere(line) })
	if authority == "" {
		authority = onlyAuthority(here) // a house may have several, and a unit one
	}
	numbers := numbersOf(here)
	seen := map[string]bool{}
	for _, row := range l.Rows {
		line, zeros := numbers.who(row, authority)
		if line == nil {
			s.ListOnly = append(s.ListOnly, row)
			continue
		}
		seen[line.Line.ID] = true
		s.Found++
		if zeros {
			s.Zeros++
		}
	}
	for _, line := range here {
		if !seen[line.Line.ID] {
			s.Charted = append(s.Charted, line.Line.ID)
		}
	}
	return s
}

// byUnit arranges lines by the units of lists, so that each list is held against
// those alone who are or were in a bed of its unit: a house has tens of thousands
// of patients, and a page waits for this.
func byUnit(lines []roster.Summary, lists []List) map[string][]*roster.Summary {
	units := map[string][]*roster.Summary{}
	for i := range lists {
		units[lists[i].Unit] = nil
	}
	for i := range lines {
		line := &lines[i]
		for j := range line.Presences {
			p := &line.Presences[j]
			ever, listed := units[p.Place.Unit]
			if !listed || p.Kind != roster.InBed || len(ever) > 0 && ever[len(ever)-1] == line {
				continue
			}
			units[p.Place.Unit] = append(ever, line)
		}
	}
	return units
}

// wasHere reports whether a patient was in the unit when the list was made.
func (l *List) wasHere(s *roster.Summary) bool {
	for i := range s.Presences {
		p := &s.Presences[i]
		began := &p.Since
		if !began.Known() {
			began = &p.Admitted
		}
		if p.Kind == roster.InBed && p.Place.Unit == l.Unit && !(began.Known() && began.At.After(l.At)) && (p.Here() || p.Left.After(l.At)) {
			return true
		}
	}
	return false
}

// numbers finds patients by their record numbers, and by these as a spreadsheet
// leaves them. Where two have one number the first line has it.
type numbers struct {
	exact map[number]*roster.Summary
	short map[number][]*roster.Summary
}

type number struct{ authority, value string }

func numbersOf(here []*roster.Summary) numbers {
	n := numbers{map[number]*roster.Summary{}, map[number][]*roster.Summary{}}
	for _, line := range here {
		for _, id := range line.Line.Identifiers {
			if !id.IsRecord() {
				continue
			}
			whole, cut := number{id.Authority, id.Value}, number{id.Authority, short(id.Value)}
			if n.exact[whole] == nil {
				n.exact[whole] = line
			}
			if !slices.Contains(n.short[cut], line) {
				n.short[cut] = append(n.short[cut], line)
			}
		}
	}
	return n
}

// who finds the patient of a row by number and authority. A number from which a
// spreadsheet has taken the leading zeros is taken for the only one there it can
// be.
func (n numbers) who(row Row, authority string) (found *roster.Summary, zeros bool) {
	if row.Unread != "" {
		return nil, false
	}
	wanted := number{cmp.Or(row.Authority, authority), row.Number}
	if line := n.exact[wanted]; line != nil {
		return line, false
	}
	if nearly := n.short[wanted]; len(nearly) == 1 {
		return nearly[0], true
	}
	return nil, false
}

// short is a number as a spreadsheet leaves it: without leading zeros.
func short(number string) string {
	if strings.Trim(number, "0123456789") != "" {
		return number
	}
	return strings.TrimLeft(number, "0")
}

// onlyAuthority is who gives the record numbers of these lines, "" where there is
// more than one.
func onlyAuthority(lines []*roster.Summary) string {
	only, found := "", false
	for _, line := range lines {
		for i := range line.Line.Identifiers {
			id := &line.Line.Identifiers[i]
			if !id.IsRecord() {
				continue
			}
			if found && id.Authority != only {
				return ""
			}
			only, found = id.Authority, true
		}
	}
	return only
}

func pointers(lines []roster.Summary) []*roster.Summary {
	list := make([]*roster.Summary, len(lines))
	for i := range lines {
		list[i] = &lines[i]
	}
	return list
}

// ListLasts is how long a list is good for: hospitals count twice a day.
const ListLasts = 12 * time.Hour

// Words says how a unit stands, as sheets print it (specification 5.0); written
// is the time of the list as people read it.
func (s Standing) Words(now time.Time, written string) string {
	found := strconv.Itoa(s.Found)
	switch {
	case s.Damaged:
		return "NOT RECONCILED: the census list does not open, so nobody is held against it: give it again"
	case !s.Withdrawn.At.IsZero():
		return "NOT RECONCILED: the census list was withdrawn"
	case s.At.IsZero():
		return "NOT RECONCILED: no census list was given"
	case s.Reconciled() && now.Sub(s.At) < ListLasts:
		return "reconciled " + found + "/" + strconv.Itoa(s.Listed) + " at " + written
	case s.Reconciled():
		return "NOT RECONCILED since " + written + ", " + found + "/" + strconv.Itoa(s.Listed) + " then: give a newer census list"
	}
	words := "NOT RECONCILED: " + found + " of " + strconv.Itoa(s.Listed) + " on the list of " + written + " have a chart here"
	if n := len(s.Charted); n > 0 {
		words += "; " + strconv.Itoa(n) + " with a chart here not on the list"
	}
	return words
}

// Standings holds lists against the charts. Rows that name no authority are taken
// to be of the only one there is.
func Standings(lists []List, lines []roster.Summary) []Standing {
	authority, units := onlyAuthority(pointers(lines)), byUnit(lines, lists)
	var all []Standing
	for i := range lists {
		all = append(all, lists[i].against(units[lists[i].Unit], authority))
	}
	return all
}
