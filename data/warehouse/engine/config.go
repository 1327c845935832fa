package engine

import (
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"path/filepath"
)

// Config says which library to load and how to run it.
type Config struct {
	// Library is the path of libchdb; Locate finds it.
	Library string
	// Path is the folder that holds the data. One process at a time may use it, and one process may use only one.
	Path string
	// MaxServerMemory bounds what all queries together may hold, in bytes; 0 means a quarter of the machine's memory.
	MaxServerMemory uint64
	// MarkCache bounds the cache of marks, in bytes; 0 means 256 MB.
	MarkCache uint64
	// Connections is how many statements may run at once, streams that are still being read included; 0 means 16.
	Connections int
	// Settings are query settings that hold for every statement that doesn't set them itself.
	Settings map[string]string
}

const (
	defaultMarkCache   = 256 << 20
	defaultConnections = 16
)

// withDefaults fills what was left open.
func (c Config) withDefaults() (Config, error) {
	if c.Library == "" {
		return c, fmt.Errorf("%w: %s", ErrNoLibrary, advice())
	}
	if c.Path == "" {
		return c, fmt.Errorf("open the embedded ClickHouse: no folder given for its data")
	}
	path, err := filepath.Abs(c.Path)
	if err != nil {
		return c, fmt.Errorf("open the embedded ClickHouse in %s: %w", c.Path, err)
	}
	c.Path = path
	if c.MaxServerMemory == 0 {
		total, err := totalMemory()
		if err != nil {
			return c, fmt.Errorf("read this machine's memory to bound the embedded ClickHouse: %w; set its limit", err)
		}
		c.MaxServerMemory = total / 4
	}
	if c.MarkCache == 0 {
		c.MarkCache = defaultMarkCache
	}
	if c.Connections <= 0 {
		c.Connections = defaultConnections
	}
	settings := defaultSettings()
	maps.Copy(settings, c.Settings)
	c.Settings = settings
	return c, nil
}

// defaultSettings are the query settings that differ from the engine's own. An insert returns when it is written, not
// when it is queued: what was acknowledged must be there after a crash. Days are UTC days wherever the machine stands;
// the engine takes its own time zone from the machine and heeds no configuration there.
func defaultSettings() map[string]string {
	return map[string]string{
		"async_insert":     "0",
		"session_timezone": "UTC",
	}
}

// serverFile is the engine's own configuration. Table settings stand here so that every table has them, whoever
// created it: an acknowledged part and the folder entry that names it are on the disk.
type serverFile struct {
	XMLName         xml.Name  `xml:"clickhouse"`
	MarkCache       uint64    `xml:"mark_cache_size"`
	MaxServerMemory uint64    `xml:"max_server_memory_usage"`
	MergeTree       mergeTree `xml:"merge_tree"`
}

type mergeTree struct {
	FsyncAfterInsert       int `xml:"fsync_after_insert"`
	FsyncPartDirectory     int `xml:"fsync_part_directory"`
	MinRowsToFsyncAftMerge int `xml:"min_rows_to_fsync_after_merge"`
	OldPartsLifetimeS      int `xml:"old_parts_lifetime"`
}

// configName is the file in Config.Path that is rewritten at every start.
const configName = "plimsoll-engine.xml"

// writeServerFile writes the engine's configuration beside its data and gives the file's path.
func writeServerFile(c Config) (string, error) {
	data, err := xml.MarshalIndent(serverFile{
		MarkCache:       c.MarkCache,
		MaxServerMemory: c.MaxServerMemory,
		MergeTree:       mergeTree{FsyncAfterInsert: 1, FsyncPartDirectory: 1, MinRowsToFsyncAftMerge: 1, OldPartsLifetimeS: 480},
	}, "", "  ")
	if err != nil {
		return "", fmt.Errorf("encode the engine's configuration: %w", err)
	}
	path := filepath.Join(c.Path, configName)
	if err := os.WriteFile(path, append(data, '\n'), 0o600); err != nil {
		return "", fmt.Errorf("write the engine's configuration: %w", err)
	}
	return path, nil
}

// arguments are what the library is started with; settings of queries hold for the one connection that is opened.
func (c Config) arguments(serverFile string) []string {
	args := []string{"clickhouse", "--path=" + c.Path}
	if serverFile != "" {
		args = append(args, "--config-file="+serverFile)
	}
	for name, value := range c.Settings {
		args = append(args, "--"+name+"="+value)
	}
	return args
}

// totalMemory reads how many bytes of memory the machine has.
func totalMemory() (uint64, error) {
	data, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0, err
	}
	var kilobytes uint64
	if _, err := fmt.Sscanf(string(data), "MemTotal: %d kB", &kilobytes); err != nil {
		return 0, fmt.Errorf("parse /proc/meminfo: %w", err)
	}
	return kilobytes << 10, nil
}
