// Package reading says what one message says of its patients, as facts.
//
// [Of] is pure: one message and the profile of its source give the same facts
// whenever they are read, so a chart can be made again at any time. It never
// fails. What cannot be read, and what this version does not understand, is set
// aside with a reason in plain words, and whoever it names is marked.
package reading
