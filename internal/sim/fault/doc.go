// Package fault makes what a made-up hospital says go wrong on its way, as it does in real ones: a system falls silent, a
// sender pauses, messages come out of order, twice, cut off, under a wrong clock or in the wrong character set, or much
// of what is known vanishes within a minute.
//
// Each fault takes a [Feed] and gives one, so that they can be put on top of each other. What a fault made or changed
// bears its name in Message.Fault. The same feed, [Spell] and seed give the same messages.
package fault
