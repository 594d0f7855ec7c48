// Package guard notices when too much vanishes from charts at once, and says
// what is shown until a person has looked (hazard H-067): wrong is not absent.
//
// A [Window] counts from how many patients something was taken away lately:
// allergies, medication orders, or the visit itself. Where that is more than a
// [Limit] of a unit or of the hospital, a [Freeze] begins. It holds back, for
// the section and the patients concerned, what messages took away from the first
// one counted on, until a person releases it or the source sends again what was
// missing. The facts themselves are never touched: hash, record and rebuild know
// nothing of a freeze.
//
// # What a freeze hides, and what it never hides
//
// A freeze holds back what takes away or alters; what adds is shown, marked as
// new since the last good. For allergies the union is the safer mistake: one
// that should have gone costs a question, one that is hidden may cost a life,
// and the nurse who has just typed one in must find it. For medicines a new order is
// shown with its mark, and of a changed or ended one the last good stands with
// the news that a change is held back; two lines for one order could be given
// twice. A patient whose visit vanished stays on the census; one who is admitted
// or moved in the meantime is where the newest message says, since a list that
// leaves out a patient is the worse list. For the same reason identities, merges
// and every section that is not frozen go on as ever.
//
// # Whose clock
//
// The window is counted by the time we received a message. What the senders
// queued while we were locked was received when it was received, so opening the
// charts after a day and reading all of it freezes nothing that would not have
// been frozen then, and reading it a second time comes to the same freezes.
//
// What a sender queued while we were away is received all at once, and a day
// takes away and corrects as much as a day does. So it is counted by the sender's
// clock too: only what was also sent within one window is counted together. The
// sender's times are compared with each other alone, so that a clock that is
// wrong by hours blinds nothing. A sender who spreads a mass deletion over
// invented times escapes this count, as one escapes who is slow. Outpatients are
// not counted as leaving: those of a clinic do so all day.
package guard
