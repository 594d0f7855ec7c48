//go:build !race && linux

package mllp_test

// raceDetector says that memory is not what it would be in the program.
const raceDetector = false
