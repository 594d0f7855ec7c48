package clock

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// LocalZone is this machine's time zone by name, UTC where it has none.
func LocalZone() string {
	if name := os.Getenv("TZ"); name != "" {
		if _, err := time.LoadLocation(name); err == nil {
			return name
		}
	}
	if target, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(target, "zoneinfo/"); ok && name != "" {
			return name
		}
	}
	return "UTC"
}
