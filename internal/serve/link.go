package serve

import (
	"sync"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/mllp"
)

// links are the listeners that a tenant's sources connect to, asked whether one
// is connected now. They have a lock of their own: a page may ask while a door
// waits for its last answers.
type links struct {
	mu      sync.Mutex
	servers map[string]*mllp.Server // nil for a source that cannot be listened to
}

// set has a source be listened to by a server.
func (l *links) set(source string, server *mllp.Server) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.servers == nil {
		l.servers = map[string]*mllp.Server{}
	}
	l.servers[source] = server
}

// of says whether a source has a connection open. Of one that was never
// listened to here, nobody knows: messages may have come another way.
func (l *links) of(source string) asof.Link {
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
