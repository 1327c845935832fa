package feed

// SeenLimit is how many keys a Seen remembers.
const SeenLimit = 10_000_000

// Seen remembers the keys of a run, across its files: the last ten million,
// as 64-bit hashes. It takes memory as it fills, up to about 220 MB. Two keys
// with one hash would be taken for a duplicate; among ten million that is one
// chance in 370,000 for the whole run.
//
// It is not safe for use by several goroutines.
type Seen struct {
	limit int
	ring  []uint64 // keys in order of arrival, for forgetting the oldest
	next  int      // where the ring is overwritten once it is full
	table []uint64 // open addressing with linear probing; 0 is an empty slot
}

// NewSeen remembers nothing yet.
func NewSeen() *Seen { return newSeen(SeenLimit) }

func newSeen(limit int) *Seen {
	return &Seen{limit: limit, table: make([]uint64, 1024)}
}

// Add says whether the key is new, and remembers it. A key that is seen again
// keeps its place in the order.
func (s *Seen) Add(key uint64) bool {
	if s.Has(key) {
		return false
	}
	key = slot(key)
	if len(s.ring) == s.limit {
		s.remove(s.ring[s.next])
		s.ring[s.next] = key
		s.next = (s.next + 1) % s.limit
	} else {
		s.ring = append(s.ring, key)
		if len(s.ring)*5 > len(s.table)*3 {
			s.grow()
		}
	}
	s.insert(key)
	return true
}

// home is where a key is looked for first. The multiplication spreads keys
// that differ in few bits.
func (s *Seen) home(key uint64) int {
	return int((key * 0x9E3779B97F4A7C15 >> 20) & uint64(len(s.table)-1))
}

// slot keeps 0 free: it marks an empty slot.
func slot(key uint64) uint64 { return max(key, 1) }

// Has says whether the key is remembered.
func (s *Seen) Has(key uint64) bool {
	key = slot(key)
	mask := len(s.table) - 1
	for i := s.home(key); s.table[i] != 0; i = (i + 1) & mask {
		if s.table[i] == key {
			return true
		}
	}
	return false
}

func (s *Seen) insert(key uint64) {
	mask := len(s.table) - 1
	i := s.home(key)
	for s.table[i] != 0 {
		i = (i + 1) & mask
	}
	s.table[i] = key
}

// remove closes the hole by moving later keys of the same run back, so that a
// search may still stop at the first empty slot.
func (s *Seen) remove(key uint64) {
	mask := len(s.table) - 1
	hole := s.home(key)
	for s.table[hole] != key {
		hole = (hole + 1) & mask
	}
	for i := (hole + 1) & mask; s.table[i] != 0; i = (i + 1) & mask {
		if (i-s.home(s.table[i]))&mask >= (i-hole)&mask {
			s.table[hole] = s.table[i]
			hole = i
		}
	}
	s.table[hole] = 0
}

func (s *Seen) grow() {
	s.table = make([]uint64, 2*len(s.table))
	for _, key := range s.ring[:len(s.ring)-1] { // the newest is about to be inserted
		s.insert(key)
	}
}
