package engine

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
)

// spoolFolder holds results that are written as a whole before they are sent.
const spoolFolder = "spool"

// emptySpool removes what a process that died left behind.
func emptySpool(path string) error {
	dir := filepath.Join(path, spoolFolder)
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("empty the folder of results: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder of results: %w", err)
	}
	return nil
}

// spool answers with a result that the engine writes to a file first. That keeps formats whole that have a header or a
// footer (Parquet, JSON, CSVWithNames) without holding them in memory, and an error comes before any data.
func (r *request) spool(c *conn) (*http.Response, error) {
	var name [8]byte
	_, _ = rand.Read(name[:]) // never fails: the program ends when the system has no randomness
	path := filepath.Join(r.engine.config.Path, spoolFolder, hex.EncodeToString(name[:]))
	prefix := newMark()
	ended := r.engine.control.watch(r.http.Context(), prefix)
	sql := prefix + r.statement.sql + "\nINTO OUTFILE " + QuoteText(path) + " COMPRESSION 'none' FORMAT " + r.format
	_, err := c.query(sql, r.format, r.params)
	ended()
	r.engine.release(c, err == nil)
	if err != nil {
		return nil, errors.Join(err, removeIfThere(path))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the result: %w", err)
	}
	// Without a name the file goes when it is closed, whatever happens to this process.
	if err := os.Remove(path); err != nil {
		return nil, errors.Join(fmt.Errorf("unlink the result: %w", err), file.Close())
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("measure the result: %w", err), file.Close())
	}
	return r.answer(file, info.Size()), nil
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove an unfinished result: %w", err)
	}
	return nil
}
