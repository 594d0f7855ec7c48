package bedside

import (
	"fmt"
	"io"
	"testing"
	"time"

	"redoutlet/internal/chart/result"
	"redoutlet/internal/web/ui"
)

// BenchmarkPatient writes and draws the chart of a patient with twenty panels
// of fourteen results.
func BenchmarkPatient(b *testing.B) {
	templates, err := ui.Parse(Pages(nil, nil, nil, sampleSheet().zone))
	if err != nil {
		b.Fatal(err)
	}
	v := frozenView()
	v.Results.Items = nil
	for panel := range 20 {
		from := sampleFrom(int64(panel), "laboratory")
		for test := range 14 {
			v.Results.Items = append(v.Results.Items, result.Result{
				Panel: fmt.Sprintf("panel %d", panel), Test: fmt.Sprintf("test %d", test), Value: "4.2", Unit: "mmol/L", Range: "3.5-5.1",
				Flag: "N", Status: "F", Words: "final", HasValue: true, Numeric: true, From: from,
				At: sampleTime(sampleSheet().now.Add(-time.Duration(panel) * time.Hour).Format("200601021504")),
			})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := templates.Render(io.Discard, "patient", ui.Layout{Now: sampleSheet().now, Zone: sampleSheet().zone}, sampleSheet().patient(v)); err != nil {
			b.Fatal(err)
		}
	}
}
