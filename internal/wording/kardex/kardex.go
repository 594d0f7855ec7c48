// Package kardex writes what is to be done for a patient and what was done of it:
// medicines, doses and orders, and above them code status, precautions and diet.
package kardex

import "redoutlet/internal/wording/pen"

// Writer writes the sections at a moment and in a zone.
type Writer struct{ pen.Pen }
