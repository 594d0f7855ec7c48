package office

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

// lists remembers what was given.
type lists struct{ rows []census.Row }

func (l *lists) TakeLists(_ context.Context, _ identity.Who, rows []census.Row, _ time.Time) ([]census.List, error) {
	l.rows = rows
	return nil, nil
}

func (l *lists) WithdrawList(context.Context, identity.Who, census.ID) error { return nil }

func (l *lists) CensusLists(context.Context, string) ([]census.Standing, error) { return nil, nil }

// send gives a list as a browser does: pasted, as a file, or both.
func (l *lists) send(t *testing.T, pasted, file string) *censusPage {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "census.csv")
	if err == nil {
		_, err = part.Write([]byte(file))
	}
	if err == nil {
		err = form.WriteField("list", pasted)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/census", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	sample := sampleSheet()
	d := censusDesk{l, func() time.Time { return sample.now }, sample.zone}
	answer, err := d.take(t.Context(), &ui.Request{Request: r, Who: who(identity.Manager)})
	if err != nil {
		t.Fatal(err)
	}
	return answer.(*censusPage)
}

func TestListIsTakenFromAFile(t *testing.T) {
	const list = "MRN,Unit\n0044,4W\n0045,4W\n"
	for _, tt := range []struct {
		say, pasted, file string
		rows              int
		field             string // that is wrong
	}{
		{"pasted", list, "", 2, ""},
		{"a file", "", list, 2, ""},
		{"a file with a byte order mark", " \r\n", "\xef\xbb\xbf" + list, 2, ""},
		{"both", list, list, 0, "file"},
		{"a workbook", "", "PK\x03\x04" + list, 0, "file"},
		{"a file of two-byte characters", "", "M\x00R\x00N\x00", 0, "file"},
		{"a file too long", "", strings.Repeat("0044,4W\n", census.MostBytes/8+1), 0, "file"},
		{"a file whose columns are not clear", "", "Code,Place\nZo\xeb,4W\n", 0, "column-number"},
		{"nothing", "", "", 0, "list"},
	} {
		l := &lists{}
		p := l.send(t, tt.pasted, tt.file)
		field := ""
		if len(p.Problems) > 0 {
			field = p.Problems[0].Field
		}
		if len(l.rows) != tt.rows || field != tt.field {
			t.Errorf("%s: %d rows, wrong is %q (%v)", tt.say, len(l.rows), field, p.Problems)
		}
		if tt.field == "column-number" && !strings.Contains(p.List, "Zoë") {
			t.Errorf("%s: what comes back is %q", tt.say, p.List)
		}
	}
}
