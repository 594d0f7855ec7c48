package fact

import "slices"

// Named is a body that says which order, dose or result it is about: what
// restricts one message of it restricts every other (hazard H-075).
type Named interface {
	Names() []string // each unique among all that a chart holds
}

// Restrict returns the facts so that each fact about something restricted is
// marked as such, whichever of its messages said so. The facts given are not
// changed: one that has to be marked is copied.
func Restrict(facts []*Fact) []*Fact {
	labels := map[string]string{}
	for spread(facts, labels) {
	}
	if len(labels) == 0 {
		return facts
	}
	facts = slices.Clone(facts)
	for i, f := range facts {
		if label := labelOf(f, labels); label != "" && f.From.Label == "" {
			from, copied := *f.From, *f
			from.Label, copied.From = label, &from
			facts[i] = &copied
		}
	}
	return facts
}

// spread labels the names of every fact that is restricted by itself or by one
// of its names, and reports whether there was one more. An order may be known
// by one number first and by another later.
func spread(facts []*Fact, labels map[string]string) (more bool) {
	for _, f := range facts {
		label := labelOf(f, labels)
		if label == "" {
			continue
		}
		if named, ok := f.Body.(Named); ok {
			for _, name := range named.Names() {
				if labels[name] == "" {
					labels[name], more = label, true
				}
			}
		}
	}
	return more
}

// labelOf is why a fact is restricted, "" where it is not.
func labelOf(f *Fact, labels map[string]string) string {
	if f.From == nil || f.From.Label != "" || len(labels) == 0 {
		return labelSent(f)
	}
	if named, ok := f.Body.(Named); ok {
		for _, name := range named.Names() {
			if label := labels[name]; label != "" {
				return label
			}
		}
	}
	return ""
}

func labelSent(f *Fact) string {
	if f.From == nil {
		return ""
	}
	return f.From.Label
}

// OrderNames names an order by its numbers, as [Named] wants it.
func OrderNames(ids ...ID) []string {
	var list []string
	for _, id := range ids {
		if !id.IsZero() {
			list = append(list, "order\x1f"+id.Key())
		}
	}
	return list
}
