package bedside

import (
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
)

// newbornView is a twin who was named and moved about: everything that a stay
// and its identity can show.
func newbornView() *asof.View {
	v := emptyView()
	v.Family, v.Given, v.BornAt, v.Born = "EVANS WEST", "Baby Girl B", sampleTime("202611250312"), "2026-11-25T03:12"
	v.Aliases = []string{"BABYGIRL-B EVANS WEST"}
	mother := sampleSummary("b2", "EVANS WEST", "Joan", "10", "A").Line
	v.Birth = asof.Birth{MotherNumber: mother.Identifiers[0], Mother: &mother, Multiple: "Y"}
	v.Faces = []chart.Face{
		{Number: v.Identifiers[0], Family: "EVANS WEST", Given: "Baby Girl B", BornAt: v.BornAt, Sex: "F", From: sampleFrom(1100, "registration")},
		{Number: v.Identifiers[0], Family: "OKAFOR", Given: "Ngozi", BornAt: sampleTime("19620412"), Sex: "F", From: sampleFrom(1161, "registration")},
	}
	v.Flags = []string{"IDENTITY CONFLICT: messages for this number name people who differ in two or more of family name, birth date and sex"}
	v.Partings = []chart.Parting{
		{Number: v.Identifiers[0], Other: fact.ID{Value: "000017", Authority: "STBRIGID"}, By: "R. Adeyemi", Why: "Two wristbands were compared", At: sampleTime("202611251001")},
		{Number: v.Identifiers[0], At: sampleTime("202611251005")},
	}
	stay := &v.Census.Items[0]
	stay.Errand = &visit.Errand{Place: visit.Place{Unit: "Imaging", Room: "2"}, Since: sampleTime("202611251012")}
	stay.Leave = &visit.Absence{Since: sampleTime("202611250900"), Due: sampleTime("202611251800")}
	stay.Pending = []visit.Pending{{What: visit.PendingDischarge, Due: sampleTime("202611261100"), Said: sampleTime("202611250800")}}
	stay.Consulting, stay.Important, stay.Formerly = "ADEYEMI, R", "VIP", []fact.ID{{Value: "V0001"}}
	v.Census.Items = append(v.Census.Items, visit.Visit{
		Number: fact.ID{Value: "V883121"}, State: visit.Deleted, Ended: sampleAgo(time.Hour), From: sampleFrom(1171, "registration"),
		Stays: []visit.Stay{{Place: visit.Place{Unit: "4 West", Room: "9", Bed: "A"}}},
	})
	return v
}

// awayCensus is a unit some of whose patients are elsewhere, and some of other
// units are here or expected.
func awayCensus() []roster.Summary {
	west := func(id, family, room string, change func(*roster.Presence)) roster.Summary {
		s := sampleSummary(id, family, "Ada", room, "A")
		change(&s.Presences[0])
		return s
	}
	icu := visit.Place{Unit: "ICU", Room: "3"}
	return []roster.Summary{
		west("a1", "ALDER", "1", func(p *roster.Presence) {
			p.Errand = &visit.Errand{Place: visit.Place{Unit: "Imaging"}, Since: sampleTime("202611251012")}
		}),
		west("b2", "BIRCH", "2", func(p *roster.Presence) {
			p.Errand = &visit.Errand{Place: visit.Place{Unit: "Dialysis", Bed: "4"}, Since: sampleTime("202611250930"), Arrived: true}
		}),
		west("c3", "CEDAR", "3", func(p *roster.Presence) { p.Leave = &visit.Absence{Since: sampleTime("202611241700")} }),
		west("d4", "DAMSON", "4", func(p *roster.Presence) {
			p.Pending = []visit.Pending{{What: visit.PendingTransfer, Place: icu, Said: sampleTime("202611251000")}}
		}),
		west("e5", "ELM", "5", func(p *roster.Presence) { p.Kind, p.Home, p.Since = roster.Guest, icu, sampleTime("202611251030") }),
		west("f6", "FIR", "6", func(p *roster.Presence) { p.Kind, p.Home = roster.Coming, icu }),
		west("g7", "GORSE", "", func(p *roster.Presence) {
			p.Kind, p.Place.Bed = roster.Coming, ""
			p.Pending = []visit.Pending{{What: visit.PendingAdmission, Due: sampleTime("202611251500"), Said: sampleTime("202611241100")}}
		}),
		west("h8", "HAZEL", "8", func(p *roster.Presence) { p.Errand = &visit.Errand{Since: sampleTime("202611251040")} }),
		west("i9", "IVY", "9", func(p *roster.Presence) {
			p.Left, p.LeftWord, p.ShowFor = sampleAgo(time.Hour), "visit DELETED BY SOURCE", 24*time.Hour
		}),
	}
}
