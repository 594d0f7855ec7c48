package reading

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/feed/reading/request"
	"redoutlet/internal/hl7"
)

// Of reads one kept message, by the profile of its source and the zone of its
// times. What cannot be read is quarantined with a reason.
func Of(l Letter, p *Profile, loc *time.Location) Reading {
	switch l.Wrapping {
	case Damaged:
		return Reading{Kind: unreadable, Family: FamilyOther, State: Quarantined,
			Reason: "The frame broke off before its end. It was not acknowledged, so the sender has to send it again."}
	case TooLarge:
		return Reading{Kind: unreadable, Family: FamilyOther, State: Quarantined,
			Reason: "The frame is larger than this server takes. Only its beginning is kept; it was not acknowledged."}
	case TooMany:
		return Reading{Kind: unreadable, Family: FamilyOther, State: Quarantined,
			Reason: "The frame held more messages than are taken apart. What stood behind them is kept here, and was refused: have them sent in smaller batches."}
	}
	msg, err := hl7.Parse(hl7.Joined(l.Raw))
	if err != nil {
		return Reading{Kind: unreadable, Family: FamilyOther, State: Quarantined, Reason: syntaxReason(err)}
	}
	r := newMessage(l, p, loc, msg)
	r.read()
	return r.Reading
}

// unreadable is the kind of what has no message type.
const unreadable = "unreadable"

func syntaxReason(err error) string {
	var syntax *hl7.SyntaxError
	if errors.As(err, &syntax) {
		return "This is not an HL7 message: " + syntax.Reason + " (at byte " + strconv.Itoa(syntax.Offset) + ")."
	}
	return "This is not an HL7 message."
}

// message is one message while it is read.
type message struct {
	Reading
	msg      *hl7.Message
	header   hl7.Header
	profile  *Profile
	from     *fact.From
	arrival  int64
	sent     fact.Time // MSH-7
	received fact.Time // when it was kept, by our clock, where MSH-7 cannot be read
	seq      int64     // MSH-13
	control  int64     // MSH-10, where the source declares that it only grows
	event    fact.Time // EVN-2, else MSH-7
	happens  fact.Time // EVN-6, else event
	clock    field.Clock
}

// patient is one patient of a message and the segments that follow: every
// segment belongs to the PID before it.
type patient struct {
	*message
	owner      fact.ID
	stay       *fact.Stay // the visit named beside it
	segments   []hl7.Segment
	undated    bool // something it says stands at the time of receipt
	protection protection
}

func newMessage(l Letter, p *Profile, loc *time.Location, msg *hl7.Message) *message {
	r := &message{msg: msg, header: msg.Header(), profile: p, arrival: l.Number}
	r.clock.Zone = loc
	if own := r.header.Time.Location(); own != nil {
		r.clock.Zone = own // the standard makes the zone of MSH-7 the message's default
	}
	r.Letters = lettersOf(msg.Charset())
	r.sent = field.ToTime(r.header.Time.In(r.clock.Zone))
	if !r.sent.Known() {
		r.received = field.Receipt(l.Received)
	}
	r.seq, _ = strconv.ParseInt(r.header.Sequence, 10, 64)
	if p.CountsUp {
		r.control = controlNumber(r.header.ControlID)
	}
	r.Kind = kindName(r.header)
	test := !p.Live || r.header.ProcessingID == "T" || r.header.ProcessingID == "D"
	r.from = &fact.From{
		Message: l.Number, Source: l.Source, Kind: r.Kind, Sent: r.sent,
		Received: l.Received, Test: test,
	}
	r.event, r.happens = r.sent, r.sent
	if evn, ok := msg.First("EVN"); ok {
		r.event = field.FirstTime(r.time(evn.Field(2)), r.sent)
		r.happens = field.FirstTime(r.time(evn.Field(6)), r.event)
	}
	return r
}

// controlNumber is the number a control id ends in, 0 where it ends in none,
// and the largest there is where it is larger.
func controlNumber(id string) int64 {
	n, _ := strconv.ParseInt(id[len(strings.TrimRight(id, "0123456789")):], 10, 64)
	return n
}

// kindName is the message type and event, as far as they look like codes: a
// damaged header must not carry a name into a list of kinds.
func kindName(h hl7.Header) string {
	switch {
	case !isCode(h.Type):
		return unreadable
	case h.Event == "":
		return h.Type
	case !isCode(h.Event):
		return h.Type + "^?"
	}
	return h.Type + "^" + h.Event
}

