package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/quarantine"
	"redoutlet/internal/serve"
)

func quarantineListCommand(t terminal) *cobra.Command {
	var p place
	var before int64
	var limit int
	c := &cobra.Command{
		Use: "list", Short: "List quarantined messages, newest first", Args: noArgs,
		Example: "  redoutlet feed quarantine list --limit 20",
		RunE: func(c *cobra.Command, _ []string) error {
			return p.charts(c.Context(), t, func(book *feed.Book) error {
				kept, err := book.Quarantined(c.Context(), before, limit)
				if err != nil {
					return err
				}
				return printQuarantine(t.out, kept, p.json)
			})
		},
	}
	p.flags(c)
	c.Flags().Int64Var(&before, "before", 0, "list messages with a smaller number than this one")
	c.Flags().IntVar(&limit, "limit", 100, "how many to list at most")
	return c
}

// quarantined is a message as `feed quarantine list --json` prints it.
type quarantined struct {
	Message  int64     `json:"message"`
	Source   string    `json:"source"`
	Received time.Time `json:"received"`
	Kind     string    `json:"kind"`
	Person   string    `json:"person"`
	Patients []string  `json:"patients"`
	Reason   string    `json:"reason"`
}

func printQuarantine(w io.Writer, kept []feed.Kept, asJSON bool) error {
	if asJSON {
		list := []quarantined{}
		for _, k := range kept {
			list = append(list, quarantined{k.Number, k.Source, k.Received.UTC(), k.Kind, k.Person, append([]string{}, k.Patients...), k.Reason})
		}
		return printJSON(w, list)
	}
	if len(kept) == 0 {
		fmt.Fprintln(w, "0 messages in quarantine.")
		return nil
	}
	tab := newTable(w, "MESSAGE", "RECEIVED", "SOURCE", "KIND", "NAMES", "REASON")
	for _, k := range kept {
		tab.row(strconv.FormatInt(k.Number, 10), orNever(k.Received), k.Source, k.Kind, k.Person, k.Reason)
	}
	return tab.Flush()
}

func quarantineReplayCommand(t terminal) *cobra.Command {
	var p place
	var all bool
	c := &cobra.Command{
		Use: "replay [MESSAGE...]", Short: "Read quarantined messages again, after a fix",
		Long: `replay reads messages of the quarantine again and puts each where it belongs now. The
charts it concerns stop saying INCOMPLETE by themselves. MESSAGE is a number from
feed quarantine list; --all reads every one. It needs the data folder for itself; while a
server runs, use its page Quarantine.`,
		Example: "  redoutlet feed quarantine replay --all\n  redoutlet feed quarantine replay 4711 4712",
		RunE: func(c *cobra.Command, args []string) error {
			what, err := selection(args, all)
			if err != nil {
				return err
			}
			run, err := replayQuarantine(c.Context(), t, &p, what)
			if err != nil {
				return err
			}
			return printRun(t.out, run, p.json)
		},
	}
	p.flags(c)
	c.Flags().BoolVar(&all, "all", false, "read everything that is in quarantine")
	return c
}

// selection is what the arguments of a replay mean.
func selection(args []string, all bool) (quarantine.Selection, error) {
	if all == (len(args) > 0) {
		return quarantine.Selection{}, usage("say which messages: their numbers, or --all")
	}
	what := quarantine.Selection{All: all}
	for _, text := range args {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 1 {
			return what, usage("%q is not the number of a message: `redoutlet feed quarantine list` lists them", text)
		}
		what.Numbers = append(what.Numbers, n)
	}
	return what, nil
}

func replayQuarantine(ctx context.Context, t terminal, p *place, what quarantine.Selection) (run quarantine.Run, err error) {
	err = p.ownedCharts(ctx, t, "read them again on its page Quarantine", func(r *serve.Record, _ *feed.Book) error {
		room, err := r.Room()
		if err != nil {
			return err
		}
		if err := room.Begin("command line"); err != nil {
			return err
		}
		err = room.Replay(ctx, what)
		run = room.Progress()
		if errors.Is(err, feed.ErrNoMessage) || err == nil && run.Read < len(what.Numbers) {
			return usage("there is no such message: `redoutlet feed quarantine list` lists them")
		}
		return err
	})
	return run, err
}

// replayed is what `feed quarantine replay --json` prints.
type replayed struct {
	Read        int            `json:"read"`
	Charted     int            `json:"charted"`
	Ignored     int            `json:"ignored"`
	Quarantined int            `json:"quarantined"`
	Because     map[string]int `json:"because"`
}

func printRun(w io.Writer, run quarantine.Run, asJSON bool) error {
	still := run.Read - run.Charted - run.Ignored
	if asJSON {
		return printJSON(w, replayed{run.Read, run.Charted, run.Ignored, still, run.Still})
	}
	fmt.Fprintf(w, "%d read again: %d charted, %d ignored, %d still in quarantine.\n", run.Read, run.Charted, run.Ignored, still)
	for _, reason := range slices.Sorted(maps.Keys(run.Still)) {
		fmt.Fprintf(w, "  %d because: %s\n", run.Still[reason], plain(reason))
	}
	return nil
}
