// Package fact holds what a chart is made of: one thing known of one patient,
// the message it came in, and the numbers, times, codes and words of which such
// things consist, each exactly as it was sent.
package fact
