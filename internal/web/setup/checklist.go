package setup

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui"
)

// Checklist says what is still to do before a house can rely on its charts.
type Checklist struct {
	house House
	clock func() time.Time
	zone  *time.Location
}

// NewChecklist returns the checklist of a house. The clock is ours; zone is the
// site's.
func NewChecklist(house House, clock func() time.Time, zone *time.Location) Checklist {
	return Checklist{house, clock, zone}
}

// Readers are who sees the checklist: those who set a house up.
func Readers() []identity.Role { return []identity.Role{identity.Engineer, identity.Administrator} }

// ToDo counts what is still to do.
func (c Checklist) ToDo(ctx context.Context, tenant string) (int, error) {
	known, err := c.known(ctx, tenant)
	if err != nil {
		return 0, err
	}
	todo := 0
	for _, s := range known.steps(identity.Administrator) {
		if !s.Done {
			todo++
		}
	}
	return todo, nil
}

// known is what is known of how far the set-up has come.
type known struct {
	locked     bool
	passphrase bool   // the key is kept under one, and else in a file
	noted      string // by whom and when that a copy is kept elsewhere, "" where it is not
	accounts   []identity.Account
	sources    []feed.SourceStatus
	lists      map[string]census.Standing // nil while locked
	seen       map[string]int             // patients by the code of their unit; nil while locked
	named      unit.List
}

func (c Checklist) known(ctx context.Context, tenant string) (known, error) {
	k := known{locked: c.house.Charts.Locked(tenant), passphrase: c.house.Charts.UnderPassphrase(tenant)}
	status, err := c.house.Feeds.Status(ctx, tenant)
	if err != nil {
		return k, fmt.Errorf("counting messages: %w", err)
	}
	k.sources = status.Sources
	if k.accounts, err = c.house.Staff.Accounts(ctx, tenant); err != nil {
		return k, fmt.Errorf("listing the accounts: %w", err)
	}
	if kept, at, by := c.house.Keys.KeyCopy(tenant); kept {
		k.noted = k.title(by) + ", " + notation.Stamp(at, c.zone)
	}
	if history := c.house.Units.History(tenant); len(history) > 0 {
		k.named = history[0]
	}
	if k.locked {
		return k, nil
	}
	if k.lists, err = c.house.Charts.Standings(ctx, tenant); err != nil {
		return k, fmt.Errorf("finding how units stand: %w", err)
	}
	if k.seen, err = c.house.Charts.Seen(ctx, tenant); err != nil {
		return k, fmt.Errorf("finding which units there are: %w", err)
	}
	return k, nil
}

// title is a person by title, or by account where there is none.
func (k known) title(account string) string {
	for _, a := range k.accounts {
		if a.Name == account && a.Title != "" {
			return a.Title
		}
	}
	return account
}

// step is one thing to do.
type step struct {
	Name string
	Done bool
	Says string // how it stands, and what to do next
	Link link   // where it is done
	Act  string // what a button does here, as the form says it; "" for no button
	Verb string // on the button
}

// link is where something is done; the zero link leads nowhere.
type link struct{ To, Words string }

// steps lists everything, in the order in which it is done, as a reader of a role
// sees it: nobody is sent to a page that is not for them.
func (k known) steps(role identity.Role) []step {
	steps := []step{
		k.keys(), k.copyOfKey(), k.administrators(), k.clinicians(), k.connected(), k.unitsNamed(), k.reconciled(), k.live(),
	}
	if role != identity.Administrator {
		for i := range steps {
			if steps[i].Link.To == "/accounts" {
				steps[i].Says, steps[i].Link = steps[i].Says+" An administrator does it.", link{}
			}
			if steps[i].Act != "" {
				steps[i].Says, steps[i].Act = steps[i].Says+" An administrator notes it.", ""
			}
		}
	}
	return steps
}

func (k known) keys() step {
	if k.locked {
		return step{Name: "The charts are unlocked", Says: "They are locked: messages are kept, and nothing is charted.", Link: link{"/unlock", "Unlock the charts"}}
	}
	return step{Name: "The charts are unlocked", Done: true, Says: "The key is open, and what arrives is charted."}
}

func (k known) copyOfKey() step {
	s := step{Name: "A copy of the key file is kept elsewhere", Says: "Without the key nobody can read the charts. Copy the key file to where neither fire nor an attacker on this computer reaches it."}
	if k.passphrase {
		s.Name, s.Says = "The passphrase is written down", "Without the passphrase nobody can read the charts after a restart. Write it down, and keep it where neither fire nor an attacker reaches it."
	}
	s.Act, s.Verb = "kept", "It is done"
	if k.noted != "" {
		s.Done, s.Says = true, "Noted by "+k.noted+"."
		s.Act, s.Verb = "not kept", "Undo: it is not"
	}
	return s
}

// may counts the accounts of a role that may sign in.
func (k known) may(role identity.Role) int {
	n := 0
	for _, a := range k.accounts {
		if a.Role == role && !a.Closed {
			n++
		}
	}
	return n
}

func (k known) administrators() step {
	n := k.may(identity.Administrator)
	s := step{Name: "An administrator keeps the server", Done: n > 0, Link: link{"/accounts", "Accounts"}}
	switch n {
	case 0:
		s.Says = "Nobody may sign in as one."
	case 1:
		s.Says = "There is one. Make a second: nobody can let the only one in again."
	default:
		s.Says = "There are " + notation.Number(int64(n)) + "."
	}
	return s
}

