// Package arch keeps the rules of this tree by tests.
//
// It has no code of its own: each file of tests holds one subject, and a test
// that fails names the place and the broken rule in one sentence. Every rule is
// also tried on a few lines of source that break it, so that a rule which no
// longer finds anything does not pass for a rule that is kept.
//
// What a rule allows by name stands in a table with the reason beside it. To
// change the rule, change the table and its reason in the same commit as the
// code that needs it. After a package comment changes, run
//
//	go test ./internal/arch -update
//
// to write the tree in ARCHITECTURE.md anew.
package arch
