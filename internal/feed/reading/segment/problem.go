package segment

import (
	"cmp"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/problem"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// Condition is what one segment says is wrong with the patient, or was done
// about it.
type Condition struct {
	Note    *problem.Note
	Told    fact.Time // when the sender recorded it (PRB-2, GOL-2, PTH-2; design 3b); zero: with its message
	Segment string
	Actless bool // a segment that has to say what is done to its entry does not
}

// Nameless reports whether it does not say what it is, nor which entry is to
// go.
func (c Condition) Nameless() bool {
	n := c.Note
	return n.What.IsZero() && n.Described == "" && (n.Number.IsZero() || !n.Remove)
}

// Conditions reads the PRB, GOL, PTH, DG1 and PR1 segments of a patient, each
// with its notes. Diagnoses and procedures belong to the visit.
func Conditions(segments []hl7.Segment, visit fact.ID, clock *field.Clock) []Condition {
	var list []Condition
	noted := false // whether a note stands below the last one
	for _, s := range segments {
		read, known := map[string]func(hl7.Segment, *field.Clock) *problem.Note{
			"PRB": listed, "GOL": goal, "PTH": pathway, "DG1": diagnosis, "PR1": procedure,
		}[s.Name()]
		switch {
		case known:
			c := Condition{Note: read(s, clock), Segment: s.Name()}
			if c.Note.Kind == problem.Diagnosis || c.Note.Kind == problem.Procedure {
				c.Note.Visit = visit
			} else {
				c.Told, c.Actless = clock.Time(s.Field(2)), s.Field(1).Text() == ""
			}
			list, noted = append(list, c), true
		case s.Name() == "NTE" && noted:
			last := list[len(list)-1].Note
			last.Notes = append(last.Notes, field.NoteLines(s)...)
		default:
			noted = false
		}
	}
	return list
}

// act reads HL7 table 0287 (problems and goals) and table 0206 (DG1-21,
// PR1-20), which agree where they meet.
func act(n *problem.Note, code string) {
	n.Remove = code == "DE" || code == "D"
	n.Keep = code == "UC" || code == "X"
}

func listed(s hl7.Segment, clock *field.Clock) *problem.Note {
	n := &problem.Note{
		Kind: problem.Listed, What: field.Coded(s.Field(3).Rep(0)), Number: field.Entity(s.Field(4).Rep(0)), At: clock.Time(s.Field(7)),
		Resolved: clock.Time(s.Field(9)), Persistence: field.Coded(s.Field(12).Rep(0)), Confirmed: field.Coded(s.Field(13).Rep(0)),
		Status: field.Coded(s.Field(14).Rep(0)), Onset: clock.Time(s.Field(16)), OnsetText: s.Field(17).Text(),
	}
	act(n, field.Code(s.Field(1)))
	return n
}

func goal(s hl7.Segment, clock *field.Clock) *problem.Note {
	n := &problem.Note{
		Kind: problem.Goal, What: field.Coded(s.Field(3).Rep(0)), Number: field.Entity(s.Field(4).Rep(0)),
		At: clock.Time(s.Field(7)), Status: field.Coded(s.Field(18).Rep(0)),
	}
	act(n, field.Code(s.Field(1)))
	return n
}

func pathway(s hl7.Segment, clock *field.Clock) *problem.Note {
	n := &problem.Note{
		Kind: problem.Pathway, What: field.Coded(s.Field(3).Rep(0)), Number: field.Entity(s.Field(4).Rep(0)),
		At: clock.Time(s.Field(5)), Status: field.Coded(s.Field(6).Rep(0)),
	}
	act(n, field.Code(s.Field(1)))
	return n
}

func diagnosis(s hl7.Segment, clock *field.Clock) *problem.Note {
	n := &problem.Note{
		Kind: problem.Diagnosis, What: field.Coded(s.Field(3).Rep(0)), Described: s.Field(4).Text(),
		At: clock.Time(s.Field(5)), Type: diagnosisType(s.Field(6)), By: field.Doctor(s.Field(16).Rep(0)), Number: field.Entity(s.Field(20).Rep(0)),
	}
	act(n, field.Code(s.Field(21)))
	return n
}

// diagnosisType reads DG1-6. The code is explained where the sender does not
// say it in words (HL7 table 0052): a final diagnosis is often the one that is
// billed (specification 5.2).
func diagnosisType(f hl7.Field) fact.Coded {
	c := field.Coded(f.Rep(0))
	c.Text = cmp.Or(c.Text, map[string]string{"A": "admitting (A)", "W": "working (W)", "F": "final (F)"}[c.Code])
	return c
}

func procedure(s hl7.Segment, clock *field.Clock) *problem.Note {
	n := &problem.Note{
		Kind: problem.Procedure, What: field.Coded(s.Field(3).Rep(0)), Described: s.Field(4).Text(),
		At: clock.Time(s.Field(5)), Type: field.Coded(s.Field(6).Rep(0)),
		By: cmp.Or(field.Doctor(s.Field(11).Rep(0)), field.Doctor(s.Field(12).Rep(0))), Number: field.Entity(s.Field(19).Rep(0)),
	}
	act(n, field.Code(s.Field(20)))
	return n
}
