package feed

import "redoutlet/internal/feed/standing"

// How a feed stands, as package standing has it.
type (
	Status       = standing.Status
	SourceStatus = standing.SourceStatus
	Voice        = standing.Voice
	Kept         = standing.Kept
)
