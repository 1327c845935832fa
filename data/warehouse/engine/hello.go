package engine

import (
	"bytes"
	"io"
	"net/http"
	"strconv"

	"github.com/ClickHouse/ch-go/proto"
)

// helloQuery is what clickhouse-go asks first, to learn which revision of the block format the server writes.
const helloQuery = "SELECT displayName(), version(), revision(), timezone()"

// customSerializationRevision is the first revision whose columns say whether their serialization is a custom one.
const customSerializationRevision = 54454

// hello answers helloQuery with one block in the revision the client asked for. It says that the server's revision is
// 0, because that is how the engine writes blocks.
func (e *Engine) hello(req *http.Request) *http.Response {
	revision, _ := strconv.Atoi(req.URL.Query().Get("client_protocol_version"))
	var b proto.Buffer
	if revision > 0 {
		b.PutUVarInt(1) // field: is it an overflow block
		b.PutBool(false)
		b.PutUVarInt(2) // field: bucket number, none
		b.PutInt32(-1)
		b.PutUVarInt(0) // end of block information
	}
	b.PutUVarInt(4) // columns
	b.PutUVarInt(1) // rows
	column := func(name, kind string) {
		b.PutString(name)
		b.PutString(kind)
		if revision >= customSerializationRevision {
			b.PutBool(false)
		}
	}
	column("displayName()", "String")
	b.PutString("plimsoll")
	column("version()", "String")
	b.PutString(e.version)
	column("revision()", "UInt32")
	b.PutUInt32(0)
	column("timezone()", "String")
	b.PutString("UTC")
	return newResponse(req, http.StatusOK, io.NopCloser(bytes.NewReader(b.Buf)), -1)
}
