package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"redoutlet/internal/serve"
)

func unlockCommand(t terminal) *cobra.Command {
	var p place
	var server, account string
	c := &cobra.Command{
		Use: "unlock", Short: "Open the charts of a server that was restarted", Args: noArgs,
		Long: `unlock gives a running server the passphrase that its charts are kept under. It signs in
as an administrator over the server's own pages. The password and the passphrase are read
from standard input, one a line.`,
		Example: "  redoutlet unlock --server http://127.0.0.1:8080 --account admin",
		RunE: func(c *cobra.Command, _ []string) error {
			at, err := p.record()
			if err != nil {
				return err
			}
			config := at.Config
			if server == "" {
				if err := at.Exists(); err != nil { // before anything secret is asked for
					return err
				}
				scheme := "http"
				if config.Web.Certificate != "" {
					scheme = "https"
				}
				server = scheme + "://" + config.Web.Listen
			}
			if p.tenant != serve.DefaultTenant && !strings.Contains(account, "@") {
				account += "@" + p.tenant
			}
			in := bufio.NewReader(t.in)
			password, err := askLine(t, in, "Password of "+account+": ")
			if err != nil {
				return err
			}
			passphrase, err := askLine(t, in, "Passphrase: ")
			if err != nil {
				return err
			}
			if err := unlockServer(c.Context(), server, account, password, passphrase); err != nil {
				return err
			}
			fmt.Fprintln(t.out, "The charts are open.")
			return nil
		},
	}
	p.dataFlags(c)
	c.Flags().StringVar(&server, "server", "", "address of the pages (default from the settings)")
	c.Flags().StringVar(&account, "account", "admin", "administrator's account")
	return c
}

func askLine(t terminal, in *bufio.Reader, question string) (string, error) {
	fmt.Fprint(t.err, question)
	line, err := in.ReadString('\n')
	if err != nil && line == "" {
		return "", usage("nothing was given: write the password and the passphrase to standard input, one a line")
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// unlockServer does what an administrator does on the pages.
func unlockServer(ctx context.Context, server, account, password, passphrase string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	client := &http.Client{Jar: jar, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	status, err := post(ctx, client, server, "/sign-in", url.Values{"name": {account}, "password": {password}})
	if err != nil {
		return fmt.Errorf("nothing answers at %s: is the server running? (%w)", server, err)
	}
	if status != http.StatusSeeOther {
		return fmt.Errorf("%s was not let in: check the account and its password", account)
	}
	status, err = post(ctx, client, server, "/unlock", url.Values{"passphrase": {passphrase}})
	if err != nil {
		return fmt.Errorf("unlocking: %w", err)
	}
	switch status {
	case http.StatusSeeOther:
		return nil
	case http.StatusForbidden:
		return fmt.Errorf("%s is not an administrator: only an administrator unlocks", account)
	}
	return fmt.Errorf("the passphrase does not open the charts: try again, or start the server where it can read the key file")
}

func post(ctx context.Context, client *http.Client, server, path string, form url.Values) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, server+path, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := client.Do(r)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}
