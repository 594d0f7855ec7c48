package identity

import (
	"errors"
	"testing"
)

func TestChangeOfAnAccount(t *testing.T) {
	suspended := account("north", "gone", Administrator)
	suspended.Closed = true
	one := []Account{account("north", "admin", Administrator), account("north", "nurse", Nurse), suspended}
	two := append([]Account{account("north", "other", Administrator)}, one...)
	for _, tt := range []struct {
		say    string
		all    []Account
		change Change
		role   Role
		closed bool
		words  string
		err    error
	}{
		{"another role", one, Change{"admin", "nurse", SetRole, Manager}, Manager, false, "role changed from nurse to manager", nil},
		{"the same role", one, Change{"admin", "nurse", SetRole, Nurse}, "", false, "", ErrUnchanged},
		{"suspended", one, Change{"admin", "nurse", Suspend, ""}, Nurse, true, "suspended", nil},
		{"suspended again", one, Change{"admin", "gone", Suspend, ""}, "", false, "", ErrUnchanged},
		{"activated", one, Change{"admin", "gone", Activate, ""}, Administrator, false, "activated again", nil},
		{"activated again", one, Change{"admin", "nurse", Activate, ""}, "", false, "", ErrUnchanged},
		{"a new password", one, Change{"admin", "nurse", ResetPassword, ""}, Nurse, false, "password reset, and signed out everywhere", nil},
		{"one's own password", one, Change{"admin", "admin", ResetPassword, ""}, Administrator, false, "password reset, and signed out everywhere", nil},
		{"signed out", one, Change{"admin", "admin", EndSessions, ""}, Administrator, false, "signed out everywhere", nil},
		{"the last administrator, suspended by a command", one, Change{"(command line)", "admin", Suspend, ""}, "", false, "", ErrLastAdministrator},
		{"the last administrator, demoted by a command", one, Change{"(command line)", "admin", SetRole, Nurse}, "", false, "", ErrLastAdministrator},
		{"one of two administrators", two, Change{"other", "admin", Suspend, ""}, Administrator, true, "suspended", nil},
		{"oneself", two, Change{"admin", "admin", Suspend, ""}, "", false, "", ErrOwnAccount},
		{"one's own role", two, Change{"nurse", "nurse", SetRole, Administrator}, "", false, "", ErrOwnAccount},
		{"nobody", one, Change{"admin", "x", Suspend, ""}, "", false, "", ErrNoAccount},
	} {
		got, words, err := tt.change.Apply(tt.all)
		if !errors.Is(err, tt.err) || words != tt.words {
			t.Errorf("%s: %q, %v; want %q, %v", tt.say, words, err, tt.words, tt.err)
		}
		if err == nil && (got.Role != tt.role || got.Closed != tt.closed || got.Name != tt.change.Name) {
			t.Errorf("%s: %s is %s, closed %v", tt.say, got.Name, got.Role, got.Closed)
		}
	}
	for _, c := range []Change{{"admin", "nurse", "delete", ""}, {"admin", "nurse", SetRole, "doctor"}} {
		if _, _, err := c.Apply(one); err == nil {
			t.Errorf("%s to %q was done", c.Verb, c.Role)
		}
	}
}

// Whatever is done in whatever order, somebody can still keep the accounts.
func FuzzChangesLeaveAnAdministrator(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
	f.Fuzz(func(t *testing.T, steps []byte) {
		all := []Account{account("north", "a", Administrator), account("north", "b", Administrator), account("north", "c", Nurse)}
		verbs := []Verb{SetRole, Suspend, Activate, ResetPassword}
		for _, s := range steps {
			c := Change{
				By: []string{"a", "b", "(command line)"}[s>>6%3], Name: all[s%3].Name,
				Verb: verbs[s>>2%4], Role: Roles()[s>>4%5],
			}
			after, _, err := c.Apply(all)
			if err == nil {
				all[s%3] = after
			}
		}
		if !all[0].governs() && !all[1].governs() && !all[2].governs() {
			t.Errorf("nobody is left after %v", steps)
		}
	})
}
