package ui

import (
	"math"
	"regexp"
	"strconv"
	"testing"
)

var token = regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{3,6});`)

// luminance is relative luminance as WCAG 2.2 defines it.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
			continue
		}
		sum += weight * math.Pow((c+0.055)/1.055, 2.4)
	}
	return sum
}

// TestContrast reads the colors out of the style sheet: text has 4.5 to 1 on
// its ground, lines that carry meaning 3 to 1 (WCAG 1.4.3, 1.4.11).
func TestContrast(t *testing.T) {
	colors := map[string]float64{}
	for _, m := range token.FindAllStringSubmatch(string(styleSheet), -1) {
		colors[m[1]] = luminance(t, m[2])
	}
	for _, tt := range []struct {
		on, ground string
		least      float64
	}{
		{"ink", "paper", 7}, {"ink", "sheet", 7}, {"second", "paper", 4.5}, {"second", "sheet", 4.5}, {"link", "paper", 4.5},
		{"critical", "sheet", 4.5}, {"critical", "critical-ground", 4.5}, {"ink", "critical-ground", 7},
		{"warning", "warning-ground", 4.5}, {"warning", "sheet", 4.5}, {"well", "sheet", 4.5}, {"unknown", "sheet", 4.5},
		{"ink", "focus", 4.5}, {"rule", "sheet", 3}, {"rule", "paper", 3},
	} {
		a, okA := colors[tt.on]
		b, okB := colors[tt.ground]
		if !okA || !okB {
			t.Errorf("the style sheet has no color %s or %s", tt.on, tt.ground)
			continue
		}
		if ratio := (math.Max(a, b) + .05) / (math.Min(a, b) + .05); ratio < tt.least {
			t.Errorf("%s on %s: contrast %.2f, need %.1f", tt.on, tt.ground, ratio, tt.least)
		}
	}
}
