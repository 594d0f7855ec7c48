package alike

import "strings"

// The bounds of likeness. Between shorter names a letter makes another name, and
// warnings of Li and Le would be all that is read.
const (
	shortest   = 4 // letters of either name
	mostEdits  = 2 // between names that sound alike
	longestRun = 64
)

// Near reports whether two folded names are easily taken for one another: one
// letter more, less, other or exchanged with its neighbor; or the same in sound.
func Near(a, b string) bool { return a != b && (oneOff(a, b) || soundsLike(a, b)) }

func oneOff(a, b string) bool {
	x, y := []rune(a), []rune(b)
	return len(x) >= shortest && len(y) >= shortest && edits(x, y) == 1
}

func soundsLike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) < shortest || len(y) < shortest || edits(x, y) > mostEdits {
		return false
	}
	sound := Sound(a)
	return len(sound) > 1 && sound == Sound(b)
}

// edits counts the letters to add, take away, change or exchange with a
// neighbor that make one name the other (optimal string alignment), and is
// more than mostEdits where it is more.
func edits(a, b []rune) int {
	if max(len(a), len(b)) > longestRun || max(len(a), len(b))-min(len(a), len(b)) > mostEdits {
		return mostEdits + 1
	}
	var rows [3][longestRun + 1]int // the last three rows of the table, each named by its number modulo 3
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, above := &rows[i%3], &rows[(i+2)%3]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], rows[(i+1)%3][j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}

// spoken are groups of letters and how they are spoken.
var spoken = strings.NewReplacer(
	"sch", "s", "sh", "s", "ch", "k", "ph", "f", "ck", "k", "dt", "t", "th", "t", "tz", "s", "ght", "t",
	"ce", "se", "ci", "si", "cy", "si", "qu", "k", "x", "ks", "wh", "w",
)

// Sound writes a folded name as it sounds to somebody who does not know how it
// is spelled, roughly and in the same way for all: one letter for each group of
// consonants that are spoken alike, one for each run of vowels.
func Sound(name string) string {
	for _, s := range [][2]string{{"kn", "n"}, {"gn", "n"}, {"pn", "n"}, {"wr", "r"}, {"ps", "s"}, {"x", "s"}} {
		if rest, ok := strings.CutPrefix(name, s[0]); ok {
			name = s[1] + rest
			break
		}
	}
	name = spoken.Replace(name)
	var b strings.Builder
	var last rune
	for _, r := range name {
		if r = voice(r); r != last && r != 0 {
			b.WriteRune(r)
		}
		if r != 0 {
			last = r
		}
	}
	return strings.TrimSuffix(b.String(), "a") // a last vowel is often silent
}

// voice is the letter that stands for all that sound like one; 0 is silent.
func voice(r rune) rune {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return 'a'
	case 'c', 'q':
		return 'k'
	case 'v':
		return 'f'
	case 'z':
		return 's'
	case 'd':
		return 't'
	case 'h':
		return 0
	}
	return r
}
