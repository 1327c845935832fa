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
			changes = append(changes, name+" = "+quoteText(value))
		}
	}
	for name := range c.set {
		if _, wanted := settings[name]; wanted {
			continue
		}
		value := "DEFAULT"
		if before, ok := c.base[name]; ok {
			value = quoteText(before)
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

// insert streams data into an INSERT statement that has no FORMAT clause. first is read before the rest.
func (c *conn) insert(ctx context.Context, sql, format string, params map[string]string, data io.Reader) error {
	buf := make([]byte, insertBuffer)
	n, readErr := fill(data, buf)
	if n == 0 && readErr == io.EOF && format == "Native" {
		// A client that failed to encode its block sends nothing at all; saying "inserted" would lose the rows.
		return &Exception{Code: codeNoData, Text: "Code: 108. DB::Exception: an insert in Native format came without data. (NO_DATA_TO_INSERT)"}
	}
	p := newParameters(params)
	defer p.release()
	s, sn := text(sql)
	f, fn := text(format)
	names, nameLens, values, valueLens, count := p.arrays()
	stream := c.lib.insert(c.session, s, sn, f, fn, names, nameLens, values, valueLens, count)
	defer c.lib.destroyInsert(stream)
	if message := copyText(c.lib.insertError(stream)); message != "" {
		return newException(message)
	}
	for {
		if n > 0 && c.lib.insertAppend(stream, unsafe.Pointer(unsafe.SliceData(buf)), uintptr(n)) != 0 {
			break // the reason comes with the result
		}
		if readErr == io.EOF {
			break
		}
		if readErr == nil {
			readErr = context.Cause(ctx)
		}
		if readErr != nil {
			c.lib.insertCancel(stream)
			return fmt.Errorf("read the data of an insert: %w", readErr)
		}
		n, readErr = fill(data, buf)
	}
	r := c.lib.insertDone(stream)
	defer c.lib.destroyResult(r)
	if message := copyText(c.lib.insertError(stream)); message != "" {
		return newException(message)
	}
	return c.resultError(r)
}

// fill reads until buf is full or data ends, and passes on how it ended: unlike io.ReadFull it tells data that ended from
// data that was cut off.
func fill(data io.Reader, buf []byte) (n int, err error) {
	for n < len(buf) && err == nil {
		var m int
		m, err = data.Read(buf[n:])
		n += m
	}
	return n, err
}

// quoteName writes an identifier.
func quoteName(name string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`").Replace(name) + "`"
}

// quoteText writes a string literal.
func quoteText(value string) string {
	return "'" + strings.NewReplacer("\\", "\\\\", "'", "\\'", "\x00", "\\0").Replace(value) + "'"
}
