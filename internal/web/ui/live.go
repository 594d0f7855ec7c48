package ui

import (
	"encoding/json"
	"fmt"
	"time"
)

// LivePatient names the page of a patient for [Head.Live].
func LivePatient(id string) string { return "patient:" + id }

// LiveUnit names the page of a unit for [Head.Live].
func LiveUnit(unit string) string { return "unit:" + unit }

// LiveBoard names a page that any change concerns.
func LiveBoard() string { return "any" }

// ClockEvent is the server-sent event that carries the server's clock. The
// script counts ages from it and never from the clock of the computer that
// shows the page. It is sent at once and then every 10 seconds; the script calls
// the stream lost after 20 seconds without an event.
func ClockEvent(now time.Time, zone *time.Location) string {
	return "event: clock\ndata: " + now.In(zone).Format(time.RFC3339) + "\n\n"
}

// AllChangedEvent is the server-sent event that says that any page may say
// something else now.
func AllChangedEvent() string { return "event: changed\ndata: {\"all\":true}\n\n" }

// ChangedEvent is the server-sent event that says what has changed: units by
// name and patients by id, never anything else about them.
func ChangedEvent(units, patients []string) (string, error) {
	data, err := json.Marshal(struct {
		Units    []string `json:"units"`
		Patients []string `json:"patients"`
	}{units, patients})
	if err != nil {
		return "", fmt.Errorf("writing what changed: %w", err)
	}
	return "event: changed\ndata: " + string(data) + "\n\n", nil
}
