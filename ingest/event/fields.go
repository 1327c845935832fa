package event

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"plimsoll/data/vessel"
)

// fields reads one JSON object member by member, so that one bad field costs
// that field and not the event. Times are the exception: a validity whose end
// cannot be read would otherwise hold for ever. What is left at the end was
// not known to the contract and is dropped, a master's name among it.
type fields struct {
	members  map[string]json.RawMessage
	received int64
	nulled   int
	nested   int     // unknown fields of objects inside
	subject  *Reject // why an IMO number or MMSI that was there cannot be used
	reject   *Reject
}

// readObject opens a message's value.
func readObject(value []byte, env *Envelope) (*fields, *Reject) {
	f := &fields{received: env.ReceivedAt.UnixMilli()}
	if err := json.Unmarshal(value, &f.members); err != nil || f.members == nil {
		return nil, &Reject{ReasonMalformedJSON, "", "send one JSON object per message, as in the topic's example"}
	}
	return f, nil
}

// origin closes the reading: what is left is unknown.
func (f *fields) origin(env *Envelope) Origin {
	o := env.origin()
	o.Nulled, o.Unknown = f.nulled, f.nested+len(f.members)
	return o
}

// refuse keeps the first fault that rejects the event.
func (f *fields) refuse(reason, field, fix string) {
	if f.reject == nil {
		f.reject = &Reject{reason, field, fix}
	}
}

// take gives a member once; null is the same as absent.
func (f *fields) take(name string) (json.RawMessage, bool) {
	raw, ok := f.members[name]
	delete(f.members, name)
	return raw, ok && !bytes.Equal(raw, []byte("null"))
}

// text reads a string, trimmed, "" when absent or bad.
func (f *fields) text(name string) string { return f.textUpTo(name, maxText) }

func (f *fields) textUpTo(name string, limit int) string {
	raw, ok := f.take(name)
	if !ok {
		return ""
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		f.nulled++
		return ""
	}
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) > limit || !printable(s) {
		f.nulled++
		return ""
	}
	return s
}

// state reads three letters; which State they mean is the catalogue's matter.
func (f *fields) state(name string) string {
	s := strings.ToUpper(f.text(name))
	if s != "" && !letters(s, 3) {
		f.nulled++
		return ""
	}
	return s
}

// letters says whether s is n letters from A to Z.
func letters(s string, n int) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return len(s) == n
}

// answer reads true or false, nil when absent or bad.
func (f *fields) answer(name string) *bool {
	raw, ok := f.take(name)
	if !ok {
		return nil
	}
	var b bool
	if json.Unmarshal(raw, &b) != nil {
		f.nulled++
		return nil
	}
	return &b
}

// yes is answer where silence means no more than no.
func (f *fields) yes(name string) bool {
	b := f.answer(name)
	return b != nil && *b
}

// class reads a vessel class.
func (f *fields) class(name string) vessel.Class {
	s := f.text(name)
	if s == "" {
		return vessel.ClassUnknown
	}
	c, err := vessel.ParseClass(s)
	if err != nil {
		f.nulled++
	}
	return c
}

// word reads a word of a closed set, which an event cannot do without.
func (f *fields) word(name, reason string, words []string) string {
	bad := f.nulled
	s := f.text(name)
	for _, w := range words {
		if s == w {
			return s
		}
	}
	if s == "" && f.nulled == bad {
		reason = ReasonMissingField
	}
	f.refuse(reason, name, "want one of "+strings.Join(words, ", "))
	return ""
}

// object opens an object inside the event; nil when absent or bad.
func (f *fields) object(name string) *fields {
	raw, ok := f.take(name)
	if !ok {
		return nil
	}
	inner := &fields{received: f.received}
	if json.Unmarshal(raw, &inner.members) != nil {
		f.nulled++
		return nil
	}
	return inner
}

// close adds what an inner object left over to its event.
func (f *fields) close(inner *fields) {
	f.nulled += inner.nulled
	f.nested += inner.nested + len(inner.members)
}

// texts reads a list of texts; bad members are left out and counted.
func (f *fields) texts(name string, keep func(string) bool) []string {
	raw, ok := f.take(name)
	if !ok {
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		f.nulled++
		return nil
	}
	var out []string
	for _, item := range list {
		var s string
		err := json.Unmarshal(item, &s)
		s = strings.TrimSpace(s)
		if err != nil || s == "" || utf8.RuneCountInString(s) > maxText || !printable(s) || !keep(s) {
			f.nulled++
			continue
		}
		out = append(out, s)
	}
	return out
}
