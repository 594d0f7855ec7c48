package serve

import (
	"time"

	"redoutlet/internal/clock"
)

// machineClocks returns how the clocks of this machine are read.
func machineClocks() func() clock.Reading {
	start := time.Now()
	return func() clock.Reading {
		now := time.Now()
		return clock.Reading{Wall: now.Round(0), Run: now.Sub(start)}
	}
}
