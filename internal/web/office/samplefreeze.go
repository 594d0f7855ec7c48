package office

import (
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/identity"
)

// sampleFrozen is a morning on which allergies and orders vanished.
func sampleFrozen() []HeldBack {
	limits := guard.Default()
	allergies := guard.Freeze{
		ID: "a1", Section: fact.SectionAllergies, Scope: guard.Scope{Hospital: true}, First: 8790,
		Since: ago(11 * time.Minute).Time, Began: ago(9 * time.Minute).Time,
		Figures: guard.Figures{Lost: 17, Of: 42, Patients: 17, Window: limits.Window, Limit: limits.Allergies},
	}
	orders := guard.Freeze{
		ID: "b2", Section: fact.SectionMedications, Scope: guard.Scope{Unit: "4 West"}, First: 8102,
		Since: ago(9 * time.Hour).Time, Began: ago(9 * time.Hour).Time,
		Figures: guard.Figures{Lost: 61, Of: 130, Patients: 9, Window: limits.Window, Limit: limits.Medications},
		Decisions: []guard.Decision{
			{Act: guard.Keep, At: ago(8 * time.Hour).Time, By: "mokafor", Name: "M. Okafor", Reason: "pharmacy knows of no change"},
			{Act: guard.Undo, At: ago(7 * time.Hour).Time, By: "mokafor", Name: "M. Okafor", Reason: "pharmacy calls back: formulary was changed at 06:30"},
			{Act: guard.Release, At: ago(7 * time.Hour).Time, By: "mokafor", Name: "M. Okafor", Reason: "checked five orders with pharmacy"},
		},
	}
	allergies.Patients, orders.Patients = make([]guard.Patient, 17), make([]guard.Patient, 9)
	return []HeldBack{
		{Freeze: allergies, Units: map[string]int{"4 West": 9, "ICU": 6, "": 2}}, {Freeze: orders, Units: map[string]int{"4 West": 9}},
	}
}

func sampleFreezes() *freezesPage {
	return sampleSheet().freezes(sampleFrozen(), guard.Default(), identity.Who{Tenant: "north", Role: identity.Manager})
}
