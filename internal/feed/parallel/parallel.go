// Package parallel does things that do not touch one another at the same time.
package parallel

import (
	"runtime"
	"sync"
)

// Each does n things on every processor there is, and returns when all are done.
func Each(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	var busy sync.WaitGroup
	for w := range workers {
		busy.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	busy.Wait()
}
