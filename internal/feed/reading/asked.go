package reading

import (
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/feed/reading/request"
)

// asked lets package request read the patient's part of the message.
func asked(read func(*request.Message) request.Reading) func(*patient) {
	return func(r *patient) {
		said := read(r.request())
		if said.Refused != "" {
			r.quarantine(said.Refused)
			return
		}
		for _, one := range said.Said {
			r.add(one.At, one.Body)
		}
		for _, segments := range said.Results {
			part := *r
			part.segments = segments
			part.observations()
			r.undated = r.undated || part.undated
		}
		if said.Medicines {
			r.gave(FamilyOrders)
		}
	}
}

// request is the patient's part of the message, for package request.
func (r *patient) request() *request.Message {
	m := &request.Message{
		Type: r.header.Type, Event: r.header.Event, Sent: r.sent, Recorded: r.event,
		Segments: r.segments, Time: r.timeOf, Value: field.Observation, Rules: &r.profile.Rules,
	}
	if pv1, ok := r.first("PV1"); ok {
		m.Visit = census{patient: r}.visitNumber(pv1)
	}
	return m
}
