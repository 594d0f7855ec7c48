package feed_test

import (
	"cmp"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"

	gocmp "github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/mllp"
)

// expected is a chart written by hand from the raw messages; see
// testdata/simhospital/README.md for how to compare.
type expected struct {
	IDValue     string      `json:"id_value"`
	Identifiers []fact.ID   `json:"identifiers"`
	Family      *string     `json:"family"`
	Given       *string     `json:"given"`
	Born        *string     `json:"born"`
	Sex         *string     `json:"sex"`
	Visit       *string     `json:"visit"`
	Unit        *string     `json:"unit"`
	Room        *string     `json:"room"`
	Bed         *string     `json:"bed"`
	InHouse     *bool       `json:"in_house"`
	Discharged  *string     `json:"discharged"`
	Allergies   *allergies  `json:"allergies"`
	Results     []anyResult `json:"results"`
	MergedFrom  []string    `json:"merged_from"`
	Incomplete  *bool       `json:"incomplete"`
}

type allergies struct {
	State string       `json:"state"`
	Items []anyAllergy `json:"items"`
}

type anyAllergy struct{ Substance, Code, Type, Reaction, Severity, Noted string }

type anyResult struct {
	Order, Test, Value, Unit, Range, Flag, Status, At, Note string
}

// capture opens the messages of the simhospital capture.
func capture(t testing.TB) [][]byte {
	t.Helper()
	f, err := os.Open("testdata/simhospital-open.mllp.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	r := mllp.NewReader(z, mllp.DefaultMaxFrame)
	var messages [][]byte
	for {
		frame, err := r.Next()
		if err == io.EOF {
			return messages
		}
		if err != nil {
			t.Fatal(err)
		}
		messages = append(messages, frame.Data)
	}
}

func TestSimhospitalChartsAsWrittenByHand(t *testing.T) {
	h := newHouse(t, reading.NewProfile("feed", "Europe/London"))
	messages := capture(t)
	if len(messages) != 2500 {
		t.Fatalf("%d messages, want 2,500", len(messages))
	}
	h.keep("feed", messages)
	must(t, h.book.CatchUp(t.Context(), nil))
	files, err := filepath.Glob("testdata/simhospital/*.json")
	must(t, err)
	if len(files) < 10 {
		t.Fatalf("%d expected charts, want at least ten", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) { compareChart(t, h, file) })
	}
}

func compareChart(t *testing.T, h *house, file string) {
	text, err := os.ReadFile(file)
	must(t, err)
	var want expected
	must(t, json.Unmarshal(text, &want))
	v := h.view(want.IDValue)
	last := visit.Visit{}
	if len(v.Visits) > 0 {
		last = v.Visits[len(v.Visits)-1]
	}
	place := last.Place()
	for what, pair := range map[string][2]*string{
		"family": {want.Family, &v.Family}, "given": {want.Given, &v.Given}, "born": {want.Born, &v.Born}, "sex": {want.Sex, &v.Sex},
		"visit": {want.Visit, &last.Number.Value}, "unit": {want.Unit, &place.Unit}, "room": {want.Room, &place.Room}, "bed": {want.Bed, &place.Bed},
	} {
		if pair[0] != nil && *pair[0] != *pair[1] {
			t.Errorf("%s is %q, want %q", what, *pair[1], *pair[0])
		}
	}
	if want.Discharged != nil && last.Discharged.ISO() != *want.Discharged {
		t.Errorf("discharged %q, want %q", last.Discharged.ISO(), *want.Discharged)
	}
	if want.InHouse != nil && v.InHouse != *want.InHouse {
		t.Errorf("in the house: %v, want %v", v.InHouse, *want.InHouse)
	}
	sortIDs := func(ids []fact.ID) []fact.ID {
		return slices.SortedFunc(slices.Values(ids), func(a, b fact.ID) int { return strings.Compare(a.Key(), b.Key()) })
	}
	if diff := gocmp.Diff(sortIDs(want.Identifiers), sortIDs(v.Identifiers)); diff != "" {
		t.Errorf("identifiers (-want +got):\n%s", diff)
	}
	compareAllergies(t, want.Allergies, v)
	compareResults(t, want.Results, v)
	var former []string
	for _, id := range v.Former {
		if id.IsRecord() {
			former = append(former, id.Value)
		}
	}
	if diff := gocmp.Diff(append([]string{}, want.MergedFrom...), append([]string{}, former...)); diff != "" {
		t.Errorf("merged from (-want +got):\n%s", diff)
	}
}

func compareAllergies(t *testing.T, want *allergies, v *asof.View) {
	if want == nil {
		return
	}
	if string(v.Allergies.State) != want.State {
		t.Errorf("allergies are %s, want %s", v.Allergies.State, want.State)
	}
	got := []anyAllergy{}
	for _, a := range v.Allergies.Items {
		got = append(got, anyAllergy{a.Substance, a.Code, a.Kind, a.Reaction, a.Severity, a.Noted.ISO()})
	}
	slices.SortFunc(got, func(a, b anyAllergy) int {
		return cmp.Or(strings.Compare(a.Code, b.Code), strings.Compare(a.Noted, b.Noted))
	})
	if diff := gocmp.Diff(append([]anyAllergy{}, want.Items...), got); diff != "" {
		t.Errorf("allergies (-want +got):\n%s", diff)
	}
}

func compareResults(t *testing.T, want []anyResult, v *asof.View) {
	if want == nil {
		return
	}
	got := []anyResult{}
	for _, r := range v.Results.Items {
		got = append(got, anyResult{r.Filler.Value, r.Test, r.Value, r.Unit, r.Range, r.Flag, r.Status, r.At.ISO(), r.Note})
	}
	by := func(a, b anyResult) int {
		return cmp.Or(strings.Compare(a.Order, b.Order), strings.Compare(a.At, b.At), strings.Compare(a.Test, b.Test), strings.Compare(a.Value, b.Value))
	}
	want = append([]anyResult{}, want...)
	slices.SortFunc(want, by)
	slices.SortFunc(got, by)
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
}
