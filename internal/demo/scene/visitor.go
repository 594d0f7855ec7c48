package scene

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
)

// Visitor is somebody with a browser.
type Visitor struct{ client http.Client }

// NewVisitor is somebody who has signed in nowhere yet.
func NewVisitor() (*Visitor, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Visitor{http.Client{Jar: jar, CheckRedirect: stay}}, nil
}

// SignIn signs in to the pages at an address.
func (v *Visitor) SignIn(ctx context.Context, page, name, password string) error {
	status, err := v.Post(ctx, page+"/sign-in", url.Values{"name": {name}, "password": {password}})
	if err == nil && status != http.StatusSeeOther {
		err = fmt.Errorf("signing in is answered %d", status)
	}
	return err
}

// Get returns a page. It fails where the page is answered anything but 200.
func (v *Visitor) Get(ctx context.Context, address string) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	resp, err := v.client.Do(r)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("the page is answered %d", resp.StatusCode)
	}
	return string(body), err
}

// Post sends a form and returns the status that is answered.
func (v *Visitor) Post(ctx context.Context, address string, form url.Values) (int, error) {
	status, _, err := v.Send(ctx, address, form)
	return status, err
}

// send posts a form and returns what is answered.
func (v *Visitor) Send(ctx context.Context, address string, form url.Values) (status int, body string, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, "", err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := v.client.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text), err
}
