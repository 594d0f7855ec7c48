package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"redoutlet/internal/notation"
	"redoutlet/internal/pack/bundle"
	"redoutlet/internal/pack/paper"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/packing"
)

func packCommand(t terminal) *cobra.Command {
	return group("pack", "What a unit needs to carry on", `pack builds what a unit needs when nothing else answers: the sheets of each patient and of
the unit, sealed and signed.

  redoutlet pack build --unit ICU --out packs
  redoutlet pack verify packs/ICU-1`,
		packBuildCommand(t), packVerifyCommand(t), packOpenCommand(t),
	)
}

func packBuildCommand(t terminal) *cobra.Command {
	var p place
	var unit, out, size string
	c := &cobra.Command{
		Use: "build", Short: "Build the pack of one unit, or of every unit", Args: noArgs,
		Long: `build draws the sheets of every patient of a unit, seals them so that only this
organization's key opens them, signs them, and writes them to a new folder below --out. A
pack is never altered: the next one has a higher number.`,
		Example: "  redoutlet pack build --unit ICU --out packs",
		RunE: func(c *cobra.Command, _ []string) error {
			if out == "" {
				out = filepath.Join(p.data, "packs")
			}
			all, err := p.buildPacks(c.Context(), t, paper.Size(size), packing.Depot{Folder: out}, unit)
			switch {
			case err != nil:
				return err
			case p.json && unit != "":
				return printJSON(t.out, all[0])
			case p.json:
				return printJSON(t.out, all)
			}
			for _, one := range all {
				fmt.Fprintf(t.out, "%s: pack %d, %s, %s in %s\n", plain(one.Unit), one.Number,
					notation.Count(int64(one.Patients), "patient", "patients"), notation.Count(int64(one.Pages), "page", "pages"), one.Folder)
			}
			if len(all) == 0 {
				fmt.Fprintln(t.out, "0 packs: nobody is in any unit.")
			}
			return nil
		},
	}
	p.flags(c)
	c.Flags().StringVar(&unit, "unit", "", "only this unit, as the sources write it (default every unit)")
	c.Flags().StringVar(&out, "out", "", "folder for the packs (default DATA/packs)")
	c.Flags().StringVar(&size, "paper", string(paper.Letter), "size of paper: Letter or A4")
	return c
}

// buildPacks builds the packs of a unit, or of all where none is named.
func (p *place) buildPacks(ctx context.Context, t terminal, size paper.Size, depot packing.Depot, unit string) ([]packing.Built, error) {
	r, err := p.open(ctx)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	book, err := p.book(ctx, t, r)
	if err != nil {
		return nil, err
	}
	house, err := packing.Open(ctx, r.Tenant, book)
	if err != nil {
		return nil, err
	}
	if depot.Keys, err = p.packKeys(); err != nil {
		return nil, err
	}
	press, err := house.Press(size)
	if err != nil {
		return nil, err
	}
	units, all := []string{unit}, []packing.Built{}
	if unit == "" {
		units = house.Units()
	}
	progress := newProgress(t.err, "building packs")
	defer progress.done()
	for n, code := range units {
		one, err := depot.Build(ctx, press, house, code)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
		progress.at(int64(n+1), "units")
	}
	return all, nil
}

// packKeys are the keys that sign and open the packs of the tenant.
func (p *place) packKeys() (bundle.Keys, error) {
	at, err := p.record()
	if err != nil {
		return bundle.Keys{}, err
	}
	key, err := seal.ReadKeyFile(at.Key())
	if err != nil {
		return bundle.Keys{}, fmt.Errorf("%w; give the key file with --key", err)
	}
	return packing.Keys(at.Data, at.Tenant, key, rand.Reader)
}

func packVerifyCommand(t terminal) *cobra.Command {
	var p place
	c := &cobra.Command{
		Use: "verify PATH", Short: "Hold every file of a pack against its signature", Args: oneArg("a pack, a file of one, or a folder of packs"),
		Long: `verify reads the manifest of a pack, its signature, and every file that it names. PATH is the
folder of a pack, one file of a pack, or a folder with packs in it. It needs the key of the
organization, and nothing of a server.`,
		Example: "  redoutlet pack verify packs/ICU-1",
		RunE: func(c *cobra.Command, args []string) error {
			keys, err := p.packKeys()
			if err != nil {
				return err
			}
			verdicts, err := packing.Verify(args[0], keys)
			if err != nil {
				return err
			}
			return p.report(t, verdicts)
		},
	}
	p.flags(c)
	return c
}

// report says whether packs are what was signed: exit 1 where one is not.
func (p *place) report(t terminal, list []packing.Verdict) error {
	var finding error
	if slices.ContainsFunc(list, func(v packing.Verdict) bool { return !v.Holds }) {
		finding = errFinding
	}
	if p.json {
		return errors.Join(printJSON(t.out, list), finding)
	}
	for _, v := range list {
		if v.Holds {
			fmt.Fprintf(t.out, "%s holds: pack %d of %s, built %s, %s.\n", v.Path, v.Pack.Number, plain(v.Pack.Unit),
				v.Pack.Built.Format("2006-01-02 15:04:05 MST"), notation.Count(int64(len(v.Pack.Files)), "file", "files"))
			continue
		}
		fmt.Fprintf(t.out, "%s does NOT hold:\n  %s\n", v.Path, strings.ReplaceAll(plain(v.Wrong), " / ", "\n  "))
	}
	if finding != nil {
		fmt.Fprintln(t.out, "Use the pack before it, and find out who could write to this folder.")
	}
	return finding
}

func packOpenCommand(t terminal) *cobra.Command {
	var p place
	var out string
	c := &cobra.Command{
		Use: "open FOLDER", Short: "Open a pack into PDF files", Args: oneArg("folder of a pack"),
		Long: `open verifies a pack and writes its sheets as PDF files that anybody can read to --out.
Whoever can read that folder can read the charts: delete it after use.`,
		Example: "  redoutlet pack open packs/ICU-1 --out sheets",
		RunE: func(c *cobra.Command, args []string) error {
			if out == "" {
				return usage("--out is missing: name a new folder for the sheets")
			}
			keys, err := p.packKeys()
			if err != nil {
				return err
			}
			files, verdict, err := packing.Extract(args[0], out, keys)
			if err != nil {
				return err
			}
			if !verdict.Holds || p.json {
				return p.report(t, []packing.Verdict{verdict})
			}
			fmt.Fprintf(t.out, "%s in %s\n", notation.Count(int64(files), "file", "files"), out)
			return nil
		},
	}
	p.flags(c)
	c.Flags().StringVar(&out, "out", "", "new folder for the sheets")
	return c
}
