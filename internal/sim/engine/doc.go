// Package engine sends what the hospital of package sim says, as an interface engine does.
//
// [Run] sends a hospital's past and then its life until it is told to stop. Make an [Engine] with [New] instead if
// something is to be sent by hand as well ([Engine.Send]), counted ([Engine.Counts]) or held back ([Engine.Pause]).
//
// Each source has one connection and one queue. A message leaves its queue when its acknowledgement says that it was
// kept, and not before; until then it is sent again, unchanged, over new connections where the old one fell. Nothing is
// skipped and nothing overtakes: a message that is refused holds up those behind it, and the engine says so.
package engine
