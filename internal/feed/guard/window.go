package guard

import (
	"cmp"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"redoutlet/internal/chart/fact"
)

// Patient names a patient without saying who it is.
type Patient [16]byte

// MarshalText writes the name as it stands in addresses.
func (p Patient) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(p[:])), nil }

// UnmarshalText reads what MarshalText wrote.
func (p *Patient) UnmarshalText(text []byte) error {
	raw, err := hex.DecodeString(string(text))
	if err != nil || len(raw) != len(p) {
		return errors.New("that is not the name of a patient")
	}
	copy(p[:], raw)
	return nil
}

// Loss says that reading some messages took something away from a patient.
type Loss struct {
	Section  fact.Section
	Patient  Patient
	Unit     string    // where the patient was, as the sources write it
	Message  int64     // the first message that may have taken it
	Received time.Time // when it was kept, by our clock
	Sent     time.Time // when it was sent, by the sender's; as Received where that was not said
	Gone     int       // items that vanished or changed
	Had      int       // items before
}

// Scope is where a freeze holds: one unit, or the hospital.
type Scope struct {
	Hospital bool   `json:"hospital"`
	Unit     string `json:"unit"` // of a unit; "" is the patients in none
}

// Covers reports whether a patient of the unit is in the scope.
func (s Scope) Covers(unit string) bool { return s.Hospital || s.Unit == unit }

// Holding is what the patients of a scope hold of a section: how many items
// each, for those who have any.
type Holding map[Patient]int

// Window holds the losses of the last while. The zero value is empty.
type Window struct{ losses []Loss }

// NewWindow holds losses that were kept before.
func NewWindow(losses []Loss) *Window { return &Window{slices.Clone(losses)} }

// Add takes losses in and lets go of what was received longer ago than the
// window before the newest of them.
func (w *Window) Add(losses []Loss, limits Limits) {
	w.losses = append(w.losses, losses...)
	var newest time.Time
	for _, l := range w.losses {
		if l.Received.After(newest) {
			newest = l.Received
		}
	}
	w.losses = slices.DeleteFunc(w.losses, func(l Loss) bool { return newest.Sub(l.Received) > limits.Window })
}

// Oldest is the receipt of the oldest loss held, and zero where there is none.
func (w *Window) Oldest() time.Time {
	var oldest time.Time
	for _, l := range w.losses {
		if oldest.IsZero() || l.Received.Before(oldest) {
			oldest = l.Received
		}
	}
	return oldest
}

// Tally is what a section lost in a scope within one window.
type Tally struct {
	Losses   []Loss // in the order of their messages
	Patients int    // who lost something
}

// Count finds the losses of a section and scope that count together: of all that
// is in the window, the most that were sent within one window too. excused leaves a loss out.
func (w *Window) Count(section fact.Section, scope Scope, limits Limits, excused func(Loss) bool) Tally {
	var in []Loss
	for _, l := range w.losses {
		if l.Section == section && scope.Covers(l.Unit) && !excused(l) {
			in = append(in, l)
		}
	}
	in = sentTogether(in, limits.Window)
	slices.SortFunc(in, func(a, b Loss) int { return cmp.Compare(a.Message, b.Message) })
	patients := map[Patient]bool{}
	for _, l := range in {
		patients[l.Patient] = true
	}
	return Tally{in, len(patients)}
}

// sentTogether finds the most losses that were sent within one window.
func sentTogether(losses []Loss, window time.Duration) []Loss {
	slices.SortFunc(losses, func(a, b Loss) int { return a.Sent.Compare(b.Sent) })
	best, from := 0, 0
	begin := 0
	for end := range losses {
		for losses[end].Sent.Sub(losses[begin].Sent) > window {
			begin++
		}
		if n := end - begin + 1; n > best {
			best, from = n, begin
		}
	}
	return losses[from : from+best]
}

// Figures are what a limit is held against, and what a page shows.
type Figures struct {
	Lost     int           `json:"lost"`
	Of       int           `json:"of"`
	Patients int           `json:"patients"`
	Window   time.Duration `json:"window"`
	Limit    Limit         `json:"limit"`
}

// Figures adds up a tally against what the scope holds now. Allergies and
// visits are counted in patients, medicines in orders.
func (t Tally) Figures(section fact.Section, now Holding, limits Limits) Figures {
	gone, had := map[Patient]int{}, map[Patient]int{}
	for _, l := range t.Losses {
		gone[l.Patient] += l.Gone
		had[l.Patient] = max(had[l.Patient], l.Had)
	}
	f := Figures{Patients: t.Patients, Window: limits.Window, Limit: limits.Of(section)}
	for p, n := range gone {
		f.Lost += counted(section, min(n, had[p]))
	}
	for p, n := range now {
		if _, lost := had[p]; !lost {
			f.Of += counted(section, n)
		}
	}
	for _, n := range had {
		f.Of += counted(section, n)
	}
	return f
}

func counted(section fact.Section, items int) int {
	if section == fact.SectionMedications {
		return items
	}
	return min(items, 1)
}

// Enough reports whether so many patients can pass the limit at all, before
// anybody adds up what the others hold.
func (t Tally) Enough(section fact.Section, limits Limits) bool {
	return t.Patients >= limits.Of(section).Patients
}

// Passed reports whether it is too much.
func (f Figures) Passed() bool { return f.Limit.passed(f.Lost, f.Of, f.Patients) }
