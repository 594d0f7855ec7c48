package stage

import (
	"time"

	"redoutlet/internal/sim/fiction"
)

// Order is one medication order.
type Order struct {
	Placer, Filler string
	Drug           *fiction.Drug
	Dose           string // as it stands now
	State          string // ORC-5: IP, HD, DC, RP, CM
	By             fiction.Staff
	Verifier       fiction.Staff
	Start          time.Time
	Given          int // administrations told, the last RXA-2
	Parent         *Order
	Tried          time.Time   // when it was last given, or would have been
	Gave           []time.Time // what was given, whole or in part, as far as it was not taken back
}

// Active reports whether doses of the order may be given.
func (o *Order) Active() bool { return o.State == "IP" }

// Find returns the order with that placer number.
func (p *Patient) Find(placer string) *Order {
	for _, o := range p.Orders {
		if o.Placer == placer {
			return o
		}
	}
	return nil
}

// OtherDose is the one of the drug's two doses that the order does not have.
func (o *Order) OtherDose() string {
	if o.Dose == o.Drug.Other {
		return o.Drug.Dose
	}
	return o.Drug.Other
}
