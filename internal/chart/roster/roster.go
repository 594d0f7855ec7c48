// Package roster shows a patient as a line of a list: who, where now, and where
// lately.
//
// [Of] makes the [Summary] that is kept beside the facts, so that a census needs
// no chart; [LineOf] is the line alone.
package roster
