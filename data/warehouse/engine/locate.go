package engine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// libraryVariable names the environment variable that gives the library's path outright.
const libraryVariable = "PLIMSOLL_LIBCHDB"

// libraryInTree is where `make setup` puts the library, below the folder it is run in.
const libraryInTree = "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so"

// ErrNoLibrary says that no engine library was found; the error that wraps it names the remedy.
var ErrNoLibrary = errors.New("the embedded ClickHouse library (libchdb) was not found")

// Locate finds libchdb: the path in PLIMSOLL_LIBCHDB, else the npm package below the working directory or the
// executable's directory, or any directory above them.
func Locate(getenv func(string) string) (string, error) {
	if path := getenv(libraryVariable); path != "" {
		info, err := os.Stat(path)
		if err != nil {
			return "", fmt.Errorf("%w: %s=%s: %w", ErrNoLibrary, libraryVariable, path, err)
		}
		if info.IsDir() {
			return "", fmt.Errorf("%w: %s=%s is a folder; name the file", ErrNoLibrary, libraryVariable, path)
		}
		return path, nil
	}
	var starts []string
	if dir, err := os.Getwd(); err == nil {
		starts = append(starts, dir)
	}
	if exe, err := os.Executable(); err == nil {
		if resolved, err := filepath.EvalSymlinks(exe); err == nil {
			exe = resolved
		}
		starts = append(starts, filepath.Dir(exe))
	}
	return locateFrom(starts)
}

func locateFrom(starts []string) (string, error) {
	for _, dir := range starts {
		for {
			path := filepath.Join(dir, filepath.FromSlash(libraryInTree))
			if info, err := os.Stat(path); err == nil && !info.IsDir() {
				return path, nil
			}
			parent := filepath.Dir(dir)
			if parent == dir {
				break
			}
			dir = parent
		}
	}
	return "", fmt.Errorf("%w: %s", ErrNoLibrary, adviceFor(runtime.GOOS, runtime.GOARCH))
}

// advice says how to get a library that fits this machine.
func advice() string { return adviceFor(runtime.GOOS, runtime.GOARCH) }

func adviceFor(goos, goarch string) string {
	if goos == "linux" && goarch == "amd64" {
		return "run `make setup` to fetch it, or set " + libraryVariable + " to its path, or use a server with --clickhouse"
	}
	return fmt.Sprintf("it can be fetched for Linux on x64 only, not for %s/%s: set %s to the path of a libchdb built for this machine, "+
		"or use a server with --clickhouse", goos, goarch, libraryVariable)
}
