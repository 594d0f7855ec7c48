package feed

import (
	"runtime"
	"sync"
)

// onEveryProcessor does n things that do not touch one another.
func onEveryProcessor(n int, do func(i int)) {
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
