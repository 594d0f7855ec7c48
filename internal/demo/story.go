package demo

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"redoutlet/internal/demo/scene"
	"redoutlet/internal/serve"
)

// story is the demo told in the terminal. Each step measures what it claims.
type story struct {
	screen   Screen
	house    *house
	config   string // settings file of the server
	server   *child
	hospital *hospital

	scene.Place
	nurse   *scene.Visitor
	patient scene.Patient // whose chart is opened
	chart   string        // address of its page
}

// Tell tells the demo in the terminal, a line a step with what was measured, and
// stops at the first step that does not hold. It reports whether all held.
func Tell(ctx context.Context, screen Screen, data string) (held bool, err error) {
	house, err := newHouse(ctx, data, "127.0.0.1:0")
	if err != nil {
		return false, err
	}
	defer func() { _ = house.remove() }()
	house.tellEarlier(screen)
	s := &story{screen: screen, house: house, config: filepath.Join(house.Data, serve.ConfigFile)}
	defer s.stop()
	fmt.Fprintln(screen.Out, "A hospital that does not exist, over real sockets, in processes of its own.")
	for i, step := range s.steps() {
		begun := time.Now()
		saw, err := step.run(ctx)
		if err != nil {
			fmt.Fprintf(screen.Out, "%d  DID NOT HOLD  %s: %v\n", i+1, step.title, err)
			return false, nil
		}
		fmt.Fprintf(screen.Out, "%d  held  %s: %s (%.1f s)\n   Proves: %s\n", i+1, step.title, saw, time.Since(begun).Seconds(), step.proves)
	}
	fmt.Fprintln(screen.Out, "Not proven: all of this ran on one machine, with invented patients. Not tried: a real interface engine, a power cut below the disk's cache.")
	return true, nil
}

// step is a step of the story: what is done, and what it proves where it holds.
type step struct {
	title, proves string
	run           func(context.Context) (string, error)
}

func (s *story) steps() []step {
	return []step{
		{"The hospital talks, and every message is on disk before it is answered",
			"what a sender was told is kept, is kept.", s.talk},
		{"The board answers whether the charts can be trusted, in one sentence",
			"nobody has to read a table to know.", s.board},
		{"A nurse signs in and opens a chart",
			"a chart opens in a browser, and no part of it hides how old it is.", s.open},
		{"An allergy typed into the hospital's record arrives on the chart, with its age",
			"a chart follows the record by itself, within a blink.", s.allergy},
		{"The pharmacy falls silent: only what the pharmacy gives changes its words",
			"a feed that stops is noticed and said on the chart, of what it gives and of nothing else; what waited is not lost.", s.silent},
		{"40 % of allergies vanish at once: wrong is not absent, so charts keep them until a person has looked",
			"messages that are each in order cannot empty the charts.", s.vanish},
		{"A manager keeps the last good and says why; it ends when the source sends again",
			"a person decides, with name and reason, and no rule does.", s.decide},
		{"The server is killed while the hospital sends: nothing acknowledged is lost",
			"the program may die at any moment; the messages do not.", s.kill},
		{"Restarted without its key, the server cannot read and goes on keeping",
			"a server that nobody can unlock yet loses nothing meanwhile.", s.locked},
		{"No name, number or address that was sent can be read on the disk",
			"whoever steals the disk, without the key, reads no patient.", s.unreadable},
		{"Made again from the messages, the charts are the same",
			"the messages are the record; a damaged chart can be thrown away and made anew.", s.rebuild},
	}
}

func (s *story) stop() {
	if s.hospital != nil {
		s.hospital.finish()
	}
	if s.server != nil {
		s.server.end()
	}
}

