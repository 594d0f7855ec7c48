package stage

import (
	"strconv"
)

// NK1 writes whom to call.
func (d *Draft) NK1() {
	k := d.patient.kin
	if k == (kin{}) {
		return
	}
	d.Segment("NK1").Set(1, 1, "1").Set(2, 1, k.family).Set(2, 2, k.given).Set(3, 2, k.relation).Set(5, 1, k.phone)
}

// PV1 writes the visit.
func (d *Draft) PV1(prior *Bed) {
	p := d.patient
	seg := d.Segment("PV1").Set(1, 1, "1").Set(2, 1, p.Class)
	d.place(seg, 3, p.Last)
	d.place(seg, 6, prior)
	Name(seg, 7, p.Attending)
	seg.Set(10, 1, services[p.Last.Unit]).Set(19, 1, p.Visit).Set(19, 4, d.system.Facility).Set(19, 5, "VN")
	seg.Set(44, 1, p.Admitted.Format(ToSecond))
	if !p.Discharged.IsZero() {
		seg.Set(45, 1, p.Discharged.Format(ToSecond))
	}
	d.Segment("PV2").Set(3, 2, p.Reason)
}

// AL1 writes the allergies, or the statement that there are none, or nothing if nobody asked.
func (d *Draft) AL1() {
	p := d.patient
	for i, a := range p.Allergies {
		seg := d.Segment("AL1").Set(1, 1, strconv.Itoa(i+1)).Set(2, 1, a.Kind)
		Coded(seg, 3, a.Code, a.Words, "L")
		seg.Set(4, 1, a.Severity).Set(5, 1, a.Reaction).Set(6, 1, a.Noted)
	}
	if len(p.Allergies) > 0 || p.Denial == "" {
		return
	}
	seg := d.Segment("AL1").Set(1, 1, "1").Set(2, 1, "MA")
	if p.Denial == DenialSNOMED {
		Coded(seg, 3, DenialSNOMED, "No known allergy", "SCT")
	} else {
		Coded(seg, 3, DenialSite, "No known allergies", "L")
	}
}

var services = map[string]string{
	Emergency: "EM", Medical: "MED", Intensive: "CCM", Maternity: "OBS", Surgery: "SUR", Infusion: "INF",
}
