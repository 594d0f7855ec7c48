package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// build is what version prints.
type build struct {
	Version string `json:"version"`
	Commit  string `json:"commit,omitempty"`
	Go      string `json:"go"`
	System  string `json:"system"`
}

func versionCommand(t terminal) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "version", Short: "Print the version", Args: noArgs,
		Example: "  redoutlet version --json",
		RunE: func(*cobra.Command, []string) error {
			b := build{Version: version, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						b.Commit = s.Value
					}
				}
			}
			if asJSON {
				return printJSON(t.out, b)
			}
			fmt.Fprintf(t.out, "redoutlet %s, %s, %s\n", b.Version, b.Go, b.System)
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print facts as JSON")
	return c
}
