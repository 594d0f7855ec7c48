//go:build !unix

package hl7

import (
	"testing"
	"time"
)

// cpuTime stands in for processor time where there is no getrusage: the time on the benchmark's own clock.
func cpuTime(b *testing.B) time.Duration { return b.Elapsed() }
