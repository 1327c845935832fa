// Command generate rebuilds the chart's embedded files, coast.bin and ports.csv, from node_modules. Run it with
// go generate ./data/chart, in the folder of the chart. It is a tool of the build and no part of the service.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"plimsoll/data/chart/internal/build"
	"plimsoll/data/chart/internal/coastfile"
)

func main() {
	modules := flag.String("node-modules", "../../node_modules", "folder with world-atlas and sea-ports")
	dir := flag.String("chart", ".", "folder of the chart")
	flag.Parse()
	if err := generate(*modules, *dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// generate writes both files.
func generate(modules, dir string) error {
	coast, err := build.Coast(modules, dir)
	if err != nil {
		return err
	}
	ports, err := build.Ports(modules, dir)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "coast.bin"), coastfile.Encode(coast), 0o644); err != nil {
		return fmt.Errorf("write the coast: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ports.csv"), ports, 0o644); err != nil {
		return fmt.Errorf("write the ports: %w", err)
	}
	return nil
}
