package stage

import (
	"cmp"
	"time"
)

// Options are what kind of hospital it is. The zero value is a usual one.
type Options struct {
	// Processing is MSH-11.1: T training, P production, D debugging. Empty is T.
	Processing string

	// Busy is how many times more happens than in a real hospital of this size, which is about one message in half a
	// minute. Doses that are due at a time of day stay where they are. Zero is 1.
	Busy float64

	// Past is how much of the time before the start is told in full. What is older is told by admissions, orders and
	// first results alone. Zero is 24 hours.
	Past time.Duration

	// Patients is how many are there at the start. Zero is 46.
	Patients int
}

// orDefaults returns o with its zero fields filled.
func (o Options) orDefaults() Options {
	return Options{
		Processing: cmp.Or(o.Processing, "T"),
		Busy:       cmp.Or(max(o.Busy, 0), 1),
		Past:       cmp.Or(max(o.Past, 0), 24*time.Hour),
		Patients:   cmp.Or(max(o.Patients, 0), 46),
	}
}
