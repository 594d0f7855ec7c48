package reading

import "strings"

// mostName is how many characters a source's name has at most.
const mostName = 40

// ValidName reports whether a source may have a name, in the settings file or on a
// page: letters, digits, - and _, beginning with one of the first two. No name of
// our own, as [Desk], is among these.
func ValidName(name string) bool {
	const alone = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	return name != "" && len(name) <= mostName && strings.Trim(name, alone+"-_") == "" && strings.Trim(name[:1], alone) == ""
}
