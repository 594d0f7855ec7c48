package identity

import (
	"fmt"
	"sync"
	"time"
)

// A WaitError refuses a sign-in because too many before it failed.
type WaitError struct {
	Wait time.Duration // until the next one is heard
}

// Error says how long to wait.
func (e *WaitError) Error() string {
	return fmt.Sprintf("too many sign-ins failed: wait %d seconds and try again", int(e.Wait.Round(time.Second).Seconds()))
}

// How guessing is slowed: the first few failures cost nothing, then each
// doubles the wait up to half a minute. It never grows beyond, and counts an
// account at one address only, so that nobody can lock a unit out by failing
// on its behalf.
const (
	freeFailures = 3
	longestWait  = 30 * time.Second
	forgetAfter  = 15 * time.Minute
	mostFailing  = 4096 // accounts at addresses remembered at once
)

// failing names an account tried from an address.
type failing struct{ tenant, name, address string }

type failures struct {
	count int
	last  time.Time
}

// pace remembers who has failed to sign in lately.
type pace struct {
	mu   sync.Mutex
	seen map[failing]failures
}

// begin counts an attempt as failed until clear says otherwise, so that many
// attempts at once count as many. It returns how long to wait instead, if so.
func (p *pace) begin(who failing, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.seen[who]
	if now.Sub(f.last) >= forgetAfter || now.Before(f.last) {
		f = failures{}
	}
	if wait := f.wait() - now.Sub(f.last); wait > 0 {
		return wait
	}
	if len(p.seen) >= mostFailing {
		p.forget(now)
	}
	p.seen[who] = failures{count: f.count + 1, last: now}
	return 0
}

// clear forgets the failures of somebody who has signed in.
func (p *pace) clear(who failing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.seen, who)
}

func (f failures) wait() time.Duration {
	if f.count < freeFailures {
		return 0
	}
	return min(time.Second<<min(f.count-freeFailures, 10), longestWait)
}

// forget makes room: what is old goes, else whoever failed the longest ago.
func (p *pace) forget(now time.Time) {
	var oldest failing
	found := false
	for who, f := range p.seen {
		if now.Sub(f.last) >= forgetAfter {
			delete(p.seen, who)
			continue
		}
		if !found || f.last.Before(p.seen[oldest].last) {
			oldest, found = who, true
		}
	}
	if len(p.seen) >= mostFailing {
		delete(p.seen, oldest)
	}
}
