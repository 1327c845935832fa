//go:build unix

package main

import (
	"syscall"
	"time"
)

// stopwatch measures time and what this process computes in it, the engine's
// threads included.
type stopwatch struct {
	began time.Time
	cpu   time.Duration
}

func startWatch() stopwatch { return stopwatch{began: time.Now(), cpu: processTime()} }

func (w stopwatch) stop() (took, cpu time.Duration) {
	return time.Since(w.began), processTime() - w.cpu
}

func processTime() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0 // cannot fail for the process itself
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
