package feed

import (
	"context"
	"slices"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/veil"
)

// Message is one kept message, what became of it and what it says, without what
// is withheld by rule of patients whose glass is whole (hazard H-075). broken is
// given the id of a chart, "" where no chart is known of whom a part of the
// message speaks; nil: everybody's glass is whole.
func (b *Book) Message(ctx context.Context, number int64, broken func(patient string) bool) (*Kept, error) {
	letters, err := b.desk.Archive.Numbered(ctx, []int64{number})
	if err != nil {
		return nil, err
	}
	if len(letters) != 1 {
		return nil, ErrNoMessage
	}
	letter, r, err := b.reader.try(letters[0])
	if err != nil {
		return nil, err
	}
	k := &Kept{
		Number: number, Source: letter.Source, Received: letter.Received, Kind: r.Kind,
		Letters: r.Letters, Test: r.IsTest(), Size: len(letter.Raw), Person: reading.PersonIn(letter),
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	r, placed := b.kin.Judge(&letter, r)
	if k.State, k.Reason = r.State, r.Reason; number > b.cursor {
		k.State = reading.Waiting
	}
	v := veil.Veil{Reading: &r, Patient: kept{b}.patient, Broken: broken}
	if k.Patients, v.Known, err = (kept{b}).concerning(ctx, b.kin.Named(&r, placed)); err != nil {
		return nil, err
	}
	site := b.reader.site(letter.Source)
	k.Changes, k.Passages = v.Shown(reading.Passages(letter, &site.profile, site.loc))
	for _, report := range r.Beds {
		k.Changes = append(k.Changes, report.Describe())
	}
	return k, nil
}

// kept is a book of which a message is read again.
type kept struct{ *Book }

// patient is the id of the chart that a number leads to, "" where there is none.
func (b kept) patient(number fact.ID) string {
	return b.chartOf(b.kin.Of(b.kin.ID(number)))
}

func (b kept) chartOf(head PatientID) string {
	if _, listed := b.lines[head]; !listed {
		return ""
	}
	return head.String()
}

// concerning are the charts of the people that a message bears on, and what all
// messages say of them.
func (b kept) concerning(ctx context.Context, people []PatientID) (ids []string, known []*fact.Fact, err error) {
	if err := b.mend(ctx); err != nil {
		return nil, nil, err
	}
	for _, person := range people {
		head := b.kin.Of(person)
		id := b.chartOf(head)
		if id == "" || slices.Contains(ids, id) {
			continue
		}
		ids = append(ids, id)
		r, err := b.record(ctx, head)
		if err != nil {
			return nil, nil, err
		}
		known = append(known, r.facts...)
	}
	return ids, known, nil
}
