// Package asof shows a chart at a moment: up to when each part of it is known,
// from whom, and how absence is said.
//
// A [chart.Chart] holds nothing that a clock changes. [Of] joins it with the
// moment and with what each source can say ([Coverage]): that a section is old,
// that nobody gives it, that something in it could not be read.
package asof
