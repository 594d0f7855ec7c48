package stage

import (
	"strconv"

	"redoutlet/internal/hl7"
)

// NK1 writes whom to call.
func (d *Draft) NK1() {
	k := d.patient.kin
	if k == (kin{}) {
		return
	}
	d.Segment("NK1").Set(1, 1, "1").Set(2, 1, k.family).Set(2, 2, k.given).Set(3, 2, k.relation).Set(5, 1, k.phone)
}

// PV1 writes the visit: PV1 and PV2, of which it returns the latter.
func (d *Draft) PV1(prior *Bed) *hl7.SegmentBuilder {
	d.pv1(prior)
	return d.pv2()
}

// Passing writes the visit of somebody who is elsewhere for a while, PV1-11; no place is their own bed again.
func (d *Draft) Passing(place string) {
	seg := d.pv1(nil)
	if place == "" {
		seg.SetNull(hl7.Place{Field: 11, Component: 1, Sub: 1})
	} else {
		seg.Set(11, 1, place).Set(11, 4, d.system.Facility)
	}
	d.pv2()
}

// Pending writes the visit of somebody who is to go to another bed, PV1-42.
func (d *Draft) Pending(to *Bed) {
	d.place(d.pv1(nil), 42, to)
	d.pv2()
}

// BedStatus writes what a bed is, NPU-2: H housekeeping, U unoccupied.
func (d *Draft) BedStatus(b *Bed, status string) {
	seg := d.Segment("NPU")
	d.place(seg, 1, b)
	seg.Set(2, 1, status)
}

func (d *Draft) pv1(prior *Bed) *hl7.SegmentBuilder {
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
	return seg
}

func (d *Draft) pv2() *hl7.SegmentBuilder {
	p := d.patient
	return d.Segment("PV2").Set(3, 2, p.Reason).Set(41, 1, p.Precaution)
}

// DG1 writes what brought the patient, as the admitting diagnosis.
func (d *Draft) DG1() {
	if len(d.patient.Problems) == 0 {
		return
	}
	first := d.patient.Problems[0]
	seg := d.Segment("DG1").Set(1, 1, "1")
	Coded(seg, 3, first.Code, first.Words, "I10")
	seg.Set(5, 1, d.patient.Admitted.Format(ToSecond)).Set(6, 1, "A")
}

// IAM writes one allergy and what to do with it, IAM-6: A lists it, U changes it, D takes it away.
func (d *Draft) IAM(n int, a Allergy, act string) {
	seg := d.Segment("IAM").Set(1, 1, strconv.Itoa(n)).Set(2, 1, a.Kind)
	Coded(seg, 3, a.Code, a.Words, "L")
	seg.Set(4, 1, a.Severity).Set(5, 1, a.Reaction).Set(6, 1, act).Set(7, 1, a.Number).Set(7, 2, d.system.App).Set(11, 1, a.Noted)
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
