//go:build !race

package test

// raceDetector says that memory is not what it would be in the program.
const raceDetector = false
