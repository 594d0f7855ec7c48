package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/serve"
	"redoutlet/internal/store"
)

// TestAccessList asks the real program about openings that are in a record.
func TestAccessList(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	command := func(args ...string) string {
		t.Helper()
		var out, problems bytes.Buffer
		args = append(args, "--data", data)
		if code := run(t.Context(), args, terminal{strings.NewReader(""), &out, &problems}); code != 0 {
			t.Fatalf("%v exits %d: %s", args, code, problems.String())
		}
		return out.String()
	}
	command("init", "--yes", "--zone", "UTC")
	keepOpenings(t, data)
	for _, tt := range []struct {
		args []string
		want string // the people, the newest first
	}{
		{nil, "nito radeyemi radeyemi"},
		{[]string{"--person", "radeyemi"}, "radeyemi radeyemi"},
		{[]string{"--glass"}, "radeyemi"},
		{[]string{"--limit", "1"}, "nito"},
		{[]string{"--since", "2026-11-02"}, "nito"},
		{[]string{"--until", "2026-11-01"}, "radeyemi radeyemi"},
		{[]string{"--person", "nobody"}, ""},
	} {
		out := command(append([]string{"access", "list"}, tt.args...)...)
		var people []string
		for _, line := range strings.Split(out, "\n") {
			if fields := strings.Fields(line); len(fields) > 2 && strings.Contains(line, "-Nov-2026") {
				people = append(people, fields[2])
			}
		}
		if got := strings.Join(people, " "); got != tt.want {
			t.Errorf("%v lists %q, want %q:\n%s", tt.args, got, tt.want, out)
		}
	}
	if out := command("access", "list", "--glass"); !strings.Contains(out, string(access.Kinds()[0])) || !strings.Contains(out, "(number not known)") {
		t.Errorf("the list does not say why the glass was broken, or whose number is not known:\n%s", out)
	}
}

func keepOpenings(t *testing.T, data string) {
	t.Helper()
	st, err := store.Open(data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	at := time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC)
	for i, o := range []access.Opening{
		{At: at, Account: "radeyemi", Page: access.PageGlass, Reason: access.Kinds()[0]},
		{At: at.Add(time.Minute), Account: "radeyemi", Page: "patient"},
		{At: at.AddDate(0, 0, 1), Account: "nito", Page: "patient"},
	} {
		o.ID, o.Role, o.Patient = access.ID{byte(i + 1)}, identity.Nurse, [16]byte{9}
		if err := st.Update(t.Context(), serve.DefaultTenant, func(tx *store.Tx) error { return tx.AddOpening(t.Context(), o) }); err != nil {
			t.Fatal(err)
		}
	}
}
