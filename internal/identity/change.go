package identity

import (
	"errors"
	"fmt"
	"slices"
)

// Verb is what is done to an account.
type Verb string

// The verbs.
const (
	SetRole       Verb = "role"
	Suspend       Verb = "suspend"
	Activate      Verb = "activate"
	ResetPassword Verb = "reset"
	EndSessions   Verb = "sign-out"
)

// Change is something to be done to an account.
type Change struct {
	By   string // the account that does it; it may be the name of none, as of a command
	Name string // the account it is done to
	Verb Verb
	Role Role // for SetRole
}

// The reasons why a change is refused.
var (
	ErrTaken             = errors.New("there is an account of that name already: choose another name, or change that account")
	ErrLastAdministrator = errors.New("this is the last administrator who may sign in: make another one first")
	ErrOwnAccount        = errors.New("nobody suspends their own account or changes their own role: ask another administrator")
	ErrUnchanged         = errors.New("it is so already, and nothing was changed")
)

// Apply makes the change among all accounts of a tenant. It returns the account
// as it is to be, and what is recorded of the change; a new password is the
// caller's to make. It fails with ErrNoAccount or one of the reasons above.
func (c Change) Apply(all []Account) (Account, string, error) {
	at := slices.IndexFunc(all, func(a Account) bool { return a.Name == c.Name })
	if at < 0 {
		return Account{}, "", ErrNoAccount
	}
	before := all[at]
	after, words, err := c.applyTo(before)
	if err != nil {
		return before, "", err
	}
	if after.governs() || !before.governs() {
		return after, words, nil
	}
	for i, a := range all {
		if i != at && a.governs() {
			return after, words, nil
		}
	}
	return before, "", ErrLastAdministrator
}

// governs reports whether the account can keep the others.
func (a Account) governs() bool { return a.Role == Administrator && !a.Closed }

func (c Change) applyTo(a Account) (Account, string, error) {
	before, words := a, ""
	switch c.Verb {
	case SetRole:
		if _, err := ParseRole(string(c.Role)); err != nil {
			return a, "", err
		}
		words = fmt.Sprintf("role changed from %s to %s", a.Role, c.Role)
		a.Role = c.Role
	case Suspend:
		a.Closed, words = true, "suspended"
	case Activate:
		a.Closed, words = false, "activated again"
	case ResetPassword:
		return a, "password reset, and signed out everywhere", nil
	case EndSessions:
		return a, "signed out everywhere", nil
	default:
		return a, "", fmt.Errorf("an account cannot be changed by %q: use role, suspend, activate, reset or sign-out", c.Verb)
	}
	switch {
	case a == before:
		return a, "", ErrUnchanged
	case c.By == c.Name:
		return before, "", ErrOwnAccount
	}
	return a, words, nil
}
