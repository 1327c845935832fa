package feed

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"github.com/cespare/xxhash/v2"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// claimID names a claim by vessel, content and day, so that feeding the same
// again, or the same content again on one day, changes nothing.
func claimID(prefix string, c *event.IdentityClaim) string {
	subject := c.MMSI.String()
	switch {
	case c.MMSI == 0 && c.IMO != 0:
		subject = fmt.Sprintf("imo%d", c.IMO)
	case c.MMSI == 0 && tidy(c.SourceVesselID):
		subject = c.SourceVesselID
	}
	return prefix + "-" + subject + "-" + contentHash(c) + "-" + c.ValidFrom.Format("20060102")
}

// tidy says whether a text from a file may become part of an event's id or
// source, which end up in keys and logs.
func tidy(s string) bool {
	for _, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-_.:/+", c) >= 0:
		default:
			return false
		}
	}
	return s != "" && len(s) <= 100
}

// contentHash covers what is claimed, not when.
func contentHash(c *event.IdentityClaim) string {
	h := newHash()
	h.number(float64(c.IMO), float64(c.MMSI), float64(c.Class), c.GT, c.LengthM, c.PowerKW, float64(c.BuiltYear))
	h.text(c.Name, c.CallSign, c.Flag, c.Register, c.Gear, c.SourceVesselID, c.Owner.Name, c.Owner.State, c.Manager.Name)
	return h.hex()
}

// partyID stands for an owner everywhere but in the table of names.
func partyID(name, state string) string {
	h := newHash()
	h.text(strings.ToUpper(strings.Join(strings.Fields(name), " ")), state)
	return "party-" + h.hex()
}

// hash makes ids from content; every value is set off from the next.
type hash struct{ d *xxhash.Digest }

func newHash() hash { return hash{xxhash.New()} }

func (h hash) text(values ...string) {
	for _, v := range values {
		h.number(float64(len(v)))
		_, _ = h.d.WriteString(v) // a digest cannot fail
	}
}

func (h hash) number(values ...float64) {
	var b [8]byte
	for _, v := range values {
		binary.LittleEndian.PutUint64(b[:], math.Float64bits(v))
		_, _ = h.d.Write(b[:]) // a digest cannot fail
	}
}

func (h hash) hex() string { return hex64(h.d.Sum64()) }

// said is whether a claim claims anything but numbers that name the vessel.
func said(c *event.IdentityClaim) bool {
	return c.IMO != 0 || c.Name != "" || c.CallSign != "" || c.Flag != "" || c.Class != vessel.ClassUnknown ||
		c.Gear != "" || c.GT > 0 || c.LengthM > 0 || c.Owner != (event.Party{})
}
