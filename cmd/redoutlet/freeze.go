package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os/user"
	"strconv"

	"github.com/spf13/cobra"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/serve"
)

func freezeCommand(t terminal) *cobra.Command {
	return group("freeze", "What is held back until a person decides", `freeze shows which sections of charts are held at their last good, because too much of them
vanished or changed at once, and lets them go again.

  redoutlet feed freeze list`,
		freezeListCommand(t), freezeReleaseCommand(t),
	)
}

func freezeListCommand(t terminal) *cobra.Command {
	var p place
	c := &cobra.Command{
		Use: "list", Short: "List what is and was held back, newest first", Args: noArgs,
		Example: "  redoutlet feed freeze list --json",
		RunE: func(c *cobra.Command, _ []string) error {
			return p.charts(c.Context(), t, func(book *feed.Book) error {
				return printFreezes(t.out, feed.FreezesOf(book).All(), p.json)
			})
		},
	}
	p.flags(c)
	return c
}

// frozen is a freeze as `feed freeze list --json` prints it.
type frozen struct {
	guard.Freeze
	State guard.State `json:"state"`
	Held  int         `json:"patients_held"`
}

func printFreezes(w io.Writer, list []guard.Freeze, asJSON bool) error {
	if asJSON {
		all := []frozen{}
		for _, f := range list {
			all = append(all, frozen{f, f.State(), len(f.Patients)})
		}
		return printJSON(w, all)
	}
	if len(list) == 0 {
		fmt.Fprintln(w, "Nothing is held back.")
		return nil
	}
	tab := newTable(w, "FREEZE", "SECTION", "OF", "STATE", "PATIENTS", "LOST", "LAST GOOD")
	for _, f := range list {
		of := f.Scope.Unit
		if f.Scope.Hospital {
			of = "the hospital"
		}
		tab.row(f.ID, cmp.Or(string(f.Section), "not known: damaged"), of, string(f.State()), strconv.Itoa(len(f.Patients)),
			fmt.Sprintf("%d of %d", f.Figures.Lost, f.Figures.Of), orNever(f.Since))
	}
	return tab.Flush()
}

func freezeReleaseCommand(t terminal) *cobra.Command {
	var p place
	var reason string
	c := &cobra.Command{
		Use: "release FREEZE", Short: "Show on charts what the source says", Args: oneArg("freeze as `feed freeze list` names it"),
		Long: `release records that what was held back is right, and shows it on the charts. It needs the
data folder for itself: while a server runs, decide on its page Held back.`,
		Example: "  redoutlet feed freeze release 3f2a... --reason \"allergy desk confirms its clean-up\"",
		RunE: func(c *cobra.Command, args []string) error {
			if reason == "" {
				return usage("--reason is missing: it stands beside your name for whoever comes after")
			}
			return p.ownedCharts(c.Context(), t, "decide on its page Held back instead", func(_ *serve.Record, book *feed.Book) error {
				return release(c.Context(), t, book, args[0], reason)
			})
		},
	}
	p.flags(c)
	c.Flags().StringVar(&reason, "reason", "", "why it is right; name no patient")
	return c
}

// release decides on a freeze in the name of whoever is signed in to the machine.
func release(ctx context.Context, t terminal, book *feed.Book, freeze, reason string) error {
	by := "command line"
	if u, err := user.Current(); err == nil {
		by = u.Username + " at the command line"
	}
	err := feed.FreezesOf(book).Decide(ctx, freeze, guard.Decision{Act: guard.Release, By: by, Reason: reason})
	if errors.Is(err, guard.ErrNoFreeze) {
		return errors.New("there is no such freeze, or it was decided already: `redoutlet feed freeze list` lists them")
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(t.out, "Released. Charts show what the source says.")
	return nil
}
