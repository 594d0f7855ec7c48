package ehr

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"time"

	"redoutlet/internal/sim"
	"redoutlet/internal/sim/engine"
)

// Sender puts messages on their way; [engine.Engine] is one.
type Sender interface {
	// Send puts a message behind those that wait.
	Send(sim.Message) (*engine.Delivery, error)
	// Time is the present simulated time.
	Time() time.Time
}

// Config is what the page shows and how it sends.
type Config struct {
	Hospital *sim.Hospital
	Sender   Sender

	// Befall lets something go wrong and returns what has to be sent for that. Nil: nothing can go wrong by a button, and
	// none is shown.
	Befall func(Mishap) []sim.Message

	// Patience is how long an answer to a form may wait for the acknowledgement. The message is sent on after that.
	// Zero is 5 seconds.
	Patience time.Duration
}

//go:embed page/*
var pages embed.FS

// maxForm is the largest form that is read, in bytes.
const maxForm = 16 << 10

// site is the page with all that it remembers.
type site struct {
	config Config
	views  map[string]*template.Template
	book   book
}

// New returns the page.
func New(c Config) (http.Handler, error) {
	if c.Hospital == nil || c.Sender == nil {
		return nil, errors.New("stand in for a health record: a Hospital and a Sender are required")
	}
	c.Patience = cmp.Or(max(c.Patience, 0), 5*time.Second)
	s := &site{config: c}
	if err := s.parse(); err != nil {
		return nil, err
	}
	return Guard(s.routes()), nil
}

// parse reads the templates of the pages.
func (s *site) parse() error {
	s.views = map[string]*template.Template{}
	for _, name := range []string{"list", "patient", "sent", "mishap", "problem"} {
		view, err := template.ParseFS(pages, "page/frame.html", "page/"+name+".html")
		if err != nil {
			return fmt.Errorf("read the page %q: %w", name, err)
		}
		s.views[name] = view
	}
	return nil
}

func (s *site) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.list)
	mux.HandleFunc("GET /patients", s.patients)
	mux.HandleFunc("GET /patient/{mrn}", s.patient)
	mux.HandleFunc("GET /sent/{id}", s.sent)
	mux.HandleFunc("GET /page.css", s.style)
	mux.HandleFunc("POST /allergy", s.addAllergy)
	mux.HandleFunc("POST /take-back", s.takeBackAllergy)
	mux.HandleFunc("POST /stop", s.stopMedicine)
	mux.HandleFunc("POST /dose", s.chartDose)
	if s.config.Befall != nil {
		mux.HandleFunc("POST /mishap", s.befall)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.problem(w, r, http.StatusNotFound, errors.New("there is no such page: go back to the list of patients"))
	})
	return mux
}

// Guard refuses host names that are not of this computer, so that no page elsewhere can pass itself off as ours, and forms
// from elsewhere; it limits forms, and sets the headers of every answer. The pages have no scripts.
func Guard(next http.Handler) http.Handler {
	next = http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if !isLoopback(r.Host) {
			http.Error(w, "This page is only for the computer it runs on: open it as http://localhost.", http.StatusMisdirectedRequest)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r)
	})
}

// isLoopback reports whether a Host header names this computer.
func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if host == "localhost" {
		return true
	}
	if n := len(host); n > 2 && host[0] == '[' && host[n-1] == ']' {
		host = host[1 : n-1]
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
