package people

import (
	"cmp"
	"context"
	"fmt"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/notation"
)

// names writes who people and patients are, for one reader.
type names struct {
	titles   map[string]string // of accounts
	patients map[[16]byte]roster.Line
	plain    bool // the reader sees patients by name
}

// namesFor collects what it takes to write a list of openings for a reader.
func (d desk) namesFor(ctx context.Context, who identity.Who, list []access.Opening) (names, error) {
	n := names{titles: map[string]string{}, plain: who.May(identity.Manager)}
	accounts, err := d.house.Accounts.Accounts(ctx, who.Tenant)
	if err != nil {
		return n, fmt.Errorf("listing the accounts: %w", err)
	}
	for _, a := range accounts {
		n.titles[a.Name] = a.Title
	}
	var ids [][16]byte
	for _, o := range list {
		ids = append(ids, o.Patient)
	}
	if n.patients, err = d.house.Log.Who(ctx, who.Tenant, ids); err != nil {
		return n, fmt.Errorf("finding who was looked at: %w", err)
	}
	return n, nil
}

// person is somebody by title and account, as R. Adeyemi (radeyemi).
func (n names) person(account string) string {
	title := n.titles[account]
	if title == "" || title == account {
		return account
	}
	return title + " (" + account + ")"
}

// patient is a patient by number, and by name for those who may see it.
func (n names) patient(id [16]byte) string {
	if n.patients == nil {
		return "LOCKED: patients cannot be named before the charts are unlocked"
	}
	line, known := n.patients[id]
	if !known {
		return "NUMBER NOT KNOWN"
	}
	words := numberWords(line)
	if n.plain {
		words = notation.Name(line.Family, line.Given, "", "", "") + ", " + words
	}
	return words
}

// numberWords is the first medical record number, else the first of any kind.
func numberWords(line roster.Line) string {
	for _, id := range line.Identifiers {
		if id.IsRecord() {
			return "number " + id.Value + " " + id.Authority
		}
	}
	if len(line.Identifiers) > 0 {
		return "number " + line.Identifiers[0].Value + " " + line.Identifiers[0].Authority
	}
	return "NUMBER NOT RECORDED"
}

// roleWords is the role somebody had.
func roleWords(r identity.Role) string { return cmp.Or(string(r), "role not recorded") }
