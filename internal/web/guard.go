package web

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// CheckListen refuses an address that would let people sign in over plain HTTP
// from another computer, where anybody on the way can read the password and the
// charts.
func CheckListen(addr string, secure bool) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("the address to listen on is not HOST:PORT, as 127.0.0.1:8080: %w", err)
	}
	if secure || isLoopback(host) {
		return nil
	}
	return fmt.Errorf("refusing to serve charts without TLS beyond this computer: listen on 127.0.0.1, or give a certificate")
}

// isLoopback reports whether a host name can only mean this computer.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// guarded puts around a handler what holds for every request.
func (s *Server) guarded(next http.Handler) http.Handler {
	foreign := http.NewCrossOriginProtection()
	foreign.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, errForeign) }))
	return s.recorded(withHeaders(s.hosted(foreign.Handler(next))))
}

// policy is the Content-Security-Policy of every response: nothing but our own
// files, no inline script or style, in no frame, and forms only to us.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// withHeaders sets what tells browsers to be careful. Strict-Transport-Security
// is left out on purpose: in an outage a certificate may have run out, and a
// browser that was told so much would not let anybody past.
func withHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY") // for browsers that do not know frame-ancestors
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// hosted refuses a request for a name we are not called by. A page of another
// site can make its own name mean this computer (DNS rebinding), and would read
// here what the browser takes for its own.
func (s *Server) hosted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !calledBy(r.Host, s.config.Hosts) {
			http.Error(w, "This server is not called by that name. Use the address it was set up with.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// calledBy reports whether a request names this computer, or the server by a name
// it was set up with.
func calledBy(hostPort string, hosts []string) bool {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(hostPort, "["), "]")
	}
	host = strings.TrimSuffix(host, ".")
	return isLoopback(host) || slices.ContainsFunc(hosts, func(h string) bool { return strings.EqualFold(h, host) })
}

// noted is a response that remembers what it was.
type noted struct {
	http.ResponseWriter
	status int // 0 while nothing was written
}

func (n *noted) WriteHeader(status int) {
	if n.status == 0 {
		n.status = status
	}
	n.ResponseWriter.WriteHeader(status)
}

func (n *noted) Write(p []byte) (int, error) {
	if n.status == 0 {
		n.status = http.StatusOK
	}
	return n.ResponseWriter.Write(p)
}

// Unwrap is for [http.ResponseController].
func (n *noted) Unwrap() http.ResponseWriter { return n.ResponseWriter }

// recorded logs every request and turns a panic into the page of an error. A
// log line names the route and never what was asked for: paths hold ids.
func (s *Server) recorded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		response, began := &noted{ResponseWriter: w}, time.Now()
		defer func() {
			caught := recover()
			if caught != nil && caught != http.ErrAbortHandler {
				s.panicked(response, r, caught)
			}
			logRequest(s.config.Log, r, response.status, time.Since(began))
			if caught == http.ErrAbortHandler {
				panic(caught)
			}
		}()
		next.ServeHTTP(response, r)
	})
}

// panicked answers for a handler that panicked. What was thrown may hold a
// patient's data, and is named only where the runtime threw it.
func (s *Server) panicked(w *noted, r *http.Request, caught any) {
	what := fmt.Sprintf("%T", caught)
	if err, ok := caught.(runtime.Error); ok {
		what = err.Error()
	}
	s.config.Log.LogAttrs(r.Context(), slog.LevelError, "panic",
		slog.String("route", routeOf(r)), slog.String("what", what), slog.String("stack", string(debug.Stack())))
	if w.status == 0 {
		s.fail(w, r, errInternal)
	}
}

func logRequest(log *slog.Logger, r *http.Request, status int, took time.Duration) {
	level := slog.LevelInfo
	switch routeOf(r) {
	case "GET /healthz", "GET /readyz", "GET /metrics", "GET /static/{name}":
		level = slog.LevelDebug
	}
	if status == 0 {
		status = http.StatusOK
	}
	log.LogAttrs(r.Context(), level, "request",
		slog.String("route", routeOf(r)), slog.Int("status", status), slog.Duration("took", took))
}

// routeOf names the route of a request by its pattern.
func routeOf(r *http.Request) string {
	if r.Pattern == "" {
		return "no route"
	}
	return r.Pattern
}
