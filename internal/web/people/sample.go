package people

import (
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/web/ui"
)

// The samples are invented people. They draw the golden pages and give the
// template check something to look into.

// sampleSheet is a morning in winter, far from any clock change.
func sampleSheet() sheet {
	zone := time.FixedZone("EST", -5*60*60)
	return sheet{now: time.Date(2026, time.November, 25, 10, 42, 0, 0, zone), zone: zone}
}

func sampleNames(plain bool) names {
	line := func(number, family, given string) roster.Line {
		return roster.Line{Family: family, Given: given, Identifiers: []fact.ID{{Value: number, Authority: "STBRIGID", Type: "MR"}}}
	}
	return names{
		titles:   map[string]string{"radeyemi": "R. Adeyemi", "nito": "N. Ito", "pcast": "P. Castellano"},
		patients: map[[16]byte]roster.Line{{1}: line("004417209", "EVANS WEST", "Joan"), {2}: line("000017", "OKAFOR", "Ngozi")},
		plain:    plain,
	}
}

// sampleOpening is an opening some minutes ago.
func sampleOpening(n, minutes int, account string, patient byte, page string) access.Opening {
	o := access.Opening{
		ID: access.ID{byte(n)}, At: sampleSheet().now.Add(-time.Duration(minutes) * time.Minute), Account: account,
		Role: identity.Nurse, Patient: [16]byte{patient}, Page: page,
	}
	if page == access.PageGlass {
		o.Reason = access.Kinds()[0]
	}
	return o
}

func sampleOpenings() []access.Opening {
	list := []access.Opening{
		sampleOpening(1, 2, "radeyemi", 1, "patient"), sampleOpening(2, 3, "radeyemi", 1, "patient"),
		sampleOpening(3, 4, "radeyemi", 1, access.PageGlass), sampleOpening(4, 30, "nito", 2, "patient"),
		sampleOpening(5, 31, "nito", 9, "message 1204"), sampleOpening(6, 60*30, "gone", 2, "patient"),
	}
	list[0].Reason, list[1].Reason, list[5].Role = access.Kinds()[0], access.Kinds()[0], ""
	return list
}

func sampleLooked() any {
	s := sampleSheet()
	return s.list(newLooked(chosen{}, nil), sampleOpenings(), sampleNames(false))
}

func sampleLookedRefused() any {
	c := chosen{person: "radeyemi", from: "11/25/2026", glass: true}
	_, problems := sampleSheet().filter(c)
	return newLooked(c, append(problems, ui.Problem{Field: "number", Words: "No patient has that number. It has to be whole, with its leading zeros."}))
}

func sampleStaff() staff {
	ago := func(minutes int) time.Time { return sampleSheet().now.Add(-time.Duration(minutes) * time.Minute) }
	return staff{
		accounts: []identity.Account{
			{Name: "jwhit", Title: "J. Whitfield", Role: identity.Administrator},
			{Name: "nito", Title: "N. Ito", Role: identity.Nurse, Closed: true},
			{Name: "radeyemi", Title: "R. Adeyemi", Role: identity.Nurse, Unit: "4 West"},
		},
		sessions: map[string]int{"jwhit": 1, "radeyemi": 2},
		acts: []access.Act{
			{At: ago(4), Account: "jwhit", Subject: "nito", Words: "suspended"},
			{At: ago(90), Account: "jwhit", Subject: "radeyemi", Words: "role changed from manager to nurse"},
			{At: ago(3000), Account: access.CommandLine, Subject: "jwhit", Words: "added as administrator"},
		},
	}
}

// sampleReader is somebody whose password may be somebody else's.
func sampleReader(handed bool) identity.Who {
	return identity.Who{Name: "radeyemi", Title: "R. Adeyemi", Role: identity.Nurse, Handed: handed}
}

func sampleAdded() any {
	p := sampleSheet().accounts(sampleStaff())
	p.Made, p.Password = "radeyemi", "abcde-fghij-klmno-pqrst"
	return p
}

// sampleAccount is the page of an account of the sample; one that is not there
// gives a page of nobody.
func sampleAccount(name string) *accountPage {
	page, err := sampleSheet().account(sampleStaff(), name)
	if err != nil {
		return &accountPage{}
	}
	return page
}

func sampleChanged() any {
	p := sampleAccount("nito")
	p.Done, p.Undo = done(identity.Change{Verb: identity.Suspend}, "nurse")
	return p
}

// sampleMonth is a review of last month: one glass decided and corrected, one
// that is not, one look of the reader's own, and one that is open.
func sampleMonth() access.Review {
	ago := func(minutes int) time.Time { return sampleSheet().now.Add(-time.Duration(minutes) * time.Minute) }
	find := func(minutes int, v access.Verdict, words string) access.Finding {
		return access.Finding{Decision: access.Decision{At: ago(minutes), Account: "pcast", Verdict: v}, Words: words}
	}
	return access.Review{
		Month: "2026-10", Over: true,
		Draw: &access.Draw{Month: "2026-10", Seed: -4207, At: ago(60), Account: "pcast", Of: 412, Drawn: make([]access.ID, 2)},
		Items: []access.Item{
			{
				Opening: sampleOpening(1, 60*24*30, "radeyemi", 1, access.PageGlass), Reason: "Seizing, what was given in the program?",
				Findings: []access.Finding{find(50, access.FollowUp, "asked the unit"), find(10, access.InOrder, "the unit confirms it")},
			},
			{Opening: sampleOpening(2, 60*24*31, "nito", 2, access.PageGlass)},
			{Opening: sampleOpening(3, 60*24*32, "pcast", 2, "patient"), Drawn: true},
			{Opening: sampleOpening(4, 60*24*33, "nito", 9, "message 1204"), Drawn: true},
		},
	}
}

func sampleReview() any { return sampleSheet().review(sampleMonth(), "pcast", sampleNames(false)) }

func sampleReviewRefused() any {
	page := sampleSheet().review(sampleMonth(), "pcast", sampleNames(false))
	return page.refused(ui.Problem{Field: "item-2", Words: reviewRefusal(access.ErrNote)}, "")
}
