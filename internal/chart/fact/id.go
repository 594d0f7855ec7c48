package fact

import (
	"cmp"
	"log/slog"
	"strings"
)

// ID is an identifier exactly as sent (CX, EI): never padded, stripped or
// folded. Two IDs are the same number only if authority and value are equal
// and both are of the same class.
type ID struct {
	Value     string `json:"value"`
	Authority string `json:"authority"`
	Type      string `json:"type,omitempty"`
}

// IsZero reports whether there is no number.
func (id ID) IsZero() bool { return id.Value == "" }

// Key is the identity of the number: class, authority and value. Type codes of
// one class (MR, PI, none) name the same register.
func (id ID) Key() string {
	return id.class() + "\x1f" + id.Authority + "\x1f" + id.Value
}

// String is the number with its authority, as a person types it. It identifies
// a patient: never log it.
func (id ID) String() string {
	if id.Authority == "" {
		return id.Value
	}
	return id.Value + "^" + id.Authority
}

// LogValue keeps the number out of logs.
func (id ID) LogValue() slog.Value { return slog.StringValue("[number withheld]") }

// IsRecord reports whether the number is a medical record number: one that a
// register of patients gives to one person (HL7 table 0203: MR, PI and their
// kin, or no type at all).
func (id ID) IsRecord() bool { return id.class() == "record" }

func (id ID) class() string {
	switch strings.ToUpper(id.Type) {
	case "", "MR", "MRN", "MRT", "PI", "PT", "LR", "RI", "U":
		return "record"
	}
	return strings.ToUpper(id.Type)
}

// CompareIDs orders numbers: record numbers first, then by the numbers
// themselves, so that arrival does not matter.
func CompareIDs(a, b ID) int {
	rank := func(id ID) int {
		if id.IsRecord() {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Key(), b.Key()))
}
