package demo

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
)

// visitor is somebody with a browser.
type visitor struct{ client http.Client }

func newVisitor() (*visitor, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &visitor{http.Client{Jar: jar, CheckRedirect: stay}}, nil
}

// signIn signs in to the pages at an address.
func (v *visitor) signIn(ctx context.Context, page, name, password string) error {
	status, err := v.post(ctx, page+"/sign-in", url.Values{"name": {name}, "password": {password}})
	if err == nil && status != http.StatusSeeOther {
		err = fmt.Errorf("signing in is answered %d", status)
	}
	return err
}

func (v *visitor) get(ctx context.Context, address string) (string, error) {
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

func (v *visitor) post(ctx context.Context, address string, form url.Values) (int, error) {
	status, _, err := v.send(ctx, address, form)
	return status, err
}

// send posts a form and returns what is answered.
func (v *visitor) send(ctx context.Context, address string, form url.Values) (status int, body string, err error) {
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
