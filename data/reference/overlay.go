package reference

import (
	"bytes"
	"embed"
	"io/fs"
	"path"
	"time"
)

//go:embed tables
var embedded embed.FS

// Embedded are the tables compiled into the program, one file each.
func Embedded() fs.FS {
	fsys, err := fs.Sub(embedded, "tables")
	if err != nil {
		panic(err) // the name is a constant, and a valid one
	}
	return fsys
}

// Overlay is base with whole files replaced, by file name: tip_tiers.csv. The
// vintage of what is loaded from it differs from that of base.
func Overlay(base fs.FS, replaced map[string][]byte) fs.FS {
	return overlay{base: base, replaced: replaced}
}

type overlay struct {
	base     fs.FS
	replaced map[string][]byte
}

// Open opens the replacement, or else the file of base.
func (o overlay) Open(name string) (fs.File, error) {
	if text, ok := o.replaced[name]; ok {
		return &memoryFile{Reader: bytes.NewReader(text), name: name, size: int64(len(text))}, nil
	}
	return o.base.Open(name)
}

// ReadFile reads the replacement, or else the file of base.
func (o overlay) ReadFile(name string) ([]byte, error) {
	if text, ok := o.replaced[name]; ok {
		return bytes.Clone(text), nil
	}
	return fs.ReadFile(o.base, name)
}

// memoryFile is an open file that is held in memory.
type memoryFile struct {
	*bytes.Reader
	name string
	size int64
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return fileInfo{f}, nil }
func (f *memoryFile) Close() error               { return nil }

type fileInfo struct{ f *memoryFile }

func (i fileInfo) Name() string     { return path.Base(i.f.name) }
func (i fileInfo) Size() int64      { return i.f.size }
func (fileInfo) Mode() fs.FileMode  { return 0o444 }
func (fileInfo) ModTime() time.Time { return time.Time{} }
func (fileInfo) IsDir() bool        { return false }
func (fileInfo) Sys() any           { return nil }
