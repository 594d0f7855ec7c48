package tenancy

import (
	"context"
	"errors"
	"fmt"
	"time"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/mllp"
)

// heartbeatAnswer is how long a source may take to answer.
const heartbeatAnswer = 10 * time.Second

// RunHeartbeats asks the sources that answer heartbeats whether they are alive,
// until ctx ends. Nothing is sent anywhere but to the addresses that the
// settings name, and none is named unless somebody has.
func (t Vigil) RunHeartbeats(ctx context.Context) error {
	last := map[string]time.Time{}
	for pause(ctx, time.Second) {
		for _, p := range t.Sources.Profiles() {
			now := t.Around.Now()
			if p.Heartbeat == "" || now.Sub(last[p.Name]) < p.HeartbeatEvery() && !now.Before(last[p.Name]) {
				continue
			}
			last[p.Name] = now
			t.ask(ctx, &p)
		}
	}
	return nil
}

// ask asks one source. That it does not answer proves nothing and is no error:
// its as-of stands where it is.
func (t Vigil) ask(ctx context.Context, p *reading.Profile) {
	book, err := t.Book()
	if err != nil || beat(ctx, p.Heartbeat, t.Around.Now()) != nil {
		return
	}
	_ = book.Answered(ctx, p.Name, t.Around.Now()) // what cannot be looked up proves nothing either
}

// beat sends a query for the application's state (NMQ^N01) and returns nil where
// an answer to it came, whatever it says: whoever refuses is alive.
func beat(ctx context.Context, address string, now time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, heartbeatAnswer)
	defer cancel()
	client, err := mllp.Dial(ctx, address, mllp.ClientOptions{AnswerTimeout: heartbeatAnswer})
	if err != nil {
		return fmt.Errorf("heartbeat: %w", err)
	}
	defer func() { _ = client.Close() }() // the answer is what counts
	_, err = client.Send(ctx, heartbeatMessage(now))
	var refused *mllp.Refused
	if errors.As(err, &refused) {
		return nil
	}
	return err
}

func heartbeatMessage(now time.Time) []byte {
	stamp := now.UTC().Format("20060102150405") + "+0000"
	return []byte("MSH|^~\\&|REDOUTLET||||" + stamp + "||NMQ^N01|BEAT" + now.UTC().Format("20060102150405.000") + "|P|2.5.1" + "\r")
}
