package feed

import (
	"bytes"
	"slices"
)

// kin knows which record numbers belong to one patient. The smallest id of a
// patient's numbers stands for the patient, whatever order they were tied in.
type kin struct {
	head    map[PatientID]PatientID
	members map[PatientID][]PatientID
}

func newKin(edges [][2]PatientID) *kin {
	k := &kin{head: map[PatientID]PatientID{}, members: map[PatientID][]PatientID{}}
	for _, e := range edges {
		k.tie(e[0], e[1])
	}
	return k
}

// of is the id that stands for the patient.
func (k *kin) of(id PatientID) PatientID {
	if head, ok := k.head[id]; ok {
		return head
	}
	return id
}

// all lists the ids of a patient's numbers.
func (k *kin) all(id PatientID) []PatientID {
	head := k.of(id)
	if members := k.members[head]; members != nil {
		return members
	}
	return []PatientID{head}
}

// tie makes two numbers one patient and reports the id that no longer stands
// for anybody, where there is one.
func (k *kin) tie(a, b PatientID) (lost PatientID, tied bool) {
	a, b = k.of(a), k.of(b)
	if a == b {
		return lost, false
	}
	if bytes.Compare(b[:], a[:]) < 0 {
		a, b = b, a
	}
	together := slices.Concat(k.all(a), k.all(b))
	for _, id := range together {
		k.head[id] = a
	}
	delete(k.members, b)
	k.members[a] = together
	return b, true
}
