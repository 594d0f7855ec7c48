package reading

import (
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// PersonIn is the name a message gives, so that staff can see whose message
// waits in quarantine; "" where none can be read.
func PersonIn(l Letter) string {
	msg, err := hl7.Parse(l.Raw)
	if err != nil {
		return ""
	}
	pid, ok := msg.First("PID")
	if !ok {
		return ""
	}
	return field.FormalName(pid.Field(5).Rep(0))
}
