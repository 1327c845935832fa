package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"plimsoll/ingest/feed"
)

// Exit codes, as every command's help states them.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitInPart = 3
)

const exitHelp = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done in part (some records were rejected)."

// errInPart is what a command returns when it did its work but had to leave
// some of the input out.
var errInPart = errors.New("done in part")

// process is what a command gets of the world.
type process struct {
	ctx            context.Context
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
	log            *slog.Logger
	now            func() time.Time
}

// commands is the command line. Every flag has an environment name,
// PLIMSOLL_ and the flag in capitals, and a line in the config file.
type commands struct {
	Config   configFile `help:"Read flags from this JSON file ({\"data_dir\": \"./var\"}); flags and environment win." placeholder:"FILE"`
	LogLevel slog.Level `help:"Log this and what is worse: debug, info, warn, error." default:"info"`

	Run          runCmd          `cmd:"" help:"Start everything in one process: ingest, score, notify, serve."`
	Ingest       ingestCmd       `cmd:"" help:"Run the ingester alone, against --kafka and --clickhouse."`
	Score        scoreCmd        `cmd:"" help:"Run derivation and scoring alone, against --kafka and --clickhouse."`
	Notify       notifyCmd       `cmd:"" help:"Run the watch and the alert publisher alone, against --kafka and --clickhouse. Any number may run; one of them publishes."`
	Serve        serveCmd        `cmd:"" help:"Run the API alone, against --kafka and --clickhouse."`
	Migrate      migrateCmd      `cmd:"" help:"Bring the warehouse's schema up to date and stop."`
	Feed         feedCmd         `cmd:"" help:"Send files to a running service: AIVDM, MarineCadastre, Global Fishing Watch, satellite tracks, JSON lines."`
	Simulate     simulateCmd     `cmd:"" help:"Write a synthetic fleet with planted conditions and a truth file."`
	Reference    referenceCmd    `cmd:"" help:"Work on what is known beforehand: list, show, verify, import, undo."`
	Jurisdiction jurisdictionCmd `cmd:"" help:"Ask who can act: which State has which power, duty or limit over a ship, a place, a day and people."`
	Check        checkCmd        `cmd:"" help:"Ask a running service for its engine, broker, lag and tables."`
	Deadletter   deadletterCmd   `cmd:"" help:"List, show or replay what could not be accepted."`
	Engine       engineCmd       `cmd:"" help:"Serve the embedded ClickHouse over HTTP on loopback, for --clickhouse in other processes."`
	Version      versionCmd      `cmd:"" help:"Print the version."`
}

// run is the program: it parses args, runs one command and returns its exit code.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	var cli commands
	code := -1
	parser, err := kong.New(&cli,
		kong.Name("plimsoll"),
		kong.Description("Maritime trafficking risk monitor.\n\n"+exitHelp),
		kong.Writers(stdout, stderr),
		kong.Exit(func(c int) { code = c }),
		kong.Resolvers(environment(getenv)),
		kong.Bind(lookup(getenv)),
		kong.Vars{"formats": strings.Join(feed.Formats(), ", ")},
		kong.UsageOnError(),
	)
	if err != nil {
		fmt.Fprintln(stderr, "plimsoll:", err)
		return exitFailed
	}
	parsed, err := parser.Parse(args)
	if code >= 0 { // --help was asked for and printed
		return code
	}
	if err != nil {
		fmt.Fprintf(stderr, "plimsoll: %v\nTry plimsoll --help.\n", err)
		return exitUsage
	}
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: cli.LogLevel}))
	err = parsed.Run(&process{ctx: ctx, getenv: getenv, stdin: stdin, stdout: stdout, stderr: stderr, log: log, now: time.Now})
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errInPart):
		return exitInPart
	case errors.Is(err, errUsage):
		fmt.Fprintln(stderr, "plimsoll:", err)
		return exitUsage
	default:
		fmt.Fprintln(stderr, "plimsoll:", err)
		return exitFailed
	}
}

// errUsage marks errors that another command line would not make.
var errUsage = errors.New("wrong usage")

// environment resolves --data-dir from PLIMSOLL_DATA_DIR and so on.
func environment(getenv func(string) string) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		name := "PLIMSOLL_" + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_"))
		if value := getenv(name); value != "" {
			return value, nil
		}
		return nil, nil
	})
}

// configFile is a JSON file of flags.
type configFile string

// lookup reads the environment.
type lookup func(string) string

// BeforeResolve adds the file's values. Kong takes the last resolver's word,
// so the environment is asked again after the file.
func (configFile) BeforeResolve(ctx *kong.Context, trace *kong.Path, getenv lookup) error {
	path, _ := ctx.FlagValue(trace.Flag).(configFile)
	file, err := os.Open(string(path))
	if err != nil {
		return fmt.Errorf("read --config: %w", err)
	}
	defer func() { _ = file.Close() }()
	values, err := kong.JSON(file)
	if err != nil {
		return fmt.Errorf("read --config %s: %w", path, err)
	}
	ctx.AddResolver(values)
	ctx.AddResolver(environment(getenv))
	return nil
}

// moment is a point in time on the command line: a day, which means its end,
// or RFC 3339.
type moment struct{ time.Time }

// UnmarshalText implements encoding.TextUnmarshaler.
func (m *moment) UnmarshalText(text []byte) error {
	s := string(text)
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		m.Time = day.Add(24*time.Hour - time.Millisecond)
		return nil
	}
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return fmt.Errorf("%q: want a day (2022-02-28, its end in UTC is meant) or RFC 3339 (2022-02-28T12:00:00Z)", s)
	}
	m.Time = at.UTC()
	return nil
}
