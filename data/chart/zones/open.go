package zones

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// open tells the formats apart by their first bytes.
func open(r io.ReaderAt, size int64, tmp *scratch) (*layer, error) {
	var head [16]byte
	n, err := r.ReadAt(head[:], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	all := io.NewSectionReader(r, 0, size)
	switch begin := bytes.TrimLeft(bytes.TrimPrefix(head[:n], []byte("\xEF\xBB\xBF")), " \r\n\t"); {
	case bytes.HasPrefix(head[:n], []byte("PK\x03\x04")):
		return zipped(r, size, tmp)
	case bytes.HasPrefix(head[:n], []byte("SQLite format 3\x00")):
		return geoPackage(all, tmp)
	case bytes.HasPrefix(head[:n], []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(all)
		if err != nil {
			return nil, fmt.Errorf("the gzip cannot be read: %w", err)
		}
		l := geoJSON(&capped{z, most})
		l.format = "gzipped GeoJSON"
		return l, nil
	case bytes.HasPrefix(begin, []byte("{")):
		if bytes.HasPrefix(head[:n], []byte("\xEF\xBB\xBF")) {
			all = io.NewSectionReader(r, 3, size-3)
		}
		return geoJSON(all), nil
	case bytes.HasPrefix(head[:n], []byte{0, 0, 0x27, 0x0a}):
		return nil, errors.New("it is a bare .shp: zip it together with its .dbf, .prj and .cpg")
	}
	return nil, errors.New("it is neither GeoJSON (plain or gzipped) nor a zip with a shapefile or GeoPackage nor a GeoPackage")
}
