// Package test holds the whole program to its promises: the real binary, real sockets, real kill -9.
//
// It has no code of its own, and each file of tests is one promise. TestMain
// builds the program once; a site is a data folder of it, and what runs on a
// site runs as a process apart, is spoken to over MLLP and HTTP, and is ended
// as a power cut would end it. What a part does by itself is tested where the
// part is.
//
// Variables say how long a run may take: REDOUTLET_ROUNDS is the number of
// times the program is killed, REDOUTLET_SHUFFLES the number of orders a day is
// sent in, REDOUTLET_DAYS how long a hospital is charted. With REDOUTLET_CI nothing is skipped: what is missing fails.
package test
