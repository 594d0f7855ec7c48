package mllp_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"redoutlet/internal/mllp"
)

// peer answers each message it reads with the next of its scripts, frame by frame.
func peer(t *testing.T, scripts ...[]string) *mllp.Client {
	t.Helper()
	near, far := net.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		r := mllp.NewReader(far, 0)
		for _, answers := range scripts {
			if _, err := r.Next(); err != nil {
				return
			}
			for _, a := range answers {
				send(far, a)
			}
		}
		r.Next() // until the client closes
	}()
	c := mllp.NewClient(near, mllp.ClientOptions{AnswerTimeout: 10 * time.Second})
	t.Cleanup(func() {
		c.Close()
		far.Close()
		<-done
	})
	return c
}

// adt is a message with the control id and the conditions of MSH-15 and MSH-16.
func adt(id, accept, application string) []byte {
	return []byte("MSH|^~\\&|A|B|C|D|20261124||ADT^A08|" + id + "|P|2.5.1|||" + accept + "|" + application + "\rPID|1\r")
}

// ack is an answer in its frame.
func ack(code, id string) string {
	return frame("MSH|^~\\&|C|D|A|B|20261124||ACK|1|P|2.5.1\rMSA|" + code + "|" + id + "|text of the receiver\r")
}

func TestSendTakesTheAnswerToItsOwnMessage(t *testing.T) {
	tests := []struct {
		name    string
		sent    []byte
		answers []string
		code    string // of the answer returned
		refused bool
		skipped int64
	}{
		{"original mode", adt("7", "", ""), []string{ack("AA", "7")}, "AA", false, 0},
		{"late answer first", adt("7", "", ""), []string{ack("AA", "6"), ack("AA", "7")}, "AA", false, 1},
		{"late refusal first", adt("7", "", ""), []string{ack("AE", "6"), ack("AA", "7")}, "AA", false, 1},
		{"earlier answer twice", adt("7", "", ""), []string{ack("AA", "5"), ack("AA", "5"), ack("AR", "7")}, "AR", true, 2},
		{"longer id", adt("7", "", ""), []string{ack("AA", "77"), ack("AA", "7")}, "AA", false, 1},
		{"no id", adt("7", "", ""), []string{ack("AA", ""), ack("AA", "7")}, "AA", false, 1},
		{"empty id on both sides", adt("", "", ""), []string{ack("AA", "")}, "AA", false, 0},
		{"accept answer due", adt("7", "AL", "NE"), []string{ack("CA", "7")}, "CA", false, 0},
		{"accept answer due, AA comes", adt("7", "AL", "NE"), []string{ack("AA", "7")}, "AA", false, 0},
		{"CA, then AA", adt("7", "AL", "AL"), []string{ack("CA", "7"), ack("AA", "7")}, "AA", false, 0},
		{"CA, another's AA, then AA", adt("7", "AL", "AL"), []string{ack("CA", "7"), ack("AA", "6"), ack("AA", "7")}, "AA", false, 1},
		{"CA, then AE", adt("7", "AL", "AL"), []string{ack("CA", "7"), ack("AE", "7")}, "AE", true, 0},
		{"application answer only", adt("7", "NE", "AL"), []string{ack("AA", "7")}, "AA", false, 0},
		{"AE", adt("7", "", ""), []string{ack("AE", "7")}, "AE", true, 0},
		{"CE", adt("7", "AL", "NE"), []string{ack("CE", "7")}, "CE", true, 0},
		{"CR", adt("7", "AL", "AL"), []string{ack("CR", "7")}, "CR", true, 0},
		{"unknown code", adt("7", "", ""), []string{ack("OK", "7"), ack("AA", "7")}, "AA", false, 1},
		{"not an answer", adt("7", "", ""), []string{frame("hello"), frame(""), ack("AA", "7")}, "AA", false, 2},
		{"damaged answer", adt("7", "", ""), []string{vt + "MSH|^~\\&|\rMSA|AA|7\r", ack("AE", "7")}, "AE", true, 1},
		{"noise between", adt("7", "", ""), []string{"\n\x00", ack("AA", "7")}, "AA", false, 0},
		{"line feeds as segment ends", adt("7", "", ""), []string{frame("MSH|^~\\&|C\nMSA|AA|7\n")}, "AA", false, 0},
		{"no CR at its end", adt("7", "", ""), []string{frame("MSH|^~\\&|C\rMSA|AA|7")}, "AA", false, 0},
		{"other delimiters", []byte("MSH$%~\\&$A$B$C$D$1$$ADT%A08$7$P$2.3\r"), []string{frame("MSH#^~\\&#C\rMSA#AA#7#text of the receiver\r")}, "AA", false, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := peer(t, tt.answers)
			got, err := c.Send(t.Context(), tt.sent)
			var refused *mllp.Refused
			if errors.As(err, &refused) != tt.refused || err != nil && !tt.refused {
				t.Errorf("error %v, want refused: %v", err, tt.refused)
			}
			if tt.refused && (refused.Code != tt.code || refused.Text != "text of the receiver" || strings.Contains(err.Error(), refused.Text)) {
				t.Errorf("refused with %+v and %q, want code %s and a text that is not in the error", *refused, err, tt.code)
			}
			if msa := "MSA|" + tt.code + "|"; !strings.Contains(strings.ReplaceAll(string(got), "#", "|"), msa) {
				t.Errorf("answer %q, want %s", got, msa)
			}
			if c.Skipped() != tt.skipped {
				t.Errorf("skipped %d answers, want %d", c.Skipped(), tt.skipped)
			}
		})
	}
}