// start runs the server as a process of its own, with its key or without. The
// first start takes free ports; later ones take the same again.
func (s *story) start(key string) error {
	if err := s.house.Config.Write(s.config); err != nil {
		return err
	}
	var err error
	if s.server, err = startChild("serve", "--data", s.house.Data, "--key", key); err != nil {
		return err
	}
	page, feeds, err := addressesOf(s.server, len(s.house.Config.Sources))
	if err != nil {
		return err
	}
	s.Pages = page
	s.house.Config.Web.Listen = strings.TrimPrefix(page, "http://")
	for i := range s.house.Config.Sources {
		src := &s.house.Config.Sources[i]
		src.Listen = feeds[src.Name].String()
	}
	if s.hospital == nil {
		s.hospital, err = startHospital(feeds, s.house.beat, busyToWatch)
	}
	return err
}

func (s *story) talk(ctx context.Context) (string, error) {
	if err := s.start(s.house.Key()); err != nil {
		return "", err
	}
	for _, step := range []<-chan struct{}{s.hospital.ready, s.hospital.loaded} {
		if err := s.hospital.wait(ctx, step, loadLimit); err != nil {
			return "", err
		}
	}
	s.Record, s.Password = s.hospital.page, s.house.password
	acked := s.hospital.counted()
	return s.settled(ctx, func(received, charted, waiting, patients int) (string, error) {
		if received < acked {
			return "", fmt.Errorf("%d acknowledged, only %d found", acked, received)
		}
		if waiting > 0 || patients == 0 {
			return "", nil
		}
		return fmt.Sprintf("%d acknowledged, %d found, %d charted, %d patients", acked, received, charted, patients), nil
	})
}

// settled looks at the record until a check has something to say.
func (s *story) settled(ctx context.Context, check func(received, charted, waiting, patients int) (string, error)) (string, error) {
	return scene.Until(ctx, func() (string, error) {
		h, err := s.house.Open(ctx)
		if err != nil {
			return "", err
		}
		defer h.Close()
		status, err := h.Status(ctx)
		if err != nil {
			return "", err
		}
		patients := 0
		if book, err := h.Book(); err == nil {
			patients = len(book.Lines())
		}
		return check(int(status.Received), int(status.Charted), int(status.Waiting), patients)
	})
}

func (s *story) open(ctx context.Context) (string, error) {
	patients, err := s.Patients(ctx)
	if err != nil {
		return "", err
	}
	s.patient = patients[0]
	if s.nurse, err = s.Visit(ctx, "nurse"); err != nil {
		return "", err
	}
	if s.chart, err = s.Chart(ctx, s.nurse, s.patient); err != nil {
		return "", err
	}
	begun := time.Now()
	body, err := s.nurse.Get(ctx, s.chart)
	took := time.Since(begun)
	if err != nil {
		return "", err
	}
	if !strings.Contains(body, "As known at") {
		return "", errors.New("the chart does not say as of when it is known")
	}
	return fmt.Sprintf("the page came in %d ms and says as of when each part is known", took.Milliseconds()), nil
}

func (s *story) allergy(ctx context.Context) (string, error) {
	arrived, err := s.Allergy(ctx, s.nurse, s.patient, s.chart, "lapis dust (invented)")
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("on the nurse's page %d ms after it was typed, under %q", arrived.Took.Milliseconds(), arrived.Known), nil
}

// kill kills the server in the middle of what the hospital sends. Clerks type
// allergies into the hospital's record all the while, so that there is a middle.
func (s *story) kill(ctx context.Context) (string, error) {
	const rounds = 3
	stop := s.clerks(ctx)
	defer stop()
	for range rounds {
		if err := s.hear(ctx); err != nil {
			return "", err
		}
		s.server.kill()
		if err := s.start(s.house.Key()); err != nil {
			return "", err
		}
	}
	if err := s.hear(ctx); err != nil {
		return "", err
	}
	stop()
	acked := s.hospital.counted()
	return s.settled(ctx, func(received, _, waiting, _ int) (string, error) {
		switch {
		case received < acked:
			return "", fmt.Errorf("%d acknowledged, %d found, %d lost", acked, received, acked-received)
		case waiting > 0:
			return "", nil
		}
		return fmt.Sprintf("killed %d times; %d acknowledged, %d found, 0 lost", rounds, acked, received), nil
	})
}

