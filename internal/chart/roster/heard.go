package roster

import (
	"time"

	"redoutlet/internal/chart/fact"
)

// UsualVerifyDays is from how many days without a message on it is to be
// verified that a patient is still there (hazard H-026), where the site does not
// say otherwise.
const UsualVerifyDays = 10

// WordsVerify heads what is said of somebody who lingers; the day follows.
const WordsVerify = "VERIFY PRESENCE: no message about the patient since "

// dayLayout is how a day is kept.
const dayLayout = "2006-01-02"

// Day is the day of an instant in the site's zone, as [Summary.Heard] has it:
// days sort as text.
func Day(at time.Time, zone *time.Location) string { return at.In(zone).Format(dayLayout) }

// Linger says who is in the house by the charts and may have left unnoticed, at
// a moment. Nobody is taken off a list for it: whether they are there is for a
// person to see.
type Linger struct {
	Now  time.Time
	Zone *time.Location // of the site, by which days are counted
	Days int            // without a message from which on presence is to be verified; 0: never
}

// Since is the day of the newest message about a patient who lingers, zero for
// others, and where no day is known.
func (l Linger) Since(s *Summary) fact.Time {
	heard, err := time.Parse(dayLayout, s.Heard)
	today, mistake := time.Parse(dayLayout, Day(l.Now, l.Zone))
	if err != nil || mistake != nil || l.Days == 0 || !s.Line.InHouse {
		return fact.Time{}
	}
	if int(today.Sub(heard)/(24*time.Hour)) < l.Days {
		return fact.Time{}
	}
	return fact.Time{Text: heard.Format("20060102"), Precision: fact.ToDay, At: heard}
}
