package api

import "sync"

// hub wakes those who wait for the next alert. It carries nothing: who wakes
// reads what is stored, so that the table's order is everybody's.
type hub struct {
	mu      sync.Mutex
	changed chan struct{}
}

func newHub() *hub { return &hub{changed: make(chan struct{})} }

// wait gives a channel that is closed at the next wake. Take it before reading.
func (h *hub) wait() <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.changed
}

func (h *hub) wake() {
	h.mu.Lock()
	defer h.mu.Unlock()
	close(h.changed)
	h.changed = make(chan struct{})
}
