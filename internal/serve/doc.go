// Package serve starts the parts, watches them and stops them in order.
//
// It is the one place that knows the record (store) and the domains at once: it
// fits the rows of the one to the words of the other. [Tenant] is an
// organization at work; [Server] is the whole program with its listeners.
package serve
