package feed_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/mllp"
)

// The cases are public bug reports made into small inputs; testdata/cases says
// what a right program does with each.

func frames(t *testing.T, path string) [][]byte {
	t.Helper()
	f, err := os.Open(path)
	must(t, err)
	defer f.Close()
	var messages [][]byte
	r := mllp.NewReader(f, mllp.DefaultMaxFrame)
	for {
		frame, err := r.Next()
		if err != nil {
			return messages
		}
		messages = append(messages, frame.Data)
	}
}

func TestCase01PipelinedFrames(t *testing.T) {
	h := newHouse(t)
	messages := frames(t, "testdata/cases/01-pipelined-frames-trailing-lf/input.mllp")
	answers := h.send("feed", messages...)
	for i, id := range []string{"ZZ01A", "ZZ01B", "ZZ01C"} {
		if !strings.Contains(answers[i], "MSA|AA|"+id) {
			t.Errorf("answer %d does not accept %s: %q", i, id, answers[i])
		}
	}
	v := h.view("1010001^ZZHOSP")
	if v.Unit != "ICU" || v.Room != "4" || v.Bed != "1" {
		t.Errorf("place %s %s-%s, want ICU 4-1", v.Unit, v.Room, v.Bed)
	}
	wantResult(t, v, "potassium", "6.9", "mmol/L", "HH")
	wantResult(t, v, "creatinine", "310", "µmol/L", "H")
	if s := h.status(); s.Quarantined != 0 || s.Received != 3 {
		t.Errorf("status %+v", s)
	}
	kept, err := h.book.Message(t.Context(), 1, nil)
	must(t, err)
	if raw := string(kept.Passages.Raw()); !strings.HasPrefix(raw, "MSH") || !strings.HasSuffix(raw, "\r") || strings.ContainsAny(raw, "\n\x00\x0b\x1c") {
		t.Errorf("raw copy holds bytes from outside the frame: %q", raw)
	}
}

func resultOf(v *asof.View, test string) *result.Result {
	for i := range v.Results.Items {
		if v.Results.Items[i].Test == test {
			return &v.Results.Items[i]
		}
	}
	return nil
}

func wantResult(t *testing.T, v *asof.View, test, value, unit, flag string) {
	t.Helper()
	r := resultOf(v, test)
	if r == nil {
		t.Errorf("no result of %s", test)
		return
	}
	if r.Value != value || r.Unit != unit || r.Flag != flag {
		t.Errorf("%s: %q %q %q, want %q %q %q", test, r.Value, r.Unit, r.Flag, value, unit, flag)
	}
}

func TestCase05DuplicatesBothWays(t *testing.T) {
	messages := caseMessages(t, "05")
	var want [32]byte
	n := 0
	permutations(len(messages), func(order []int) {
		if n++; t.Failed() || n%6 != 1 { // twenty of the 120 orders
			return
		}
		h := newHouse(t)
		h.send("feed", inOrder(messages, order)...)
		answers := h.send("feed", messages[0])
		if !strings.Contains(answers[0], "MSA|AA|05D0000000") {
			t.Errorf("a replay is answered %q", answers[0])
		}
		if s := h.status(); s.Received != 5 || s.Duplicates != 1 {
			t.Errorf("received %d, duplicates %d, want 5 and 1", s.Received, s.Duplicates)
		}
		wantResult(t, h.view("1050001"), "hemoglobin", "6.2", "g/dL", "LL")
		wantResult(t, h.view("1050002"), "hemoglobin", "13.9", "g/dL", "N")
		doses := h.view("1050001").Administrations.Items
		if len(doses) != 2 || doses[0].At.ISO() != "2026-11-24T10:45:00" || doses[1].At.ISO() != "2026-11-24T10:15:00" {
			t.Errorf("order %v: doses %+v", order, doses)
		}
		if want == [32]byte{} {
			want = h.hash()
		}
		if got := h.hash(); got != want {
			t.Errorf("order %v gives another hash", order)
		}
	})
}

func TestCase06Acknowledgements(t *testing.T) {
	messages := caseMessages(t, "06")
	want := []string{"CA|ZZ06-1", "AA|ZZ06-2", "", "", "AA|ZZ06-5", "", "AA"}
	h := newHouse(t)
	for i, m := range messages {
		answer := h.send("feed", m)[0]
		switch {
		case want[i] == "" && answer != "":
			t.Errorf("message %d is answered %q, want no answer", i+1, answer)
		case want[i] != "" && !strings.Contains(answer, "MSA|"+want[i]):
			t.Errorf("message %d is answered %q, want %s", i+1, answer, want[i])
		}
		if i < 2 && !strings.Contains(answer, "|ZZADT^ADT9^L|ZZHOSP^SITE1^L|") {
			t.Errorf("answer %d is not addressed to the sender's own names: %q", i+1, answer)
		}
		if answer != "" && !strings.HasSuffix(answer, "\r") {
			t.Errorf("answer %d does not end its last segment: %q", i+1, answer)
		}
	}
	v := h.view("1060001")
	if v.Unit != "W6" || v.Room != "601" || v.Bed != "1" {
		t.Errorf("THORN is in %s %s-%s", v.Unit, v.Room, v.Bed)
	}
	wantResult(t, v, "potassium", "6.7", "mmol/L", "HH")
	if s := h.status(); s.Received != 7 || s.Ignored != 1 || s.Quarantined != 0 {
		t.Errorf("status %+v", s)
	}
}

