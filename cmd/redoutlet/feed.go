package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/tally"
	"redoutlet/internal/hl7"
	"redoutlet/internal/mllp"
	"redoutlet/internal/serve"
)

func feedCommand(t terminal) *cobra.Command {
	return group("feed", "What the sources send", `feed shows what the sources have sent, and sends or takes in messages from files.

  redoutlet feed status`,
		feedStatusCommand(t), feedSendCommand(t), feedReplayCommand(t), feedTableCommand(t),
		group("quarantine", "Messages that could not be read", "quarantine shows the messages that are kept but not on any chart, and why.\n\n  redoutlet feed quarantine list",
			quarantineListCommand(t), quarantineReplayCommand(t)),
		freezeCommand(t),
	)
}

func feedStatusCommand(t terminal) *cobra.Command {
	var p place
	c := &cobra.Command{
		Use: "status", Short: "Count what was received and what became of it", Args: noArgs,
		Long: `status counts every message received: charted, quarantined, ignored or waiting. Exact
replays are counted apart. Where no server runs, it first reads what waits.`,
		Example: "  redoutlet feed status --data /var/lib/redoutlet --json",
		RunE: func(c *cobra.Command, _ []string) error {
			h, err := p.open(c.Context())
			if err != nil {
				return err
			}
			defer h.Close()
			if _, err := p.book(c.Context(), t, h); err != nil && !h.Locked() {
				return err
			}
			status, err := h.Status(c.Context())
			if err != nil {
				return err
			}
			if p.json {
				return printJSON(t.out, status)
			}
			return printStatus(t.out, status, h.Locked())
		},
	}
	p.flags(c)
	return c
}

func printStatus(w io.Writer, s feed.Status, locked bool) error {
	fmt.Fprintf(w, "%d messages received: %d charted, %d quarantined, %d ignored, %d waiting. %d exact replays.\n",
		s.Received, s.Charted, s.Quarantined, s.Ignored, s.Waiting, s.Duplicates)
	if locked {
		fmt.Fprintln(w, "The charts are locked: messages are kept and wait until the key is given.")
	}
	if len(s.Sources) == 0 {
		fmt.Fprintln(w, "No source has sent anything yet.")
		return nil
	}
	tab := newTable(w, "SOURCE", "MODE", "RECEIVED", "REPLAYS", "LAST HEARD", "GIVES")
	for _, src := range s.Sources {
		var gives []string
		for _, v := range src.Voices {
			gives = append(gives, string(v.Family))
		}
		tab.row(src.Name, src.Mode, strconv.FormatInt(src.Received, 10), strconv.FormatInt(src.Duplicates, 10),
			orNever(src.Heard.Time), strings.Join(gives, ", "))
	}
	return tab.Flush()
}

func orNever(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return at.UTC().Format("02-Jan-2006 15:04:05 UTC")
}

// messagesIn reads the messages of a file: MLLP frames, a batch, or messages
// one after another. What stands between frames is not a message.
func messagesIn(path string) ([][]byte, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading messages: %w", err)
	}
	pieces := [][]byte{raw}
	if bytes.IndexByte(raw, '\v') >= 0 {
		if pieces, err = framesIn(raw); err != nil {
			return nil, fmt.Errorf("reading messages of %s: %w", path, err)
		}
	}
	var messages [][]byte
	for _, piece := range pieces {
		for _, m := range hl7.SplitBatch(piece) {
			if len(bytes.Trim(m, "\x00\r\n\t ")) > 0 {
				messages = append(messages, m)
			}
		}
	}
	if len(messages) == 0 {
		return nil, fmt.Errorf("there is no message in %s", path)
	}
	return messages, nil
}

func framesIn(raw []byte) ([][]byte, error) {
	var frames [][]byte
	for r := mllp.NewReader(bytes.NewReader(raw), max(len(raw), 1)); ; {
		frame, err := r.Next()
		if errors.Is(err, io.EOF) {
			return frames, nil
		}
		if err != nil {
			return nil, err
		}
		frames = append(frames, frame.Data)
	}
}

// sent counts what `feed send` did.
type sent struct {
	Sent       int      `json:"sent"`
	Accepted   int      `json:"accepted"`
	Refused    int      `json:"refused"`
	Unanswered int      `json:"unanswered"`
	Errors     []string `json:"errors"`
}

func feedSendCommand(t terminal) *cobra.Command {
	var to string
	var wait time.Duration
	var asJSON bool
	c := &cobra.Command{
		Use: "send FILE...", Short: "Send messages over MLLP and wait for each answer", Args: someArgs("the file with messages"),
		Long: `send reads messages from files (MLLP frames, batches, or messages one after another)
and sends them over one connection, each after the answer to the one before. A message
that asks for no answer (MSH-15 and MSH-16 NE) is sent without waiting.`,
		Example: "  redoutlet feed send capture.mllp --to 127.0.0.1:2575",
		RunE: func(c *cobra.Command, files []string) error {
			if to == "" {
				return usage("--to is missing: the address to send to, as 127.0.0.1:2575")
			}
			var messages [][]byte
			for _, f := range files {
				more, err := messagesIn(f)
				if err != nil {
					return err
				}
				messages = append(messages, more...)
			}
			result, err := sendAll(c.Context(), t, to, wait, messages)
			if err != nil {
				return err
			}
			if asJSON {
				err = printJSON(t.out, result)
			} else {
				fmt.Fprintf(t.out, "%d sent: %d accepted, %d refused, %d without an answer.\n", result.Sent, result.Accepted, result.Refused, result.Unanswered)
			}
			if result.Refused > 0 {
				return errFinding
			}
			return err
		},
	}
	c.Flags().StringVar(&to, "to", "", "address of the MLLP listener")
	c.Flags().DurationVar(&wait, "wait", 30*time.Second, "how long to wait for an answer")
	c.Flags().BoolVar(&asJSON, "json", false, "print facts as JSON")
	return c
}

