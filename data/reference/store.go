package reference

import "sync/atomic"

// Store holds the catalogue in use. Readers take it once per question or pass
// and keep it; a newer one replaces it at once for everybody who asks later.
type Store struct{ current atomic.Pointer[Catalogue] }

// NewStore begins with a catalogue.
func NewStore(c *Catalogue) *Store {
	s := &Store{}
	s.current.Store(c)
	return s
}

// Current is the catalogue in use.
func (s *Store) Current() *Catalogue { return s.current.Load() }

// Replace puts another catalogue in use and returns the one it replaces.
func (s *Store) Replace(c *Catalogue) *Catalogue { return s.current.Swap(c) }

// Current is the catalogue itself: where one that never changes will do, it
// stands in for a Store.
func (c *Catalogue) Current() *Catalogue { return c }
