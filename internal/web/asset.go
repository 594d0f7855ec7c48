package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"time"

	"redoutlet/internal/web/ui"
)

// static answers GET /static/{name}. A browser keeps the file and asks each
// time whether it is still the same, which costs no more than a header.
func (s *Server) static(w http.ResponseWriter, r *http.Request) {
	data, mediaType, ok := ui.Asset(r.PathValue("name"))
	if !ok {
		s.fail(w, r, ui.ErrNotFound)
		return
	}
	sum := sha256.Sum256(data)
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// healthy answers GET /healthz: the process is up.
func healthy(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "up") }

// ready answers GET /readyz: messages can be kept. Nothing else makes a server
// unready, since sending messages elsewhere would lose them.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	sentence, err := s.config.Ready(r.Context())
	if err != nil {
		say(w, http.StatusServiceUnavailable, "not ready: "+err.Error())
		return
	}
	say(w, http.StatusOK, sentence)
}

// say answers a program with one line.
func say(w http.ResponseWriter, status int, line string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, line+"\n")
}
