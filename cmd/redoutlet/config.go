package main

import (
	"github.com/spf13/cobra"
)

func configCommand(t terminal) *cobra.Command {
	var p place
	c := &cobra.Command{
		Use: "config", Short: "Print the settings, defaults included", Args: noArgs,
		Long:    "config prints every setting that is in force, with what it is for, as a settings file.",
		Example: "  redoutlet config --data /var/lib/redoutlet\n  redoutlet config > redoutlet.toml",
		RunE: func(c *cobra.Command, _ []string) error {
			config, err := p.settings()
			if err != nil {
				return err
			}
			if p.json {
				return printJSON(t.out, config)
			}
			text, err := config.Text()
			if err != nil {
				return err
			}
			_, err = t.out.Write(text)
			return err
		},
	}
	p.dataFlags(c)
	c.Flags().BoolVar(&p.json, "json", false, "print the settings as JSON")
	return c
}
