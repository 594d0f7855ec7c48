package silence

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
)

// ErrDamaged is what was kept of a week and cannot be read. Nothing is lost with
// it that is not learned again.
var ErrDamaged = errors.New("what was learned of a source's silences is damaged")

// Text is the week as it is kept: of each hour that anything is known of its
// number, the days, the last day, and each bin that has a count with the count.
func (w *Week) Text() string {
	var b []byte
	for slot, h := range w.hours {
		if h == nil {
			continue
		}
		b = binary.AppendUvarint(b, uint64(slot))
		b = binary.AppendUvarint(b, uint64(h.days))
		b = binary.AppendUvarint(b, uint64(max(h.last, 0)))
		for bin, n := range h.counts {
			if n > 0 {
				b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(n)), uint64(bin))
			}
		}
		b = binary.AppendUvarint(b, 0) // no more bins
	}
	return base64.StdEncoding.EncodeToString(b)
}

// Parse reads what [Week.Text] wrote; "" is a week of which nothing is known.
func Parse(text string) (*Week, error) {
	b, err := base64.StdEncoding.DecodeString(text)
	w, r := &Week{}, numbers{b}
	if err != nil {
		return w, ErrDamaged
	}
	for len(r.rest) > 0 {
		slot := r.next(hoursOfWeek)
		h := &hour{days: uint32(r.next(1 << 31)), last: int64(r.next(1 << 40))}
		for n := r.next(most + 1); n > 0; n = r.next(most + 1) {
			bin := r.next(bins)
			if r.rest == nil {
				break
			}
			h.counts[bin], h.total = uint32(n), h.total+uint32(n)-h.counts[bin]
		}
		if r.rest == nil {
			return &Week{}, ErrDamaged
		}
		w.hours[slot] = h
	}
	return w, nil
}

// numbers reads one number after the other. After one that cannot be, the rest
// is nil and every further number 0.
type numbers struct{ rest []byte }

func (r *numbers) next(below uint64) uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n >= below {
		r.rest = nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}
