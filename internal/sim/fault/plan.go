package fault

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/sim/stage"
)

// Plan is a fault in words, as [Parse] reads it.
type Plan struct {
	bend  func(Feed, Spell, Plan) Feed
	words string

	source  string // or what vanishes
	after   time.Duration
	lasts   time.Duration
	off     time.Duration
	percent int
}

// Forms says how a fault is written, for people.
const Forms = "silence:SOURCE:AFTER:FOR, pause:..., reorder:..., duplicate:..., truncate:..., letters:..., " +
	"clock:SOURCE:AFTER:FOR:OFF, or vanish:allergies|medicines|visits:AFTER:PERCENT; times as in 10m or 2h"

// Parse reads a fault such as silence:pharmacy:10m:20m: the pharmacy falls silent ten minutes after life began, for twenty
// minutes.
func Parse(words string) (Plan, error) {
	parts := strings.Split(words, ":")
	bend, known := bends()[parts[0]]
	wanted := map[string]int{"clock": 5}[parts[0]]
	if wanted == 0 {
		wanted = 4
	}
	if !known || len(parts) != wanted {
		return Plan{}, fmt.Errorf("%q is no fault: write %s", words, Forms)
	}
	p := Plan{bend: bend, words: words, source: parts[1]}
	var err error
	if p.after, err = time.ParseDuration(parts[2]); err != nil {
		return Plan{}, fmt.Errorf("%q: %q is no time: write it as in 10m", words, parts[2])
	}
	if parts[0] == "vanish" {
		p.percent, err = strconv.Atoi(parts[3])
		if err != nil || p.percent < 1 || p.percent > 100 || p.source != Allergies && p.source != Medicines && p.source != Visits {
			return Plan{}, fmt.Errorf("%q: allergies, medicines or visits vanish, of 1 to 100 percent of the patients", words)
		}
		return p, nil
	}
	if p.lasts, err = time.ParseDuration(parts[3]); err != nil {
		return Plan{}, fmt.Errorf("%q: %q is no time: write it as in 10m", words, parts[3])
	}
	if wanted == 5 {
		if p.off, err = time.ParseDuration(parts[4]); err != nil {
			return Plan{}, fmt.Errorf("%q: %q is no time: write it as in -3h", words, parts[4])
		}
	}
	return p, nil
}

// bends are the faults by the word for each.
func bends() map[string]func(Feed, Spell, Plan) Feed {
	plain := func(do func(Feed, Spell) Feed) func(Feed, Spell, Plan) Feed {
		return func(f Feed, s Spell, _ Plan) Feed { return do(f, s) }
	}
	return map[string]func(Feed, Spell, Plan) Feed{
		"silence": plain(Silence), "pause": plain(Paused), "reorder": plain(Reordered), "duplicate": plain(Duplicated),
		"truncate": plain(Truncated), "letters": plain(WrongLetters),
		"clock": func(f Feed, s Spell, p Plan) Feed { return WrongClock(f, s, p.off) },
		"vanish": func(f Feed, s Spell, p Plan) Feed {
			return Vanish(f, Loss{What: p.source, Percent: p.percent, At: s.From, Seed: s.Seed})
		},
	}
}

// Befall puts the fault on a feed.
func (p Plan) Befall(f Feed, seed uint64) Feed {
	from := f.Start().Add(p.after)
	return p.bend(f, Spell{Source: stage.Source(p.source), From: from, To: from.Add(p.lasts), Seed: seed}, p)
}

// String is the fault as it was written.
func (p Plan) String() string { return p.words }
