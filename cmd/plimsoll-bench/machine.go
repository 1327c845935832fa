package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
)

// machine says what figures were taken on. What the system does not tell is
// left empty, and printed as unknown.
type machine struct {
	system, processor string
	cores             int
	memory, load      string
}

func describe() machine {
	return machine{
		system:    runtime.GOOS + "/" + runtime.GOARCH,
		processor: colonValue("/proc/cpuinfo", "model name"),
		cores:     runtime.NumCPU(),
		memory:    colonValue("/proc/meminfo", "MemTotal"),
		load:      load(),
	}
}

func (m machine) write(out *strings.Builder) {
	fmt.Fprintf(out, "machine  %s, %s, %d cores used, memory %s\n", m.system, orUnknown(m.processor), m.cores, orUnknown(m.memory))
	fmt.Fprintf(out, "load     %s before, %s after; %d is a machine that does nothing else\n", orUnknown(m.load), orUnknown(load()), m.cores)
	fmt.Fprintf(out, "go       %s\n", runtime.Version())
}

// load is the load average of the last 1, 5 and 15 minutes.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	fields := strings.Fields(string(text))
	return strings.Join(fields[:min(3, len(fields))], " ")
}

// colonValue finds the first line "key : value" of a file.
func colonValue(path, key string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = file.Close() }() // read only
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, value, found := strings.Cut(lines.Text(), ":"); found && strings.TrimSpace(name) == key {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// engineLine and brokerLine name what ran, with the versions that were built in.
func engineLine(engine string) string {
	return "engine   ClickHouse " + engine + ", clickhouse-go " + moduleVersion("github.com/ClickHouse/clickhouse-go/v2")
}

func brokerLine(broker string) string {
	return "broker   " + broker + " " + moduleVersion("github.com/twmb/franz-go/pkg/kfake") + ", kafka-go " + moduleVersion("github.com/segmentio/kafka-go")
}

// moduleVersion is the version of a module in this program.
func moduleVersion(path string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown version)"
	}
	for _, dep := range info.Deps {
		if dep.Path == path {
			return dep.Version
		}
	}
	return "(unknown version)"
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}
