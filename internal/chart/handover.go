package chart

import (
	"slices"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

// Handover says that a visit, or the visits of an account, came from another
// patient's record or went to one (hazard H-019).
type Handover struct {
	visit.Handover
	Here bool       `json:"here"` // it came to this patient
	From *fact.From `json:"from,omitempty"`
}

// Words heads the chart with it: whoever cared for one of the two under the
// other's name has to know.
func (h Handover) Words() string {
	what := "VISIT " + h.Visit.Value
	if h.Visit.IsZero() {
		what = "THE VISITS OF ACCOUNT " + h.Account.Value
	}
	if h.Here {
		return what + " MOVED HERE FROM ANOTHER RECORD, " + h.Former.String() + ", " + h.At.ISO() + " - ASK AGAIN ABOUT ALLERGIES"
	}
	return what + " MOVED TO ANOTHER RECORD, " + h.Holder.String() + ", " + h.At.ISO()
}

// handoverFold keeps the newest handover of each visit.
type handoverFold struct{ all []Handover }

func (f *handoverFold) add(h *visit.Handover, told *fact.Fact) {
	f.all = slices.DeleteFunc(slices.Clone(f.all), func(old Handover) bool { return old.Visit == h.Visit && old.Account == h.Account })
	f.all = append(f.all, Handover{Handover: *h, Here: told.Owner.Key() == h.Holder.Key(), From: told.From})
}

func (f *handoverFold) finish() []Handover { return slices.Clone(f.all) }
