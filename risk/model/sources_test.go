package model

import (
	"strings"
	"testing"
)

// The condition must reach every scan of days; outside the query it would come
// after the work.
func TestSourcesAreNarrowed(t *testing.T) {
	from := derived()
	for name, want := range map[string]struct {
		sql, part string
		times     int
	}{"gaps": {from.gaps, "may_be_silent", 2}, "calls": {from.calls, "bitTest(populations, 1)", 3}} {
		if n := strings.Count(want.sql, want.part); n < want.times {
			t.Errorf("%s narrows %d of its scans, want %d", name, n, want.times)
		}
	}
}
