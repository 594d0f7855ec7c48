package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"redoutlet/internal/serve"
	"redoutlet/internal/sim"
)

// story is the demo told in the terminal. Each step measures what it claims.
type story struct {
	t        terminal
	house    *demoHouse
	config   string // settings file of the server
	server   *child
	page     string
	hospital *hospital
	patient  storyPatient
}

// storyPatient is the one whose chart is opened.
type storyPatient struct {
	Name string `json:"name"`
	MRN  string `json:"mrn"`
	Unit string `json:"unit"`
}

// tellStory runs the steps in order and stops at the first that does not hold.
func tellStory(ctx context.Context, t terminal, data string) error {
	house, err := newDemoHouse(ctx, data, "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer func() { _ = house.remove() }()
	s := &story{t: t, house: house, config: filepath.Join(house.data, serve.ConfigFile)}
	defer s.stop()
	fmt.Fprintln(t.out, "A hospital that does not exist, over real sockets, in processes of its own.")
	steps := []struct {
		title string
		run   func(context.Context) (string, error)
	}{
		{"The hospital talks, and every message is on disk before it is answered", s.talk},
		{"A nurse signs in and opens a chart", s.open},
		{"An allergy typed into the hospital's record arrives on the chart, with its age", s.allergy},
		{"The server is killed while the hospital sends: nothing acknowledged is lost", s.kill},
		{"Restarted without its key, the server cannot read and goes on keeping", s.locked},
		{"No name, number or address that was sent can be read on the disk", s.unreadable},
		{"Made again from the messages, the charts are the same", s.rebuild},
	}
	for i, step := range steps {
		begun := time.Now()
		saw, err := step.run(ctx)
		if err != nil {
			fmt.Fprintf(t.out, "%d  DID NOT HOLD  %s: %v\n", i+1, step.title, err)
			return errFinding
		}
		fmt.Fprintf(t.out, "%d  held  %s: %s (%.1f s)\n", i+1, step.title, saw, time.Since(begun).Seconds())
	}
	fmt.Fprintln(t.out, "Not shown: more than one machine, real patients, a real interface engine, a power cut below the disk's cache.")
	return nil
}

func (s *story) stop() {
	if s.hospital != nil {
		s.hospital.end()
	}
	if s.server != nil {
		s.server.end()
	}
}

// start runs the server as a process of its own, with its key or without. The
// first start takes free ports; later ones take the same again.
func (s *story) start(key string) error {
	if err := s.house.config.Write(s.config); err != nil {
		return err
	}
	var err error
	if s.server, err = startChild(terminal{s.t.in, s.t.out, io.Discard}, "serve", "--data", s.house.data, "--key", key); err != nil {
		return err
	}
	page, feeds, err := addressesOf(s.server, len(s.house.config.Sources))
	if err != nil {
		return err
	}
	s.page = page
	s.house.config.Web.Listen = strings.TrimPrefix(page, "http://")
	for i := range s.house.config.Sources {
		src := &s.house.config.Sources[i]
		src.Listen = feeds[src.Name].String()
	}
	if s.hospital == nil {
		s.hospital, err = startHospital(s.t, feeds, demoBusy)
	}
	return err
}

func (s *story) talk(ctx context.Context) (string, error) {
	if err := s.start(s.house.keyFile()); err != nil {
		return "", err
	}
	for _, step := range []<-chan struct{}{s.hospital.ready, s.hospital.loaded} {
		if err := s.hospital.wait(ctx, step, loadLimit); err != nil {
			return "", err
		}
	}
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
	return until(ctx, func() (string, error) {
		h, err := s.house.openHouse(ctx)
		if err != nil {
			return "", err
		}
		defer h.close()
		status, err := h.tenant.Status(ctx)
		if err != nil {
			return "", err
		}
		patients := 0
		if book, err := h.tenant.Book(); err == nil {
			patients = len(book.Lines())
		}
		return check(int(status.Received), int(status.Charted), int(status.Waiting), patients)
	})
}

// until asks again and again until there is an answer or an error.
func until(ctx context.Context, ask func() (string, error)) (string, error) {
	deadline := time.Now().Add(loadLimit)
	for {
		answer, err := ask()
		if answer != "" || err != nil {
			return answer, err
		}
		if time.Now().After(deadline) {
			return "", fmt.Errorf("it did not happen within %s", loadLimit)
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// client signs the nurse in.
func (s *story) client(ctx context.Context) (*http.Client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	status, err := post(ctx, client, s.page, "/sign-in", url.Values{"name": {"nurse"}, "password": {s.house.password}})
	if err == nil && status != http.StatusSeeOther {
		err = fmt.Errorf("signing in is answered %d", status)
	}
	return client, err
}

func get(ctx context.Context, client *http.Client, address string) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	resp, err := client.Do(r)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("the page is answered %d", resp.StatusCode)
	}
	return string(body), err
}

// chartPage is the address of the patient's page.
func (s *story) chartPage(ctx context.Context) (string, error) {
	h, err := s.house.openHouse(ctx)
	if err != nil {
		return "", err
	}
	defer h.close()
	book, err := h.tenant.Book()
	if err != nil {
		return "", err
	}
	found := book.Find(s.patient.MRN)
	if len(found) != 1 {
		return "", fmt.Errorf("%d charts have the number of the patient chosen", len(found))
	}
	return s.page + "/patient/" + found[0].ID, nil
}

func (s *story) open(ctx context.Context) (string, error) {
	list, err := get(ctx, http.DefaultClient, s.hospital.page+"/patients")
	if err != nil {
		return "", err
	}
	var patients []storyPatient
	if err := json.Unmarshal([]byte(list), &patients); err != nil || len(patients) == 0 {
		return "", fmt.Errorf("the hospital's record lists nobody (%w)", err)
	}
	s.patient = patients[0]
	client, err := s.client(ctx)
	if err != nil {
		return "", err
	}
	page, err := s.chartPage(ctx)
	if err != nil {
		return "", err
	}
	begun := time.Now()
	body, err := get(ctx, client, page)
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
	const substance = "lapis dust (invented)"
	client, err := s.client(ctx)
	if err != nil {
		return "", err
	}
	page, err := s.chartPage(ctx)
	if err != nil {
		return "", err
	}
	begun := time.Now()
	status, err := post(ctx, http.DefaultClient, s.hospital.page, "/allergy", url.Values{
		"patient": {s.patient.MRN}, "substance": {substance}, "reaction": {"hives"}, "severity": {"SV"},
	})
	if err != nil || status >= 400 {
		return "", fmt.Errorf("the hospital's record answers %d (%w)", status, err)
	}
	return until(ctx, func() (string, error) {
		body, err := get(ctx, client, page)
		if err != nil || !strings.Contains(body, substance) {
			return "", err
		}
		return fmt.Sprintf("on the nurse's page %d ms after it was typed", time.Since(begun).Milliseconds()), nil
	})
}

func (s *story) kill(ctx context.Context) (string, error) {
	const rounds = 3
	for range rounds {
		before := s.hospital.counted()
		if _, err := until(ctx, func() (string, error) {
			if s.hospital.counted() > before {
				return "sending", nil
			}
			return "", nil
		}); err != nil {
			return "", err
		}
		s.server.kill()
		if err := s.start(s.house.keyFile()); err != nil {
			return "", err
		}
	}
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

func (s *story) locked(ctx context.Context) (string, error) {
	s.server.kill()
	if err := s.start(filepath.Join(s.house.data, "no-key-here")); err != nil {
		return "", err
	}
	before := s.hospital.counted()
	kept, err := until(ctx, func() (string, error) {
		if n := s.hospital.counted() - before; n > 0 {
			return fmt.Sprint(n), nil
		}
		return "", nil
	})
	if err != nil {
		return "", err
	}
	client, err := s.client(ctx)
	if err != nil {
		return "", err
	}
	if body, err := get(ctx, client, s.page+"/"); err != nil || !strings.Contains(body, "The charts are locked") {
		return "", fmt.Errorf("the board does not say that the charts are locked (%w)", err)
	}
	s.server.end()
	if err := s.start(s.house.keyFile()); err != nil {
		return "", err
	}
	return s.settled(ctx, func(_, _, waiting, _ int) (string, error) {
		if waiting > 0 {
			return "", nil
		}
		return kept + " message(s) acknowledged while locked, charted once the key was back", nil
	})
}

func (s *story) unreadable(ctx context.Context) (string, error) {
	secrets := sim.New(1, time.Now(), sim.Options{Busy: demoBusy}).Secrets()
	secrets = append(secrets, s.patient.MRN, s.patient.Name, "lapis dust")
	files, size := 0, int64(0)
	err := filepath.WalkDir(s.house.data, func(path string, entry fs.DirEntry, err error) error {
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
	s.hospital.end()
	s.hospital = nil
	s.server.end()
	s.server = nil
	h, err := s.house.openHouse(ctx)
	if err != nil {
		return "", err
	}
	defer h.close()
	book, err := h.book(ctx, terminal{s.t.in, s.t.out, io.Discard}, s.house.keyFile())
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
