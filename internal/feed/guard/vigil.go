package guard

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/seal"
)

// ErrNoFreeze is returned where there is no such freeze, or it stands so that
// what was asked for makes no sense.
var ErrNoFreeze = errors.New("there is no such freeze, or that was decided already")

// House is what a vigil asks of the charts it watches.
type House interface {
	// Facts are those of the letters kept of a patient before the ones that are
	// being read; none where nothing was known of the patient.
	Facts(ctx context.Context, p Patient) ([]*fact.Fact, error)
	// Present are the patients who are in the house.
	Present() map[Patient]Place
	// Place is where one of them is, if at all.
	Place(p Patient) Place
	// Names are all by which one of them is known, or was before a merge.
	Names(p Patient) []Patient
}

// Place is where a patient is.
type Place struct {
	InHouse bool
	Unit    string // as the sources write it
	Stays   bool   // has a bed, and does not only come by: those of a clinic leave all day
}

// Desk is what a [Vigil] works with.
type Desk struct {
	House  House
	Limits Limits
	Opener *seal.Opener
	Sealer *seal.Sealer
	Now    func() time.Time
}

// Keepsake is what is kept of a vigil, sealed: freezes and the reasons that
// people gave, losses that count, and up to which letter was watched. It stays
// when charts are made again: what was decided stands.
type Keepsake struct {
	Kind   string
	ID     [16]byte
	At     time.Time
	Sealed seal.Sealed
}

// The kinds of a [Keepsake]. Of those of [KindLoss] only the ones count that
// are younger than the window.
const (
	KindFreeze  = "freeze"
	KindLoss    = "loss"
	KindWatched = "watched"
)

// Kinds lists them.
func Kinds() []string { return []string{KindFreeze, KindLoss, KindWatched} }

const keepsakeVersion = 1 // that a seal is bound to

// Vigil is the guard of one tenant's charts at work. A nil Vigil watches
// nothing. It is not safe for concurrent use.
type Vigil struct {
	desk   Desk
	watch  *Watch
	stocks *stocks
	upTo   int64 // the last letter that was watched
	noted  bool  // and that is kept
	// damaged counts what was kept beside freezes and does not open.
	damaged int
}

// NewVigil goes on from what was kept. What is damaged of it is no reason to
// keep the charts closed: losses are left out and counted, and a freeze stands as
// one of which nothing is known. read is the last letter that was read
// before: where no guard ever looked, that is not held against anybody now.
func NewVigil(desk Desk, kept []Keepsake, read int64) (*Vigil, error) {
	v := &Vigil{desk: desk, stocks: newStocks(desk.House), upTo: read}
	var losses []Loss
	var freezes []*Freeze
	for _, k := range kept {
		err := v.take(k, &losses, &freezes)
		switch {
		case !errors.Is(err, errDamaged):
			if err != nil {
				return nil, err
			}
		case k.Kind == KindFreeze:
			freezes = append(freezes, damagedFreeze(k))
		default:
			v.damaged++
		}
	}
	v.watch = NewWatch(desk.Limits, losses, freezes)
	return v, nil
}

// errDamaged is a keepsake that does not open, or says nothing that is known.
var errDamaged = errors.New("it is damaged")

// take opens one keepsake. Where the key of its epoch cannot be had it is not
// damaged: it may open the next time.
func (v *Vigil) take(k Keepsake, losses *[]Loss, freezes *[]*Freeze) error {
	plain, err := v.desk.Opener.Open(k.Kind, k.ID, keepsakeVersion, k.Sealed)
	if errors.Is(err, seal.ErrSealed) {
		return errDamaged
	}
	if err != nil {
		return fmt.Errorf("opening a kept %s: %w", k.Kind, err)
	}
	switch k.Kind {
	case KindWatched:
		var upTo int64
		if err = json.Unmarshal(plain, &upTo); err == nil {
			v.noted, v.upTo = true, upTo
		}
	case KindLoss:
		var some []Loss
		if err = json.Unmarshal(plain, &some); err == nil {
			*losses = append(*losses, some...)
		}
	case KindFreeze:
		f := &Freeze{}
		if err = json.Unmarshal(plain, f); err == nil {
			*freezes = append(*freezes, f)
		}
	}
	if err != nil {
		return errDamaged
	}
	return nil
}

// damagedFreeze stands for one that does not open. What it held back, and
// whether a person had decided, is not known: somebody has to look.
func damagedFreeze(k Keepsake) *Freeze {
	return &Freeze{ID: hex.EncodeToString(k.ID[:]), Scope: Scope{Hospital: true}, Since: k.At, Began: k.At, Damaged: true}
}

// keepsake seals something to be kept.
func (v *Vigil) keepsake(kind string, id [16]byte, at time.Time, thing any) (Keepsake, error) {
	plain, err := json.Marshal(thing)
	if err != nil {
		return Keepsake{}, fmt.Errorf("writing a %s: %w", kind, err)
	}
	sealed, err := v.desk.Sealer.Seal(kind, id, keepsakeVersion, plain)
	return Keepsake{kind, id, at, sealed}, err
}

// Note returns what is to be kept of a vigil that never was: charts that are
// made again begin where the guard did.
func (v *Vigil) Note() ([]Keepsake, error) {
	if v == nil || v.noted {
		return nil, nil
	}
	k, err := v.keepsake(KindWatched, [16]byte{}, v.desk.Now(), v.upTo)
	v.noted = true
	return []Keepsake{k}, err
}

func (v *Vigil) keepFreeze(f *Freeze) (Keepsake, error) {
	var id [16]byte
	if n, err := hex.Decode(id[:], []byte(f.ID)); err != nil || n != len(id) {
		return Keepsake{}, fmt.Errorf("keeping a freeze: its id is damaged")
	}
	return v.keepsake(KindFreeze, id, f.Began, f)
}

// numbered is the id of what belongs to a letter.
func numbered(letter int64) [16]byte {
	var id [16]byte
	binary.BigEndian.PutUint64(id[8:], uint64(letter))
	return id
}

// All lists every freeze, the oldest first.
func (v *Vigil) All() []*Freeze {
	if v == nil {
		return nil
	}
	return v.watch.All()
}

// Unopened counts what was kept beside freezes and does not open: losses, which
// count no more, and up to which letter was watched.
func (v *Vigil) Unopened() int {
	if v == nil {
		return 0
	}
	return v.damaged
}

// Open lists the freezes that hold something back.
func (v *Vigil) Open() []*Freeze {
	if v == nil {
		return nil
	}
	return v.watch.Open()
}

// Concerning lists the open freezes that a chart tells of. A patient may be
// known by several names since numbers were merged.
func (v *Vigil) Concerning(names []Patient, unit string, inHouse bool) []*Freeze {
	var list []*Freeze
	for _, f := range v.Open() {
		for _, p := range names {
			if f.Concerns(p, unit, inHouse) {
				list = append(list, f)
				break
			}
		}
	}
	return list
}

// Decide records what a person decided about a freeze, read up to a letter, and
// returns what is to be kept of it. After an error the freeze stands as before.
func (v *Vigil) Decide(id string, d Decision) (Keepsake, error) {
	if v == nil {
		return Keepsake{}, ErrNoFreeze
	}
	f := v.watch.Find(id)
	if f == nil || !f.May(d.Act) {
		return Keepsake{}, ErrNoFreeze
	}
	d.At = v.desk.Now()
	decided := f.Clone()
	decided.Decisions = append(decided.Decisions, d)
	kept, err := v.keepFreeze(&decided)
	if err != nil {
		return Keepsake{}, err
	}
	*f = decided
	return kept, nil
}
