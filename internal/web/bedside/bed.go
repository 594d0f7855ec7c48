package bedside

import (
	"cmp"
	"slices"

	"redoutlet/internal/chart/bed"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/notation"
)

// beds puts what is reported of beds by themselves where the census has them.
// Where a chart says that somebody is in one, that stands, and what contradicts
// it stands beside it: such a bed is never called empty.
func (p *unitPage) beds(s censusSheet, reports []bed.Report) {
	var apart []bedRow
	for _, r := range reports {
		if r.Said.IsZero() {
			continue // taken back: nothing is known but what the charts say
		}
		inIt := slices.Concat(in(p.Rows, r, roster.InBed), in(p.Soon, r, roster.Guest))
		for _, row := range inIt {
			row.report(s, r)
		}
		if len(inIt) == 0 {
			apart = append(apart, p.apart(s, r))
		}
	}
	if len(apart) == 0 {
		return
	}
	p.Apart = " and " + notation.Count(int64(len(apart)), "bed", "beds") + " without a patient's chart"
	p.Rows = append(p.Rows, apart...)
	slices.SortStableFunc(p.Rows, compareBeds)
}

// in are the rows of those who belong so to the bed of a report.
func in(rows []bedRow, r bed.Report, kind roster.Kind) []*bedRow {
	var found []*bedRow
	for i := range rows {
		if at := rows[i].presence; at.Kind == kind && r.Is(at.Place) {
			found = append(found, &rows[i])
		}
	}
	return found
}

// report says beside a patient what is reported of the bed, unless the patient
// surely came to it later.
func (row *bedRow) report(s censusSheet, r bed.Report) {
	if row.presence.Since.SurelyAfter(r.Stamp.At) {
		return
	}
	switch r.State() {
	case bed.Occupied:
	case bed.Isolated, bed.Other:
		row.Reported = "Bed reported: " + s.reported(r)
	default:
		row.Contradicted = wordsContradicted + ": bed reported " + s.reported(r)
	}
}

// apart is the row of a bed in which no chart has anybody.
func (p *unitPage) apart(s censusSheet, r bed.Report) bedRow {
	row := bedRow{Bed: bedWords(r.Place), presence: roster.Presence{Place: r.Place}}
	words := map[bed.State]string{
		bed.Unoccupied: "EMPTY", bed.Housekeeping: "BEING CLEANED", bed.Closed: "BLOCKED", bed.Contaminated: "BLOCKED",
		bed.Isolated: wordsNoChart, bed.Occupied: wordsNoChart,
	}
	row.Apart, row.Reported = words[r.State()], "Reported "+s.reported(r)
	if p.leftSince(r) {
		row.Apart = wordsLeftSince
	}
	row.Apart = cmp.Or(row.Apart, wordsNoChart)
	return row
}

// leftSince reports whether somebody may have left the bed since the report.
func (p *unitPage) leftSince(r bed.Report) bool {
	return slices.ContainsFunc(p.Left, func(row bedRow) bool {
		return r.Is(row.presence.Place) && !row.presence.Left.Before(r.Stamp.At.At)
	})
}

// reported is what a source says of a bed, as of when.
func (s censusSheet) reported(r bed.Report) string {
	words := r.Words() + ", as of " + s.when(r.Stamp.At) + ", source " + r.From.Source
	if r.From.Test {
		words += ", sent as a test"
	}
	return words
}
