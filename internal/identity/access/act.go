package access

import "time"

// Act is something done to an account: by whom, to whom, and what.
type Act struct {
	ID      ID
	At      time.Time
	Account string // who did it; CommandLine for a command
	Subject string // whose account
	Words   string // what was done, as in "role changed from nurse to manager"
}

// CommandLine stands for whoever runs a command on the server. No account can
// have this name.
const CommandLine = "(command line)"

// FirstCode stands for whoever has the code that a server without an account
// tells on its terminal. No account can have this name.
const FirstCode = "(code on the terminal)"