func (k known) clinicians() step {
	n := k.may(identity.Nurse)
	s := step{Name: "Those who read charts can sign in", Done: n > 0, Link: link{"/accounts", "Make an account"}}
	if n == 0 {
		s.Says = "There is no account with the role nurse, the one that opens charts. Make one for each person: what is opened is recorded under its name."
		return s
	}
	s.Says, s.Link.Words = notation.Count(int64(n), "account opens", "accounts open")+" charts.", "Accounts"
	return s
}

func (k known) connected() step {
	s := step{Name: "A source is connected", Link: link{"/sources", "Sources"}}
	var heard []string
	for _, src := range k.sources {
		if src.Received > 0 {
			heard = append(heard, src.Name)
		}
	}
	switch {
	case len(heard) > 0:
		s.Done = true
		s.Says = notation.Count(int64(len(heard)), "source has", "sources have") + " sent messages, of " + notation.Number(int64(len(k.sources))) + "."
	case len(k.sources) == 0:
		s.Says, s.Link = "Nothing can arrive before a source is added: a name, an address and a port.", link{"/source/~new/setup", "Add a source"}
	default:
		s.Says = "Nothing has arrived yet. Its page says what to hand to the interface team, and shows the first message when it arrives."
		s.Link = link{"/source/" + url.PathEscape(k.sources[0].Name), "Wait for the first message"}
	}
	return s
}

// unnamed counts the units that sources have named and the site has not.
func (k known) unnamed() int {
	n := 0
	for code := range k.seen {
		if _, named := k.named.Find(code); !named {
			n++
		}
	}
	return n
}

func (k known) unitsNamed() step {
	s := step{Name: "The units have the names that people know", Link: link{"/setup/units", "Name the units"}}
	switch n := k.unnamed(); {
	case k.locked:
		s.Says = "It cannot be said while the charts are locked."
	case len(k.seen) == 0:
		s.Says = "No unit was seen yet: they appear when a source says who is in them."
	case n > 0:
		s.Says = notation.Count(int64(n), "unit has", "units have") + " the code of the sender alone, of " + notation.Number(int64(len(k.seen))) + " that were seen."
	default:
		s.Done, s.Link.Words = true, "Units"
		s.Says = notation.Count(int64(len(k.seen)), "unit was", "units were") + " seen, each with a name."
	}
	return s
}

func (k known) reconciled() step {
	s := step{Name: "A census list agrees with the charts"}
	agree := 0
	for _, st := range k.lists {
		if st.Reconciled() {
			agree++
		}
	}
	switch {
	case agree > 0:
		s.Done, s.Says = true, notation.Count(int64(agree), "unit agrees", "units agree")+" with its newest list, of "+notation.Number(int64(len(k.lists)))+" that had one."
	case k.locked:
		s.Says = "It cannot be said while the charts are locked."
	case len(k.lists) > 0:
		s.Says = "No unit agrees with its newest list: the board says who is missing. A nurse or a manager gives lists, on the page Census lists."
	default:
		s.Says = "Who was in the house before the first message has no chart. A nurse or a manager gives a list of who is where, on the page Census lists."
	}
	return s
}

func (k known) live() step {
	s := step{Name: "A source is declared live", Link: link{"/sources", "Sources"}}
	live := slices.IndexFunc(k.sources, func(src feed.SourceStatus) bool { return src.Mode == "live" })
	switch {
	case live >= 0:
		s.Done, s.Says = true, "From a source that is live only messages of production are charted."
	case len(k.sources) == 0:
		s.Says = "There is no source yet."
	default:
		s.Says = "Every source is on trial, and every page says TEST. Declare one live when its charts were compared with the record."
		s.Link = link{"/source/" + url.PathEscape(k.sources[0].Name) + "/setup", "Declare it live"}
	}
	return s
}

// checklistPage is what is done and what is to do.
type checklistPage struct {
	Heading string
	Steps   []step
}

// Head implements ui.Headed.
func (p *checklistPage) Head() ui.Head { return ui.Head{Title: "Set-up", Live: ui.LiveBoard()} }

func newChecklist(k known, role identity.Role) *checklistPage {
	p := &checklistPage{Steps: k.steps(role)}
	todo := 0
	for _, s := range p.Steps {
		if !s.Done {
			todo++
		}
	}
	p.Heading = "Set-up: " + notation.Count(int64(todo), "thing is", "things are") + " to do"
	if todo == 0 {
		p.Heading = "Everything is set up"
	}
	return p
}

// checklist answers GET /setup.
func (d desk) checklist(ctx context.Context, r *ui.Request) (any, error) {
	k, err := d.known(ctx, r.Who.Tenant)
	if err != nil {
		return nil, err
	}
	return newChecklist(k, r.Who.Role), nil
}

// noteKey answers POST /setup: somebody says that the key is kept elsewhere, too,
// or that it is not.
func (d desk) noteKey(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	said := r.PostForm.Get("key")
	if said != "kept" && said != "not kept" {
		return nil, fmt.Errorf("noting the key: %w", ui.ErrForm)
	}
	if err := d.house.Keys.NoteKey(ctx, r.Who, said == "kept"); err != nil {
		return nil, fmt.Errorf("noting the key: %w", err)
	}
	return &ui.Redirect{To: "/setup"}, nil
}
