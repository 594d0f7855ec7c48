package wording

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/unit"
	"redoutlet/internal/notation"
)

// Confirm follows what is not to be trusted as it stands.
const Confirm = " - CONFIRM BEFORE USE"

// LastGood marks a part that is shown as it last was, in the line of a banner.
const LastGood = "LAST GOOD - LATER CHANGES HELD BACK, CONFIRM BEFORE USE"

// HoldWords says that a section is shown at its last good, since when, and why
// (specification 5.0, anomaly freeze notice).
func HoldWords(h asof.Hold, units unit.Names, zone *time.Location) string {
	if h.Damaged {
		return "Something was HELD BACK at " + notation.Stamp(h.LastGood.Time, zone) + ", and what was kept of that is damaged. " +
			"Allergies, medicines and patients may be missing that were held before. CONFIRM BEFORE USE until a person decides"
	}
	words := "Showing LAST GOOD " + PartName(h.Section) + " of " + notation.Stamp(h.LastGood.Time, zone) + " because " +
		LossWords(h, units) + ". What was taken away since is HELD BACK "
	if h.Kept {
		return words + "until the source sends it again. CONFIRM BEFORE USE"
	}
	return words + "until a person decides. CONFIRM BEFORE USE"
}

// LossWords says how much of a section was lost, and where.
func LossWords(h asof.Hold, units unit.Names) string {
	of, within := strconv.Itoa(h.Lost)+" of "+notation.Number(int64(h.Of)), " within "+strconv.Itoa(h.Minutes)+" min"
	where := " of the hospital"
	switch {
	case h.Hospital:
	case h.Unit == "":
		where = " who are in no unit"
	default:
		where = " of " + units.Words(h.Unit)
	}
	switch h.Section {
	case fact.SectionAllergies:
		return "allergies of " + of + " patients" + where + " who had any vanished or changed" + within
	case fact.SectionMedications:
		if !h.Hospital && h.Unit == "" {
			where = " of patients in no unit"
		}
		return of + " medication orders" + where + " ended or changed" + within
	}
	return of + " patients" + where + " left" + within
}

// HeldParts names what is held at its last good, "" for nothing.
func HeldParts(holds []asof.Hold) string {
	var parts []string
	damaged := false
	for _, h := range holds {
		if h.Damaged {
			damaged = true
			continue
		}
		if name := PartName(h.Section); !slices.Contains(parts, name) {
			parts = append(parts, name)
		}
	}
	var words []string
	if parts != nil {
		words = append(words, "LAST GOOD shown for "+strings.Join(parts, ", "))
	}
	if damaged {
		words = append(words, "what was HELD BACK is lost: confirm before use")
	}
	return strings.Join(words, "; ")
}
