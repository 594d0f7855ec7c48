package workshop

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// sourcePage is one source: what to hand to the people who connect it, whether
// anything arrives, and how it came to be set up so.
type sourcePage struct {
	Source   Source
	To       string
	Trial    bool
	Remaking *remakeLine
	Host     string
	Port     string
	Arrived  string      // in a sentence
	Help     []string    // what to look at where nothing arrives as it should
	First    *firstPanel // nil for a source that is long past its first message
	Recent   []arrival
	Versions []versionRow
	Undo     int64 // the version that can be undone, 0 for none
	until    time.Time
}

// arrival is one message that came.
type arrival struct {
	To       string
	Kind     string
	Received wording.Moment
	Made     string
}

// versionRow is one version of the set-up.
type versionRow struct {
	Number int64
	Set    string
	What   []string
}

// Head implements ui.Headed.
func (p *sourcePage) Head() ui.Head {
	return ui.Head{Title: "Source " + p.Source.Words(), Live: ui.LiveBoard(), Until: p.until}
}

// source answers GET /source/{name}.
func (d desk) source(ctx context.Context, r *ui.Request) (any, error) {
	src, err := d.find(ctx, r)
	if err != nil {
		return nil, err
	}
	history, err := d.wires.History(ctx, r.Who.Tenant, src.Name)
	if err != nil {
		return nil, fmt.Errorf("reading the versions of a source: %w", err)
	}
	status, err := d.feeds.Status(ctx, r.Who.Tenant)
	if err != nil {
		return nil, fmt.Errorf("counting messages: %w", err)
	}
	var received int64
	for _, s := range status.Sources {
		if s.Name == src.Name {
			received = s.Received
		}
	}
	came, err := d.feeds.Arrivals(ctx, r.Who.Tenant, src.Name, received > 0 && received <= firstOf)
	if err != nil {
		return nil, fmt.Errorf("listing what a source sent: %w", err)
	}
	p := d.sheet().source(src, history, came.Newest)
	p.First = d.sheet().first(received, came.First)
	p.Remaking = d.sheet().remaking(d.wires.Remaking(r.Who.Tenant))
	return p, nil
}

// find is the source that the address names.
func (d desk) find(ctx context.Context, r *ui.Request) (Source, error) {
	list, err := d.wires.Sources(ctx, r.Who.Tenant)
	if err != nil {
		return Source{}, fmt.Errorf("listing the sources: %w", err)
	}
	for _, src := range list {
		if src.Name == r.PathValue("name") {
			return src, nil
		}
	}
	return Source{}, fmt.Errorf("finding a source: %w", ui.ErrNotFound)
}

func (s sheet) source(src Source, history []Source, recent []feed.Kept) *sourcePage {
	p := &sourcePage{Source: src, To: sourcePath(src.Name), Trial: !src.Live, until: s.now.Add(5 * time.Second)}
	if host, port, err := net.SplitHostPort(src.Door.At); err == nil {
		p.Host, p.Port = host, port
	}
	for _, k := range recent {
		p.Recent = append(p.Recent, s.arrival(k))
	}
	p.Arrived, p.Help = arrived(src, recent)
	for i, v := range history {
		row := versionRow{Number: v.Version, Set: s.setBy(v)}
		if i+1 < len(history) {
			row.What = differences(history[i+1], v)
		}
		p.Versions = append(p.Versions, row)
	}
	if len(history) > 1 {
		p.Undo = history[0].Version
	}
	return p
}

func (s sheet) arrival(k feed.Kept) arrival {
	return arrival{To: fmt.Sprintf("/message/%d", k.Number), Kind: k.Kind, Received: s.moment(k.Received), Made: made(k)}
}

func became(k feed.Kept) string {
	switch k.State {
	case reading.Charted:
		return "Charted."
	case reading.Quarantined:
		return "In quarantine: " + k.Reason
	case reading.Ignored:
		return "Ignored: " + k.Reason
	}
	return "Kept, and not read yet."
}

// arrived says in a sentence whether anything has come, and what to look at
// where it has not come as it should.
func arrived(src Source, recent []feed.Kept) (string, []string) {
	d := src.Door
	switch {
	case src.Closed:
		return "This source is closed: nothing can arrive.", []string{"Open it again under Change the set-up."}
	case d.Trouble != "":
		return "This source cannot be listened to: " + d.Trouble, []string{
			"Another program may use the port: choose another port under Change the set-up, and tell the interface team.",
			"The address may not be one of this computer: choose one that is.",
		}
	case d.At == "":
		return "This source is not listened to.", []string{"Give it an address and a port under Change the set-up."}
	case len(recent) > 0 && recent[0].State == reading.Charted:
		return "The newest message arrived, was acknowledged and is on a chart.", nil
	case len(recent) > 0 && recent[0].State == reading.Ignored:
		return "The newest message arrived, was acknowledged, and has nothing for a chart: read beside it why.", nil
	case len(recent) > 0:
		return "The newest message arrived and was acknowledged, and is not on a chart.", []string{
			"Read beside it why. A change of the set-up or a newer version puts it where it belongs.",
		}
	case d.Messages > 0:
		return "Messages arrived and were acknowledged, and are kept. The newest are not read yet.", nil
	case d.Noise > 0 && d.Messages == 0:
		return "Something connects and sends, but not in MLLP frames: " + notation.Count(d.Noise, "byte was", "bytes were") + " in no frame.", []string{
			"The sender has to use MLLP (also called LLP): a frame begins with the byte 0B and ends with 1C 0D.",
			"A sender that speaks TLS or HTTP to this port looks like this, too.",
		}
	case d.Damaged > 0 && d.Messages == 0:
		return "Frames begin and never end, so nothing could be acknowledged.", []string{"The sender has to end each frame with the bytes 1C 0D."}
	case d.Open > 0:
		return "Somebody is connected, and no message has come yet.", []string{"Ask the interface team to send one message, or to start the channel."}
	case d.Accepted > 0:
		return "Somebody connected and went away without a message.", []string{
			"A test of the port alone looks like this: ask for one message.",
			"If the sender reports a refused or missing acknowledgment, set Always answer under Change the set-up.",
		}
	}
	return "Waiting for the first message: nobody has connected yet.", []string{
		"Is the sender's address and port the one below?",
		"Does a firewall between the two allow it? From the sender, a test of the port (telnet, Test-NetConnection) has to connect.",
		"127.0.0.1 is reached from this computer alone: a sender elsewhere needs an address that feed_listen in the settings file allows.",
	}
}

// undo answers POST /source/{name}/undo.
func (d desk) undo(ctx context.Context, r *ui.Request) (any, error) {
	src, err := d.find(ctx, r)
	if err != nil {
		return nil, err
	}
	base, err := readVersion(r)
	if err == nil {
		err = d.wires.Undo(ctx, r.Who, src.Name, base)
	}
	switch {
	case errors.Is(err, ErrMeanwhile), errors.Is(err, ErrNoEarlier):
		return d.sheet().form(src, nil).refused(err), nil
	case err != nil:
		return nil, err
	}
	return &ui.Redirect{To: sourcePath(src.Name)}, nil
}