func sendAll(ctx context.Context, t terminal, to string, wait time.Duration, messages [][]byte) (sent, error) {
	client, err := mllp.Dial(ctx, to, mllp.ClientOptions{})
	if err != nil {
		return sent{}, fmt.Errorf("nothing answers at %s: is the server running? (%w)", to, err)
	}
	defer client.Close()
	p := newProgress(t.err, "sending")
	defer p.done()
	result := sent{Errors: []string{}}
	for i, m := range messages {
		err := sendOne(ctx, client, wait, m)
		result.Sent++
		var refused *mllp.Refused
		switch {
		case err == nil:
			result.Accepted++
		case errors.As(err, &refused):
			result.Refused++
			result.Errors = append(result.Errors, fmt.Sprintf("message %d: %v", i+1, err))
		case errors.Is(err, mllp.ErrNoAnswer):
			result.Unanswered++
			result.Errors = append(result.Errors, fmt.Sprintf("message %d: %v", i+1, err))
			client.Close()
			if client, err = mllp.Dial(ctx, to, mllp.ClientOptions{}); err != nil {
				return result, fmt.Errorf("sending message %d: the connection was lost: %w", i+1, err)
			}
		default:
			return result, fmt.Errorf("sending message %d: %w", i+1, err)
		}
		p.at(int64(i+1), "messages")
	}
	return result, nil
}

func sendOne(ctx context.Context, client *mllp.Client, wait time.Duration, m []byte) error {
	if !wantsAnswer(m) {
		return client.Post(ctx, m)
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	_, err := client.Send(ctx, m)
	return err
}

// wantsAnswer reports whether a message asks for an answer that comes also when
// nothing is wrong. Acknowledgements are never answered.
func wantsAnswer(m []byte) bool {
	msg, err := hl7.Parse(m)
	if err != nil {
		return true
	}
	h := msg.Header()
	asks := func(field string) bool { return field == "AL" || field == "SU" }
	original := h.AcceptAck == "" && h.AppAck == ""
	return h.Type != "ACK" && h.Type != "MCF" && (original || asks(h.AcceptAck) || asks(h.AppAck))
}

func feedReplayCommand(t terminal) *cobra.Command {
	var p place
	var source string
	c := &cobra.Command{
		Use: "replay FILE...", Short: "Take in messages from files as if a source had sent them", Args: someArgs("the file with messages"),
		Long: `replay keeps and charts messages from files without a network, as if the source had
sent them now. What the source had sent before is recognized and not taken twice.
It needs the data folder for itself; while a server runs, use feed send.`,
		Example: "  redoutlet feed replay capture.mllp --source feed",
		RunE: func(c *cobra.Command, files []string) error {
			return p.owned(c.Context(), "use `redoutlet feed send FILE --to ADDRESS` instead", func(r *serve.Record) error {
				counts, err := replay(c.Context(), t, r, source, files)
				if err != nil {
					return err
				}
				if p.json {
					return printJSON(t.out, counts)
				}
				fmt.Fprintf(t.out, "%d messages taken in.\n", counts["messages"])
				return nil
			})
		},
	}
	p.flags(c)
	c.Flags().StringVar(&source, "source", "feed", "source they are taken to come from")
	return c
}

func replay(ctx context.Context, t terminal, h *serve.Record, source string, files []string) (map[string]int, error) {
	running, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- h.RunPost(running) }()
	defer func() { stop(); <-done }()
	intake := h.Intake(source)
	p := newProgress(t.err, "taking in")
	defer p.done()
	n := 0
	for _, f := range files {
		messages, err := messagesIn(f)
		if err != nil {
			return nil, err
		}
		for part := range slices.Chunk(messages, 256) {
			var waits []mllp.Wait
			for _, m := range part {
				waits = append(waits, intake.Receive(ctx, mllp.Frame{Data: m, Size: int64(len(m))}))
			}
			for _, wait := range waits {
				if _, err := wait(); err != nil {
					return nil, fmt.Errorf("keeping messages of %s: %w", f, err)
				}
			}
			n += len(part)
			p.at(int64(n), "messages")
		}
	}
	if book, err := h.Book(); err == nil {
		return map[string]int{"messages": n}, book.CatchUp(ctx, nil)
	}
	return map[string]int{"messages": n}, nil
}

func feedTableCommand(t terminal) *cobra.Command {
	var p place
	c := &cobra.Command{
		Use: "table", Short: "Count messages by kind and outcome, as a Markdown table", Args: noArgs,
		Long:    "table lists every kind of message received, how many there were, and what became of them with the reason.",
		Example: "  redoutlet feed table --data /var/lib/redoutlet",
		RunE: func(c *cobra.Command, _ []string) error {
			return p.charts(c.Context(), t, func(book *feed.Book) error {
				rows, err := book.Table(c.Context())
				if err != nil {
					return err
				}
				if p.json {
					return printJSON(t.out, rows)
				}
				fmt.Fprint(t.out, tally.Markdown(rows))
				return nil
			})
		},
	}
	p.flags(c)
	return c
}
