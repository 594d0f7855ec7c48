package demo

import (
	"errors"
	"fmt"
	"io/fs"
	"net"

	"redoutlet/internal/serve/tenancy"
)

// advise adds to what went wrong what to do next, where nothing has said so yet.
func advise(err error) error {
	var listen *net.OpError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, tenancy.ErrSetUp):
		return fmt.Errorf("%w: give the demo a folder of its own, with --data", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: give the demo a folder that you may write to, with --data", err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: give the demo a folder that is there, with --data", err)
	case errors.As(err, &listen) && listen.Op == "listen":
		return fmt.Errorf("%w Give another address with --listen, or none: then any free port is taken", err)
	}
	return err
}

// errEnded is the hospital that ended while it was looked at.
func (h *hospital) errEnded() error {
	if h.err != nil {
		return fmt.Errorf("the simulated hospital ended by itself (%w): start the demo again", h.err)
	}
	return errors.New("the simulated hospital ended by itself: start the demo again")
}
