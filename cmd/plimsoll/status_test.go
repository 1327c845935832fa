package main

import (
	"errors"
	"strings"
	"testing"
)

// What the engine, the broker or a pass said when it failed is for the log:
// the words that readiness gives to anybody hold none of it.
func TestReadinessKeepsCausesToTheLog(t *testing.T) {
	secret := errors.New("code 516: user feeder at 10.1.2.3:9000")
	p := reach("engine", "server 26.7", secret)
	if p.OK || !errors.Is(p.Cause, secret) || strings.Contains(p.Detail, "10.1.2.3") {
		t.Errorf("%+v", p)
	}
}
