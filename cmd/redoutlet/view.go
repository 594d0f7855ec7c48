package main

import (
	"fmt"
	"io"
	"strings"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
)

// printView prints a chart for a terminal: each section with its source and
// as-of, absence in its fixed words.
func printView(w io.Writer, v *asof.View) error {
	given := strings.TrimSpace(plain(v.Given) + " " + plain(v.Middle))
	fmt.Fprintf(w, "%s, %s  born %s  sex %s\n", strings.ToUpper(plain(v.Family)), given, plain(v.Born), plain(v.Sex))
	for _, id := range v.Identifiers {
		fmt.Fprintf(w, "  %s %s\n", plain(id.String()), plain(id.Type))
	}
	if v.InHouse {
		fmt.Fprintf(w, "  %s, visit %s\n", plain(strings.Join([]string{v.Unit, v.Room, v.Bed}, " - ")), plain(v.Visit))
	}
	for _, flag := range v.Flags {
		fmt.Fprintln(w, "  "+flag)
	}
	printSection(w, "ALLERGIES", v.Allergies, func(a chart.Allergy) string {
		return fields(a.Substance, a.Reaction, a.Severity, a.Noted.ISO(), a.State)
	})
	for _, d := range v.Denials {
		fmt.Fprintln(w, "  "+plain(d.Statement()))
	}
	printSection(w, "MEDICATION ORDERS", v.Medications, func(m asof.MedicationLine) string {
		given := m.LastWords
		if m.LastGiven != nil {
			given = "last given " + m.LastGiven.At.ISO()
		}
		return fields(append([]string{m.Drug, m.Strength, m.Form, m.Dose + " " + m.DoseUnit, m.Rate, m.Route, m.Frequency, m.Shown, given}, m.Marks...)...)
	})
	printSection(w, "ADMINISTRATIONS", v.Administrations, func(d chart.Dose) string {
		return fields(d.At.ISO(), d.Drug, d.Amount+" "+d.Unit, string(d.Status), d.Reason, d.Note)
	})
	printSection(w, "RESULTS", v.Results, func(r chart.Result) string {
		value := strings.TrimSpace(r.Value + " " + r.Unit)
		switch {
		case !r.Withdrawn.IsZero():
			value = "WITHDRAWN BY SOURCE " + r.Withdrawn.ISO() + " - DO NOT USE"
		case !r.HasValue:
			value = "no value sent"
		case r.Was != "":
			value += " (was " + r.Was + ", corrected " + r.Corrected.ISO() + ")"
		}
		return fields(r.At.ISO(), r.Test, value, r.Flag, r.Words)
	})
	return nil
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

func printSection[T any](w io.Writer, title string, l asof.List[T], line func(T) string) {
	head := title
	if len(l.Sources) > 0 {
		head += " - source " + strings.Join(l.Sources, ", ") + " - as of " + orNever(l.AsOf.Time)
	}
	if l.Freshness == asof.Ageing || l.Freshness == asof.Stale {
		head += " - " + string(l.Freshness)
	}
	fmt.Fprintln(w, "\n"+head)
	if l.Words != "" {
		fmt.Fprintln(w, "  "+l.Words)
	}
	if l.Has(chart.Incomplete) {
		fmt.Fprintln(w, "  "+chart.IncompleteWords(len(l.Unread)))
	}
	for _, item := range l.Items {
		fmt.Fprintln(w, "  "+plain(line(item)))
	}
}
