package reading

import (
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/hl7"
)

// Desk is the source of what people write here themselves. It is kept and read
// as every other message is, so that charts that are made again are the same,
// and it proves no source alive.
const Desk = "red outlet desk"

// DeskProfile is the profile of the desk: what it says is no test.
func DeskProfile(zone string) Profile {
	p := NewProfile(Desk, zone)
	p.Live = true
	return p
}

// Finding is what a person found about a patient's numbers.
type Finding struct {
	Together bool      // they are one patient's after all; else the first is none of the others
	Numbers  []fact.ID // the one it is about first
	By, Why  string
	At       time.Time
	ID       string // a control id of ours
}

// Message writes a finding as the message that a registration would send: A37
// parts numbers, and A24 links them.
func (f Finding) Message() []byte {
	event := "A37"
	if f.Together {
		event = "A24"
	}
	at := f.At.UTC().Format("20060102150405.0000-0700")
	var b strings.Builder
	write := func(segment string, fields ...string) {
		b.WriteString(segment + "|" + strings.Join(fields, "|") + "\r")
	}
	write("MSH", `^~\&`, "RED OUTLET", "", "RED OUTLET", "", at, "", "ADT^"+event+"^ADT_"+event, f.ID, "P", "2.5.1", "", "", "", "", "", "UNICODE UTF-8")
	write("EVN", event, at, "", deskText(f.Why), "^"+deskText(f.By))
	for _, n := range f.Numbers {
		write("PID", "", "", deskText(n.Value)+"^^^"+deskText(n.Authority)+"^"+deskText(n.Type))
	}
	return []byte(b.String())
}

// deskText is a text as it stands in a message: on one line, and escaped.
func deskText(text string) string {
	escaped, _ := hl7.Escape(strings.Join(strings.Fields(text), " "), hl7.DefaultDelimiters())
	return escaped
}
