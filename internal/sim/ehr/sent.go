package ehr

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"redoutlet/internal/sim/engine"
)

// mostRemembered is how many messages sent by hand the page can tell of.
const mostRemembered = 500

// sending is a message sent by hand.
type sending struct {
	*engine.Delivery
	MRN  string
	What string // in words
}

// book remembers what was sent by hand, the newest last.
type book struct {
	mu   sync.Mutex
	list []*sending
}

func (b *book) add(s *sending) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.list) == mostRemembered {
		b.list = append(b.list[:0:0], b.list[1:]...)
	}
	b.list = append(b.list, s)
}

// find returns what was sent under a control id; nil if it is not remembered.
func (b *book) find(id string) *sending {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.list {
		if s.Message.ControlID == id {
			return s
		}
	}
	return nil
}

// Sent is what became of a form, for scripts. Acked, Code and Milliseconds are null or empty until the receiver has
// acknowledged the message, which goes on being sent.
type Sent struct {
	Patient      string     `json:"patient"` // record number
	ControlID    string     `json:"control_id"`
	Kind         string     `json:"kind"` // MSH-9, as sent
	Sent         time.Time  `json:"sent"` // when it was handed to the connection
	Acked        *time.Time `json:"acked"`
	Code         string     `json:"code"` // MSA-1
	Milliseconds *float64   `json:"ms"`   // from Sent to Acked
}

// report says what became of it so far.
func (s *sending) report() Sent {
	v := Sent{Patient: s.MRN, ControlID: s.Message.ControlID, Kind: s.Kind(), Sent: s.Queued}
	if r, ok := s.Receipt(); ok {
		ms := s.Milliseconds()
		v.Acked, v.Code, v.Milliseconds = &r.Acked, r.Code, &ms
	}
	return v
}

// Kind is MSH-9.
func (s *sending) Kind() string {
	fields := strings.SplitN(string(s.Message.Body), "|", 10)
	return fields[8]
}

// Text is the message as it was sent, a segment a line.
func (s *sending) Text() string {
	return strings.TrimSuffix(strings.ReplaceAll(string(s.Message.Body), "\r", "\n"), "\n")
}

// Answer is the receipt; nil as long as there is none.
func (s *sending) Answer() *engine.Receipt {
	if r, ok := s.Receipt(); ok {
		return &r
	}
	return nil
}

// Milliseconds is how long the acknowledgement took; 0 as long as there is none.
func (s *sending) Milliseconds() float64 {
	r, ok := s.Receipt()
	if !ok {
		return 0
	}
	return float64(r.Acked.Sub(s.Queued).Microseconds()) / 1000
}

// answer waits a while for the acknowledgement and says what became of the message: a script is told at once, a person
// is sent to a page that can be loaded again.
func (s *site) answer(w http.ResponseWriter, r *http.Request, sent *sending) {
	patience := time.NewTimer(s.config.Patience)
	defer patience.Stop()
	select {
	case <-sent.Done():
	case <-patience.C:
	case <-r.Context().Done():
	}
	if wantsJSON(r) {
		status := http.StatusOK
		if sent.Answer() == nil {
			status = http.StatusAccepted
		}
		s.json(w, r, status, sent.report())
		return
	}
	http.Redirect(w, r, "/sent/"+sent.Message.ControlID, http.StatusSeeOther)
}

// sent shows a message that was sent by hand.
func (s *site) sent(w http.ResponseWriter, r *http.Request) {
	sent := s.book.find(r.PathValue("id"))
	switch {
	case sent == nil:
		s.problem(w, r, http.StatusNotFound, errors.New("nothing was sent by hand under this control id: go back to the list of patients"))
	case wantsJSON(r):
		s.json(w, r, http.StatusOK, sent.report())
	default:
		s.page(w, r, http.StatusOK, "sent", sent)
	}
}
