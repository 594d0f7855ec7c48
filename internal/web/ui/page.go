// Package ui holds the parts that pages are made of: the frame, the banner, the
// status word, tables, type and the one style sheet.
//
// A page is a row in a table ([Page]); from that table come the routes, the
// template check, the golden pages, the browser tests and the access matrix.
// [Parse] reads the templates of all pages once, [Templates.Render] draws one
// inside a [Layout], and [Asset] holds what the browser fetches beside it.
package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"

	"redoutlet/internal/chart/unit"
	"redoutlet/internal/identity"
)

// ErrForm is what a page answers where what was typed could not be read. The
// frame turns it into status 400.
var ErrForm = errors.New("the form could not be read")

// ErrNotFound is what a page answers where there is no such thing as it was
// asked for. The frame turns it into status 404.
var ErrNotFound = errors.New("there is no such page")

// Page is one page of the program.
type Page struct {
	Name     string          // names its golden file and its screenshot
	Pattern  string          // net/http pattern, as "GET /patient/{id}"
	Template string          // the template that draws it
	Files    fs.FS           // where the template stands, as *.tmpl; nil for templates of this package
	Sample   func() any      // data for golden pages and template checks, of the type Serve returns
	Roles    []identity.Role // who may open it; empty: anyone, signed in or not
	Most     int64           // how many bytes may be sent to it; 0 for what a form holds
	Serve    Handler
}

// Handler answers a request for a page with the data its template draws, or
// with an error that the frame turns into a page. To send the browser elsewhere
// it returns a *Redirect, to sign somebody in an *Entry.
type Handler func(ctx context.Context, r *Request) (any, error)

// Request is what a page may know of a request: who asks, and the request. The
// tenant is Who.Tenant.
type Request struct {
	*http.Request
	Who   identity.Who
	Units unit.Names // what the units of the reader's house are called
}

// ReadForm reads what was typed, from the body alone and never from the
// address, into PostForm. It fails with ErrForm.
func (r *Request) ReadForm() error {
	if err := r.ParseForm(); err != nil {
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	return nil
}

// ReadUpload reads what was typed as ReadForm does, and the file that was chosen
// in a field, empty where none was. All of it stays in memory: a file may name
// patients, and nothing of it is to be on a disk unsealed.
func (r *Request) ReadUpload(field string, most int64) ([]byte, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	err := r.ParseMultipartForm(most)
	if errors.Is(err, http.ErrNotMultipart) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForm, err)
	}
	file, _, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForm, err)
	}
	defer file.Close()
	raw, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForm, err)
	}
	return raw, nil
}

// Address is the computer a request came from. A header that claims another is
// not believed.
func (r *Request) Address() string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// Redirect sends the browser to another page of ours.
type Redirect struct{ To string }

// Entry is what a page answers with to sign somebody in. Whoever was signed in
// at the browser before no longer is.
type Entry struct {
	Token identity.Token
	To    string // where the person goes on
}
