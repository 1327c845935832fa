package engine

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"unsafe"

	"github.com/ebitengine/purego"
)

// library holds the functions of libchdb that the engine uses. Handles are opaque addresses owned by the library, so
// they are kept as uintptr: the garbage collector must never look at them.
type library struct {
	setSignalHandlers func(enabled int32)
	connect           func(argc int32, argv unsafe.Pointer) unsafe.Pointer
	closeConn         func(conn unsafe.Pointer)

	query func(conn uintptr, sql unsafe.Pointer, n uintptr, format unsafe.Pointer, m uintptr,
		names, nameLens, values, valueLens unsafe.Pointer, count uintptr) uintptr
	stream func(conn uintptr, sql unsafe.Pointer, n uintptr, format unsafe.Pointer, m uintptr,
		names, nameLens, values, valueLens unsafe.Pointer, count uintptr) uintptr
	fetch        func(conn, stream uintptr) uintptr
	cancelStream func(conn, stream uintptr)

	resultBuffer  func(result uintptr) unsafe.Pointer
	resultLength  func(result uintptr) uintptr
	resultError   func(result uintptr) unsafe.Pointer
	destroyResult func(result uintptr)

	insert func(conn uintptr, sql unsafe.Pointer, n uintptr, format unsafe.Pointer, m uintptr,
		names, nameLens, values, valueLens unsafe.Pointer, count uintptr) uintptr
	insertAppend  func(stream uintptr, data unsafe.Pointer, n uintptr) int32
	insertDone    func(stream uintptr) uintptr
	insertError   func(stream uintptr) unsafe.Pointer
	insertCancel  func(stream uintptr)
	destroyInsert func(stream uintptr)
}

// loadLibrary opens libchdb at path and binds its functions. The library stays loaded until the process ends.
func loadLibrary(path string) (*library, error) {
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return nil, fmt.Errorf("load the embedded ClickHouse library %s: %w; %s", path, err, advice())
	}
	lib := &library{}
	var missing []error
	for _, s := range []struct {
		name string
		fn   any
	}{
		{"chdb_set_signal_handlers_enabled", &lib.setSignalHandlers},
		{"chdb_connect", &lib.connect},
		{"chdb_close_conn", &lib.closeConn},
		{"chdb_query_with_params_n", &lib.query},
		{"chdb_stream_query_with_params_n", &lib.stream},
		{"chdb_stream_fetch_result", &lib.fetch},
		{"chdb_stream_cancel_query", &lib.cancelStream},
		{"chdb_result_buffer", &lib.resultBuffer},
		{"chdb_result_length", &lib.resultLength},
		{"chdb_result_error", &lib.resultError},
		{"chdb_destroy_query_result", &lib.destroyResult},
		{"chdb_stream_insert_with_params_n", &lib.insert},
		{"chdb_stream_append", &lib.insertAppend},
		{"chdb_stream_done", &lib.insertDone},
		{"chdb_stream_insert_error", &lib.insertError},
		{"chdb_stream_cancel_insert", &lib.insertCancel},
		{"chdb_destroy_insert_stream", &lib.destroyInsert},
	} {
		address, err := purego.Dlsym(handle, s.name)
		if err != nil {
			missing = append(missing, err)
			continue
		}
		purego.RegisterFunc(s.fn, address)
	}
	if err := errors.Join(missing...); err != nil {
		return nil, fmt.Errorf("library %s is not the ClickHouse engine this program was built for: %w; %s", path, err, advice())
	}
	return lib, nil
}

// text is the address and the length of s, for calls that take both. The caller keeps s alive during the call. An empty
// string has an address too: the library takes a null pointer for "absent".
func text(s string) (unsafe.Pointer, uintptr) {
	if s == "" {
		return unsafe.Pointer(unsafe.StringData("\x00")), 0
	}
	return unsafe.Pointer(unsafe.StringData(s)), uintptr(len(s))
}

// copyText copies a NUL-terminated string out of the library's memory; nil gives "".
func copyText(p unsafe.Pointer) string {
	if p == nil {
		return ""
	}
	n := 0
	for *(*byte)(unsafe.Add(p, n)) != 0 {
		n++
	}
	return strings.Clone(unsafe.String((*byte)(p), n))
}

// parameters lays names and values out as the parallel arrays the library expects, and holds them in place until release.
type parameters struct {
	names, values       []unsafe.Pointer
	nameLens, valueLens []uintptr
	pinner              runtime.Pinner
}

func newParameters(values map[string]string) *parameters {
	p := &parameters{}
	for name, value := range values {
		na, nl := text(name)
		va, vl := text(value)
		p.pinner.Pin(na)
		p.pinner.Pin(va)
		p.names, p.nameLens = append(p.names, na), append(p.nameLens, nl)
		p.values, p.valueLens = append(p.values, va), append(p.valueLens, vl)
	}
	return p
}

func (p *parameters) release() { p.pinner.Unpin() }

// arrays gives the four arrays in the order of the library's calls, and their length.
func (p *parameters) arrays() (names, nameLens, values, valueLens unsafe.Pointer, count uintptr) {
	return unsafe.Pointer(unsafe.SliceData(p.names)), unsafe.Pointer(unsafe.SliceData(p.nameLens)),
		unsafe.Pointer(unsafe.SliceData(p.values)), unsafe.Pointer(unsafe.SliceData(p.valueLens)), uintptr(len(p.names))
}
