package behaviour

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/reference"
)

// Facts hands out the catalogue in use; a pass asks once and keeps it.
// *reference.Store is one, and so is a *reference.Catalogue.
type Facts interface{ Current() *reference.Catalogue }

// bookPrefix begins the name under which derivations remembers the book.
const bookPrefix = "identity folded with "

// open takes the catalogue of this pass. Where codes or MIDs are not those that
// identities were folded with before, every identity is marked to be folded.
func (d *Deriver) open(ctx context.Context) error {
	d.book = d.facts.Current()
	name := bookPrefix + bookDigest(d.book)
	if d.folded == name {
		return nil
	}
	var rows []struct {
		Name string `ch:"name"`
	}
	if err := d.selectInto(ctx, &rows, "pass/book", clickhouse.Named("prefix", bookPrefix)); err != nil {
		return err
	}
	if len(rows) == 0 || rows[0].Name != name {
		if err := d.exec(writing(ctx), "pass/touch_identities"); err != nil {
			return err
		}
		err := d.insert(ctx, "INSERT INTO derivations (name, watermark, at)", func(b driver.Batch) error {
			return b.Append(name, d.watermark, d.version())
		})
		if err != nil {
			return err
		}
	}
	d.folded = name
	return nil
}

// bookDigest is over everything that midBook answers from.
func bookDigest(c *reference.Catalogue) string {
	sum := sha256.New()
	for _, m := range c.MIDs() {
		fmt.Fprintf(sum, "%d %v\n", m.MID, m.ISO3s)
	}
	for _, s := range c.States() {
		fmt.Fprintf(sum, "%s %v %s\n", s.ISO3, s.Kind, s.Sovereign)
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}