func TestSendDoesNotWaitForAnswersThatAreNotDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := peer(t, nil, nil, nil, []string{ack("AA", "4")})
		begun := time.Now()
		for _, m := range [][]byte{adt("1", "NE", "NE"), adt("2", "ER", "NE"), adt("3", "ER", "ER")} {
			if got, err := c.Send(t.Context(), m); got != nil || err != nil {
				t.Errorf("Send() = %q, %v, want nothing", got, err)
			}
		}
		if waited := time.Since(begun); waited != 0 {
			t.Errorf("waited %v", waited)
		}
		if _, err := c.Send(t.Context(), adt("4", "", "")); err != nil {
			t.Error(err)
		}
	})
}

func TestPostNeverWaits(t *testing.T) {
	c := peer(t, nil, []string{ack("AA", "1"), ack("AA", "2")})
	if err := c.Post(t.Context(), adt("1", "AL", "AL")); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Send(t.Context(), adt("2", "", "")); err != nil {
		t.Fatal(err)
	}
	if c.Skipped() != 1 {
		t.Errorf("skipped %d answers, want the one to what was posted", c.Skipped())
	}
}

func TestALateAnswerIsSkipped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := peer(t, nil, []string{ack("AA", "1"), ack("AE", "2")})
		begun := time.Now()
		if _, err := c.Send(t.Context(), adt("1", "", "")); !errors.Is(err, mllp.ErrNoAnswer) {
			t.Errorf("error %v, want ErrNoAnswer", err)
		}
		if waited := time.Since(begun); waited != 10*time.Second {
			t.Errorf("waited %v, want 10s", waited)
		}
		var refused *mllp.Refused
		if _, err := c.Send(t.Context(), adt("2", "", "")); !errors.As(err, &refused) || c.Skipped() != 1 {
			t.Errorf("error %v and %d skipped, want the refusal of 2 and 1", err, c.Skipped())
		}
	})
}

