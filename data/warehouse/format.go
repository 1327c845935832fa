package warehouse

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// QueryFormat writes the result of sql to w in any of ClickHouse's formats, such as Parquet, CSVWithNames or
// JSONEachRow, without holding it in memory. params are the values of {name:Type} placeholders, as plain text. After an
// error what was written is not whole. It needs the embedded engine or an http:// address.
func (w *Warehouse) QueryFormat(ctx context.Context, out io.Writer, format, sql string, params map[string]string) (err error) {
	args := make([]any, 0, len(params))
	for name, value := range params {
		args = append(args, clickhouse.Named(name, value))
	}
	result, err := w.conn.QueryFormat(ctx, format, sql, args...)
	if err != nil {
		return w.formatError("query", format, err)
	}
	defer func() { err = errors.Join(err, result.Close()) }()
	if _, err := io.Copy(out, result); err != nil {
		return fmt.Errorf("query as %s: %w", format, err)
	}
	return nil
}

// InsertFormat inserts what r holds in one of ClickHouse's formats; sql is the INSERT up to its list of columns. Like any
// insert larger than a block it may be written in part when it fails. When ctx ends while r keeps it waiting, it returns at
// once and r may still be read from. It needs the embedded engine or an http:// address.
func (w *Warehouse) InsertFormat(ctx context.Context, r io.Reader, format, sql string) error {
	in, out := io.Pipe()
	copied := make(chan struct{})
	go func() {
		defer close(copied)
		_, err := io.Copy(out, r)
		out.CloseWithError(err)
	}()
	stop := context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
	defer stop()
	err := w.conn.InsertFormat(ctx, format, sql, in)
	in.CloseWithError(io.ErrClosedPipe) // lets the copy end when the insert failed before its data did
	select {
	case <-copied:
	case <-ctx.Done():
	}
	if err != nil {
		return w.formatError("insert", format, err)
	}
	return nil
}

func (w *Warehouse) formatError(what, format string, err error) error {
	if errors.Is(err, clickhouse.ErrFormatNativeUnsupported) {
		return fmt.Errorf("%s as %s: a clickhouse:// address carries rows only; give the server's http:// address: %w", what, format, err)
	}
	return fmt.Errorf("%s as %s: %w", what, format, err)
}
