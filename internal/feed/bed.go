package feed

import (
	"context"
	"fmt"

	"redoutlet/internal/chart/bed"
	"redoutlet/internal/feed/reading"
)

// How a letter bears on the board of beds: of one of them it says the newest,
// or did once.
const (
	onBoard  Bearing = "board"
	offBoard Bearing = "off board"
)

// BedsOf lists the newest that is reported of each bed by itself, whoever the
// charts say is in it, by unit, room and bed.
func BedsOf(b *Book) []bed.Report {
	defer looking(b)()
	return b.beds.Newest()
}

// hearOfBeds takes what a reading says of beds. The letters are kept that say
// the newest of one; what they say stands in them.
func (s *step) hearOfBeds(r *reading.Reading) {
	for _, report := range r.Beds {
		for _, turn := range s.book.beds.Hear(report) {
			touch := Touch{s.book.kin.Board(), turn.Message, offBoard}
			if turn.Stands {
				touch.On = onBoard
			}
			s.batch.Touches = append(s.batch.Touches, touch)
			s.units[report.Place.Unit] = true
		}
	}
}

// openBeds reads the letters again that say the newest of each bed.
func openBeds(ctx context.Context, b *Book) error {
	var beds bed.Board
	numbers, err := b.desk.Projection.Touching(ctx, []PatientID{b.kin.Board()}, onBoard)
	if err != nil {
		return fmt.Errorf("finding what is said of beds: %w", err)
	}
	letters, err := b.desk.Archive.Numbered(ctx, numbers)
	if err != nil {
		return fmt.Errorf("reading what is said of beds: %w", err)
	}
	for _, sealed := range letters {
		_, said, err := b.reader.take(sealed)
		if err != nil {
			return err
		}
		for _, report := range said.Beds {
			beds.Hear(report)
		}
	}
	b.beds = beds
	return nil
}
