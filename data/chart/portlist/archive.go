package portlist

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

func (in *reading) all(r io.Reader) error {
	b, err := readAll(r)
	if err != nil {
		return err
	}
	if bytes.HasPrefix(b, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			return err
		}
		if b, err = readAll(z); err != nil {
			return err
		}
	}
	if bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		return in.zipped(b)
	}
	return in.file(in.report.Source, b)
}

func readAll(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && len(b) > most {
		err = fmt.Errorf("it has more than %d MB; a list of ports is smaller", most>>20)
	}
	return b, err
}

// zipped reads every list in a zip. The UNECE's holds the codes in several files, and one of subdivisions that is none.
func (in *reading) zipped(b []byte) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return fmt.Errorf("the zip cannot be read: %w", err)
	}
	found := 0
	for _, f := range z.File {
		if !strings.EqualFold(path.Ext(f.Name), ".csv") || strings.HasPrefix(path.Base(f.Name), "._") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return err
		}
		b, err := readAll(r)
		if err = errors.Join(err, r.Close()); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		switch err := in.file(path.Base(f.Name), b); {
		case errors.Is(err, errNoList):
			in.report.Notes = append(in.report.Notes, Remark{Text: path.Base(f.Name) + " is no list of ports"})
		case err != nil:
			return fmt.Errorf("%s: %w", path.Base(f.Name), err)
		default:
			found++
		}
	}
	if found == 0 {
		return errors.New("there is no list of ports in the zip")
	}
	return nil
}
