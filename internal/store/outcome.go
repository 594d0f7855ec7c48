package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
)

// The states of an Outcome.
const (
	Charted     = "charted"     // applied to a chart
	Quarantined = "quarantined" // not understood, so its patients' charts are incomplete
	Ignored     = "ignored"     // nothing clinical in it, as Reason says
)

// An Outcome says what applying a message came to. It belongs to the projection.
type Outcome struct {
	Seq        int64  // the message
	State      string // Charted, Quarantined or Ignored
	Kind       string // what the message is, as in "ADT^A01"
	Reason     string // why it was not charted, or ""; never a value from the message
	Projection int64  // the version of the projection that decided
}

// SettleOutcomes keeps what messages came to, replacing what was kept before.
func (tx projection) SettleOutcomes(ctx context.Context, outcomes []Outcome) error {
	for _, o := range outcomes {
		err := tx.put(ctx, `
			INSERT INTO outcome (seq, state, kind, reason, projection)
			VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT DO NOTHING`, `
			UPDATE outcome SET state = $2, kind = $3, reason = $4, projection = $5
			WHERE seq = $1`,
			o.Seq, o.State, o.Kind, o.Reason, o.Projection)
		if err != nil {
			return fmt.Errorf("keeping the outcome of message %d: %w", o.Seq, err)
		}
	}
	return nil
}

// CountOutcomes returns how many messages are in each state.
func (tx projection) CountOutcomes(ctx context.Context) (map[string]int64, error) {
	type tally struct {
		state string
		count int64
	}
	counts := make(map[string]int64)
	rows := each(ctx, tx.transaction, ask(`SELECT state, COUNT(*) FROM outcome GROUP BY state`),
		func(rows *sql.Rows, t *tally) error { return rows.Scan(&t.state, &t.count) })
	for t, err := range rows {
		if err != nil {
			return nil, fmt.Errorf("counting outcomes: %w", err)
		}
		counts[t.state] = t.count
	}
	return counts, nil
}

// ListOutcomes returns outcomes in one state, the newest message first, at
// most limit of them. Begin with before 0, and go on with the last one's number.
func (tx projection) ListOutcomes(ctx context.Context, state string, before int64, limit int) ([]Outcome, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	list, err := all(ctx, tx.transaction, ask(`
		SELECT seq, state, kind, reason, projection FROM outcome
		WHERE state = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3`, state, before, limit), scanOutcome)
	if err != nil {
		return nil, fmt.Errorf("reading outcomes: %w", err)
	}
	return list, nil
}

// An OutcomeGroup counts the messages of one source and kind that came to one
// state for one reason.
type OutcomeGroup struct {
	Source, Kind, Reason string
	Count                int64
	First, Last          int64 // their smallest and largest numbers
}

// GroupOutcomes returns the groups in one state, the largest first.
func (tx projection) GroupOutcomes(ctx context.Context, state string) ([]OutcomeGroup, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT m.source, o.kind, o.reason, COUNT(*), MIN(o.seq), MAX(o.seq)
		FROM outcome AS o JOIN message AS m ON m.seq = o.seq
		WHERE o.state = $1 GROUP BY m.source, o.kind, o.reason
		ORDER BY COUNT(*) DESC, m.source, o.kind, o.reason`, state),
		func(rows *sql.Rows, g *OutcomeGroup) error {
			return rows.Scan(&g.Source, &g.Kind, &g.Reason, &g.Count, &g.First, &g.Last)
		})
	if err != nil {
		return nil, fmt.Errorf("grouping outcomes: %w", err)
	}
	return list, nil
}

// OutcomesOf returns the numbers of the messages of a group in one state, the
// newest first: those with a number below before, at most limit of them.
func (tx projection) OutcomesOf(ctx context.Context, state string, g OutcomeGroup, before int64, limit int) ([]int64, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	list, err := all(ctx, tx.transaction, ask(`
		SELECT o.seq FROM outcome AS o JOIN message AS m ON m.seq = o.seq
		WHERE o.state = $1 AND m.source = $2 AND o.kind = $3 AND o.reason = $4 AND o.seq < $5
		ORDER BY o.seq DESC LIMIT $6`, state, g.Source, g.Kind, g.Reason, before, limit),
		func(rows *sql.Rows, n *int64) error { return rows.Scan(n) })
	if err != nil {
		return nil, fmt.Errorf("reading a group of outcomes: %w", err)
	}
	return list, nil
}

func scanOutcome(rows *sql.Rows, o *Outcome) error {
	return rows.Scan(&o.Seq, &o.State, &o.Kind, &o.Reason, &o.Projection)
}
