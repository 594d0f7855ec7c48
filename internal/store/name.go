package store

import (
	"errors"
	"slices"
	"strings"
)

// maxTenantName is the longest tenant name: it is a file's name, and may be part of a host's.
const maxTenantName = 63

// ErrTenantName is returned for a name no tenant can have.
var ErrTenantName = errors.New("not a tenant name: use 1 to 63 of a-z, 0-9 and -, beginning with a letter or digit")

// ValidTenant returns ErrTenantName unless a tenant may have this name. No
// valid name leads out of its folder, and none means a device on Windows.
func ValidTenant(name string) error {
	if name == "" || len(name) > maxTenantName || name[0] == '-' || device(name) {
		return ErrTenantName
	}
	if strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return ErrTenantName
	}
	return nil
}

// device reports whether Windows takes a file of this name for a device.
func device(name string) bool {
	if slices.Contains([]string{"con", "prn", "aux", "nul"}, name) {
		return true
	}
	return len(name) == 4 && (strings.HasPrefix(name, "com") || strings.HasPrefix(name, "lpt")) && name[3] <= '9'
}
