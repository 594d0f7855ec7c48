package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"redoutlet/internal/clock"
	"redoutlet/internal/identity"
	"redoutlet/internal/serve"
	"redoutlet/internal/serve/tenancy"
)

// setup is what init asks for.
type setup struct {
	place
	yes        bool
	vacant     bool // the first administrator is made in the browser
	title      string
	zone       string
	admin      string
	password   string
	passphrase string
}

func initCommand(t terminal) *cobra.Command {
	var s setup
	c := &cobra.Command{
		Use: "init", Short: "Set up a data folder, its keys and the first administrator", Args: noArgs,
		Long: `init makes a data folder with a settings file, the keys that seal what is kept, and the
first administrator. It asks for the name of the organization, a password and a passphrase.
Without a password, or with --no-account, it makes no account: the server then prints an
address and a code with which the first administrator is made in a browser.
The passphrase opens the charts after each restart (redoutlet unlock); without one the key
is written to a file, and whoever can read the file can read the charts.

With --yes it asks nothing: the key goes to a file that only the owner may read, and the
administrator's password is made and printed once.`,
		Example: "  redoutlet init --data /var/lib/redoutlet\n  redoutlet init --data /var/lib/redoutlet --yes\n  redoutlet init --data /var/lib/redoutlet --yes --no-account",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := s.ask(t); err != nil {
				return err
			}
			return s.run(c.Context(), t)
		},
	}
	s.dataFlags(c)
	c.Flags().BoolVar(&s.yes, "yes", false, "ask nothing; keep the key in a file")
	c.Flags().BoolVar(&s.vacant, "no-account", false, "make no account: the first administrator is made in the browser")
	c.Flags().StringVar(&s.title, "title", "", "name of the organization")
	c.Flags().StringVar(&s.zone, "zone", "", "time zone of the site, as America/Chicago (default: this machine's)")
	c.Flags().StringVar(&s.admin, "admin", "admin", "name of the first administrator's account")
	return c
}

// ask fills in what flags left open.
func (s *setup) ask(t terminal) error {
	if s.zone == "" {
		s.zone = clock.LocalZone()
	}
	if _, err := time.LoadLocation(s.zone); err != nil {
		return usage("there is no time zone %q: use a name such as America/Chicago", s.zone)
	}
	if s.yes {
		var err error
		if !s.vacant {
			s.password, err = identity.NewPassword(rand.Reader)
		}
		return err
	}
	in := bufio.NewReader(t.in)
	for _, q := range []struct {
		to   *string
		text string
	}{
		{&s.title, "Name of the organization: "},
		{&s.password, "Password for " + s.admin + " (12 characters or more; empty: make the account in the browser): "},
		{&s.passphrase, "Passphrase that opens the charts after a restart (empty: keep the key in a file): "},
	} {
		if *q.to != "" || q.to == &s.password && s.vacant {
			continue
		}
		fmt.Fprint(t.err, q.text)
		line, err := in.ReadString('\n')
		if err != nil && !(errors.Is(err, io.EOF) && line != "") {
			return usage("nobody answers: `redoutlet init --yes` asks nothing")
		}
		*q.to = strings.TrimRight(line, "\r\n")
	}
	s.vacant = s.password == ""
	return nil
}

func (s *setup) run(ctx context.Context, t terminal) error {
	n := tenancy.Draft{Name: s.tenant, Title: s.title, Passphrase: s.passphrase}
	if s.passphrase == "" {
		n.KeyFile = tenancy.KeyFile(s.data, s.tenant)
	}
	if !s.vacant {
		n.Accounts = []tenancy.NewAccount{{
			Account:  identity.Account{Tenant: s.tenant, Name: s.admin, Title: s.admin, Role: identity.Administrator},
			Password: s.password,
		}}
	}
	err := serve.Make(ctx, s.data, func(ctx context.Context, around tenancy.Surroundings) error {
		return tenancy.SetUp(ctx, around, identity.NewHasher(rand.Reader), n)
	})
	if errors.Is(err, tenancy.ErrSetUp) {
		return fmt.Errorf("%s: %w", s.data, err)
	}
	if errors.Is(err, syscall.ENOTDIR) {
		return usage("%s is a file and no folder: name another with --data", s.data)
	}
	if err != nil {
		return err
	}
	return s.report(t)
}

// report writes the settings file and says what was made and who can read what.
func (s *setup) report(t terminal) error {
	path := s.config
	if path == "" {
		path = filepath.Join(s.data, serve.ConfigFile)
	}
	config := serve.DefaultConfig(s.zone)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if err := config.Write(path); err != nil {
			return err
		}
	}
	fmt.Fprintf(t.out, "Data folder   %s\nSettings      %s (time zone %s)\n", s.data, path, s.zone)
	if s.passphrase == "" {
		fmt.Fprintf(t.out, "Key           %s, readable by its owner only.\n              Whoever can read this file can read every chart. Keep a copy where fire and\n              attackers do not reach: without it nobody can read them.\n", tenancy.KeyFile(s.data, s.tenant))
	} else {
		fmt.Fprintln(t.out, "Key           kept under the passphrase. Without it nobody can read the charts.")
	}
	if s.vacant {
		fmt.Fprintf(t.out, "Administrator none yet: the server prints an address and a code to make one in a browser\n\nNext:\n  redoutlet serve --data %s\n", s.data)
		return nil
	}
	if s.yes {
		fmt.Fprintf(t.out, "Administrator %s, password %s (shown only now)\n", s.admin, s.password)
	} else {
		fmt.Fprintf(t.out, "Administrator %s\n", s.admin)
	}
	fmt.Fprintf(t.out, "\nNext: an account for somebody who reads charts, which an administrator does not:\n  redoutlet account add NAME --role nurse --data %s\nThen:\n  redoutlet serve --data %s\n", s.data, s.data)
	return nil
}
