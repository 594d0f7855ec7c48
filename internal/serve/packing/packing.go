// Package packing builds the packs of a house's units from its charts.
package packing

import (
	"context"
	"fmt"
	"slices"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/notation"
	"redoutlet/internal/pack"
	"redoutlet/internal/pack/compose"
	"redoutlet/internal/pack/paper"
	"redoutlet/internal/pack/screen"
	"redoutlet/internal/pack/typeface"
	"redoutlet/internal/serve/headcount"
	"redoutlet/internal/serve/misuse"
	"redoutlet/internal/serve/plate"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/wording"
)

// House is a house whose charts are open.
type House struct {
	Tenant *tenancy.Tenant
	Book   *feed.Book
	Names  unit.Names
	Zone   *time.Location
}

// Open reads what is to be known of a tenant beside its charts.
func Open(ctx context.Context, t *tenancy.Tenant, book *feed.Book) (*House, error) {
	plates, err := plate.Open(ctx, t.Around.Store, t.Around.Now, []string{t.Name})
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(t.Zone)
	if err != nil {
		return nil, fmt.Errorf("the time zone of the site: %w", err)
	}
	return &House{t, book, plates.Names(t.Name), zone}, nil
}

// Press builds packs on paper of a size.
func (h *House) Press(size paper.Size) (pack.Press, error) {
	if size != paper.Letter && size != paper.A4 {
		return pack.Press{}, misuse.Errorf("paper is %q: it is %s or %s", size, paper.Letter, paper.A4)
	}
	faces, err := typeface.New()
	if err != nil {
		return pack.Press{}, err
	}
	seen, err := screen.New()
	return pack.Press{Paper: paper.NewPress(faces, size), Screen: seen, Zone: h.Zone, Names: h.Names}, err
}

// Units lists the units that anybody is in, as the sources write them.
func (h *House) Units() []string {
	var codes []string
	for _, u := range roster.CountUnits(h.Book.Lines(), h.Tenant.Linger()) {
		codes = append(codes, u.Name)
	}
	return codes
}

// Unit is a unit with the charts of everybody who is in it, by room and bed. It
// fails where nobody is and no source has named it.
func (h *House) Unit(ctx context.Context, code string) (compose.Unit, error) {
	if units := h.Units(); !slices.Contains(units, code) {
		return compose.Unit{}, misuse.Errorf("there is no unit %q: the units are %q", code, units)
	}
	lines := h.Book.Lines()
	u := compose.Unit{Code: code, Coverage: h.Book.Coverage().For(code)}
	for i := range lines {
		here := func(p roster.Presence) bool { return p.Here() && p.Place.Unit == code }
		if !slices.ContainsFunc(lines[i].Presences, here) {
			continue
		}
		v, err := h.view(ctx, lines[i].Line.ID)
		if err != nil {
			return compose.Unit{}, err
		}
		u.Patients = append(u.Patients, v)
	}
	known := roster.CountUnits(lines, h.Tenant.Linger())
	standings, err := h.Tenant.Lists.Against(ctx, lines, known, func(unit string) bool { return unit == code })
	if err != nil {
		return compose.Unit{}, err
	}
	standing := headcount.Of(standings, code)
	u.Reconciled = standing.Words(h.Tenant.Around.Now(), notation.Stamp(standing.At, h.Zone))
	counts, err := h.Tenant.Shelf.Counts(ctx)
	if err != nil {
		return compose.Unit{}, err
	}
	u.Aside = counts.Outcomes[reading.Quarantined]
	u.Missing = missing(u.Coverage, h.Tenant.Around.Now())
	return u, nil
}

func (h *House) view(ctx context.Context, id string) (*asof.View, error) {
	patient, err := feed.ParsePatientID(id)
	if err != nil {
		return nil, err
	}
	v, err := h.Book.View(ctx, patient)
	if err != nil {
		return nil, fmt.Errorf("opening a chart for a pack: %w", err)
	}
	return v, nil
}

// missing lists what no connected source gives, and what no feed can give
// (specification section 8).
func missing(cov asof.Coverage, now time.Time) []string {
	var list []string
	for _, section := range fact.Sections() {
		if len(cov.Standing(section, now).Sources) == 0 {
			list = append(list, wording.Capital(wording.PartName(section))+": no source is connected.")
		}
	}
	return append(list,
		"Oncology plans, radiotherapy and dialysis prescriptions, anesthesia records, fetal tracings and images: their own systems keep them.")
}
