package lobby

import (
	"time"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/identity/access"
)

// drawings are the samples of the page table and every other case worth looking
// at.
func drawings() []drawing {
	var all []drawing
	for _, p := range pages() {
		all = append(all, drawing{p.Name, p.Template, p.Sample()})
	}
	s := sampleSheet()
	bare := roster.Summary{Line: roster.Line{ID: "b2"}}
	hostile := samplePatient("c3", "<script>alert(1)</script>", "\u202eeoJ")
	return append(all,
		drawing{"glass-no-kind", "glass", s.glass(bare, time.Time{}).refused(access.Reason{Words: "<b>x</b> needs it now"}, access.ErrKind)},
		drawing{"glass-hostile", "glass", s.glass(hostile, time.Time{})},
	)
}