func TestCase09Delimiters(t *testing.T) {
	h := newHouse(t)
	for i, answer := range h.send("feed", caseMessages(t, "09")...) {
		if !strings.Contains(answer, "ZZ09-"+string(rune('1'+i))) {
			t.Errorf("answer %d: %q", i+1, answer)
		}
	}
	sedge := h.view("1090001")
	if a := sedge.Allergies.Items[0].Substance; a != "PENICILLIN G BENZATHINE INJECT# ... (cut by the sender)" && a != "PENICILLIN G BENZATHINE INJECT ... (cut by the sender)" {
		t.Errorf("a text cut by its sender reads %q", a)
	}
	if r := resultOf(sedge, "blood unit"); r == nil || r.Value != "BAG #2 GROUP O NEG" {
		t.Errorf("blood unit: %+v", r)
	}
	if a := h.view("1090002").Allergies.Items; len(a) != 1 || a[0].Substance != "ASPIRIN & CODEINE" {
		t.Errorf("allergies of REED: %+v", a)
	}
	rush := h.view("1090003^ZZHOSP")
	if r := resultOf(rush, "comment"); r == nil || r.Value != "pH 7.01 | pCO2 88 ^ rising ~ twice & falling pO2" {
		t.Errorf("comment: %+v", r)
	}
	wantResult(t, rush, "pH", "7.01", "", "LL")
}

func TestCase12NullIsNoIdentifier(t *testing.T) {
	permutations(3, func(order []int) {
		h := newHouse(t)
		h.send("feed", inOrder(caseMessages(t, "12"), order)...)
		larch, maple := h.view("1120312"), h.view("1120777")
		if len(larch.Identifiers) != 1 || len(maple.Identifiers) != 1 {
			t.Errorf("order %v: a null became a number: %v", order, larch.Identifiers)
		}
		if len(h.book.Find(`""`)) != 0 {
			t.Error(`a search for "" finds somebody`)
		}
		if len(larch.Allergies.Items) != 0 || len(maple.Allergies.Items) != 1 {
			t.Errorf("order %v: sulfonamide is on the wrong chart", order)
		}
		got := []string{larch.Phone, larch.Address, larch.Middle, larch.Unit, larch.Room, larch.Bed, larch.Visits[0].Attending}
		want := []string{"", "1 ZZTEST LANE, ZZTOWN", "", "W4", "401", "1", ""}
		if !slices.Equal(got, want) {
			t.Errorf("order %v: %q, want %q", order, got, want)
		}
	})
}

func TestCase18ComparatorsAndMissingType(t *testing.T) {
	h := newHouse(t)
	h.send("feed", caseMessages(t, "18")...)
	v := h.view("1180001")
	if len(v.Results.Items) != 10 {
		t.Errorf("%d results, want 10", len(v.Results.Items))
	}
	for _, want := range [][4]string{
		{"troponin T", "<14", "ng/L", "N"}, {"glucose", ">600", "mg/dL", "HH"}, {"ANA titer", "1:640", "", "A"},
		{"urine red cells", "2-5", "/HPF", "H"}, {"hCG", "<5", "IU/L", "N"}, {"potassium", "6.9", "mmol/L", "HH"},
		{"lactate", "8.1", "mmol/L", "HH"}, {"17-hydroxyprogesterone", "065.88", "nmol/L", "N"},
		{"creatinine", "1,4", "mg/dL", "H"}, {"sodium", "", "mmol/L", "LL"},
	} {
		wantResult(t, v, want[0], want[1], want[2], want[3])
	}
	if r := resultOf(v, "sodium"); r != nil && r.HasValue {
		t.Error("sodium was sent without a value and shows one")
	}
}

