package census

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/chart/roster"
)

// List is the census of one unit, as a list said.
type List struct {
	Unit string    `json:"unit"`
	At   time.Time `json:"at"` // when it was right, as whoever gave it said
	By   string    `json:"by"` // account
	Name string    `json:"name"`
	Rows []Row     `json:"rows"`
}

// Lists makes a list of each unit that rows name.
func Lists(rows []Row, at time.Time, by, name string) []List {
	var lists []List
	for _, row := range rows {
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
	At       time.Time // of the list; zero: there is none
	Listed   int       // rows of the list
	Found    int       // who have a chart, and are or lately were there
	ListOnly []Row     // who are on the list, and of whom no message says that they are here
	Charted  []string  // ids of patients who were here by their charts then, and are not on the list
	Zeros    int       // found only after the leading zeros were put back that a spreadsheet took
}

// Reconciled reports whether both sides name the same patients.
func (s Standing) Reconciled() bool {
	return !s.At.IsZero() && s.Listed > 0 && len(s.ListOnly) == 0 && len(s.Charted) == 0
}

// Against holds a list against the lines of all patients. A patient who came or
// left since the list was made is no difference. authority is that of rows that
// name none.
func (l *List) Against(lines []roster.Summary, authority string) Standing {
	s := Standing{At: l.At, Listed: len(l.Rows)}
	seen := map[string]bool{}
	for _, row := range l.Rows {
		line, zeros := l.who(row, lines, authority)
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
	for i := range lines {
		if here := &lines[i]; !seen[here.Line.ID] && l.wasHere(here) {
			s.Charted = append(s.Charted, here.Line.ID)
		}
	}
	return s
}

// wasHere reports whether a patient was in the unit when the list was made.
func (l *List) wasHere(s *roster.Summary) bool {
	return slices.ContainsFunc(s.Presences, func(p roster.Presence) bool {
		began := p.Since
		if !began.Known() {
			began = p.Admitted
		}
		return p.Kind == roster.InBed && p.Place.Unit == l.Unit && !(began.Known() && began.At.After(l.At)) && (p.Here() || p.Left.After(l.At))
	})
}

// who finds the patient of a row by number and authority, among those whose
// chart says that they were in the unit then. A number from which a spreadsheet
// has taken the leading zeros is taken for the only one there it can be.
func (l *List) who(row Row, lines []roster.Summary, authority string) (found *roster.Summary, zeros bool) {
	if row.Unread != "" {
		return nil, false
	}
	if row.Authority != "" {
		authority = row.Authority
	}
	var nearly []*roster.Summary
	for i := range lines {
		if !l.wasHere(&lines[i]) {
			continue
		}
		for _, id := range lines[i].Line.Identifiers {
			if !id.IsRecord() || id.Authority != authority {
				continue
			}
			if id.Value == row.Number {
				return &lines[i], false
			}
			if short(id.Value) == row.Number && !slices.Contains(nearly, &lines[i]) {
				nearly = append(nearly, &lines[i])
			}
		}
	}
	if len(nearly) == 1 {
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

// Authorities lists who give record numbers to the patients of these lines, the
// one with the most first.
func Authorities(lines []roster.Summary) []string {
	count := map[string]int{}
	for i := range lines {
		for _, id := range lines[i].Line.Identifiers {
			if id.IsRecord() {
				count[id.Authority]++
			}
		}
	}
	var names []string
	for name := range count {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	return names
}

// ListLasts is how long a list is good for: hospitals count twice a day.
const ListLasts = 12 * time.Hour

// Words says how a unit stands, as sheets print it (specification 5.0); written
// is the time of the list as people read it.
func (s Standing) Words(now time.Time, written string) string {
	found := strconv.Itoa(s.Found)
	switch {
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

// Standings holds lists against the charts, by unit. Rows that name no authority
// are taken to be of the only one there is.
func Standings(lists []List, lines []roster.Summary) map[string]Standing {
	authority := ""
	if names := Authorities(lines); len(names) == 1 {
		authority = names[0]
	}
	all := map[string]Standing{}
	for i := range lists {
		all[lists[i].Unit] = lists[i].Against(lines, authority)
	}
	return all
}
