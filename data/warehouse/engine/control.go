package engine

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"sync"
	"time"
)

// controller stops statements from a connection of its own, since the one that runs a statement is busy.
type controller struct {
	mu   sync.Mutex
	conn *conn
}

// mark begins the SQL of every statement, followed by the statement's own id: KILL QUERY finds it by that.
const mark = "/*plimsoll:"

// newMark gives a comment that no other statement begins with.
func newMark() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails: the program ends when the system has no randomness
	return mark + hex.EncodeToString(b[:]) + "*/ "
}

// kill asks the engine to stop the statements that begin with the prefix, all of ours when it is empty. It doesn't wait
// for them to end, and a failure means only that they go on.
func (c *controller) kill(prefix string) {
	if prefix == "" {
		prefix = mark
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn == nil {
		return
	}
	_, _ = c.conn.query("KILL QUERY WHERE startsWith(query, "+QuoteText(prefix)+") ASYNC", "Null", nil)
}

// close closes the connection; asking to stop a statement does nothing from then on.
func (c *controller) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.conn.close()
	c.conn = nil
}

// How long to wait before a statement is asked to stop again: it may not have been registered yet.
const (
	firstRepeat = 5 * time.Millisecond
	lastRepeat  = 500 * time.Millisecond
)

// killUntil asks again and again until ended is closed.
func (c *controller) killUntil(prefix string, ended <-chan struct{}) {
	wait := firstRepeat
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		select {
		case <-ended:
			return
		default:
		}
		c.kill(prefix)
		select {
		case <-ended:
			return
		case <-timer.C:
			wait = min(wait*2, lastRepeat)
			timer.Reset(wait)
		}
	}
}

// watch stops a statement when ctx ends. The caller calls the function it gives when the statement has ended.
func (c *controller) watch(ctx context.Context, prefix string) (ended func()) {
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { c.killUntil(prefix, done) })
	return func() {
		close(done)
		stop()
	}
}
