package order

import (
	"cmp"

	"redoutlet/internal/chart/fact"
)

// Stage is how far an order that ends in a report has come, in the words that
// are printed (specification 5.4).
type Stage string

// The stages. That nothing was sent of a collection does not say that nothing
// was collected.
const (
	NotCollected      Stage = "ORDERED, NOT COLLECTED"
	CollectionUnsaid  Stage = "ORDERED, COLLECTION NOT RECORDED"
	CollectedNoResult Stage = "COLLECTED, NO RESULT"
	AtLaboratory      Stage = "RECEIVED BY LABORATORY, NO RESULT"
	NotDone           Stage = "SCHEDULED, NOT DONE"
	NoReport          Stage = "ORDERED, NO REPORT"
	PartlyReported    Stage = "PRELIMINARY OR PARTIAL RESULT"
	ReportedFull      Stage = "RESULT REPORTED"
	WillNotCome       Stage = "NO RESULT WILL COME - verify"
)

// Open reports whether the order still waits for its report, or for the rest of
// it.
func (s Stage) Open() bool { return s != "" && s != ReportedFull }

// Report is what a result message says of the order it answers: one row of it.
type Report struct {
	Placer, Filler fact.ID    // OBR-2, OBR-3
	Service        fact.Coded // OBR-4
	Row            string     // what tells the row from others of the report
	Status         string     // OBX-11, else OBR-25
	More           bool       // OBR-25 says that more is to come
	Collected      fact.Time  // OBX-14, OBR-7
	At             fact.Time  // OBR-22
}

// tally is what the reports of one order come to.
type tally struct {
	rows      map[string]string // the newest status of each row
	more      bool              // the newest word on it
	collected fact.Time
	at        fact.Time
}

func (t *tally) add(r *Report, told *fact.Fact) {
	if t.rows == nil {
		t.rows = map[string]string{}
	}
	t.rows[r.Row], t.more = r.Status, r.More
	t.collected = cmp.Or(t.collected, r.Collected)
	t.at = cmp.Or(r.At, told.Stamp.At)
}

// stage reads the rows' statuses (HL7 table 0085): ReportedFull only where every
// row has come and nothing more is said to come.
func (t *tally) stage() Stage {
	var whole, partial, dropped, waiting bool
	for _, status := range t.rows {
		switch status {
		case "F", "C", "A", "U", "B", "V":
			whole = true
		case "X", "N":
			dropped = true
		case "D", "W", "I", "O":
			waiting = true
		default:
			partial = true
		}
	}
	switch {
	case whole && !partial && !waiting && !t.more:
		return ReportedFull
	case whole || partial:
		return PartlyReported
	case dropped && !waiting && !t.more:
		return WillNotCome
	}
	return ""
}

// stageOf is how far the order has come, by its reports, else by what its own
// messages say of collection and of OBR-25 (HL7 table 0123).
func stageOf(o *Order, reports *tally) Stage {
	if !o.Kind.Reported() {
		return ""
	}
	if s := reports.stage(); s != "" {
		return s
	}
	switch o.Report {
	case "F", "C":
		return ReportedFull
	case "A", "P", "R", "M":
		return PartlyReported
	case "X", "Y", "Z":
		return WillNotCome
	case "O":
		return NotCollected
	}
	switch {
	case o.Kind == Imaging && o.Report == "S":
		return NotDone
	case o.Kind == Imaging:
		return NoReport
	case !o.Received.IsZero() || o.Report == "I":
		return AtLaboratory
	case !o.Collected.IsZero():
		return CollectedNoResult
	case o.Report == "S":
		return NotCollected
	}
	return CollectionUnsaid
}
