package ehr

import (
	"net/http"
	"time"

	"redoutlet/internal/sim"
)

// Mishap is something that goes wrong in the hospital, or is put right again.
type Mishap string

// What can go wrong at the press of a button.
const (
	Silence Mishap = "silence" // the pharmacy's system falls silent: what it says waits
	Speak   Mishap = "speak"   // it speaks again, of all that waited
	Vanish  Mishap = "vanish"  // 40 % of allergies are deleted at once
	Restore Mishap = "restore" // they are sent again

	Reorder  Mishap = "reorder"  // messages overtake one another
	Truncate Mishap = "truncate" // messages are cut off, and follow whole
	Clock    Mishap = "clock"    // the laboratory's clock is ahead
	Letters  Mishap = "letters"  // messages are written in another character set than they say
)

// What the last four do lasts so long, and the clock is so far ahead. A wrong clock is told by a median, and the laboratory
// of a small hospital takes its time to send as much.
const (
	SpellLasts = 5 * time.Minute
	ClockLasts = time.Hour
	ClockAhead = 3 * time.Hour
)

// mishap is a button and what will be seen where.
type mishap struct {
	Mishap
	Button, Seen string
}

// mishaps are the buttons, in the order they are shown.
var mishaps = [...]mishap{
	{
		Silence, "Pharmacy falls silent",
		"The pharmacy's messages wait from now on, and it does not answer whether it is alive. A chart says so once the silence is longer than " +
			"the limit, which the demo has set to seconds: the board, Medicines and Doses change their words; what others give does not.",
	},
	{
		Speak, "Pharmacy speaks again",
		"All that waited is sent, in order. The board, Medicines and Doses are current again within a second.",
	},
	{
		Vanish, "40 % of allergies vanish",
		"Messages that are each in order delete the allergies of 40 % of the patients who have any. Red Outlet holds them back: " +
			"the board says so first, a chart goes on showing them and marks them HELD BACK, and a manager decides under Held back.",
	},
	{
		Restore, "Undo: send the allergies again",
		"The same allergies are sent again. Once a manager has decided, under Held back, that the last good was right, the board and the charts " +
			"stop saying so.",
	},
	{
		Reorder, "Messages overtake one another",
		"For five minutes, what any system says arrives up to ten minutes late and is overtaken by what it says later. The charts come out as " +
			"they would have: each fact is put in order by what its message says, and not by when it came.",
	},
	{
		Truncate, "Messages are cut off",
		"For five minutes, a part of each message arrives, and the whole of it some seconds later. Red Outlet counts what was cut off under " +
			"Quarantined, and each chart concerned says INCOMPLETE; what arrives whole is charted.",
	},
	{
		Clock, "The laboratory's clock is three hours ahead",
		"For an hour, the laboratory writes a wrong time on its messages. One alone may be a slip: once eight of its last fifteen bear it, the board " +
			"and each chart with its results say CHECK TIMES. At the pace of this hospital that takes a quarter of an hour.",
	},
	{
		Letters, "Names are sent in the wrong character set",
		"For five minutes, messages are written in ISO 8859-1 and say that they are in UTF-8. The names of most are read " +
			"all the same, and a chart says CHECK SPELLING where the character set was a guess. A letter that ISO 8859-1 lacks is lost at the " +
			"sender, and arrives as a question mark.",
	},
}

// befall lets something go wrong, sends what is said of it, and answers with what will be seen.
func (s *site) befall(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		err = invalidError("the form cannot be read: go back and press the button again")
		s.problem(w, r, statusOf(err), err)
		return
	}
	for _, m := range mishaps {
		if string(m.Mishap) != r.PostFormValue("mishap") {
			continue
		}
		said := s.config.Befall(m.Mishap)
		if err := s.sendAll(said); err != nil {
			s.problem(w, r, statusOf(err), err)
			return
		}
		s.befallen(w, r, befallen{Mishap: m.Mishap, Messages: len(said), what: m})
		return
	}
	err := invalidError("press one of the buttons that are offered")
	s.problem(w, r, statusOf(err), err)
}

// sendAll puts messages on their way.
func (s *site) sendAll(said []sim.Message) error {
	for _, m := range said {
		if _, err := s.config.Sender.Send(m); err != nil {
			return err
		}
	}
	return nil
}

// befallen is what became of a button, for scripts and for the page.
type befallen struct {
	Mishap   Mishap `json:"mishap"`
	Messages int    `json:"messages"` // sent because of it
	what     mishap
}

// Button is what was pressed.
func (b befallen) Button() string { return b.what.Button }

// Seen is what will be seen where.
func (b befallen) Seen() string { return b.what.Seen }

// Sends reports whether the button sends messages by itself.
func (b befallen) Sends() bool { return b.Mishap == Vanish || b.Mishap == Restore }

func (s *site) befallen(w http.ResponseWriter, r *http.Request, b befallen) {
	if wantsJSON(r) {
		s.json(w, r, http.StatusOK, b)
		return
	}
	s.page(w, r, http.StatusOK, "mishap", b)
}
