package identity

import (
	"errors"
	"fmt"
	"strings"
)

// Account is a person's right to sign in.
type Account struct {
	Tenant string
	Name   string // what is typed, in lower case: see CheckName
	Title  string // how the person is shown, as R. Adeyemi
	Role   Role
	Unit   string // home unit, "" for none
	Hash   string // of the password, by a Hasher
	Closed bool   // may no longer sign in, and is signed out at once
	Handed bool   // the password was set by somebody else: the person chooses another before anything else
}

// Who is what the rest of the program knows of the account's owner.
func (a Account) Who() Who {
	return Who{Tenant: a.Tenant, Name: a.Name, Title: a.Title, Role: a.Role, Unit: a.Unit, Handed: a.Handed}
}

// ErrNoAccount is returned by a [Book] that has no such account, the tenant
// being unknown included.
var ErrNoAccount = errors.New("there is no such account")

const maxName = 64

// CheckName says what is wrong with a new account's name, or nil.
func CheckName(name string) error {
	if name == "" || len(name) > maxName || strings.ContainsFunc(name, notInName) {
		return fmt.Errorf("an account's name has 1 to %d of a-z, 0-9, dot, dash and underscore", maxName)
	}
	return nil
}

func notInName(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("._-", r)
}

// ParseSignIn reads what a person types as a name: name@tenant, or the name
// alone where there is one tenant. Capitals and spaces around it do not
// matter. A name without a tenant among several gives tenant "", which no
// account has.
func ParseSignIn(text string, tenants []string) (tenant, name string) {
	text = strings.ToLower(strings.TrimSpace(text))
	name, tenant, found := strings.Cut(text, "@")
	if !found && len(tenants) == 1 {
		tenant = tenants[0]
	}
	return tenant, name
}