// clerks type allergies into the hospital's record until they are stopped.
func (s *story) clerks(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var at sync.WaitGroup
	for n := range 4 {
		at.Go(func() {
			v, err := scene.NewVisitor()
			for i := 0; err == nil && ctx.Err() == nil; i++ {
				_, err = v.Post(ctx, s.Record+"/allergy", url.Values{
					"patient": {s.patient.MRN}, "substance": {fmt.Sprintf("invented substance %d-%d", n, i)},
				})
			}
		})
	}
	return sync.OnceFunc(func() { cancel(); at.Wait() })
}

// hear waits until the hospital has got some more answers.
func (s *story) hear(ctx context.Context) error {
	enough := s.hospital.counted() + 10
	_, err := scene.Until(ctx, func() (string, error) {
		if s.hospital.counted() > enough {
			return "heard", nil
		}
		return "", nil
	})
	return err
}

func (s *story) locked(ctx context.Context) (string, error) {
	s.server.kill()
	if err := s.start(filepath.Join(s.house.Data, "no-key-here")); err != nil {
		return "", err
	}
	stop := s.clerks(ctx)
	defer stop()
	before := s.hospital.counted()
	kept, err := scene.Until(ctx, func() (string, error) {
		if n := s.hospital.counted() - before; n > 0 {
			return fmt.Sprint(n), nil
		}
		return "", nil
	})
	stop()
	if err != nil {
		return "", err
	}
	nurse, err := s.Visit(ctx, "nurse")
	if err != nil {
		return "", err
	}
	board, err := s.Board(ctx, nurse)
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(board, "The charts are locked") {
		return "", errors.New("the board does not say that the charts are locked: " + board)
	}
	s.server.end()
	if err := s.start(s.house.Key()); err != nil {
		return "", err
	}
	return s.settled(ctx, func(_, _, waiting, _ int) (string, error) {
		if waiting > 0 {
			return "", nil
		}
		return kept + " message(s) acknowledged while locked, charted once the key was back", nil
	})
}

// longSecret is from how many bytes on a text does not occur in megabytes of
// sealed bytes by chance.
const longSecret = 7

func (s *story) unreadable(ctx context.Context) (string, error) {
	secrets := s.hospital.finish()
	s.hospital = nil
	secrets = append(secrets, s.patient.MRN, s.patient.Name, "lapis dust")
	secrets = slices.DeleteFunc(secrets, func(s string) bool { return len(s) < longSecret })
	files, size := 0, int64(0)
	err := filepath.WalkDir(s.house.Data, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files, size = files+1, size+int64(len(text))
		for _, secret := range secrets {
			if bytes.Contains(text, []byte(secret)) {
				return fmt.Errorf("%s holds something that names a patient", filepath.Base(path))
			}
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d files of %.1f MB searched for %d names, numbers and addresses", files, float64(size)/1e6, len(secrets)), nil
}

func (s *story) rebuild(ctx context.Context) (string, error) {
	s.server.end()
	s.server = nil
	h, err := s.house.Open(ctx)
	if err != nil {
		return "", err
	}
	defer h.Close()
	book, err := h.Charts(ctx, nil)
	if err != nil {
		return "", err
	}
	before, err := book.Hash(ctx, nil)
	if err != nil {
		return "", err
	}
	var letters int64
	begun := time.Now()
	if err := book.Rebuild(ctx, func(n int64) { letters = n }); err != nil {
		return "", err
	}
	took := time.Since(begun)
	after, err := book.Hash(ctx, nil)
	if err != nil {
		return "", err
	}
	if before != after {
		return "", errors.New("the charts differ")
	}
	return fmt.Sprintf("%d messages read again in %.1f s, digest %s both times", letters, took.Seconds(), hex.EncodeToString(after[:6])), nil
}
