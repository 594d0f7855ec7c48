package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"redoutlet/internal/identity"
	"redoutlet/internal/serve"
)

func accountCommand(t terminal) *cobra.Command {
	return group("account", "Who may sign in", `account makes and lists the accounts of people. An administrator keeps the server and sees no
charts; a nurse reads charts.

  redoutlet account add radeyemi --role nurse --title "R. Adeyemi" --unit 4W`,
		accountAddCommand(t), accountListCommand(t),
	)
}

func accountAddCommand(t terminal) *cobra.Command {
	var p place
	var role, title, unit string
	var yes bool
	c := &cobra.Command{
		Use: "add NAME", Short: "Make an account", Args: oneArg("name for the account"),
		Long: `add makes an account. The password is read from standard input; with --yes one is made and
printed once. It needs the data folder for itself: stop the server first.`,
		Example: "  redoutlet account add radeyemi --role nurse --title \"R. Adeyemi\" --unit 4W --yes",
		RunE: func(c *cobra.Command, args []string) error {
			r, err := identity.ParseRole(role)
			if err != nil {
				return usageError{err}
			}
			password, err := newPassword(t, args[0], yes)
			if err != nil {
				return err
			}
			if title == "" {
				title = args[0]
			}
			account := serve.NewAccount{Password: password, Account: identity.Account{
				Tenant: p.tenant, Name: args[0], Title: title, Role: r, Unit: unit,
			}}
			if err := p.addAccount(c.Context(), account); err != nil {
				return err
			}
			fmt.Fprintf(t.out, "Account %s (%s) is made.\n", args[0], r)
			if yes {
				fmt.Fprintf(t.out, "Password %s (shown only now)\n", password)
			}
			return nil
		},
	}
	p.dataFlags(c)
	c.Flags().StringVar(&role, "role", string(identity.Nurse), "nurse, manager, engineer, auditor or administrator")
	c.Flags().StringVar(&title, "title", "", "how the person is shown (default: the name)")
	c.Flags().StringVar(&unit, "unit", "", "home unit, as the sources write it")
	c.Flags().BoolVar(&yes, "yes", false, "make a password and print it once")
	return c
}

func newPassword(t terminal, name string, made bool) (string, error) {
	if made {
		return identity.NewPassword(rand.Reader)
	}
	return askLine(t, bufio.NewReader(t.in), "Password for "+name+" (12 characters or more): ")
}

func (p *place) addAccount(ctx context.Context, a serve.NewAccount) error {
	r, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer r.Close()
	if !r.Owned() {
		return errors.New("a server is running on this data folder: stop it, make the account, and start it again")
	}
	return r.AddAccount(ctx, a)
}

// account is one as `account list --json` prints it.
type account struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Role  string `json:"role"`
	Unit  string `json:"unit"`
}

func accountListCommand(t terminal) *cobra.Command {
	var p place
	c := &cobra.Command{
		Use: "list", Short: "List the accounts", Args: noArgs,
		Example: "  redoutlet account list --json",
		RunE: func(c *cobra.Command, _ []string) error {
			r, err := p.open(c.Context())
			if err != nil {
				return err
			}
			defer r.Close()
			people, err := r.Accounts(c.Context())
			if err != nil {
				return err
			}
			list := []account{}
			for _, a := range people {
				list = append(list, account{a.Name, a.Title, string(a.Role), a.Unit})
			}
			if p.json {
				return printJSON(t.out, list)
			}
			tab := newTable(t.out, "NAME", "TITLE", "ROLE", "UNIT")
			for _, a := range list {
				tab.row(a.Name, a.Title, a.Role, a.Unit)
			}
			return tab.Flush()
		},
	}
	p.dataFlags(c)
	c.Flags().BoolVar(&p.json, "json", false, "print facts as JSON")
	return c
}
