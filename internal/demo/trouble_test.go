package demo

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"strings"
	"testing"

	"redoutlet/internal/serve/tenancy"
)

// TestTroubleSaysWhatToDoNext holds that what commonly goes wrong is said with what to do, and that nothing of the cause
// is lost.
func TestTroubleSaysWhatToDoNext(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, twice := net.Listen("tcp", taken.Addr().String())
	for next, cause := range map[string]error{
		"a folder of its own":         tenancy.ErrSetUp,
		"a folder that you may write": fs.ErrPermission,
		"a folder that is there":      fs.ErrNotExist,
		"another address":             twice,
	} {
		got := advise(fmt.Errorf("starting: %w", cause))
		if !errors.Is(got, cause) || !strings.Contains(got.Error(), next) {
			t.Errorf("%v: it says %q, want %q", cause, got, next)
		}
	}
	if advise(nil) != nil {
		t.Error("nothing went wrong, and something is said")
	}
}
