package serve

import (
	"time"

	"redoutlet/internal/feed/guard"
)

// GuardConfig are the limits of hazard H-067, as the settings file has them.
type GuardConfig struct {
	WindowMinutes     int `toml:"window_minutes" comment:"What is received within so many minutes is counted together."`
	AllergiesPercent  int `toml:"allergies_percent" comment:"More than so many percent of the patients who have any allergy."`
	AllergiesPatients int `toml:"allergies_patients" comment:"And at least so many patients, so that one correction does not freeze a small unit."`
	MedicinesPercent  int `toml:"medicines_percent" comment:"More than so many percent of the medication orders in force."`
	MedicinesPatients int `toml:"medicines_patients"`
	VisitsPercent     int `toml:"visits_percent" comment:"More than so many percent of the patients in the house leaving it."`
	VisitsPatients    int `toml:"visits_patients"`
}

func guardConfig(l guard.Limits) GuardConfig {
	return GuardConfig{
		WindowMinutes:    int(l.Window.Minutes()),
		AllergiesPercent: l.Allergies.Percent, AllergiesPatients: l.Allergies.Patients,
		MedicinesPercent: l.Medications.Percent, MedicinesPatients: l.Medications.Patients,
		VisitsPercent: l.Census.Percent, VisitsPatients: l.Census.Patients,
	}
}

// Limits are the limits for the guard.
func (c GuardConfig) Limits() guard.Limits {
	return guard.Limits{
		Window:      time.Duration(c.WindowMinutes) * time.Minute,
		Allergies:   guard.Limit{Percent: c.AllergiesPercent, Patients: c.AllergiesPatients},
		Medications: guard.Limit{Percent: c.MedicinesPercent, Patients: c.MedicinesPatients},
		Census:      guard.Limit{Percent: c.VisitsPercent, Patients: c.VisitsPatients},
	}
}
