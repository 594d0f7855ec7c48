// Package stage is what a made-up hospital or clinic of package sim stands on: a clock and an agenda of what happens
// next, dice, people with their beds, allergies and orders, and the writing of what is said of them.
//
// Nothing here decides what happens. The systems of a hospital plan that on a [House], and say it with a [Draft].
package stage
