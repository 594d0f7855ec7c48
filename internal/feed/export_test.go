package feed

import (
	"time"

	"redoutlet/internal/feed/reading"
)

// HoldAtMost has the book keep so many facts in memory.
func (b *Book) HoldAtMost(facts int) { b.records, b.lists = newRecords(facts), newLists(1) }

// Desk is what the book works with.
func (b *Book) Desk() Desk { return b.desk }

// ReadWith has the book read letters with another function.
func (b *Book) ReadWith(read func(reading.Letter, *reading.Profile, *time.Location) reading.Reading) {
	b.reader.read = read
}
