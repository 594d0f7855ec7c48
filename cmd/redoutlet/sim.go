package main

import (
	"github.com/spf13/cobra"

	"redoutlet/internal/demo"
	"redoutlet/internal/sim"
	"redoutlet/internal/sim/fault"
)

// simCommand runs the hospital of the demo, as a process of its own: what it
// says has to come over a socket.
func simCommand(t terminal) *cobra.Command {
	var s demo.Simulation
	to := map[sim.Source]*string{}
	var faults []string
	c := &cobra.Command{
		Use: "sim", Short: "Run a hospital that does not exist", Hidden: true, Args: noArgs,
		Long: `sim sends what the systems of an invented hospital say, from its registration to its
appointments, and shows a page that stands for the hospital's own record. It ends when its standard input is
closed. Never point it at a server that charts real patients.`,
		Example: "  redoutlet sim --registration 127.0.0.1:2575",
		RunE: func(c *cobra.Command, _ []string) error {
			s.Addresses = map[sim.Source]string{}
			for source, address := range to {
				s.Addresses[source] = *address
			}
			for _, words := range faults {
				f, err := fault.Parse(words)
				if err != nil {
					return err
				}
				s.Faults = append(s.Faults, f)
			}
			return s.Run(c.Context(), t.in, t.out)
		},
	}
	for _, source := range demo.Sources() {
		to[source] = c.Flags().String(string(source), "", "address of the server's "+string(source)+" listener")
	}
	c.Flags().StringVar(&s.Page, "page", "127.0.0.1:0", "address of the page that stands for the hospital's record")
	c.Flags().StringVar(&s.Beat, "beat", "", "address where the pharmacy answers whether it is alive")
	c.Flags().Uint64Var(&s.Seed, "seed", 1, "another seed is another hospital")
	c.Flags().Float64Var(&s.Busy, "busy", 20, "how many times more happens than in a hospital of this size")
	c.Flags().StringArrayVar(&faults, "fault", nil, "something that goes wrong; may be repeated: "+fault.Forms)
	return c
}
