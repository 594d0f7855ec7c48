package wiring

import (
	"sync"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/mllp"
)

// Links are the listeners that a tenant's sources connect to, asked whether one
// is connected now. They have a lock of their own: a page may ask while doors are
// opened.
type Links struct {
	mu      sync.Mutex
	servers map[string]*mllp.Server // nil for a source that cannot be listened to
}

// Set has a source be listened to by a server.
func (l *Links) Set(source string, server *mllp.Server) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.servers == nil {
		l.servers = map[string]*mllp.Server{}
	}
	l.servers[source] = server
}

// Of says whether a source has a connection open. Of one that was never
// listened to here, nobody knows: messages may have come another way.
func (l *Links) Of(source string) asof.Link {
	l.mu.Lock()
	defer l.mu.Unlock()
	server, listened := l.servers[source]
	switch {
	case !listened:
		return asof.LinkNotKnown
	case server != nil && server.Stats().Open > 0:
		return asof.LinkOpen
	}
	return asof.LinkClosed
}
