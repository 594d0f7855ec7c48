package care

import (
	"math"
	"strconv"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// say writes a set of readings as ORU and sends it.
func (f *Flowsheet) say(s *set, status string) {
	d := f.Begin(&f.system, s.patient, stage.Kind{"ORU", "R01", "ORU_R01"})
	d.ShortPID()
	obr := d.Segment("OBR").Set(1, 1, "1").Set(3, 1, s.filler).Set(3, 2, f.system.App)
	stage.Coded(obr, 4, "VS", "vital signs", "L")
	obr.Set(7, 1, s.at.Format(stage.ToMinute)).Set(22, 1, d.Recorded.Format(stage.ToSecond)).Set(25, 1, status)
	if s.note != "" {
		d.Segment("NTE").Set(1, 1, "1").Set(2, 1, "L").Set(3, 1, s.note)
	}
	for i := range s.readings {
		row(d, i+1, s, &s.readings[i])
	}
	d.Send()
}

// row writes one reading. What was taken back has no value.
func row(d *stage.Draft, n int, s *set, r *reading) {
	kind, value, system := "NM", r.text, "LN"
	if value == "" {
		value = strconv.FormatFloat(r.value, 'f', r.sign.Decimals, 64)
	}
	if r.text != "" && r.sign.Unit == "" {
		kind = "ST"
	}
	if r.sign.Code[0] > '9' {
		system = "L"
	}
	if r.status == "W" {
		value = ""
	}
	seg := d.Segment("OBX").Set(1, 1, strconv.Itoa(n)).Set(2, 1, kind)
	stage.Coded(seg, 3, r.sign.Code, r.sign.Words, system)
	seg.Set(5, 1, value).Set(6, 1, r.sign.Unit).Set(11, 1, r.status).Set(14, 1, s.at.Format(stage.ToMinute))
	stage.Name(seg, 16, s.by)
	stage.Words(seg, 17, r.sign.Method)
}

// warning is the early-warning score, under the record's own code.
func warning() fiction.Sign {
	return fiction.Sign{Code: "NEWS2", Words: "National Early Warning Score 2 (NEWS2)"}
}

// score adds up NEWS2 as the record does, for somebody who is alert, on the scale of saturation for most people.
func score(readings []reading) int {
	total := 0
	for _, r := range readings {
		switch v := math.Round(r.value*10) / 10; r.sign.Code {
		case fiction.Breathing:
			total += band(math.Round(v), step{9, 3}, step{12, 1}, step{21, 0}, step{25, 2}, step{math.Inf(1), 3})
		case fiction.Saturation:
			total += band(math.Round(v), step{92, 3}, step{94, 2}, step{96, 1}, step{math.Inf(1), 0})
		case fiction.Systolic:
			total += band(math.Round(v), step{91, 3}, step{101, 2}, step{111, 1}, step{220, 0}, step{math.Inf(1), 3})
		case fiction.HeartRate:
			total += band(math.Round(v), step{41, 3}, step{51, 1}, step{91, 0}, step{111, 1}, step{131, 2}, step{math.Inf(1), 3})
		case fiction.Temperature:
			total += band(v, step{35.1, 3}, step{36.1, 1}, step{38.1, 0}, step{39.1, 1}, step{math.Inf(1), 2})
		}
		if r.sign.Code == "O2DEV" && r.text != fiction.Breaths()[0].Words {
			total += 2
		}
	}
	return total
}

// step is one band of a score: its points, below a value.
type step struct {
	below  float64
	points int
}

func band(value float64, steps ...step) int {
	for _, s := range steps {
		if value < s.below {
			return s.points
		}
	}
	return 0
}
