package bedside

import (
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/contact"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/notation"
	"redoutlet/internal/wording"
	"redoutlet/internal/wording/kardex"
	"redoutlet/internal/wording/listing"
	"redoutlet/internal/wording/observation"
)

// The words of absence and warning that these pages use beside those of package
// chart (specification sections 3, 5 and 7, hazards H-040, H-049, H-060, H-061).
const (
	wordsWithheld     = chart.WordsWithheld
	wordsNoUnit       = "UNIT NOT RECORDED"
	wordsNoBed        = "bed NOT RECORDED"
	wordsSameBed      = "TWO PATIENTS IN THIS BED - CHECK"
	wordsContradicted = "CHART AND BED REPORT DISAGREE - CHECK"
	wordsNoChart      = "NO CHART SAYS WHO IS IN IT - ASK"
	wordsLeftSince    = "NOT REPORTED SINCE A PATIENT LEFT IT"
	wordsNotKnownAsOf = "AS OF NOT KNOWN - CONFIRM BEFORE USE"
)

// Absences lists every phrase by which these pages say that something is not
// known, not there or not to be used. A page may say it in no other.
func Absences() []string {
	return slices.Concat(kardex.Absences(), observation.Absences(), []string{
		chart.WordsNotAsked, chart.WordsNotRecorded, chart.WordsNotAvailable, chart.WordsDisagree,
		chart.WordsNeverGiven, chart.WordsNoLastGiven,
		notation.NameNotRecorded, notation.SeverityNotRecorded, notation.SeverityUnknown, notation.NotRecorded,
		notation.AgeNotKnown, notation.NotYetBorn, notation.ClockNotTrusted,
		wording.NotIncluded, wordsWithheld,
		wording.Confirm, wordsNoUnit, wordsNoBed, wordsSameBed, wordsContradicted, wordsNoChart, wordsLeftSince, wordsNotKnownAsOf, wording.LastGood,
		guard.MarkNew, guard.MarkRemoved, guard.MarkChanged, guard.MarkLeft,
		listing.WordsNoWeightUnit, listing.WordsOldWeight, listing.WordsWeightLeap, listing.WordsOtherUnit, listing.WordsNotReported, listing.WordsDoNotUse, listing.WordsNoText,
		contact.WordsProtected, result.WordsBloodGroup, result.WordsAntibodies,
	})
}
