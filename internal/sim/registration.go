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
	rows    int // rows of problem lists

	settle   func(*stage.Patient) // what others do for who has come
	settleIn func(*stage.Patient) // and for who was taken in from the emergency department
	farewell func(*stage.Patient) // and for who has left
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
	r.visit(p, b, class)
	p.Bed = b
	r.inHouse = append(r.inHouse, p)
}

// visit gives a patient the numbers of a visit, without bringing them into the house.
func (r *registration) visit(p *stage.Patient, b *stage.Bed, class string) {
	r.visits += 1 + r.Dice.IntN(9)
	p.Visit, p.Account = stage.Serial("V", 1_200_000+r.visits), stage.Serial("A", 8_300_000+r.visits)
	r.KeepSecret(p.Visit, p.Account)
	p.Class, p.Last = class, b
	p.Attending = stage.Pick(r.House, fiction.Physicians())
	r.diagnose(p)
	p.Admitted, p.Discharged, p.Leaving = r.Now.Truncate(time.Minute), time.Time{}, false
}

// diagnose says why somebody comes, and what they have had for years.
func (r *registration) diagnose(p *stage.Patient) {
	if p.Last.Bassinet {
		p.Reason = "newborn"
		return
	}
	why := stage.Pick(r.House, fiction.Complaints(p.Last.Unit))
	found := []fiction.Problem{why}
	for _, n := range r.Dice.Perm(len(fiction.Histories()))[:r.Dice.IntN(4)] {
		found = append(found, fiction.Histories()[n])
	}
	p.Reason, p.Problems = why.Said, nil
	for _, problem := range found {
		r.rows++
		p.Problems = append(p.Problems, stage.Problem{Problem: problem, Number: stage.Serial("Q", 600_000+r.rows), Since: r.Now.Truncate(time.Minute)})
	}
	if r.Chance(15) {
		p.Precaution = stage.Pick(r.House, []string{"C", "D", "B", "I"})
	}
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
var adtStructures = map[string]string{
	"A02": "ADT_A02", "A03": "ADT_A03", "A05": "ADT_A05", "A06": "ADT_A06", "A11": "ADT_A09", "A12": "ADT_A12", "A38": "ADT_A38", "A40": "ADT_A39",
}

// begin starts an ADT event, down to its EVN.
func (r *registration) begin(event, structure string, p *stage.Patient) *stage.Draft {
	d := r.Begin(&r.system, p, stage.Kind{"ADT", event, structure})
	evn := d.Segment("EVN").Set(1, 1, event).Set(2, 1, d.Recorded.Format(stage.ToSecond))
	stage.Name(evn, 5, fiction.Staff{ID: "C4410", Family: "Registration", Given: "Desk"})
	evn.Set(6, 1, d.Recorded.Format(stage.ToSecond))
	return d
}

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
	d := r.begin(event, structure, p)
	d.PID()
	if event == "A40" {
		d.Segment("MRG").Set(1, 1, p.Former).Set(1, 4, r.system.Facility).Set(1, 5, "MR")
		return d
	}
	if event == "A01" || event == "A04" || event == "A05" || event == "A08" {
		d.NK1()
	}
	d.PV1(prior)
	if structure == "ADT_A01" || structure == "ADT_A05" {
		d.AL1()
		d.DG1()
	}
	return d
}
