package sim

import (
	"strconv"
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// culture plans a text result: preliminary hours after the draw, final a day later.
func (l *laboratory) culture(p *stage.Patient) {
	c := stage.Pick(l.House, fiction.Cultures())
	s := &specimen{patient: p, by: p.Attending, collected: l.Now.Truncate(time.Minute)}
	l.number(s)
	l.Plan(l.Now.Add(l.Between(40*time.Minute, 3*time.Hour)), p, Laboratory, func() { l.text(s, c, "P", c.Early) })
	l.Plan(l.Now.Add(l.Between(4*time.Hour, 20*time.Hour)), p, Laboratory, func() { l.text(s, c, "F", c.Late) })
}

// text sends a text result: the whole in one formatted row, and the first line as a row of its own.
func (l *laboratory) text(s *specimen, c fiction.Culture, status, words string) {
	d := l.oru(s, status, "CULT", "culture", "MB")
	first, flag := firstLine(words), "A"
	if first == words || status == "P" && len(words) < 40 {
		flag = "N"
	}
	for i, row := range [...]struct{ kind, text string }{{"ST", first}, {"FT", words}} {
		seg := d.Segment("OBX").Set(1, 1, strconv.Itoa(i+1)).Set(2, 1, row.kind)
		stage.Coded(seg, 3, c.Code, c.Words, "LN")
		seg.Set(4, 1, strconv.Itoa(i+1)).Set(5, 1, row.text).Set(8, 1, flag).Set(11, 1, status).
			Set(14, 1, s.collected.Format(stage.ToMinute))
	}
	d.Segment("SPM").Set(1, 1, "1").Set(4, 2, c.Specimen).Set(17, 1, s.collected.Format(stage.ToMinute))
	d.Send()
}

func firstLine(words string) string {
	for i, r := range words {
		if r == '\n' {
			return words[:i]
		}
	}
	return words
}
