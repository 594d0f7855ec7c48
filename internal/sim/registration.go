package sim

import (
	"slices"
	"strconv"
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// registration admits, moves and discharges.
type registration struct {
	*stage.People
	system  stage.System
	beds    []*stage.Bed
	inHouse []*stage.Patient
	left    []*stage.Patient
	people  int // record numbers given
	visits  int // visit numbers given

	settle   func(*stage.Patient) // what others do for who has come
	farewell func(*stage.Patient) // and for who has left
}

var reasons = map[string][]string{
	stage.Emergency: {"chest pain", "shortness of breath", "fall from standing", "abdominal pain, right lower", "fever & confusion", "laceration, left hand"},
	stage.Medical:   {"pneumonia", "heart failure, worse since Sunday", "cellulitis, right leg", "COPD exacerbation", "urinary sepsis", "acute kidney injury"},
	stage.Intensive: {"septic shock", "respiratory failure", "upper GI bleed", "diabetic ketoacidosis"},
	stage.Maternity: {"labor at term", "pre-eclampsia, 36 weeks", "planned cesarean"},
	stage.Surgery:   {"hip fracture, left", "laparoscopic cholecystectomy", "bowel obstruction", "open fracture, right tibia"},
	stage.Infusion:  {"infliximab infusion", "iron infusion", "antibiotic infusion, day 9 of 14"},
}

// register gives who comes a record number. It says nothing yet.
func (r *registration) register(who stage.Person) *stage.Patient {
	r.people += 1 + r.Dice.IntN(40)
	p := &stage.Patient{
		Person: who, MRN: strconv.Itoa(7_040_000 + r.people),
		Said: map[Source]time.Time{}, Measures: map[string]float64{},
	}
	r.KeepSecret(p.MRN)
	return p
}

// open begins a visit in the bed.
func (r *registration) open(p *stage.Patient, b *stage.Bed, class string) {
	r.visits += 1 + r.Dice.IntN(9)
	p.Visit, p.Account = stage.Serial("V", 1_200_000+r.visits), stage.Serial("A", 8_300_000+r.visits)
	r.KeepSecret(p.Visit, p.Account)
	p.Class, p.Bed, p.Last = class, b, b
	p.Attending, p.Reason = stage.Pick(r.House, fiction.Physicians()), stage.Pick(r.House, reasons[b.Unit])
	if b.Bassinet {
		p.Reason = "newborn"
	}
	p.Admitted, p.Discharged, p.Leaving = r.Now.Truncate(time.Minute), time.Time{}, false
	r.inHouse = append(r.inHouse, p)
}

// admit opens a visit and says so: A01 for inpatients, A04 for others.
func (r *registration) admit(p *stage.Patient, b *stage.Bed, class string) {
	r.open(p, b, class)
	event := "A01"
	if class != "I" {
		event = "A04"
	}
	r.tell(event, p, nil)
	r.settle(p)
}

// move brings the patient to another bed, and leaves the old one taken.
func (r *registration) move(p *stage.Patient, to *stage.Bed, event string) *stage.Bed {
	from := p.Bed
	p.Bed, p.Last = to, to
	if event == "A02" && !slices.Contains([]string{stage.Emergency, stage.Infusion}, to.Unit) {
		p.Class = "I"
	}
	r.tell(event, p, from)
	return from
}

// discharge ends the visit with A03. The bed stays taken until it is released.
func (r *registration) discharge(p *stage.Patient) *stage.Bed {
	b := r.leave(p)
	p.Discharged = r.Now.Truncate(time.Minute)
	r.tell("A03", p, nil)
	r.left = append(r.left, p)
	return b
}

// leave takes the patient off the census.
func (r *registration) leave(p *stage.Patient) *stage.Bed {
	b := p.Bed
	p.Bed = nil
	r.inHouse = slices.DeleteFunc(r.inHouse, func(q *stage.Patient) bool { return q == p })
	return b
}

// comeBack undoes a discharge with A13.
func (r *registration) comeBack(p *stage.Patient, b *stage.Bed) {
	p.Bed, p.Discharged = b, time.Time{}
	r.left = slices.DeleteFunc(r.left, func(q *stage.Patient) bool { return q == p })
	r.inHouse = append(r.inHouse, p)
	r.tell("A13", p, nil)
}

// structures of the ADT events that do not have that of A01.
var adtStructures = map[string]string{"A02": "ADT_A02", "A03": "ADT_A03", "A11": "ADT_A09", "A12": "ADT_A12", "A13": "ADT_A01", "A40": "ADT_A39"}

// tell says an ADT event of the patient; prior is where they came from or where they were sent by mistake.
func (r *registration) tell(event string, p *stage.Patient, prior *stage.Bed) Message {
	return r.compose(event, p, prior).Send()
}

// compose writes an ADT event.
func (r *registration) compose(event string, p *stage.Patient, prior *stage.Bed) *stage.Draft {
	structure := adtStructures[event]
	if structure == "" {
		structure = "ADT_A01"
	}
	d := r.Begin(&r.system, p, stage.Kind{"ADT", event, structure})
	evn := d.Segment("EVN").Set(1, 1, event).Set(2, 1, d.Recorded.Format(stage.ToSecond))
	stage.Name(evn, 5, fiction.Staff{ID: "C4410", Family: "Registration", Given: "Desk"})
	evn.Set(6, 1, d.Recorded.Format(stage.ToSecond))
	d.PID()
	if event == "A40" {
		d.Segment("MRG").Set(1, 1, p.Former).Set(1, 4, r.system.Facility).Set(1, 5, "MR")
		return d
	}
	if event == "A01" || event == "A04" || event == "A08" {
		d.NK1()
	}
	d.PV1(prior)
	if structure == "ADT_A01" {
		d.AL1()
	}
	return d
}
