// Package feed keeps what hospital systems say, durably, and turns it into
// changes to a chart.
//
// Package reception seals and keeps each message before it is acknowledged; a
// [Book] reads what was kept, in order, and holds the charts. Package reading is the
// step between: one message, one source profile, and out come facts. It is pure,
// so a chart can be rebuilt from the kept messages at any time and gives the
// same bytes.
//
// Nothing received is lost. Of a message sent again with the same bytes, the
// first is what is kept. A message that cannot be read, or that speaks of
// something this version does not understand, is kept and quarantined with a
// reason, and the patients it names are marked INCOMPLETE.
package feed
