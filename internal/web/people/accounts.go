package people

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// shownActs is how many acts on accounts are listed.
const shownActs = 50

// accountsPage lists the accounts, and makes one.
type accountsPage struct {
	Problems []ui.Problem
	Heading  string
	Rows     []accountRow
	Acts     []actRow
	Name     ui.Field
	Title    ui.Field
	Unit     ui.Field
	Role     ui.Choice
	Made     string // whose account was just made
	Password string // of the account that was just made, shown this once
	status   int
}

type accountRow struct {
	Name      string
	To        string
	Title     string
	Role      string
	Unit      string
	Suspended bool
	SignedIn  string
}

type actRow struct {
	At      wording.Moment
	By      string
	Subject string
	Words   string
}

// Head implements ui.Headed.
func (p *accountsPage) Head() ui.Head {
	if len(p.Problems) > 0 {
		return ui.Head{Title: "Error: Accounts"}
	}
	return ui.Head{Title: "Accounts"}
}

// Status is the page's status.
func (p *accountsPage) Status() int { return p.status }

// roleMeaning says what a role is for.
func roleMeaning(r identity.Role) string {
	switch r {
	case identity.Nurse:
		return "Reads the charts of every unit and finds patients. Breaks the glass, with a reason that is reviewed."
	case identity.Manager:
		return "Sees the units, who is on them, how old the charts are, and who looked at which chart. Opens no chart."
	case identity.Engineer:
		return "Runs the feeds: sources, messages as they were received, quarantine. Opens no chart."
	case identity.Auditor:
		return "Reads who looked at which chart and reviews it every month. Sees patients by number alone, and opens no chart."
	case identity.Administrator:
		return "Keeps accounts, keys and sources, and unlocks the charts. Opens no chart."
	}
	return "Not a role of this version"
}

func roleChoice() ui.Choice {
	c := ui.Choice{ID: "role", Label: "Role"}
	for _, r := range identity.Roles() {
		name := string(r)
		c.Options = append(c.Options, ui.Option{Value: name, Text: strings.ToUpper(name[:1]) + name[1:], Note: roleMeaning(r)})
	}
	return c
}

// staff is what is known of the accounts of a tenant.
type staff struct {
	accounts []identity.Account
	sessions map[string]int
	acts     []access.Act
}

// staff asks what is known of all accounts, with what was done to one, or with
// subject "" to all.
func (d desk) staff(ctx context.Context, tenant, subject string) (staff, error) {
	var s staff
	var err error
	if s.accounts, err = d.house.Accounts.Accounts(ctx, tenant); err != nil {
		return s, fmt.Errorf("listing the accounts: %w", err)
	}
	if s.sessions, err = d.house.Accounts.Sessions(ctx, tenant); err != nil {
		return s, fmt.Errorf("counting who is signed in: %w", err)
	}
	if s.acts, err = d.house.Accounts.Acts(ctx, tenant, subject, shownActs); err != nil {
		return s, fmt.Errorf("listing what was done to accounts: %w", err)
	}
	return s, nil
}

func (s sheet) accounts(all staff) *accountsPage {
	p := &accountsPage{
		status: http.StatusOK, Heading: notation.Count(int64(len(all.accounts)), "account", "accounts"), Role: roleChoice(),
		Name:  ui.Field{ID: "name", Label: "Name to sign in with", Hint: "a-z, 0-9, dot, dash and underscore, as radeyemi", Autocomplete: "off"},
		Title: ui.Field{ID: "title", Label: "Name as others see it", Hint: "As R. Adeyemi", Autocomplete: "off"},
		Unit:  ui.Field{ID: "unit", Label: "Home unit, where there is one", Hint: "As the sources write it. It is where the person begins, and limits nothing.", Autocomplete: "off"},
	}
	for _, a := range all.accounts {
		p.Rows = append(p.Rows, accountRow{
			Name: a.Name, To: accountPath(a.Name), Title: cmp.Or(a.Title, a.Name), Role: string(a.Role), Unit: cmp.Or(s.units.Words(a.Unit), "any unit"),
			Suspended: a.Closed, SignedIn: signedIn(all.sessions[a.Name]),
		})
	}
	p.Acts = s.actRows(all.acts)
	return p
}

func (s sheet) actRows(acts []access.Act) []actRow {
	var rows []actRow
	for _, a := range acts {
		rows = append(rows, actRow{wording.NewMoment(a.At, s.now, s.zone), a.Account, a.Subject, a.Words})
	}
	return rows
}

func signedIn(sessions int) string {
	if sessions == 0 {
		return "not signed in"
	}
	return "signed in at " + notation.Count(int64(sessions), "browser", "browsers")
}

func accountPath(name string) string { return "/accounts/" + url.PathEscape(name) }

// listAccounts answers GET /accounts.
func (d desk) listAccounts(ctx context.Context, r *ui.Request) (any, error) {
	all, err := d.staff(ctx, r.Who.Tenant, "")
	if err != nil {
		return nil, err
	}
	return d.sheet(r).accounts(all), nil
}

// addAccount answers POST /accounts. The password is in the answer and nowhere
// else.
func (d desk) addAccount(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	typed := identity.Account{
		Name: strings.ToLower(strings.TrimSpace(r.PostForm.Get("name"))), Title: strings.TrimSpace(r.PostForm.Get("title")),
		Unit: strings.TrimSpace(r.PostForm.Get("unit")), Role: identity.Role(r.PostForm.Get("role")),
	}
	problem := checkAccount(typed)
	password := ""
	if problem.Words == "" {
		var err error
		password, err = d.house.Accounts.Add(ctx, r.Who, typed)
		if errors.Is(err, identity.ErrTaken) {
			problem = ui.Problem{Field: "name", Words: "There is an account of that name already."}
		} else if err != nil {
			return nil, fmt.Errorf("making an account: %w", err)
		}
	}
	all, err := d.staff(ctx, r.Who.Tenant, "")
	if err != nil {
		return nil, err
	}
	page := d.sheet(r).accounts(all)
	if problem.Words != "" {
		return page.refused(typed, problem), nil
	}
	page.Made, page.Password = typed.Name, password
	return page, nil
}

// mostTitle is how long a title or a unit's name may be.
const mostTitle = 100

func checkAccount(a identity.Account) ui.Problem {
	switch {
	case identity.CheckName(a.Name) != nil:
		return ui.Problem{Field: "name", Words: "A name has 1 to 64 of a-z, 0-9, dot, dash and underscore."}
	case a.Title == "" || len(a.Title) > mostTitle:
		return ui.Problem{Field: "title", Words: "Say how others see the name, in 1 to 100 letters."}
	case len(a.Unit) > mostTitle:
		return ui.Problem{Field: "unit", Words: "A unit's name has at most 100 letters."}
	case !slices.Contains(identity.Roles(), a.Role):
		return ui.Problem{Field: "role", Words: "Choose a role."}
	}
	return ui.Problem{}
}

// refused keeps what was typed, and says what is wrong with it.
func (p *accountsPage) refused(typed identity.Account, problem ui.Problem) *accountsPage {
	p.status, p.Problems = http.StatusUnprocessableEntity, []ui.Problem{problem}
	p.Name.Value, p.Title.Value, p.Unit.Value = typed.Name, typed.Title, typed.Unit
	p.Role = p.Role.Choose(string(typed.Role))
	for _, f := range []*ui.Field{&p.Name, &p.Title, &p.Unit} {
		if f.ID == problem.Field {
			f.Error = problem.Words
		}
	}
	if p.Role.ID == problem.Field {
		p.Role.Error = problem.Words
	}
	return p
}
