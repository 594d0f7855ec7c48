package typeface_test

import (
	"testing"

	"redoutlet/internal/pack/typeface"
)

// TestH045EveryCharacterIsLookedUp: a text is drawn whole in one face, or
// something stands for it that anybody can read.
func TestH045EveryCharacterIsLookedUp(t *testing.T) {
	faces, err := typeface.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		spellings  []string
		want       typeface.Drawing
	}{
		{"plain", "EVANS WEST, Jonathan", nil, typeface.Drawing{Text: "EVANS WEST, Jonathan", Family: typeface.Go, Whole: true}},
		{"apostrophes and hyphens", "O'ZZTEST-O’Neill", nil, typeface.Drawing{Text: "O'ZZTEST-O’Neill", Family: typeface.Go, Whole: true}},
		{"Central Europe", "MIHALJEVIĆ, Žofia", nil, typeface.Drawing{Text: "MIHALJEVIĆ, Žofia", Family: typeface.Go, Whole: true}},
		{"Cyrillic", "Иванов", nil, typeface.Drawing{Text: "Иванов", Family: typeface.Go, Whole: true}},
		{"Vietnamese", "Đặng Thị", nil, typeface.Drawing{Text: "Đặng Thị", Family: typeface.DejaVu, Whole: true}},
		{"Vietnamese, marks apart", "\u0110a\u0323\u0306ng", nil, typeface.Drawing{Text: "Đặng", Family: typeface.DejaVu, Whole: true}},
		{"a mark that has no letter of its own", "x\u0323\u0302", nil, typeface.Drawing{Text: "x[U+0323][U+0302]", Family: typeface.Go}},
		{"Chinese with an alphabetic form", "王小明", []string{"", "WANG, Xiaoming"}, typeface.Drawing{Text: "WANG, Xiaoming", Family: typeface.Go}},
		{"Chinese alone", "王小明", nil, typeface.Drawing{Text: "[U+738B][U+5C0F][U+660E]", Family: typeface.Go}},
		{"right to left", "שלום", []string{"Shalom"}, typeface.Drawing{Text: "Shalom", Family: typeface.Go}},
		{"beyond the sixteen bits", "Ada 😀", nil, typeface.Drawing{Text: "Ada [U+1F600]", Family: typeface.Go}},
		{"what turns the text around", "a\u202eb", nil, typeface.Drawing{Text: "a[U+202E]b", Family: typeface.Go}},
		{"not UTF-8", "a\xffb", nil, typeface.Drawing{Text: "a[U+FFFD]b", Family: typeface.Go}},
		{"several lines", "one\ntwo", nil, typeface.Drawing{Text: "one\ntwo", Family: typeface.Go, Whole: true}},
		{"an empty text", "", nil, typeface.Drawing{Family: typeface.Go, Whole: true}},
	} {
		for _, bold := range []bool{false, true} {
			if got := faces.Choose(c.text, bold, c.spellings...); got != c.want {
				t.Errorf("%s, bold %v: %+v, want %+v", c.name, bold, got, c.want)
			}
		}
	}
}