func TestAnAnswerThatComesInHalvesAndTooLateIsSkipped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := ack("AA", "1")
		c := peer(t, []string{late[:30]}, []string{late[30:], ack("AA", "2")})
		if _, err := c.Send(t.Context(), adt("1", "", "")); !errors.Is(err, mllp.ErrNoAnswer) {
			t.Errorf("error %v, want ErrNoAnswer", err)
		}
		got, err := c.Send(t.Context(), adt("2", "", ""))
		if err != nil || !strings.Contains(string(got), "MSA|AA|2|") {
			t.Errorf("Send() = %q, %v, want the answer to 2", got, err)
		}
	})
}

func TestTheSameControlIDAfterATimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := peer(t, nil, []string{ack("AA", "1")})
		if _, err := c.Send(t.Context(), adt("1", "", "")); !errors.Is(err, mllp.ErrNoAnswer) {
			t.Fatalf("error %v, want ErrNoAnswer", err)
		}
		other := append(adt("1", "", ""), "PV1|1\r"...)
		if _, err := c.Send(t.Context(), other); !errors.Is(err, mllp.ErrControlID) {
			t.Errorf("another message: error %v, want ErrControlID", err)
		}
		if _, err := c.Send(t.Context(), adt("1", "", "")); err != nil {
			t.Errorf("the same message again: %v", err)
		}
	})
}

func TestAcceptedWithoutApplicationAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := peer(t, []string{ack("CA", "1")})
		got, err := c.Send(t.Context(), adt("1", "AL", "AL"))
		if !errors.Is(err, mllp.ErrNoAnswer) || !strings.Contains(string(got), "MSA|CA|1|") {
			t.Errorf("Send() = %q, %v, want CA and ErrNoAnswer", got, err)
		}
	})
}

func TestSendEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := peer(t, nil, []string{ack("AA", "2")})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := c.Send(ctx, adt("1", "", ""))
		if !errors.Is(err, mllp.ErrNoAnswer) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want ErrNoAnswer for the context's deadline", err)
		}
		if _, err := c.Send(t.Context(), adt("2", "", "")); err != nil {
			t.Errorf("the next message: %v", err)
		}
	})
}

func TestSendOnAClosedConnection(t *testing.T) {
	near, far := net.Pipe()
	go func() {
		mllp.NewReader(far, 0).Next()
		far.Close()
	}()
	c := mllp.NewClient(near, mllp.ClientOptions{})
	defer c.Close()
	if _, err := c.Send(t.Context(), adt("1", "", "")); !errors.Is(err, mllp.ErrNoAnswer) {
		t.Errorf("closed before the answer: error %v, want ErrNoAnswer", err)
	}
	_, err := c.Send(t.Context(), adt("2", "", ""))
	if err == nil || errors.Is(err, mllp.ErrNoAnswer) || !strings.Contains(err.Error(), "dial again") {
		t.Errorf("after that: error %v, want one that says to dial again", err)
	}
}

func TestSendRefusesWhatCannotBeSent(t *testing.T) {
	c := peer(t, []string{ack("AA", "1")})
	for _, m := range []string{"", "MSH", "PID|1\r", "\nMSH|^~\\&|\r", string(adt("1", "", "")) + fs} {
		if _, err := c.Send(t.Context(), []byte(m)); err == nil {
			t.Errorf("%q was sent", m)
		}
	}
	if _, err := c.Send(t.Context(), adt("1", "", "")); err != nil {
		t.Errorf("the next message: %v", err)
	}
}

func TestConcurrentSendersGetTheirOwnAnswers(t *testing.T) {
	s := run(t, &mllp.Server{Handler: mllp.HandlerFunc(acknowledge)})
	c := mllp.NewClient(s.dial(), mllp.ClientOptions{})
	defer c.Close()
	var all sync.WaitGroup
	for _, id := range strings.Fields("a b c d e f g h") {
		all.Go(func() {
			for range 50 {
				got, err := c.Send(t.Context(), adt(id, "", ""))
				if err != nil || !strings.Contains(string(got), "MSA|AA|"+id+"\r") {
					t.Errorf("Send() = %q, %v, want the answer to %s", got, err, id)
					return
				}
			}
		})
	}
	all.Wait()
}
