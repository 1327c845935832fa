package engine

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"unsafe"
)

// conn is one connection to the engine: it runs one statement at a time and keeps its settings and its current database
// between them. Only the goroutine that took it from the pool touches it.
type conn struct {
	lib      *library
	handle   unsafe.Pointer
	session  uintptr
	base     map[string]string // what settings that differ from the engine's defaults were when the connection was opened
	set      map[string]string // what requests have set since
	database string
}

// connect opens a connection with the given arguments.
func connect(lib *library, args []string) (*conn, error) {
	argv := make([]unsafe.Pointer, len(args))
	var pinner runtime.Pinner
	defer pinner.Unpin()
	for i, arg := range args {
		argv[i] = unsafe.Pointer(unsafe.StringData(arg + "\x00"))
		pinner.Pin(argv[i])
	}
	handle := lib.connect(int32(len(argv)), unsafe.Pointer(unsafe.SliceData(argv)))
	if handle == nil {
		return nil, fmt.Errorf("the embedded ClickHouse did not start; its reason is on standard error " +
			"(one process can use one folder only, and a folder belongs to one process at a time)")
	}
	c := &conn{lib: lib, handle: handle, session: *(*uintptr)(handle), set: map[string]string{}, database: "default"}
	changed, err := c.query("SELECT name, value FROM system.settings WHERE changed", "TSVRaw", nil)
	if err != nil {
		c.close()
		return nil, fmt.Errorf("read the settings of a new connection: %w", err)
	}
	c.base = map[string]string{}
	for line := range strings.Lines(string(changed)) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		c.base[name] = value
	}
	return c, nil
}

func (c *conn) close() { c.lib.closeConn(c.handle) }

// prepare makes the connection look the way a request wants it: its database, its settings, and nothing left over from
// the request before. After an error the connection is in no known state and must be closed.
func (c *conn) prepare(database string, settings map[string]string) error {
	if database == "" {
		database = "default"
	}
	if database != c.database {
		if _, err := c.query("USE "+quoteName(database), "Null", nil); err != nil {
			return err
		}
		c.database = database
	}
	var changes []string
	for name, value := range settings {
		if have, ok := c.set[name]; !ok || have != value {
			changes = append(changes, name+" = "+QuoteText(value))
		}
	}
	for name := range c.set {
		if _, wanted := settings[name]; wanted {
			continue
		}
		value := "DEFAULT"
		if before, ok := c.base[name]; ok {
			value = QuoteText(before)
		}
		changes = append(changes, name+" = "+value)
	}
	if len(changes) == 0 {
		return nil
	}
	slices.Sort(changes)
	if _, err := c.query("SET "+strings.Join(changes, ", "), "Null", nil); err != nil {
		return err
	}
	c.set = settings
	return nil
}

// query runs a statement and gives its whole result.
func (c *conn) query(sql, format string, params map[string]string) ([]byte, error) {
	r := c.run(sql, format, params)
	defer c.lib.destroyResult(r)
	if err := c.resultError(r); err != nil {
		return nil, err
	}
	return slices.Clone(c.resultBytes(r)), nil
}

// run runs a statement and gives the handle of its whole result, in the library's memory.
func (c *conn) run(sql, format string, params map[string]string) uintptr {
	p := newParameters(params)
	defer p.release()
	s, sn := text(sql)
	f, fn := text(format)
	names, nameLens, values, valueLens, count := p.arrays()
	return c.lib.query(c.session, s, sn, f, fn, names, nameLens, values, valueLens, count)
}

// stream starts a statement whose result is fetched block by block.
func (c *conn) stream(sql, format string, params map[string]string) uintptr {
	p := newParameters(params)
	defer p.release()
	s, sn := text(sql)
	f, fn := text(format)
	names, nameLens, values, valueLens, count := p.arrays()
	return c.lib.stream(c.session, s, sn, f, fn, names, nameLens, values, valueLens, count)
}

// resultError gives the error a result carries.
func (c *conn) resultError(r uintptr) error {
	if r == 0 {
		return &Exception{Code: codeUnknown, Text: "the engine gave no result"}
	}
	if message := copyText(c.lib.resultError(r)); message != "" {
		return newException(message)
	}
	return nil
}

// resultBytes is the library's memory: valid until the result is destroyed.
func (c *conn) resultBytes(r uintptr) []byte {
	n := c.lib.resultLength(r)
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(c.lib.resultBuffer(r)), int(n))
}

// insertBuffer is how much of an insert's data is handed over at once, in bytes.
const insertBuffer = 1 << 20

// insert streams data into an INSERT statement that has no FORMAT clause. Data whose reader fails is not inserted, so far
// as the engine hasn't written whole blocks of it.
func (c *conn) insert(ctx context.Context, sql, format string, params map[string]string, data io.Reader) error {
	buf := make([]byte, insertBuffer)
	n, ended, err := fill(data, buf)
	if n == 0 && ended && format == "Native" {
		// A client that failed to encode its block sends nothing at all; saying "inserted" would lose the rows.
		return refuse(codeNoData, "NO_DATA_TO_INSERT", "an insert in Native format came without data")
	}
	stream := c.beginInsert(sql, format, params)
	defer c.lib.destroyInsert(stream)
	if message := copyText(c.lib.insertError(stream)); message != "" {
		return newException(message)
	}
	for {
		if err == nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			c.lib.insertCancel(stream)
			return fmt.Errorf("read the data of an insert: %w", err)
		}
		refused := n > 0 && c.lib.insertAppend(stream, unsafe.Pointer(unsafe.SliceData(buf)), uintptr(n)) != 0
		if refused || ended {
			break // why it was refused comes with the result
		}
		n, ended, err = fill(data, buf)
	}
	r := c.lib.insertDone(stream)
	defer c.lib.destroyResult(r)
	if message := copyText(c.lib.insertError(stream)); message != "" {
		return newException(message)
	}
	return c.resultError(r)
}

func (c *conn) beginInsert(sql, format string, params map[string]string) uintptr {
	p := newParameters(params)
	defer p.release()
	s, sn := text(sql)
	f, fn := text(format)
	names, nameLens, values, valueLens, count := p.arrays()
	return c.lib.insert(c.session, s, sn, f, fn, names, nameLens, values, valueLens, count)
}

// fill reads until buf is full or data ends. Unlike io.ReadFull it tells data that ended from data that was cut off.
func fill(data io.Reader, buf []byte) (n int, ended bool, err error) {
	for n < len(buf) {
		m, err := data.Read(buf[n:])
		n += m
		if err == io.EOF {
			return n, true, nil
		}
		if err != nil {
			return n, false, err
		}
	}
	return n, false, nil
}

// quoteName writes an identifier.
func quoteName(name string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`").Replace(name) + "`"
}

// QuoteText writes a string literal, for statements that take no parameters.
func QuoteText(value string) string {
	return "'" + strings.NewReplacer("\\", "\\\\", "'", "\\'", "\x00", "\\0").Replace(value) + "'"
}
