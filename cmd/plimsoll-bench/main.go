// Command plimsoll-bench measures the ratios that the project promises, side
// by side in one run on the same cores, and prints one table: what, ours,
// baseline, ratio, goal.
//
// It is for people who want to know whether a figure in a document is true. It
// asserts nothing (tests do), stores no result, and compares no two machines.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

func main() {
	onTwoCores()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// Fewer than seven pairs are no measurement, only a smoke test.
const (
	fullPairs  = 7
	shortPairs = 2
)

// bench is what every measurement gets of the command line.
type bench struct {
	pairs   int
	short   bool
	rows    int    // messages of P1
	binary  string // the service that is measured
	profile string // file for a CPU profile of P1's subject; "" for none
	dir     string // for data; removed at the end
	stderr  io.Writer
}

// logf tells the one who waits what is going on.
func (b *bench) logf(format string, args ...any) { say(b.stderr, fmt.Sprintf(format, args...)) }

// say writes a line to people; where it cannot, there is nobody to tell.
func say(w io.Writer, line string) { _, _ = io.WriteString(w, line+"\n") }

// measurements are what can be asked for, in the order of the table.
var measurements = []struct {
	id      string
	measure func(context.Context, *bench) (result, error)
}{
	{"P1", measureIngest},
	{"P5", measureChart},
	{"P12", measureAlerts},
	{"P16", measureStart},
}

// run parses the command line and measures. Exit codes: 0 measured (whether or
// not the goals were met), 1 failed, 2 wrong usage.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var ids []string
	for _, m := range measurements {
		ids = append(ids, m.id)
	}
	b := &bench{stderr: stderr}
	var only, bare string
	flags := flag.NewFlagSet("plimsoll-bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&only, "only", "", "measure these alone, separated by commas: "+strings.Join(ids, ", "))
	flags.IntVar(&b.pairs, "pairs", fullPairs, "how many pairs of ours and baseline")
	flags.BoolVar(&b.short, "short", false, "a smoke test: few pairs, little data")
	flags.IntVar(&b.rows, "rows", 0, "positions of P1 (default 2400000, 60000 with -short)")
	flags.StringVar(&b.binary, "plimsoll", "bin/plimsoll", "the service to measure")
	flags.StringVar(&b.profile, "cpuprofile", "", "write a CPU profile of P1's subject to this file")
	flags.StringVar(&bare, "bare", "", "open engine and broker in this folder and nothing else (P16's baseline)")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	if bare != "" {
		return exitCode(stderr, runBare(ctx, bare, stdin, stdout))
	}
	wanted, err := choose(only, ids)
	if err == nil {
		err = b.settle(flags)
	}
	if err != nil {
		say(stderr, "plimsoll-bench: "+err.Error())
		return 2
	}
	return exitCode(stderr, b.run(ctx, wanted, stdout))
}

func exitCode(stderr io.Writer, err error) int {
	if err != nil {
		say(stderr, "plimsoll-bench: "+err.Error())
		return 1
	}
	return 0
}

// choose reads -only.
func choose(only string, ids []string) ([]string, error) {
	if only == "" {
		return ids, nil
	}
	wanted := strings.Split(strings.ToUpper(strings.ReplaceAll(only, " ", "")), ",")
	for _, id := range wanted {
		if !slices.Contains(ids, id) {
			return nil, fmt.Errorf("-only %s: choose from %s", id, strings.Join(ids, ", "))
		}
	}
	return wanted, nil
}

// settle fills in what depends on -short.
func (b *bench) settle(flags *flag.FlagSet) error {
	given := false
	flags.Visit(func(f *flag.Flag) { given = given || f.Name == "pairs" })
	if b.short && !given {
		b.pairs = shortPairs
	}
	if b.rows == 0 {
		if b.rows = 2_400_000; b.short {
			b.rows = 60_000
		}
	}
	if b.pairs < 1 || b.rows < 1 {
		return errors.New("-pairs and -rows want a number above 0")
	}
	binary, err := filepath.Abs(b.binary)
	b.binary = binary
	return err
}

// run measures what is wanted and prints the table, also when something fails
// on the way: what was measured until then is not lost.
func (b *bench) run(ctx context.Context, wanted []string, stdout io.Writer) (err error) {
	if b.dir, err = os.MkdirTemp("", "plimsoll-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	about := describe()
	var results []result
	for _, m := range measurements {
		if !slices.Contains(wanted, m.id) {
			continue
		}
		r, measureErr := m.measure(ctx, b)
		if measureErr != nil {
			err = fmt.Errorf("%s: %w", m.id, measureErr)
			break
		}
		r.id = m.id
		results = append(results, r)
	}
	if len(results) > 0 {
		err = errors.Join(err, printTable(stdout, about, b, results))
	}
	return err
}
