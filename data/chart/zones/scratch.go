package zones

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// scratch is a folder for what must be a file, gone after close.
type scratch struct {
	dir    string
	closed []func() error
}

// copy writes a file and returns its name.
func (s *scratch) copy(r io.Reader) (string, error) {
	if s.dir == "" {
		dir, err := os.MkdirTemp("", "plimsoll-zones-")
		if err != nil {
			return "", err
		}
		s.dir = dir
	}
	f, err := os.CreateTemp(s.dir, "*.gpkg")
	if err != nil {
		return "", err
	}
	_, err = io.Copy(f, r)
	return filepath.ToSlash(f.Name()), errors.Join(err, f.Close())
}

func (s *scratch) onClose(f func() error) { s.closed = append(s.closed, f) }

func (s *scratch) close() {
	for i := len(s.closed) - 1; i >= 0; i-- {
		_ = s.closed[i]()
	}
	if s.dir != "" {
		_ = os.RemoveAll(s.dir)
	}
}
