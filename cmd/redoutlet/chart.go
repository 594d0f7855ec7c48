package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
	"redoutlet/internal/pack/compose"
	"redoutlet/internal/pack/typed"
	"redoutlet/internal/serve"
	"redoutlet/internal/wording/pen"
)

func chartCommand(t terminal) *cobra.Command {
	return group("chart", "What is known of each patient", `chart lists patients, shows a chart, and makes the charts again from the messages.

  redoutlet chart list --unit ICU
  redoutlet chart show 0012345^HOSP`,
		chartListCommand(t), chartShowCommand(t), chartRebuildCommand(t), chartHashCommand(t),
	)
}

func chartListCommand(t terminal) *cobra.Command {
	var p place
	var unit string
	c := &cobra.Command{
		Use: "list", Short: "List patients", Args: noArgs,
		Long:    "list prints every patient, those in the house first by unit and bed.",
		Example: "  redoutlet chart list --unit ICU --json",
		RunE: func(c *cobra.Command, _ []string) error {
			return p.charts(c.Context(), t, func(book *feed.Book) error {
				lines := []roster.Line{}
				for _, s := range book.Lines() {
					if unit == "" || s.Line.Unit == unit {
						lines = append(lines, s.Line)
					}
				}
				if p.json {
					return printJSON(t.out, lines)
				}
				return printLines(t.out, lines, unit)
			})
		},
	}
	p.flags(c)
	c.Flags().StringVar(&unit, "unit", "", "only patients who are on this unit now")
	return c
}

func printLines(w io.Writer, lines []roster.Line, unit string) error {
	if len(lines) == 0 {
		if unit != "" {
			fmt.Fprintf(w, "0 patients are on unit %s. `redoutlet chart list` lists every unit.\n", plain(unit))
			return nil
		}
		fmt.Fprintln(w, "0 patients. No source has named one yet.")
		return nil
	}
	tab := newTable(w, "UNIT", "ROOM", "BED", "NUMBER", "NAME", "BORN", "SEX", "VISIT")
	for _, l := range lines {
		number := ""
		if len(l.Identifiers) > 0 {
			number = l.Identifiers[0].String()
		}
		place := l.Unit
		if !l.InHouse {
			place = "(not in the house)"
		}
		tab.row(place, l.Room, l.Bed, number, strings.ToUpper(l.Family)+", "+l.Given, l.Born, l.Sex, l.Visit)
	}
	return tab.Flush()
}

func chartShowCommand(t terminal) *cobra.Command {
	var p place
	c := &cobra.Command{
		Use: "show PATIENT", Short: "Show one patient's chart", Args: oneArg("patient: an id, a number, or NUMBER^AUTHORITY"),
		Long: `show prints what is known of one patient, each part with its source and as-of. PATIENT is
an id from chart list, a record number, or a number with its authority. A number that
several patients have is refused, and they are listed.`,
		Example: "  redoutlet chart show '0012345^HOSP' --json",
		RunE: func(c *cobra.Command, args []string) error {
			return p.charts(c.Context(), t, func(book *feed.Book) error {
				id, err := onePatient(t, book, args[0], p.json)
				if err != nil {
					return err
				}
				view, err := book.View(c.Context(), id)
				if err != nil {
					return err
				}
				if p.json {
					return printJSON(t.out, view)
				}
				at, err := p.record()
				if err != nil {
					return err
				}
				zone, err := time.LoadLocation(at.Config.Zone)
				if err != nil {
					return err
				}
				c := compose.Composer{Pen: pen.Pen{Now: time.Now(), Zone: zone}}
				return typed.Write(t.out, c.Patient(view))
			})
		},
	}
	p.flags(c)
	return c
}

func onePatient(t terminal, book *feed.Book, text string, asJSON bool) (feed.PatientID, error) {
	if text == "" {
		return feed.PatientID{}, usage("the number is empty: give an id, a number, or NUMBER^AUTHORITY")
	}
	found := book.Find(text)
	switch len(found) {
	case 0:
		return feed.PatientID{}, fmt.Errorf("nobody has the number %s: `redoutlet chart list` lists everybody", plain(text))
	case 1:
		return feed.ParsePatientID(found[0].ID)
	}
	list := func() error { return printLines(t.err, found, "") }
	if asJSON {
		list = func() error { return printJSON(t.out, found) }
	}
	if err := list(); err != nil {
		return feed.PatientID{}, err
	}
	return feed.PatientID{}, usage("%d patients have the number %s: give it with its authority, as %s^AUTHORITY", len(found), plain(text), plain(text))
}

func chartRebuildCommand(t terminal) *cobra.Command {
	var p place
	c := &cobra.Command{
		Use: "rebuild", Short: "Make every chart again from the messages", Args: noArgs,
		Long:    "rebuild forgets every chart and makes it again from the messages as they were received. No message is lost by it.",
		Example: "  redoutlet chart rebuild --data /var/lib/redoutlet",
		RunE: func(c *cobra.Command, _ []string) error {
			return p.ownedCharts(c.Context(), t, "stop it first", func(_ *serve.Record, book *feed.Book) error {
				return rebuild(c.Context(), t, book, p.json)
			})
		},
	}
	p.flags(c)
	return c
}

// rebuild makes the charts again and says how many there are.
func rebuild(ctx context.Context, t terminal, book *feed.Book, asJSON bool) error {
	var letters int64
	progress := newProgress(t.err, "reading messages")
	err := book.Rebuild(ctx, func(n int64) { letters = n; progress.at(n, "messages") })
	progress.done()
	if err != nil {
		return err
	}
	if asJSON {
		return printJSON(t.out, map[string]int64{"messages": letters, "patients": int64(len(book.Lines()))})
	}
	fmt.Fprintf(t.out, "%d charts made from %d messages.\n", len(book.Lines()), letters)
	return nil
}

func chartHashCommand(t terminal) *cobra.Command {
	var p place
	c := &cobra.Command{
		Use: "hash", Short: "Print one digest of all charts", Args: noArgs,
		Long:    "hash prints one line that is equal for equal sets of messages, in whatever order they came and however often.",
		Example: "  redoutlet chart hash",
		RunE: func(c *cobra.Command, _ []string) error {
			return p.charts(c.Context(), t, func(book *feed.Book) error {
				progress := newProgress(t.err, "hashing")
				sum, err := book.Hash(c.Context(), func(n int) { progress.at(int64(n), "charts") })
				progress.done()
				if err != nil {
					return err
				}
				if p.json {
					return printJSON(t.out, map[string]string{"hash": hex.EncodeToString(sum[:])})
				}
				fmt.Fprintln(t.out, hex.EncodeToString(sum[:]))
				return nil
			})
		},
	}
	p.flags(c)
	return c
}
