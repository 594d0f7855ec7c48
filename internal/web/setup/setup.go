// Package setup holds the pages by which a house is set up: the first
// administrator, who cannot sign in yet.
package setup

import (
	"context"
	"embed"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

//go:embed template/*.tmpl
var files embed.FS

// First makes the first administrator.
type First interface {
	// Open reports whether some tenant has no account yet.
	Open(ctx context.Context) (bool, error)

	// Make makes the first administrator of the tenant whose code was typed at
	// an address. It fails with identity.ErrCode, identity.ErrBegun or a
	// *identity.WaitError.
	Make(ctx context.Context, address, code string, a identity.Account, password string) (identity.Account, error)
}

// Desk signs people in.
type Desk interface {
	// SignIn begins a session.
	SignIn(ctx context.Context, a identity.Attempt) (identity.Token, identity.Who, error)
}

// House is all that the pages ask.
type House struct {
	First First
	Desk  Desk
}

// Pages returns the pages.
func Pages(house House) []ui.Page {
	d := desk{house}
	return []ui.Page{
		{
			Name: "first", Pattern: "GET /setup/first", Template: "first", Files: files, Serve: d.askFirst,
			Sample: func() any { return newFirst("", identity.Account{}) },
		},
		{
			Name: "first-refused", Pattern: "POST /setup/first", Template: "first", Files: files, Serve: d.makeFirst,
			Sample: sampleFirstRefused,
		},
	}
}

// desk answers for every page.
type desk struct{ house House }
