package reading

import (
	"strings"

	"cmp"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// stayNamed is the visit that the message names beside the patient at hand, nil
// where it names neither visit nor account.
func (r *patient) stayNamed() *fact.Stay {
	stay := fact.Stay{Account: accountNumber(r.segments[0].Field(18))}
	if pv1, ok := r.first("PV1"); ok {
		stay.Visit, stay.Formerly = census{r}.visitNumber(pv1), census{r}.priorVisit()
	}
	if stay.Visit.IsZero() && stay.Account.IsZero() {
		return nil
	}
	stay.Stamp = r.stamp(r.told()).Sortable()
	return &stay
}

// told is when the message says what it says: the receipt as the last resort.
func (r *message) told() fact.Time {
	return field.FirstTime(r.event, r.sent, r.received)
}

func accountNumber(f hl7.Field) fact.ID {
	id := identifier(f.Rep(0))
	id.Type = ""
	return id
}

// numberWords writes a number with who gives it, as it is read and not as it is
// sent.
func numberWords(v hl7.Value) string {
	id := identifier(v)
	return strings.TrimSpace(id.Value + " " + id.Authority)
}

// moveVisits reads A45, which gives visits to the patient of the PID segment:
// each MRG names the patient it leaves and its number, the PV1 behind it the
// number that it has now.
func (r numbering) moveVisits() {
	from, ok := r.former()
	if !ok {
		return
	}
	for i, s := range r.segments {
		if s.Name() != "MRG" {
			continue
		}
		prior, now := accountNumber(s.Field(5)), fact.ID{}
		if i+1 < len(r.segments) && r.segments[i+1].Name() == "PV1" {
			now = census(r).visitNumber(r.segments[i+1])
		}
		if !r.handOver(Move{Number: now, Formerly: prior}, from) {
			r.quarantine("The event moves a visit, and the message names no visit number. Nothing was moved.")
			return
		}
	}
	if pv1, ok := r.first("PV1"); ok && !field.Place(pv1.Field(3)).IsZero() {
		census(r).movement(visit.Update)
	}
	r.observations()
}

// moveAccount reads A44, which gives an account and all visits that belong to it
// to the patient of the PID segment.
func (r numbering) moveAccount() {
	from, ok := r.former()
	if !ok {
		return
	}
	mrg, _ := r.first("MRG")
	move := Move{Number: accountNumber(r.pid().Field(18)), Formerly: accountNumber(mrg.Field(3)), Account: true}
	if !r.handOver(move, from) {
		r.quarantine("The event moves an account, and the message names no account number. Nothing was moved.")
		return
	}
	r.observations()
}

// former is the patient that MRG-1 names: whom something leaves.
func (r numbering) former() (fact.ID, bool) {
	if mrg, ok := r.first("MRG"); ok {
		if named := r.numbersIn(mrg, 1); len(named) > 0 {
			return named[0], true
		}
	}
	r.quarantine("The event moves something from one patient to another, and no MRG segment names with an assigning authority whose it was. Nothing was moved.")
	return fact.ID{}, false
}

// handOver moves what has a number, and tells both patients. It reports whether
// there is a number. Between numbers of one PID nothing is moved.
func (r numbering) handOver(m Move, from fact.ID) bool {
	if m.Number.IsZero() {
		m.Number, m.Formerly = m.Formerly, fact.ID{}
	}
	if m.Number.IsZero() {
		return false
	}
	if m.Formerly == m.Number {
		m.Formerly = fact.ID{}
	}
	r.claim(from)
	m.From, m.To, m.Stamp = from, r.owner, r.stamp(r.told()).Sortable()
	if from.Key() == r.owner.Key() {
		return true
	}
	r.Moves = append(r.Moves, m)
	told := &visit.Handover{Visit: m.Number, Former: from, Holder: r.owner, At: cmp.Or(r.event, r.sent)}
	if m.Account {
		told.Visit, told.Account = fact.ID{}, m.Number
	}
	if evn, ok := r.msg.First("EVN"); ok {
		told.By, told.Why = field.Doctor(evn.Field(5).Rep(0)), field.Words(evn.Field(4).Rep(0))
	}
	r.add(r.event, told)
	theirs := patient{message: r.message, owner: from, segments: r.segments} // whose visit it no longer is
	theirs.add(r.event, told)
	return true
}