func TestH010SameNumberOfTwoAuthoritiesStaysApart(t *testing.T) {
	messages := caseMessages(t, "15")
	permutations(len(messages), func(order []int) {
		if order[0] != 4 && order[4] != 4 {
			return
		}
		h := newHouse(t)
		h.send("feed", inOrder(messages, order)...)
		if n := len(h.book.Lines()); n != 3 {
			t.Fatalf("order %v: %d charts, want 3", order, n)
		}
		tom, other, ada := h.view("0012345^ZZHOSP"), h.view("12345"), h.view("0012345^ZZCLINIC")
		if tom.Room != "801" || other.Room != "802" || ada.Room != "803" {
			t.Errorf("order %v: rooms %s %s %s", order, tom.Room, other.Room, ada.Room)
		}
		wantResult(t, tom, "potassium", "2.4", "mmol/L", "LL")
		if len(tom.Results.Items) != 1 || len(other.Results.Items)+len(ada.Results.Items) != 0 {
			t.Errorf("order %v: a result is on the wrong chart", order)
		}
		if tom.Allergies.Items[0].Substance != "penicillin" || len(other.Allergies.Items) != 0 || ada.Allergies.Items[0].Substance != "morphine" {
			t.Errorf("order %v: an allergy is on the wrong chart", order)
		}
		if !flagged(tom, "LOOK-ALIKE: same name and birth date as W8 - 802 - 1") || !flagged(other, "LOOK-ALIKE: same name and birth date as W8 - 801 - 1") || flagged(ada, "LOOK-ALIKE") {
			t.Errorf("order %v: look-alikes: %q, %q, %q", order, tom.Flags, other.Flags, ada.Flags)
		}
		waiting, err := h.book.Quarantined(t.Context(), 0, 10)
		must(t, err)
		if len(waiting) != 1 || !strings.HasPrefix(waiting[0].Reason, "Authority missing") || waiting[0].Person != "ZZTEST-HAZEL, TOM" {
			t.Errorf("order %v: waiting %+v", order, waiting)
		}
	})
}

func TestCase15DefaultAuthorityIsCharted(t *testing.T) {
	p := reading.NewProfile("feed", "America/New_York")
	p.Live, p.Authority = true, "ZZHOSP"
	h := newHouse(t, p)
	h.send("feed", caseMessages(t, "15")...)
	wantResult(t, h.view("0012345^ZZHOSP"), "sodium", "118", "mmol/L", "LL")
}

func TestH005TimesKeepZoneAndPrecision(t *testing.T) {
	for _, zone := range []string{"America/New_York", "UTC", "Asia/Tokyo"} {
		p := reading.NewProfile("feed", zone)
		p.Live = true
		h := newHouse(t, p)
		h.send("feed", caseMessages(t, "11")...)
		v := h.view("1110001")
		if v.Born != "1951" || v.Visits[0].Admitted.ISO() != "2026-11-24T23:25:00" {
			t.Errorf("%s: born %s, admitted %s", zone, v.Born, v.Visits[0].Admitted.ISO())
		}
		if noted := v.Allergies.Items[0].Noted.ISO(); noted != "2026-11-24" {
			t.Errorf("%s: latex noted %s", zone, noted)
		}
		doses := v.Administrations.Items
		if len(doses) != 2 {
			t.Fatalf("%s: %d doses, want 2", zone, len(doses))
		}
		if gap := doses[0].At.At.Sub(doses[1].At.At).Minutes(); gap != 60 || doses[1].At.ISO() != "2026-11-01T01:30:00-04:00" || doses[0].At.ISO() != "2026-11-01T01:30:00-05:00" {
			t.Errorf("%s: doses at %s and %s, %v minutes apart", zone, doses[1].At.ISO(), doses[0].At.ISO(), gap)
		}
		times := map[string]string{
			"potassium": "2026-11-24T23:55", "hemoglobin": "2026-11-24", "sodium": "2026-11-24T08",
			"lactate": "202611242400", "glucose": "2026-11-25T04:55:00+00:00",
		}
		for test, want := range times {
			if r := resultOf(v, test); r == nil || r.At.ISO() != want {
				t.Errorf("%s: %s at %v, want %s", zone, test, r, want)
			}
		}
		if k, g := resultOf(v, "potassium"), resultOf(v, "glucose"); !k.At.At.Equal(g.At.At) {
			t.Errorf("%s: potassium and glucose are the same instant", zone)
		}
	}
}

func orderOf(v *asof.View, drug string) *asof.MedicationLine {
	for i := range v.Medications.Items {
		if strings.HasPrefix(v.Medications.Items[i].Drug, drug) {
			return &v.Medications.Items[i]
		}
	}
	return nil
}

