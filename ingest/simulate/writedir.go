package simulate

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/ingest/event"
)

// envelopeLine is a message as own JSON lines carry it.
type envelopeLine struct {
	Topic   string            `json:"topic"`
	Key     string            `json:"key"`
	Headers map[string]string `json:"headers"`
	Value   json.RawMessage   `json:"value"`
}

// WriteDir generates a fleet into a folder: positions.jsonl.gz and so on, one
// file for each topic that has messages, and truth.json. The folder is made;
// files of the same names are replaced.
func WriteDir(ctx context.Context, dir string, opt Options, c *chart.Chart, cat *reference.Catalogue) (truth Truth, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder for the fleet: %w", err)
	}
	files := map[string]*topicFile{}
	defer func() {
		for _, t := range event.Topics() {
			if file := files[t]; file != nil {
				err = errors.Join(err, file.close())
			}
		}
	}()
	truth, err = Generate(ctx, opt, c, cat, func(topic string, key, value []byte, headers []event.Header) error {
		file := files[topic]
		if file == nil {
			name := strings.TrimPrefix(topic, "plimsoll.") + ".jsonl.gz"
			opened, err := create(filepath.Join(dir, name))
			if err != nil {
				return err
			}
			files[topic], file = opened, opened
		}
		return file.write(topic, key, value, headers)
	})
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "truth.json"), truth.JSON(), 0o644); err != nil {
		return nil, fmt.Errorf("write the truth file: %w", err)
	}
	return truth, nil
}

// topicFile is one gzipped file of JSON lines.
type topicFile struct {
	file *os.File
	buf  *bufio.Writer
	zip  *gzip.Writer
}

func create(name string) (*topicFile, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, fmt.Errorf("write the fleet: %w", err)
	}
	buf := bufio.NewWriterSize(f, 1<<16)
	return &topicFile{file: f, buf: buf, zip: gzip.NewWriter(buf)}, nil
}

func (t *topicFile) write(topic string, key, value []byte, headers []event.Header) error {
	l := envelopeLine{Topic: topic, Key: string(key), Headers: make(map[string]string, len(headers)), Value: value}
	for _, h := range headers {
		l.Headers[h.Key] = h.Value
	}
	text, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("write a message of %s: %w", topic, err)
	}
	if _, err := t.zip.Write(append(text, '\n')); err != nil {
		return fmt.Errorf("write %s: %w", t.file.Name(), err)
	}
	return nil
}

func (t *topicFile) close() error {
	if err := errors.Join(t.zip.Close(), t.buf.Flush(), t.file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", t.file.Name(), err)
	}
	return nil
}
