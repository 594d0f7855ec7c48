package sim

import (
	"math"
	"strconv"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// reading is a value as it is reported.
type reading struct {
	test       *fiction.Test
	comparator string // < or >, else empty
	value      string
	flag       string // OBX-8
	status     string // OBX-11
	was        string // what a correction replaces
}

// measure makes up a value near the patient's last one.
func (l *laboratory) measure(p *stage.Patient, t *fiction.Test) reading {
	width := t.High - t.Low
	last, known := p.Measures[t.Code]
	if !known {
		last = t.Low + width/2 + l.Dice.NormFloat64()*width*0.45
		if l.Chance(4) {
			last = [...]float64{t.Least * 0.95, t.Most * 1.05}[l.Dice.IntN(2)]
		}
	}
	value := last + l.Dice.NormFloat64()*width*0.12
	if value <= 0 {
		value = t.Low/2 + width*0.05
	}
	p.Measures[t.Code] = value
	return reported(t, value)
}

// reported writes a value as an instrument does.
func reported(t *fiction.Test, value float64) reading {
	r := reading{test: t}
	switch {
	case t.Floor > 0 && value < t.Floor:
		r.comparator, value = "<", t.Floor
	case t.Ceiling > 0 && value > t.Ceiling:
		r.comparator, value = ">", t.Ceiling
	}
	r.value = strconv.FormatFloat(value, 'f', t.Decimals, 64)
	if r.comparator != "" {
		r.value = strconv.FormatFloat(value, 'f', -1, 64)
	}
	shown := math.Round(value*math.Pow10(t.Decimals)) / math.Pow10(t.Decimals)
	r.flag = flag(t, shown)
	return r
}

func flag(t *fiction.Test, value float64) string {
	switch {
	case value <= t.Least:
		return "LL"
	case value >= t.Most:
		return "HH"
	case value < t.Low:
		return "L"
	case value > t.High:
		return "H"
	}
	return "N"
}
