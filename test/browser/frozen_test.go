package browser

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"redoutlet/internal/feed/guard"
	"redoutlet/internal/serve"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/store"
)

// The ward of the freeze: so many patients are allergic to latex, and so many of them lose that at once.
const (
	latexPatients = 20
	latexLost     = 8
)

// latex is a message of the nth patient of a ward, of an allergy that is active or deleted.
func latex(n int, deleted bool) string {
	event, allergy := "A01", "SV|rash|A"
	if deleted {
		event, allergy = "A08", "||D"
	}
	mrn := fmt.Sprintf("77%04d", n)
	return segments(header("ADT^"+event, event+mrn), "EVN|"+event+"|NOW",
		"PID|1||"+mrn+"^^^WARD^MR||Latimer^Ada-"+string(rune('A'+n))+"||19440305|F",
		fmt.Sprintf("PV1|1|I|4W^%d^A||||||||||||||||V%s", 400+n, mrn),
		"IAM|1|DA|LTX^latex^L|"+allergy+"|"+mrn+"^WARD")
}

// frozenVisits walks through a house in which nothing is held back, then much, then that is decided, then what was kept of
// it is damaged.
func frozenVisits(t *testing.T) []visit {
	t.Helper()
	ward := newSmall(t, "", settings(all()))
	var said []string
	for n := range latexPatients {
		said = append(said, latex(n, false))
	}
	must(t, ward.send(t.Context(), "feed", said...))
	ward.fetchUntil(t, "nurse", "/unit/4W", fmt.Sprintf("%d patients", latexPatients))
	walk := []visit{
		{"freezes", "freezes-empty", "manager", "/freezes", nil},
		{"quarantine", "quarantine-empty", "engineer", "/quarantine", nil},
	}
	ward.auditAll(t, walk)
	said = nil
	for n := range latexLost {
		said = append(said, latex(n, true))
	}
	must(t, ward.send(t.Context(), "feed", said...))
	ward.fetchUntil(t, "nurse", "/", "Held back")
	walk = append(walk, ward.whileHeld(t)...)
	ward.again(t, func() { ward.damage(t) })
	lost := []visit{
		{"board", "board-freeze-damaged", "manager", "/", nil},
		{"freezes", "freezes-damaged", "manager", "/freezes", nil},
		{"patient", "patient-freeze-damaged", "nurse", ward.patient(t), nil},
	}
	ward.auditAll(t, lost)
	return append(walk, lost...)
}

// whileHeld looks at the pages of a house of which something is held back, and decides.
func (s *small) whileHeld(t *testing.T) []visit {
	t.Helper()
	walk := []visit{
		{"board", "board-frozen", "manager", "/", nil},
		{"units", "units-frozen", "nurse", "/units", nil},
		{"unit", "unit-frozen", "nurse", "/unit/4W", nil},
		{"patient", "patient-frozen", "nurse", s.patient(t), nil},
		{"freezes", "freezes", "manager", "/freezes", nil},
		{"freezes", "freezes-nurse", "nurse", "/freezes", nil},
		{"freezes-decided", "freezes-refused", "manager", "/freezes", func(b *tab) { b.strike("button[value=keep]") }},
		{"freezes", "freezes-kept", "manager", "/freezes", func(b *tab) {
			b.do(chromedp.SendKeys(chromedp.CSS("main textarea"), "4 West asked: nobody there has removed an allergy"))
			b.strike("button[value=keep]")
		}},
		{"patient", "patient-kept", "nurse", s.patient(t), nil},
	}
	s.auditAll(t, walk)
	return walk
}

// patient is the path of somebody whose allergy was deleted.
func (s *small) patient(t *testing.T) string {
	t.Helper()
	return links(s.fetchUntil(t, "nurse", "/unit/4W", "/patient/"), "/patient/")[0]
}

// damage spoils what is kept of every freeze.
func (s *small) damage(t *testing.T) {
	t.Helper()
	st, err := store.Open(s.dir, store.Options{})
	must(t, err)
	defer st.Close()
	must(t, st.Update(t.Context(), serve.DefaultTenant, func(tx *store.Tx) error {
		kept, err := tx.Keepsakes(t.Context(), guard.KindFreeze)
		for _, k := range kept {
			k.Sealed[len(k.Sealed)-1] ^= 1
			if err := tx.PutKeepsake(t.Context(), k); err != nil {
				return err
			}
		}
		return err
	}))
}

// auditAll looks at pages one after the other.
func (s *small) auditAll(t *testing.T, walk []visit) {
	t.Helper()
	for _, v := range walk {
		t.Run(v.name, func(t *testing.T) { audit(t, s.house, v) })
	}
}

// TestWithoutItsKeyFile looks at a house whose key is in a file that is gone: nobody is asked for a passphrase.
func TestWithoutItsKeyFile(t *testing.T) {
	ready(t)
	ward := newWard(t, "")
	ward.again(t, func() { must(t, os.Remove(tenancy.KeyFile(ward.dir, serve.DefaultTenant))) })
	ward.auditAll(t, []visit{
		{"unlock", "unlock-file", "administrator", "/unlock", nil},
		{"unlock", "unlock-file-nurse", "nurse", "/unlock", nil},
	})
	if page := ward.fetch(t, "administrator", "/unlock"); strings.Contains(page, "passphrase\"") {
		t.Error("a passphrase is asked for that does not exist")
	}
}
