package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	"plimsoll/api"
	"plimsoll/api/control"
	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/engine"
)

// versionCmd prints what was built.
type versionCmd struct{}

// Run implements the command.
func (versionCmd) Run(p *process) error {
	_, err := fmt.Fprintln(p.stdout, "plimsoll", version())
	return err
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown build)"
	}
	text := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			text += " " + s.Value
		}
	}
	return text
}

// migrateCmd brings the schema up to date and stops.
type migrateCmd struct{ connections }

// Run implements the command.
func (c *migrateCmd) Run(p *process) (err error) {
	s := &parts{process: p, conf: c.connections}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.lock(p.ctx); err != nil {
		return err
	}
	return s.openWarehouse(p.ctx)
}

// checkCmd asks a running service how it is.
type checkCmd struct {
	connections
	JSON bool `help:"Print JSON."`
}

// Run implements the command.
func (c *checkCmd) Run(p *process) error {
	check, err := control.Dial(c.DataDir).Check(p.ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		out := json.NewEncoder(p.stdout)
		out.SetIndent("", "  ")
		return out.Encode(check)
	}
	fmt.Fprintf(p.stdout, "engine  %s\nbroker  %s\nbacklog %d bytes\n", check.Engine, check.Broker, check.BacklogBytes)
	for _, group := range slices.Sorted(maps.Keys(check.Lag)) {
		fmt.Fprintf(p.stdout, "lag     %-18s %d messages\n", group, check.Lag[group])
	}
	for _, table := range slices.Sorted(maps.Keys(check.Tables)) {
		size := check.Tables[table]
		fmt.Fprintf(p.stdout, "table   %-18s %12d rows %14d bytes\n", table, size.Rows, size.Bytes)
	}
	return nil
}

// engineCmd is the embedded engine as a server of its own, so that the roles
// can run as separate processes without a ClickHouse server.
type engineCmd struct {
	DataDir string `help:"Folder of the engine and its lock." default:"./var-engine" type:"path"`
	Listen  string `help:"Address on loopback; the engine asks nobody who they are." default:"127.0.0.1:8123"`
}

// Run implements the command.
func (c *engineCmd) Run(p *process) (err error) {
	if err := api.LoopbackOnly(c.Listen); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	s := &parts{process: p, conf: connections{DataDir: c.DataDir}}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.lock(p.ctx); err != nil {
		return err
	}
	w, err := warehouse.Open(p.ctx, warehouse.Config{DataDir: c.DataDir, Getenv: p.getenv})
	if err != nil {
		return err
	}
	s.onClose(w.Close)
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "ClickHouse %s answers on http://%s\n", w.Engine(), listener.Addr())
	server := &http.Server{Handler: engine.Handler(w.Transport()), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-p.ctx.Done()
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
