// Command plimsoll watches for conditions in which seafarers and fishers are
// trafficked: feeds of vessel data go in, explained alerts come out.
//
// This package is the binary: flags, environment, signals, exit codes and the
// wiring of the parts. It holds no rule of its own.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