func TestCase21OrderControl(t *testing.T) {
	messages := caseMessages(t, "21")
	var want [32]byte
	n := 0
	permutations(len(messages), func(order []int) {
		if n++; n%24 != 1 || t.Failed() { // thirty of the 720 orders
			return
		}
		h := newHouse(t)
		h.send("feed", inOrder(messages, order)...)
		v := h.view("1210001")
		var active []string
		for _, m := range v.Medications.Items {
			if m.Group == "active" {
				active = append(active, m.Drug)
			}
		}
		slices.Sort(active)
		if !slices.Equal(active, []string{"digoxin tablet", "warfarin 2 mg tablet"}) {
			t.Errorf("order %v: active %q", order, active)
		}
		digoxin, heparin, old, now := orderOf(v, "digoxin"), orderOf(v, "heparin"), orderOf(v, "warfarin 5"), orderOf(v, "warfarin 2")
		if !slices.Contains(digoxin.Marks, "REQUEST TO CHANGE FAILED - verify (request to stop failed)") {
			t.Errorf("order %v: digoxin marks %q", order, digoxin.Marks)
		}
		if heparin.State != "DISCONTINUED" || heparin.Since.ISO() != "2026-11-24T13:59:00" || heparin.LastGiven == nil || heparin.LastGiven.At.ISO() != "2026-11-24T13:50:00" {
			t.Errorf("order %v: heparin %+v", order, heparin)
		}
		if old.State != "REPLACED" || old.Since.ISO() != "2026-11-24T14:09:00" || len(now.Replaces) == 0 || now.Replaces[0].Value != "P2103" {
			t.Errorf("order %v: warfarin %+v, %+v", order, old, now)
		}
		if want == [32]byte{} {
			want = h.hash()
		}
		if h.hash() != want {
			t.Errorf("order %v: another hash", order)
		}
	})
}

func dose(v *asof.View, drug string) *medication.Dose {
	for i := range v.Administrations.Items {
		if strings.HasPrefix(v.Administrations.Items[i].Drug, drug) {
			return &v.Administrations.Items[i]
		}
	}
	return nil
}

func TestCase22NotGivenIsNotGiven(t *testing.T) {
	messages := caseMessages(t, "22")
	for _, order := range [][]int{{0, 1, 2, 3, 4, 5, 6}, {0, 1, 2, 3, 4, 6, 5}, {6, 5, 4, 3, 2, 1, 0}} {
		h := newHouse(t)
		h.send("feed", inOrder(messages, order)...)
		v := h.view("1220001")
		for _, want := range []struct {
			drug, status, reason, note string
		}{
			{"vancomycin", "GIVEN", "", ""},
			{"gentamicin", "REFUSED", "patient refused", ""},
			{"insulin", "NOT GIVEN", "", "held, glucose 58"},
			{"morphine", "PARTLY GIVEN", "", "2 of 4 mg, drowsy"},
			{"acetaminophen", "GIVEN? status not stated", "", ""},
			{"heparin", "ENTRY REVERSED", "", "charted on wrong patient"},
		} {
			d := dose(v, want.drug)
			if d == nil || string(d.Status) != want.status || d.Reason != want.reason || d.Note != want.note {
				t.Errorf("order %v: %s: %+v, want %+v", order, want.drug, d, want)
			}
		}
		if len(v.Administrations.Items) != 6 {
			t.Errorf("order %v: %d records, want 6", order, len(v.Administrations.Items))
		}
	}
}

func TestBothAnswersWhereBothAreAsked(t *testing.T) {
	for _, c := range []struct{ accept, application, want string }{
		{"AL", "AL", "CA AA"}, {"AL", "", "CA"}, {"SU", "ER", "CA"}, {"NE", "SU", "AA"}, {"ER", "NE", ""}, {"", "", "AA"}, {"", "AL", "AA"},
	} {
		h := newHouse(t)
		m := bytes.Replace(adt("A08", "20261124090000", "one", pv1), []byte("|P|2.5.1"), []byte("|P|2.5.1|||"+c.accept+"|"+c.application), 1)
		var got []string
		for _, line := range strings.FieldsFunc(h.send("feed", m)[0], func(r rune) bool { return r == '\r' }) {
			if fields := strings.Split(strings.TrimPrefix(line, "|"), "|"); fields[0] == "MSA" {
				got = append(got, fields[1])
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("MSH-15 %q, MSH-16 %q: answers %q, want %q", c.accept, c.application, got, c.want)
		}
	}
}

func flagged(v *asof.View, start string) bool {
	return slices.ContainsFunc(v.Flags, func(f string) bool { return strings.HasPrefix(f, start) })
}

func TestTwoPatientsInOneBedSayIt(t *testing.T) {
	h := newHouse(t)
	h.send("feed", adt("A01", "20261124080000", "one", pv1), adt("A01", "20261124081000", "two", "PV1|1|I|W1^101^1||||||||||||||||V2"))
	for _, number := range []string{"one", "two"} {
		if !flagged(h.view(number), "TWO PATIENTS IN THIS BED - CHECK: W1 - 101 - 1, number ") {
			t.Errorf("%s: %q", number, h.view(number).Flags)
		}
	}
}
