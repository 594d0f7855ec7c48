package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"redoutlet/internal/feed"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/serve"
	"redoutlet/internal/serve/answer"
)

func accessCommand(t terminal) *cobra.Command {
	return group("access", "Who looked at which chart", `access lists who opened which chart, and when. Patients are named by number alone.

  redoutlet access list --patient '0012345^HOSP'
  redoutlet access list --person radeyemi --since 2026-11-01`,
		accessListCommand(t),
	)
}

// lookedFor is what is asked of the list.
type lookedFor struct {
	patient, person string
	since, until    string
	glass           bool
	limit           int
}

// look is one opening as `access list --json` prints it.
type look struct {
	Time    time.Time `json:"time"`
	Person  string    `json:"person"`
	Role    string    `json:"role"`
	Patient string    `json:"patient"`
	Number  string    `json:"number"` // "" where it is not known, or the charts are locked
	Page    string    `json:"page"`
	Glass   string    `json:"glass_broken"` // why, "" where the glass was whole
}

func accessListCommand(t terminal) *cobra.Command {
	var p place
	var ask lookedFor
	c := &cobra.Command{
		Use: "list", Short: "List who opened which chart", Args: noArgs,
		Long: `list prints openings, the newest first. A patient is given by an id from chart list, a
record number, or a number with its authority, and stands for all numbers of that patient.`,
		Example: "  redoutlet access list --patient '0012345^HOSP' --json",
		RunE: func(c *cobra.Command, _ []string) error {
			r, err := p.open(c.Context())
			if err != nil {
				return err
			}
			defer r.Close()
			list, zone, err := p.looks(c.Context(), t, r, ask)
			if err != nil {
				return err
			}
			if p.json {
				return printJSON(t.out, list)
			}
			return printLooks(t, list, zone)
		},
	}
	p.flags(c)
	c.Flags().StringVar(&ask.patient, "patient", "", "only who opened the chart of this patient")
	c.Flags().StringVar(&ask.person, "person", "", "only what the person with this account opened")
	c.Flags().StringVar(&ask.since, "since", "", "only on and after this day, as 2026-11-01")
	c.Flags().StringVar(&ask.until, "until", "", "only up to and on this day")
	c.Flags().BoolVar(&ask.glass, "glass", false, "only where the glass was broken")
	c.Flags().IntVar(&ask.limit, "limit", 100, "at most so many; 0 for all")
	return c
}

// looks reads the openings that were asked for.
func (p *place) looks(ctx context.Context, t terminal, r *serve.Record, ask lookedFor) ([]look, *time.Location, error) {
	at, err := p.record()
	if err != nil {
		return nil, nil, err
	}
	zone, err := time.LoadLocation(at.Config.Zone)
	if err != nil {
		return nil, nil, err
	}
	filter := access.Filter{Account: ask.person, Glass: ask.glass, Limit: ask.limit}
	if filter.Since, err = day("since", ask.since, zone); err != nil {
		return nil, nil, err
	}
	if filter.Until, err = day("until", ask.until, zone); err != nil {
		return nil, nil, err
	}
	if !filter.Until.IsZero() {
		filter.Until = filter.Until.AddDate(0, 0, 1)
	}
	if ask.patient != "" {
		book, err := p.book(ctx, t, r)
		if err != nil {
			return nil, nil, err
		}
		id, err := onePatient(t, book, ask.patient, p.json)
		if err != nil {
			return nil, nil, err
		}
		filter.Patients = [][16]byte{id}
	}
	openings, err := r.Register.Openings(ctx, filter)
	if err != nil {
		return nil, nil, err
	}
	list, err := looksOf(r, openings)
	return list, zone, err
}

func day(flag, text string, zone *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation("2006-01-02", text, zone)
	if err != nil {
		return t, usage("--%s %q is no day: write it as 2026-11-01", flag, text)
	}
	return t, nil
}

// looksOf writes openings for a reader; patients by number, where the charts
// are open.
func looksOf(r *serve.Record, openings []access.Opening) ([]look, error) {
	var ids [][16]byte
	for _, o := range openings {
		ids = append(ids, o.Patient)
	}
	who, err := answer.Who(r.Tenant, ids)
	if err != nil && !errors.Is(err, feed.ErrNoPatient) {
		return nil, err
	}
	list := []look{}
	for _, o := range openings {
		l := look{
			Time: o.At, Person: o.Account, Role: string(o.Role), Patient: hex.EncodeToString(o.Patient[:]),
			Page: o.Page, Glass: string(o.Reason),
		}
		if numbers := who[o.Patient].Identifiers; len(numbers) > 0 {
			l.Number = numbers[0].String()
		}
		list = append(list, l)
	}
	return list, nil
}

func printLooks(t terminal, list []look, zone *time.Location) error {
	if len(list) == 0 {
		fmt.Fprintln(t.out, "Nobody opened a chart that fits.")
		return nil
	}
	tab := newTable(t.out, "TIME", "PERSON", "ROLE", "PATIENT", "PAGE", "GLASS BROKEN")
	for _, l := range list {
		number := l.Number
		if number == "" {
			number = "(number not known)"
		}
		tab.row(l.Time.In(zone).Format("02-Jan-2006 15:04:05"), l.Person, l.Role, number, l.Page, l.Glass)
	}
	return tab.Flush()
}
