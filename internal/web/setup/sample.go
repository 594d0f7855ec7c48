package setup

import (
	"time"

	"redoutlet/internal/identity"
)

// The samples are an invented house. They draw the golden pages and give the
// template check something to look into.

// sampleNow is a morning in winter, far from any clock change.
func sampleNow() time.Time {
	return time.Date(2026, time.November, 25, 10, 42, 0, 0, time.FixedZone("EST", -5*60*60))
}

func sampleFirstRefused() any {
	p := newFirst("abcde-fghij", identity.Account{Name: "R Adeyemi", Title: "R. Adeyemi"})
	p.check("short", "short")
	return p
}
