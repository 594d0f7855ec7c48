//go:build race

package test

// raceDetector says that the program is built with the race detector, which
// multiplies the memory it takes.
const raceDetector = true
