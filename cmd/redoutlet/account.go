package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/serve"
	"redoutlet/internal/serve/tenancy"
)

func accountCommand(t terminal) *cobra.Command {
	return group("account", "Who may sign in", `account makes, lists and changes the accounts of people. An administrator keeps the server and sees no
charts; a nurse reads charts.

  redoutlet account add radeyemi --role nurse --title "R. Adeyemi" --unit 4W`,
		accountAddCommand(t), accountListCommand(t), accountRoleCommand(t), accountResetCommand(t),
		accountVerbCommand(t, identity.Suspend), accountVerbCommand(t, identity.Activate),
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
			account := tenancy.NewAccount{Password: password, Account: identity.Account{
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

// onAccounts says what to do beside a running server instead.
const onAccounts = "an administrator does this on its page Accounts; or stop the server first"

func newPassword(t terminal, name string, made bool) (string, error) {
	if made {
		return identity.NewPassword(rand.Reader)
	}
	return askLine(t, bufio.NewReader(t.in), "Password for "+name+" (12 characters or more): ")
}

func (p *place) addAccount(ctx context.Context, a tenancy.NewAccount) error {
	return p.owned(ctx, onAccounts, func(r *serve.Record) error { return r.AddAccount(ctx, a) })
}

// changeAccount does something to an account, and says what was done.
func (p *place) changeAccount(ctx context.Context, t terminal, c identity.Change, done string) error {
	c.By = access.CommandLine
	return p.owned(ctx, onAccounts, func(r *serve.Record) error {
		password, err := r.ChangeAccount(ctx, c)
		if errors.Is(err, identity.ErrNoAccount) {
			return usage("there is no account %s: `redoutlet account list` lists them", plain(c.Name))
		}
		if err != nil {
			return fmt.Errorf("account %s: %w", plain(c.Name), err)
		}
		fmt.Fprintf(t.out, "Account %s %s.\n", c.Name, done)
		if password != "" {
			fmt.Fprintf(t.out, "Password %s (shown only now)\n", password)
		}
		return nil
	})
}

// accountVerbCommand suspends or activates an account.
func accountVerbCommand(t terminal, verb identity.Verb) *cobra.Command {
	var p place
	short, long, done := "Keep a person from signing in", `suspend keeps a person from signing in, and signs them out everywhere. Nothing they did is
forgotten, and activate lets them in again. The last administrator cannot be suspended.`, "is suspended"
	if verb == identity.Activate {
		short, long, done = "Let a suspended person sign in again", "activate lets a suspended person sign in again, with the password they had.", "may sign in again"
	}
	c := &cobra.Command{
		Use: string(verb) + " NAME", Short: short, Args: oneArg("name of an account"), Long: long,
		Example: "  redoutlet account " + string(verb) + " radeyemi",
		RunE: func(c *cobra.Command, args []string) error {
			return p.changeAccount(c.Context(), t, identity.Change{Name: args[0], Verb: verb}, done)
		},
	}
	p.dataFlags(c)
	return c
}

func accountRoleCommand(t terminal) *cobra.Command {
	var p place
	c := &cobra.Command{
		Use: "role NAME ROLE", Short: "Change what a person is in the house for", Args: twoArgs("name of an account and a role"),
		Long: `role gives a person another role: nurse, manager, engineer, auditor or administrator. It holds
from the next page they open. The last administrator keeps the role.`,
		Example: "  redoutlet account role radeyemi manager",
		RunE: func(c *cobra.Command, args []string) error {
			role, err := identity.ParseRole(args[1])
			if err != nil {
				return usageError{err}
			}
			change := identity.Change{Name: args[0], Verb: identity.SetRole, Role: role}
			return p.changeAccount(c.Context(), t, change, "has the role "+string(role))
		},
	}
	p.dataFlags(c)
	return c
}

func accountResetCommand(t terminal) *cobra.Command {
	var p place
	c := &cobra.Command{
		Use: "reset NAME", Short: "Give a person a new password", Args: oneArg("name of an account"),
		Long:    "reset makes a new password, prints it once, and signs the person out everywhere. Whoever signs in\nwith it chooses another first.",
		Example: "  redoutlet account reset radeyemi",
		RunE: func(c *cobra.Command, args []string) error {
			return p.changeAccount(c.Context(), t, identity.Change{Name: args[0], Verb: identity.ResetPassword}, "has a new password")
		},
	}
	p.dataFlags(c)
	return c
}

// account is one as `account list --json` prints it.
type account struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Role  string `json:"role"`
	Unit  string `json:"unit"`
	State string `json:"state"` // active or suspended
}

func accountState(a identity.Account) string {
	if a.Closed {
		return "suspended"
	}
	return "active"
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
				list = append(list, account{a.Name, a.Title, string(a.Role), a.Unit, accountState(a)})
			}
			if p.json {
				return printJSON(t.out, list)
			}
			tab := newTable(t.out, "NAME", "TITLE", "ROLE", "UNIT", "STATE")
			for _, a := range list {
				tab.row(a.Name, a.Title, a.Role, a.Unit, a.State)
			}
			return tab.Flush()
		},
	}
	p.dataFlags(c)
	c.Flags().BoolVar(&p.json, "json", false, "print facts as JSON")
	return c
}
