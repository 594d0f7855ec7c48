package people

import (
	"net/http"
	"slices"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/ui/uitest"
)

// drawings are the samples of the page table and every other case worth looking
// at.
func drawings() []uitest.Drawing {
	all := uitest.Samples(pages())
	return slices.Concat(all, lookedDrawings(), accountDrawings(), reviewDrawings())
}

func lookedDrawings() []uitest.Drawing {
	s := sampleSheet()
	of := func(c chosen, list []access.Opening, n names) *lookedPage { return s.list(newLooked(c, nil), list, n) }
	var many []access.Opening
	for i := range lookedRows + 1 {
		many = append(many, sampleOpening(i+1, i, []string{"nito", "radeyemi"}[i%2], 1, "patient"))
	}
	locked := sampleNames(true)
	locked.patients = nil
	hostile := sampleNames(true)
	hostile.titles["nito"] = "<script>alert(1)</script>\u202e"
	line := hostile.patients[[16]byte{2}]
	line.Family, line.Identifiers[0].Value = "<b>x</b>", "\"><script>"
	hostile.patients[[16]byte{2}] = line
	several := newLooked(chosen{}, nil)
	several.Several = []lineLink{{"number 17 STBRIGID", "/looked?patient=01"}, {"number 17 NORTH", "/looked?patient=02"}}
	return []uitest.Drawing{
		uitest.Drawn("looked-manager", "looked", of(chosen{patient: "01"}, sampleOpenings()[:3], sampleNames(true))),
		uitest.Drawn("looked-many", "looked", of(chosen{person: "nito"}, many, sampleNames(false))),
		uitest.Drawn("looked-none", "looked", of(chosen{}, nil, sampleNames(false))),
		uitest.Drawn("looked-none-chosen", "looked", of(chosen{glass: true}, nil, sampleNames(false))),
		uitest.Drawn("looked-past-the-end", "looked", of(chosen{after: "1-00"}, nil, sampleNames(false))),
		uitest.Drawn("looked-locked", "looked", of(chosen{}, sampleOpenings(), locked)),
		uitest.Drawn("looked-hostile", "looked", of(chosen{}, sampleOpenings(), hostile)),
		uitest.Drawn("looked-several", "looked", several),
	}
}

func accountDrawings() []uitest.Drawing {
	s := sampleSheet()
	hostile := sampleStaff()
	hostile.accounts[1].Title, hostile.accounts[1].Unit = "<script>alert(1)</script>\u202e", "<b>x</b>"
	reset, role, last := sampleAccount("radeyemi"), sampleAccount("radeyemi"), sampleAccount("jwhit")
	reset.Password = "abcde-fghij-klmno-pqrst"
	reset.Done, reset.Undo = done(identity.Change{Verb: identity.ResetPassword}, "nurse")
	role.Done, role.Undo = done(identity.Change{Verb: identity.SetRole, Role: identity.Manager}, "nurse")
	last.status, last.Problems = http.StatusUnprocessableEntity, []ui.Problem{{Words: refusal(identity.ErrLastAdministrator)}}
	typed := identity.Account{Name: "R Adeyemi", Title: "<b>x</b>", Unit: "4 West", Role: "doctor"}
	return []uitest.Drawing{
		uitest.Drawn("password-handed", "password", newPassword(sampleReader(true))),
		uitest.Drawn("password-wrong", "password", newPassword(sampleReader(false)).refused("old", "That is not the password you have now. Type it again.")),
		uitest.Drawn("accounts-refused", "accounts", s.accounts(sampleStaff()).refused(typed, checkAccount(typed))),
		uitest.Drawn("accounts-no-role", "accounts", s.accounts(sampleStaff()).refused(typed, ui.Problem{Field: "role", Words: "Choose a role."})),
		uitest.Drawn("accounts-hostile", "accounts", s.accounts(hostile)),
		uitest.Drawn("accounts-empty", "accounts", s.accounts(staff{})),
		uitest.Drawn("account-suspended", "account", sampleAccount("nito")),
		uitest.Drawn("account-reset", "account", reset),
		uitest.Drawn("account-role", "account", role),
		uitest.Drawn("account-last", "account", last),
	}
}

func reviewDrawings() []uitest.Drawing {
	s, n := sampleSheet(), sampleNames(false)
	closed := sampleMonth()
	closed.Items = closed.Items[:1]
	done := closed
	closed.Closing = &access.Closing{Month: closed.Month, At: s.now, Account: "pcast"}
	hostile := sampleMonth()
	hostile.Items[0].Reason = "<script>alert(1)</script>\u202e"
	hostile.Items[0].Findings[0].Words = "<b>x</b>"
	open := s.review(done, "pcast", n)
	return []uitest.Drawing{
		uitest.Drawn("review-goes-on", "review", s.review(access.Review{Month: "2026-11"}, "pcast", n)),
		uitest.Drawn("review-not-drawn", "review", s.review(access.Review{Month: "2026-10", Over: true}, "pcast", n)),
		uitest.Drawn("review-done", "review", open),
		uitest.Drawn("review-closed", "review", s.review(closed, "pcast", n)),
		uitest.Drawn("review-not-done", "review", s.review(sampleMonth(), "pcast", n).refused(ui.Problem{Words: reviewRefusal(access.ErrOpen)}, "")),
		uitest.Drawn("review-hostile", "review", s.review(hostile, "pcast", n)),
	}
}
