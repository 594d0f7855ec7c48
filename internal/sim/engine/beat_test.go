package engine

import (
	"context"
	"net"
	"testing"
	"time"

	"redoutlet/internal/mllp"
	"redoutlet/internal/sim"
)

// TestOnlyASourceThatSpeaksAnswersHeartbeats asks the pharmacy whether it is alive: while it is held back it does not
// answer.
func TestOnlyASourceThatSpeaksAnswersHeartbeats(t *testing.T) {
	h, _ := hospital(time.Hour)
	e, err := New(Config{Hospital: h, Addresses: map[sim.Source]string{sim.Pharmacy: "127.0.0.1:1"}, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- e.AnswerBeats(ctx, sim.Pharmacy, l) }()
	ask := func() error {
		client, err := mllp.Dial(t.Context(), l.Addr().String(), mllp.ClientOptions{AnswerTimeout: time.Minute})
		if err != nil {
			t.Fatal(err)
		}
		defer client.Close()
		_, err = client.Send(t.Context(), []byte("MSH|^~\\&|A||||20261124080000||NMQ^N01|BEAT1|P|2.5.1\r"))
		return err
	}
	for _, silent := range []bool{false, true, false} {
		e.setPaused(sim.Pharmacy, silent)
		if err := ask(); (err != nil) != silent {
			t.Errorf("silent %v: asked, it answers %v", silent, err)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
