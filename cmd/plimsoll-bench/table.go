package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"
)

// result is one line of the table, and what has to be said beside it.
type result struct {
	id, what       string
	ours, baseline string
	ratio          string
	goal           string
	met            bool
	ran            []string // engine and broker that it ran on
	notes          []string
}

// printTable writes where it ran, the table, and the notes.
func printTable(out io.Writer, about machine, b *bench, results []result) error {
	var text strings.Builder
	about.write(&text)
	for _, line := range ranOn(results) {
		fmt.Fprintf(&text, "%s\n", line)
	}
	if b.pairs < fullPairs || b.short {
		fmt.Fprintf(&text, "SMOKE TEST: %d pairs; fewer than %d, or little data, measure nothing\n", b.pairs, fullPairs)
	}
	text.WriteByte('\n')
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	say(table, "\twhat\tours\tbaseline\tratio\tgoal\tmet?")
	for _, r := range results {
		say(table, strings.Join([]string{r.id, r.what, r.ours, orDash(r.baseline), orDash(r.ratio), r.goal, yesNo(r.met)}, "\t"))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(&text, "\nmedian (lowest to highest)")
	for _, r := range results {
		for _, note := range r.notes {
			fmt.Fprintf(&text, "%s: %s\n", r.id, note)
		}
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// ranOn lists engines and brokers, each once.
func ranOn(results []result) []string {
	var lines []string
	seen := map[string]bool{}
	for _, r := range results {
		for _, line := range r.ran {
			if !seen[line] {
				seen[line] = true
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// spread writes a summary: its median, and in brackets from where to where.
func spread(s summary, format func(float64) string) string {
	return fmt.Sprintf("%s (%s to %s)", format(s.median), format(s.low), format(s.high))
}

// perSecond writes a rate of rows in thousands.
func perSecond(v float64) string { return strconv.Itoa(int(math.Round(v/1000))) + "k/s" }

func seconds(v float64) string { return fmt.Sprintf("%.2f s", v) }

func plain(v float64) string { return fmt.Sprintf("%.2f", v) }

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "NO"
}
