// Package serve starts the parts, watches them and stops them in order.
//
// It and what is below it are the one place that knows the record (store) and
// the domains at once: they fit the rows of the one to the words of the other.
// An organization at work is a tenant (package tenancy), and what pages ask of it
// is answered in package answer. [Server] is the whole program with its
// listeners; [Place] is where a record lies, for the server and for commands that
// look at it.
package serve
