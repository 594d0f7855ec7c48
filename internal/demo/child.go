package demo

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
)

// child is a process of ours that runs until it is told to end.
type child struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
	lines chan string
	ended chan struct{}
	err   error
}

// startChild runs this program again with other arguments.
func startChild(args ...string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this program: %w", err)
	}
	c := &child{cmd: exec.Command(self, args...), lines: make(chan string, 256), ended: make(chan struct{})}
	if c.stdin, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", args[0], err)
	}
	go c.read(out)
	return c, nil
}

func (c *child) read(out io.Reader) {
	scanner := bufio.NewScanner(out)
	for scanner.Scan() {
		c.lines <- scanner.Text()
	}
	close(c.lines)
	c.err = c.cmd.Wait()
	close(c.ended)
}

// end asks the process to end and waits for it.
func (c *child) end() {
	_ = c.stdin.Close()
	_ = c.cmd.Process.Signal(os.Interrupt)
	for range c.lines {
	}
	<-c.ended
}

// kill ends the process at once, as a power cut would.
func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	for range c.lines {
	}
	<-c.ended
}

// addressesOf reads the addresses of pages and sources that `serve` prints.
func addressesOf(c *child, sources int) (page string, feeds map[string]net.Addr, err error) {
	feeds = map[string]net.Addr{}
	for line := range c.lines {
		if url, ok := strings.CutPrefix(line, "Pages at "); ok {
			page = url
		}
		if fields := strings.Fields(line); len(fields) > 3 && fields[0] == "Source" {
			address, err := net.ResolveTCPAddr("tcp", fields[len(fields)-1])
			if err != nil {
				return "", nil, err
			}
			feeds[fields[1]] = address
		}
		if page != "" && len(feeds) == sources {
			go func() { // whatever else it prints
				for range c.lines {
				}
			}()
			return page, feeds, nil
		}
	}
	return "", nil, errors.New("the server did not start")
}
