// Package hl7 reads and writes HL7 version 2 messages and loses nothing of what was sent.
//
// Cut what arrives into messages with [SplitBatch], read each with [Parse], and ask for values by the numbers the
// standard gives them: segment, field, repetition, component, subcomponent. Every value can be had as the text it
// stands for ([Value.Text]) and as the bytes that were sent ([Value.Raw]). A message is written with a [Builder] and
// answered with [Ack].
//
// Versions 2.1 to 2.8 are read. The delimiters are those the message declares in MSH-1 and MSH-2 and no others.
// Segments, fields and escape sequences that this package does not know are kept as they came. Nothing is checked
// against the standard's tables: a message whose values are wrong is still a message, and what it says is for the
// caller to judge.
//
// Do not use it for the XML encoding of version 2, for UTF-16, or for character sets whose second byte may be a
// delimiter (Shift JIS, GB 18030, Big 5). Frames on the wire (MLLP) are another package's work; stray frame bytes
// around a message do no harm here.
//
// A [Message] and all that comes from it refer to the bytes given to [Parse]. Those bytes must not change as long as
// any of it is in use. Messages are safe for use by several goroutines at once, since reading changes nothing.
package hl7
