package asof

import (
	"fmt"

	"redoutlet/internal/chart"
)

// unreadWords says above the chart how many messages of it could not be read:
// nobody knows what they held, so that a section which does not say INCOMPLETE
// may miss it too (hazard H-065).
func unreadWords(c *chart.Chart) []string {
	messages := map[int64]bool{}
	for _, u := range c.Unread {
		if u.From != nil {
			messages[u.From.Message] = true
		}
	}
	if len(messages) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("INCOMPLETE: %d message(s) about this patient could not be read whole", len(messages))}
}
