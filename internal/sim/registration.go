package sim

import (
	"slices"
	"strconv"
	"time"

	"redoutlet/internal/sim/fiction"
)

// registration admits, moves and discharges.
type registration struct {
	*house
	system  system
	beds    []*bed
	inHouse []*patient
	left    []*patient
	people  int // record numbers given
	visits  int // visit numbers given

	settle   func(*patient) // what others do for who has come
	farewell func(*patient) // and for who has left
}

var reasons = map[string][]string{
	emergency: {"chest pain", "shortness of breath", "fall from standing", "abdominal pain, right lower", "fever & confusion", "laceration, left hand"},
	medical:   {"pneumonia", "heart failure, worse since Sunday", "cellulitis, right leg", "COPD exacerbation", "urinary sepsis", "acute kidney injury"},
	intensive: {"septic shock", "respiratory failure", "upper GI bleed", "diabetic ketoacidosis"},
	maternity: {"labor at term", "pre-eclampsia, 36 weeks", "planned cesarean"},
	surgery:   {"hip fracture, left", "laparoscopic cholecystectomy", "bowel obstruction", "open fracture, right tibia"},
	infusion:  {"infliximab infusion", "iron infusion", "antibiotic infusion, day 9 of 14"},
}

var services = map[string]string{
	emergency: "EM", medical: "MED", intensive: "CCM", maternity: "OBS", surgery: "SUR", infusion: "INF",
}

// register gives who comes a record number. It says nothing yet.
func (r *registration) register(who person) *patient {
	r.people += 1 + r.dice.IntN(40)
	p := &patient{
		person: who, mrn: strconv.Itoa(7_040_000 + r.people),
		said: map[Source]time.Time{}, measures: map[string]float64{},
	}
	r.keepSecret(p.mrn)
	return p
}

// open begins a visit in the bed.
func (r *registration) open(p *patient, b *bed, class string) {
	r.visits += 1 + r.dice.IntN(9)
	p.visit, p.account = serial("V", 1_200_000+r.visits), serial("A", 8_300_000+r.visits)
	r.keepSecret(p.visit, p.account)
	p.class, p.bed, p.last = class, b, b
	p.attending, p.reason = pick(r.house, fiction.Physicians()), pick(r.house, reasons[b.unit])
	if b.bassinet {
		p.reason = "newborn"
	}
	p.admitted, p.discharged, p.leaving = r.now.Truncate(time.Minute), time.Time{}, false
	r.inHouse = append(r.inHouse, p)
}

// admit opens a visit and says so: A01 for inpatients, A04 for others.
func (r *registration) admit(p *patient, b *bed, class string) {
	r.open(p, b, class)
	event := "A01"
	if class != "I" {
		event = "A04"
	}
	r.tell(event, p, nil)
	r.settle(p)
}

// move brings the patient to another bed, and leaves the old one taken.
func (r *registration) move(p *patient, to *bed, event string) *bed {
	from := p.bed
	p.bed, p.last = to, to
	if event == "A02" && !slices.Contains([]string{emergency, infusion}, to.unit) {
		p.class = "I"
	}
	r.tell(event, p, from)
	return from
}

// discharge ends the visit with A03. The bed stays taken until it is released.
func (r *registration) discharge(p *patient) *bed {
	b := r.leave(p)
	p.discharged = r.now.Truncate(time.Minute)
	r.tell("A03", p, nil)
	r.left = append(r.left, p)
	return b
}

// leave takes the patient off the census.
func (r *registration) leave(p *patient) *bed {
	b := p.bed
	p.bed = nil
	r.inHouse = slices.DeleteFunc(r.inHouse, func(q *patient) bool { return q == p })
	return b
}

// comeBack undoes a discharge with A13.
func (r *registration) comeBack(p *patient, b *bed) {
	p.bed, p.discharged = b, time.Time{}
	r.left = slices.DeleteFunc(r.left, func(q *patient) bool { return q == p })
	r.inHouse = append(r.inHouse, p)
	r.tell("A13", p, nil)
}

// structures of the ADT events that do not have that of A01.
var adtStructures = map[string]string{"A02": "ADT_A02", "A03": "ADT_A03", "A11": "ADT_A09", "A12": "ADT_A12", "A13": "ADT_A01", "A40": "ADT_A39"}

// tell says an ADT event of the patient; prior is where they came from or where they were sent by mistake.
func (r *registration) tell(event string, p *patient, prior *bed) Message {
	return r.compose(event, p, prior).send()
}

// compose writes an ADT event.
func (r *registration) compose(event string, p *patient, prior *bed) *draft {
	structure := adtStructures[event]
	if structure == "" {
		structure = "ADT_A01"
	}
	d := r.begin(&r.system, p, kind{"ADT", event, structure})
	evn := d.Segment("EVN").Set(1, 1, event).Set(2, 1, d.recorded.Format(toSecond))
	name(evn, 5, fiction.Staff{ID: "C4410", Family: "Registration", Given: "Desk"})
	evn.Set(6, 1, d.recorded.Format(toSecond))
	d.pid()
	if event == "A40" {
		d.Segment("MRG").Set(1, 1, p.former).Set(1, 4, facility).Set(1, 5, "MR")
		return d
	}
	if event == "A01" || event == "A04" || event == "A08" {
		d.nk1()
	}
	d.pv1(prior)
	if structure == "ADT_A01" {
		d.al1()
	}
	return d
}

// nk1 writes whom to call.
func (d *draft) nk1() {
	k := d.patient.kin
	if k == (kin{}) {
		return
	}
	d.Segment("NK1").Set(1, 1, "1").Set(2, 1, k.family).Set(2, 2, k.given).Set(3, 2, k.relation).Set(5, 1, k.phone)
}

// pv1 writes the visit.
func (d *draft) pv1(prior *bed) {
	p := d.patient
	seg := d.Segment("PV1").Set(1, 1, "1").Set(2, 1, p.class)
	place(seg, 3, p.last)
	place(seg, 6, prior)
	name(seg, 7, p.attending)
	seg.Set(10, 1, services[p.last.unit]).Set(19, 1, p.visit).Set(19, 4, facility).Set(19, 5, "VN")
	seg.Set(44, 1, p.admitted.Format(toSecond))
	if !p.discharged.IsZero() {
		seg.Set(45, 1, p.discharged.Format(toSecond))
	}
	d.Segment("PV2").Set(3, 2, p.reason)
}

// al1 writes the allergies, or the statement that there are none, or nothing if nobody asked.
func (d *draft) al1() {
	p := d.patient
	for i, a := range p.allergies {
		seg := d.Segment("AL1").Set(1, 1, strconv.Itoa(i+1)).Set(2, 1, a.kind)
		coded(seg, 3, a.code, a.words, "L")
		seg.Set(4, 1, a.severity).Set(5, 1, a.reaction).Set(6, 1, a.noted)
	}
	if len(p.allergies) > 0 || p.denial == "" {
		return
	}
	seg := d.Segment("AL1").Set(1, 1, "1").Set(2, 1, "MA")
	if p.denial == denialSNOMED {
		coded(seg, 3, denialSNOMED, "No known allergy", "SCT")
	} else {
		coded(seg, 3, denialSite, "No known allergies", "L")
	}
}