func isCode(s string) bool {
	for _, c := range []byte(s) {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return len(s) == 3
}

func (r *message) read() {
	kind := kindOf(r.header.Type, r.header.Event)
	r.Family = kind.family
	switch {
	case kind.nothing != "" && !(kind.read != nil && request.Answers(r.msg.Segments())):
		r.State, r.Reason = Ignored, kind.nothing
		return
	case !r.accepted():
		r.State = Ignored
		r.Reason = "MSH-11 says that this is not a production message, and the source is live."
		return
	}
	patients := r.patients()
	if kind.read == nil {
		r.setAside(patients, kind.section, "This version does not understand messages of this kind. It is kept and will be charted when it does.")
		return
	}
	if len(patients) == 0 && blocksTime(r.header) {
		r.State, r.Reason = Ignored, "Blocked or opened time in a schedule: it is about no patient. It is kept."
		return
	}
	if len(patients) == 0 && kind.house == nil {
		r.quarantine("No PID segment: the message names no patient.")
		return
	}
	if r.cutOff() {
		r.quarantine("Cut off inside PID, before the name: whose it is cannot be told. Ask for it to be sent again.")
		return
	}
	if why := r.cutBehindName(); why != "" {
		r.setAside(patients, kind.section, why)
		return
	}
	r.State = Charted
	for i := range patients {
		if patients[i].read(kind); r.State != Charted {
			r.setAside(patients, kind.section, r.Reason)
			return
		}
	}
	if kind.house != nil {
		if kind.house(r); r.State != Charted {
			r.setAside(patients, kind.section, r.Reason)
			return
		}
	}
	if kind.together != nil {
		if kind.together(r, patients); r.State != Charted {
			r.setAside(patients, kind.section, r.Reason)
			return
		}
	}
	if kind.family != FamilyResults { // which of results and vital signs it gave, the rows have said
		r.gave(kind.family)
	}
}

// registered notes what came with registration. A laboratory that repeats it is
// no source of it.
func (r *message) registered(f Family) {
	if r.Family == FamilyRegistration {
		r.gave(f)
	}
}

// gave notes what the message has given. What people do at our own desk makes
// nothing current.
func (r *message) gave(f Family) {
	if r.from.Source != Desk && !slices.Contains(r.Gave, f) {
		r.Gave = append(r.Gave, f)
	}
}

func (r *message) time(f hl7.Field) fact.Time { return r.clock.Time(f) }

func (r *message) timeOf(v hl7.Value) fact.Time { return r.clock.TimeOf(v) }

// accepted applies MSH-11: a live source charts production only; on trial,
// test and training messages are charted too, and say so (design 3d). Senders
// that leave the field empty have not said that it is a test.
func (r *message) accepted() bool {
	switch r.header.ProcessingID {
	case "P", "":
		return true
	case "T", "D":
		return !r.profile.Live
	}
	return false
}

// patients cuts the message into patients. A segment before the first PID
// belongs to none of them.
func (r *message) patients() []patient {
	var list []patient
	for _, s := range r.msg.Segments() {
		switch {
		case s.Name() == "PID":
			list = append(list, patient{message: r, segments: []hl7.Segment{s}})
		case len(list) > 0:
			last := &list[len(list)-1]
			last.segments = append(last.segments, s)
		}
	}
	return list
}

// read reads what the message says of the patient.
func (r *patient) read(kind kind) {
	pid := r.segments[0]
	ids, problem := r.identifiers(pid)
	owner, ok := ownerOf(ids)
	if !ok {
		r.quarantine(problem)
		return
	}
	r.owner, r.stay = owner, r.stayNamed()
	r.claim(owner)
	r.protection = protectionOf(r.segments, r.profile)
	r.add(r.event, r.person(pid, ids))
	r.linkNumbers(owner, ids)
	r.allergies()
	asked(request.Directives)(r)
	tellContacts(r)
	tellConditions(r)
	if kind.read(r); r.undated && r.State == Charted {
		r.unread(kind.section, "Neither the event nor the message says when, so what it says is put in order by the time of receipt.")
	}
}

// setAside quarantines the message and marks whoever it names (hazard H-065).
// Numbers and name are charted all the same: who is known from nothing else
// must still be found.
func (r *message) setAside(patients []patient, section fact.Section, reason string) {
	r.quarantine(reason)
	r.People = nil
	for _, p := range patients {
		ids, _ := r.identifiers(p.segments[0])
		if owner, ok := ownerOf(ids); ok {
			r.claim(owner)
			p.owner = owner
			person := &chart.Person{IDs: ids}
			p.name(person, p.segments[0].Field(5))
			p.add(r.event, person)
			for _, s := range p.missed(section) {
				p.unread(s, reason)
			}
		}
	}
}

func (r *message) claim(owner fact.ID) {
	for _, id := range r.People {
		if id.Key() == owner.Key() {
			return
		}
	}
	r.People = append(r.People, owner)
}

// add states a fact of the patient at hand, at its transaction time. Where the
// sender says no time at all, the time of receipt stands in as the last resort:
// at no time, the newest fact would lose to every older one, and a discharge
// would have no effect.
func (r *patient) add(at fact.Time, body fact.Body) {
	if !at.Known() {
		at = r.sent
	}
	from := r.recorded(at)
	if label, guessed := r.protection.label(body), r.guessed(body); label != "" || guessed != "" {
		own := *from
		own.Label, own.Guessed, from = label, guessed, &own
	}
	if !at.Known() {
		at = r.received
		r.undated = r.undated || isOrdered(body)
	}
	r.Facts = append(r.Facts, &fact.Fact{
		Owner: r.owner, From: from, Stay: r.stay, Body: body, Stamp: r.stamp(at),
	})
}

// stamp is where a fact of that time stands that is told next.
func (r *message) stamp(at fact.Time) fact.Stamp {
	return fact.Stamp{At: at, Header: r.sent, Sequence: r.seq, Control: r.control, Arrival: r.arrival, Row: len(r.Facts)}
}

// isOrdered reports whether a wrong order of such facts can mislead: who the
// patient is, other senders than the registry only repeat.
func isOrdered(body fact.Body) bool {
	switch b := body.(type) {
	case *chart.Person:
		return b.Registry
	case *chart.Link, *fact.Unread:
		return false
	}
	return true
}

// recorded is the message as the origin of what was recorded at a time.
func (r *message) recorded(at fact.Time) *fact.From {
	if r.from.Recorded != at {
		from := *r.from
		from.Recorded = at
		r.from = &from
	}
	return r.from
}

// unread marks one thing in an otherwise readable message.
func (r *patient) unread(section fact.Section, reason string) {
	r.add(r.sent, &fact.Unread{Section: section, Reason: reason})
}
