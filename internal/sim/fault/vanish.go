package fault

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"redoutlet/internal/hl7"
	"redoutlet/internal/sim/stage"
)

// What can vanish.
const (
	Allergies = "allergies" // A60 with IAM-6 D for every row
	Medicines = "medicines" // RDE with DC for every order
	Visits    = "visits"    // A03
)

// Loss is a mass deletion: what vanishes, how much of it and when. What Vanish takes the share of is what the feed has
// said before, as a receiver would know it.
type Loss struct {
	What    string
	Percent int // of the patients who have any
	At      time.Time
	Seed    uint64
}

// Vanish lets a part of what is known be deleted within a minute, by messages that are each in order: a script gone wrong,
// or an intruder.
func Vanish(f Feed, l Loss) Feed {
	memory := &memory{loss: l, known: map[string]*known{}}
	b := bend(f, "vanished", Spell{Seed: l.Seed}, nil)
	b.befall = func(b *bent, m stage.Message) {
		if !memory.done && m.At.After(l.At) {
			memory.done = true
			memory.delete(b)
		}
		b.put(m.At, m)
		memory.learn(m)
	}
	return b
}

// memory is what was said of patients before the loss.
type memory struct {
	loss  Loss
	known map[string]*known // by record number
	done  bool
	made  int
}

// known is what was said of one patient.
type known struct {
	source           stage.Source
	header, pid, pv1 hl7.Segment
	allergies        []hl7.Segment          // AL1
	orders           map[string]hl7.Segment // ORC by placer number
	drugs            map[string]hl7.Segment // the RXE below each
	inHouse          bool
}

// learn takes in a message.
func (k *memory) learn(m stage.Message) {
	read, err := hl7.Parse(m.Body)
	if err != nil {
		return
	}
	pid, ok := read.First("PID")
	kind := read.Header().Type
	if !ok || kind != "ADT" && kind != "RDE" || (kind == "ADT") == (k.loss.What == Medicines) {
		return
	}
	number := pid.Field(3).Component(1).Text()
	of := k.known[number]
	if of == nil {
		of = &known{orders: map[string]hl7.Segment{}, drugs: map[string]hl7.Segment{}}
		k.known[number] = of
	}
	of.source, of.pid = m.Source, pid
	of.header, _ = read.First("MSH")
	if pv1, ok := read.First("PV1"); ok {
		of.pv1 = pv1
	}
	if kind == "RDE" {
		of.learnOrders(read)
		return
	}
	of.learnVisit(read)
}

func (of *known) learnVisit(read *hl7.Message) {
	switch read.Header().Event {
	case "A01", "A04", "A06", "A13":
		of.inHouse = true
	case "A03", "A11":
		of.inHouse = false
	}
	var rows []hl7.Segment
	for _, s := range read.Segments() {
		if s.Name() == "AL1" && s.Field(3).Component(1).Text() != "" && s.Field(4).Text()+s.Field(5).Text() != "" {
			rows = append(rows, s)
		}
	}
	if len(rows) > 0 {
		of.allergies = rows
	}
	for _, s := range read.Segments() {
		if s.Name() == "IAM" && s.Field(6).Text() == "D" { // taken back
			of.allergies = slices.DeleteFunc(slices.Clone(of.allergies), func(al1 hl7.Segment) bool {
				return al1.Field(3).Component(2).Text() == s.Field(3).Component(2).Text()
			})
		}
	}
}

func (of *known) learnOrders(read *hl7.Message) {
	placer := ""
	for _, s := range read.Segments() {
		switch s.Name() {
		case "ORC":
			placer = s.Field(2).Component(1).Text()
			if of.orders[placer] = s; s.Field(5).Text() == "DC" || s.Field(5).Text() == "RP" || s.Field(5).Text() == "CM" {
				delete(of.orders, placer)
			}
		case "RXE":
			of.drugs[placer] = s
		}
	}
}

// delete says the deletions, of patients drawn by the dice.
func (k *memory) delete(b *bent) {
	hit := k.draw(b.dice)
	for i, of := range hit {
		at := k.loss.At.Add(time.Duration(i) * time.Minute / time.Duration(len(hit)+1)).Truncate(time.Second)
		if m, ok := k.message(of, at); ok {
			b.putBad(at, m)
		}
	}
}

// draw draws those whom the loss hits.
func (k *memory) draw(dice *rand.Rand) []*known {
	numbers := slices.Sorted(maps.Keys(k.known))
	numbers = slices.DeleteFunc(numbers, func(n string) bool { return !k.known[n].has(k.loss.What) })
	dice.Shuffle(len(numbers), func(i, j int) { numbers[i], numbers[j] = numbers[j], numbers[i] })
	var hit []*known
	for _, number := range numbers[:(len(numbers)*k.loss.Percent+99)/100] {
		hit = append(hit, k.known[number])
	}
	return hit
}

func (of *known) has(what string) bool {
	switch what {
	case Allergies:
		return len(of.allergies) > 0
	case Medicines:
		return len(of.orders) > 0
	}
	return of.inHouse
}

// message says the deletion of what is known of one patient, in the name of the system that said it.
func (k *memory) message(of *known, at time.Time) (m stage.Message, ok bool) {
	k.made++
	id := fmt.Sprintf("VX%06d", k.made)
	kind := [3]string{"ADT", "A60", "ADT_A60"}
	switch k.loss.What {
	case Medicines:
		kind = [3]string{"RDE", "O11", "RDE_O11"}
	case Visits:
		kind = [3]string{"ADT", "A03", "ADT_A03"}
	}
	w := hl7.NewBuilder(hl7.DefaultDelimiters())
	msh := copied(w, of.header, 1, 2, 7, 9, 10)
	msh.Set(7, 1, at.Format(stage.ToSecond)).Set(9, 1, kind[0]).Set(9, 2, kind[1]).Set(9, 3, kind[2]).Set(10, 1, id)
	if kind[0] == "ADT" {
		w.Segment("EVN").Set(1, 1, kind[1]).Set(2, 1, at.Format(stage.ToSecond))
	}
	copied(w, of.pid)
	pv1 := copied(w, of.pv1, 45)
	switch k.loss.What {
	case Allergies:
		of.deleteAllergies(w)
	case Medicines:
		of.deleteOrders(w, at)
	case Visits:
		pv1.Set(45, 1, at.Format(stage.ToSecond))
	}
	body, err := w.Bytes()
	return stage.Message{At: at, Source: of.source, ControlID: id, Body: body}, err == nil
}

func (of *known) deleteAllergies(w *hl7.Builder) {
	for i, al1 := range of.allergies {
		iam := w.Segment("IAM").Set(1, 1, fmt.Sprint(i+1))
		iam.SetRaw(2, al1.Field(2).Raw())
		iam.SetRaw(3, al1.Field(3).Raw())
		iam.Set(6, 1, "D")
	}
}

func (of *known) deleteOrders(w *hl7.Builder, at time.Time) {
	for _, placer := range slices.Sorted(maps.Keys(of.orders)) {
		copied(w, of.orders[placer], 1, 5, 9).Set(1, 1, "DC").Set(5, 1, "DC").Set(9, 1, at.Format(stage.ToSecond))
		copied(w, of.drugs[placer])
	}
}

// copied writes a segment again as it was, but for some fields, which are left empty.
func copied(w *hl7.Builder, s hl7.Segment, but ...int) *hl7.SegmentBuilder {
	out := w.Segment(s.Name())
	for n := 1; n <= s.Fields(); n++ {
		if !slices.Contains(but, n) {
			out.SetRaw(n, s.Field(n).Raw())
		}
	}
	return out
}
