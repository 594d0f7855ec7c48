package serve

import (
	"testing"

	"redoutlet/internal/chart/bed"
	"redoutlet/internal/chart/visit"
)

// A unit of which only beds are reported is listed: nobody is in it.
func TestUnitOfBedsAloneIsListed(t *testing.T) {
	beds := map[string][]bed.Report{"W1": {{Place: visit.Place{Unit: "W1", Bed: "1"}}}, "W2": {{Place: visit.Place{Unit: "W2", Bed: "1"}}}}
	list := reportedToo([]unit{{"W1", 2}}, beds)
	if len(list) != 2 || list[0] != (unit{"W1", 2}) || list[1] != (unit{"W2", 0}) {
		t.Errorf("%+v", list)
	}
}
