package feed

import (
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/seal"
)

// numbers turns record numbers into blind ids.
type numbers struct{ index *seal.Index }

// id is the blind id of a record number.
func (n numbers) id(number fact.ID) PatientID { return n.index.Of(number.Key()) }

// sort groups facts by whose they are, in the order of the message.
func (n numbers) sort(facts []*fact.Fact) map[PatientID][]*fact.Fact {
	groups := map[PatientID][]*fact.Fact{}
	for len(facts) > 0 { // facts of one owner stand together
		owner, same := facts[0].Owner, 1
		for same < len(facts) && facts[same].Owner == owner {
			same++
		}
		id := n.id(owner)
		groups[id] = append(groups[id], facts[:same:same]...)
		facts = facts[same:]
	}
	return groups
}
