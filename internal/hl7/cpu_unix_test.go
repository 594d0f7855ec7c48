//go:build unix

package hl7

import (
	"syscall"
	"testing"
	"time"
)

// cpuTime returns the processor time that this process has used, so that a benchmark says the same on a busy machine.
func cpuTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
