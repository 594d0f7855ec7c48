package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/notation"
)

// viewPrinter prints a chart for a terminal: each section with its source and
// as-of, absence in its fixed words, times in the site's zone as on the pages.
type viewPrinter struct {
	w    io.Writer
	zone *time.Location
}

func (p viewPrinter) when(t fact.Time) string { return notation.When(t.ISO(), p.zone) }

func (p viewPrinter) print(v *asof.View) error {
	p.who(v)
	printSection(p, "ALLERGIES", v.Allergies, func(a chart.Allergy) string {
		noted := ""
		if !a.Noted.IsZero() {
			noted = "noted " + p.when(a.Noted)
		}
		return fields(a.Substance, a.Reaction, notation.Severity(a.Severity), noted, a.State)
	})
	for _, d := range v.Denials {
		fmt.Fprintln(p.w, "  "+plain(d.Statement()))
	}
	printSection(p, "MEDICATION ORDERS", v.Medications, p.medication)
	printSection(p, "ADMINISTRATIONS", v.Administrations, func(d medication.Dose) string {
		return fields(append([]string{p.when(d.At), d.Drug, d.Amount + " " + d.Unit, string(d.Status), d.Reason, d.Note}, d.Marks...)...)
	})
	printSection(p, "RESULTS", v.Results, p.result)
	return nil
}

// who prints the patient, where they are, and what heads the chart.
func (p viewPrinter) who(v *asof.View) {
	name := notation.Name(v.Family, v.Given, v.Middle, v.Suffix, v.Title)
	fmt.Fprintf(p.w, "%s  born %s  %s\n", plain(name), p.when(v.BornAt), notation.Sex(v.Sex))
	for _, id := range v.Identifiers {
		fmt.Fprintf(p.w, "  %s %s\n", plain(id.String()), plain(id.Type))
	}
	if v.InHouse {
		fmt.Fprintf(p.w, "  %s, visit %s\n", plain(strings.Join([]string{v.Unit, v.Room, v.Bed}, " - ")), plain(v.Visit))
	}
	for _, flag := range v.Flags {
		fmt.Fprintln(p.w, "  "+flag)
	}
}

func (p viewPrinter) medication(m asof.MedicationLine) string {
	given := m.LastWords
	if m.LastGiven != nil {
		given = "last given " + p.when(m.LastGiven.At)
		if len(m.LastUnder) > 0 {
			given += " under order " + m.LastUnder[0].Value + ", which this one replaced"
		}
	}
	return fields(append([]string{m.Drug, m.Strength, m.Form, m.Dose + " " + m.DoseUnit, m.Rate, m.Route, m.Frequency, m.Shown, given}, m.Marks...)...)
}

func (p viewPrinter) result(r result.Result) string {
	value := strings.TrimSpace(r.Value + " " + r.Unit)
	switch {
	case !r.Withdrawn.IsZero():
		value = "WITHDRAWN BY SOURCE " + p.when(r.Withdrawn) + " - DO NOT USE"
	case !r.HasValue:
		value = "no value sent"
	case r.Was != "":
		value += " (was " + r.Was + ", corrected " + p.when(r.Corrected) + ")"
	}
	return fields(append([]string{p.when(r.At), r.Test, value, notation.Flag(r.Flag), r.Words}, r.Marks...)...)
}

// fields joins what there is.
func fields(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " | ")
}

func printSection[T any](p viewPrinter, title string, l asof.List[T], line func(T) string) {
	head := title
	if len(l.Sources) > 0 {
		head += " - source " + strings.Join(l.Sources, ", ") + " - as of " + p.stamp(l.AsOf.Time)
	}
	if l.Freshness == asof.Ageing || l.Freshness == asof.Stale {
		head += " - " + string(l.Freshness)
	}
	fmt.Fprintln(p.w, "\n"+head)
	if l.Words != "" {
		fmt.Fprintln(p.w, "  "+l.Words)
	}
	if l.Has(chart.Incomplete) {
		fmt.Fprintln(p.w, "  "+chart.IncompleteWords(len(l.Unread)))
	}
	for _, item := range l.Items {
		fmt.Fprintln(p.w, "  "+plain(line(item)))
	}
}

// stamp is a time of our own clock in the site's zone, named.
func (p viewPrinter) stamp(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.In(p.zone).Format("02-Jan-2006 15:04 MST")
}
