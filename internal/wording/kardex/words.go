package kardex

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/order"
)

// The words of absence and warning of these sections (specification sections 3,
// 5 and 7, hazards H-040, H-046, H-049, H-059).
const (
	wordsOrderListOnly = "MEDICATION ORDER LIST - NO ADMINISTRATION DATA"
	wordsReadThePump   = "READ THE PUMP"
	wordsNoRate        = "rate NOT AVAILABLE - READ THE PUMP"
	wordsHighAlert     = "HIGH ALERT"
	wordsLongHold      = "HELD for more than 24 h - prescriber to review"
	wordsNoExpiry      = "EXPIRY NOT RECORDED - VERIFY"
	wordsBlood         = "NOT FOR TRANSFUSION - check at the bedside and with the blood bank"
	wordsOpenEnd       = "END NOT STATED"
	wordsUnclassified  = "UNCLASSIFIED - VERIFY"
	wordsMoreDoses     = "THERE MAY BE MORE - VERIFY"
)

// Absences lists every phrase by which these sections say that something is not
// known, not there or not to be used.
func Absences() []string {
	return []string{
		chart.WordsNoCodeStatus, chart.WordsNoPrecautions, chart.WordsNeverGiven, chart.WordsNoLastGiven,
		wordsOrderListOnly, wordsReadThePump, wordsNoRate, wordsNoExpiry, wordsBlood, wordsOpenEnd, wordsUnclassified, wordsMoreDoses,
		string(order.NotCollected), string(order.CollectionUnsaid), string(order.CollectedNoResult), string(order.AtLaboratory),
		string(order.NotDone), string(order.NoReport), string(order.WillNotCome), string(order.Refused),
	}
}
