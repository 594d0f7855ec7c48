package feed_test

import (
	"context"
	"errors"
	"testing"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reception"
	"redoutlet/internal/mllp"
)

// What comes when the post has stopped is refused at once: nobody would ever
// take it out of the queue.
func TestStoppedPostRefuses(t *testing.T) {
	h := newHouse(t)
	intake := h.tenant.Intake("feed")
	keep := func(context.Context, []feed.SealedLetter) error { return errors.New("unused") }
	intake.Post = reception.NewPost(keep, nil)
	stopped, stop := context.WithCancel(t.Context())
	stop()
	must(t, intake.Post.Run(stopped))
	message := threeMessages()[0]
	for range 50 { // the queue has room each time
		wait := intake.Receive(t.Context(), mllp.Frame{Data: message, Size: int64(len(message))})
		if _, err := wait(); !errors.Is(err, reception.ErrClosed) {
			t.Fatalf("a message that comes too late: %v", err)
		}
	}
}
