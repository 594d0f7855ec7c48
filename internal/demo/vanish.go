package demo

import (
	"context"
	"fmt"
)

// vanish deletes many allergies at once and looks at what a nurse is told.
func (s *story) vanish(ctx context.Context) (string, error) {
	loss, err := s.Vanish(ctx, s.nurse, func(string) {})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s deleted allergies; the board says so after %d ms; %s say so; %d of them go on showing %d allergies that were deleted, marked HELD BACK",
		loss.Messages, loss.Noticed.Milliseconds(), loss.Said(), loss.Showing, loss.Allergies), nil
}

// decide has the manager keep the last good with a reason, and the source send again what was missing.
func (s *story) decide(ctx context.Context) (string, error) {
	const reason = "4 West asked: nobody there has removed an allergy"
	manager, err := s.Visit(ctx, "manager")
	if err != nil {
		return "", err
	}
	decided, err := s.Keep(ctx, manager, reason)
	if err != nil {
		return "", err
	}
	if _, _, err := s.Restore(ctx, manager); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d decision(s) kept with name and reason; the source sent the allergies again, and nothing is held back", decided), nil
}
