package stream

import "github.com/segmentio/kafka-go"

const (
	packBytes   = 256 << 10 // of a block
	packHeaders = 4096      // of a block
	packNames   = 64        // header names that are remembered
)

// packer moves what was read into few large blocks. kafka-go makes a dozen and more small objects of a message, and the
// garbage collector would look at each of them as long as the message waits in a batch. The zero value is ready.
type packer struct {
	bytes   []byte
	headers []Header
	names   map[string]string
}

func (p *packer) message(k *kafka.Message) Message {
	if cap(p.headers)-len(p.headers) < len(k.Headers) {
		p.headers = make([]Header, 0, max(packHeaders, len(k.Headers)))
	}
	n := len(p.headers)
	for _, h := range k.Headers {
		p.headers = append(p.headers, Header{Key: p.name(h.Key), Value: p.copy(h.Value)})
	}
	return Message{
		Topic: k.Topic, Partition: k.Partition, Offset: k.Offset,
		Key: p.copy(k.Key), Value: p.copy(k.Value), Headers: p.headers[n:len(p.headers):len(p.headers)], Time: k.Time.UTC(),
	}
}

// copy keeps the difference between nothing and an empty text: a value that is absent is a tombstone.
func (p *packer) copy(b []byte) []byte {
	if len(b) == 0 {
		return b
	}
	if cap(p.bytes)-len(p.bytes) < len(b) {
		p.bytes = make([]byte, 0, max(packBytes, len(b)))
	}
	n := len(p.bytes)
	p.bytes = append(p.bytes, b...)
	return p.bytes[n:len(p.bytes):len(p.bytes)]
}

// name gives one string for all headers of that name.
func (p *packer) name(key string) string {
	if known, ok := p.names[key]; ok {
		return known
	}
	if p.names == nil || len(p.names) >= packNames {
		p.names = make(map[string]string, packNames)
	}
	p.names[key] = key
	return key
}
