package feed

// HoldAtMost has the book keep so many facts in memory.
func (b *Book) HoldAtMost(facts int) { b.records = newRecords(facts) }
