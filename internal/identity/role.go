// Package identity says who may see what: people, their roles, their passwords
// and their sessions.
//
// It decides nothing about pages; a page names the roles that may open it.
package identity

import "fmt"

// Role is what a person is in the house for. A role sees only what it can act on.
type Role string

// The roles.
const (
	Nurse         Role = "nurse"         // reads charts
	Manager       Role = "manager"       // runs units: board and census
	Engineer      Role = "engineer"      // runs feeds: messages and quarantine
	Auditor       Role = "auditor"       // reads what was done, no charts
	Administrator Role = "administrator" // accounts, keys, sources
)

// Roles lists every role.
func Roles() []Role { return []Role{Nurse, Manager, Engineer, Auditor, Administrator} }

// ParseRole reads a role's name.
func ParseRole(name string) (Role, error) {
	for _, r := range Roles() {
		if string(r) == name {
			return r, nil
		}
	}
	return "", fmt.Errorf("there is no role %q: use nurse, manager, engineer, auditor or administrator", name)
}

// Who is a person who has signed in, for as long as the session lasts. The
// tenant comes from here and never from what a browser sends.
type Who struct {
	Tenant string
	Name   string // account name
	Title  string // how the person is shown, as R. Adeyemi
	Role   Role
	Unit   string // home unit, "" for none
	Handed bool   // the person's password is to be changed before anything else
}

// May reports whether the person has one of the roles.
func (w Who) May(roles ...Role) bool {
	for _, r := range roles {
		if w.Role == r {
			return true
		}
	}
	return false
}
