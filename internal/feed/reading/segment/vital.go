package segment

import (
	"slices"

	"redoutlet/internal/hl7"
)

// IsVital reports whether an observation is a vital sign: by LOINC
// (specification 5.6, and the vital signs profile of FHIR), or by a code that
// the site declares. The code may stand in either triple of the field.
func IsVital(f hl7.Field, site []string) bool {
	for _, at := range []int{1, 4} {
		code, system := f.Component(at).Text(), f.Component(at+2).Text()
		if code == "" {
			continue
		}
		if slices.Contains(site, code) {
			return true
		}
		switch system {
		case "LN", "LOINC", "":
			if isVitalLOINC(code) {
				return true
			}
		}
	}
	return false
}

func isVitalLOINC(code string) bool {
	switch code {
	case "85353-1", "85354-9", "8480-6", "8462-4", "8478-0", // panels, blood pressure
		"8867-4", "9279-1", // heart rate, respiratory rate
		"59408-5", "2708-6", "3150-6", "3151-8", // oxygen saturation and oxygen
		"8310-5", "8331-1", // temperature
		"72514-3", "9269-2", // pain, Glasgow coma score
		"29463-7", "3141-9", "8335-2", "8339-4", // weight
		"8302-2", "39156-5", "8277-6", "9843-4", // height, body mass index and surface as sent, head circumference
		"41653-7",                    // glucose at the point of care
		"9108-2", "9262-7", "9192-6": // intake and output
		return true
	}
	return false
}
