package feed_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	ais "github.com/BertoldVdb/go-ais"

	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
)

func TestDecodeAIVDM(t *testing.T) {
	report := sentences(t, classA(351990001, -58.125, -46.25, 6))[0]
	parts := sentences(t, static(351990002, 2000004, "SIM TWO"))
	base := sentences(t, ais.BaseStationReport{Header: ais.Header{MessageID: 4, UserID: 3669981}, Valid: true})[0]
	received := time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, value       string
		positions, claims int
		at                time.Time
		reject            string
	}{
		{name: "report", value: report, positions: 1, at: received},
		{name: "its own time", value: stamped(seen, report), positions: 1, at: seen},
		{name: "two parts", value: parts[0] + "\n" + parts[1], claims: 1, at: received},
		{name: "carriage returns", value: parts[0] + "\r\n" + parts[1] + "\r\n", claims: 1, at: received},
		{name: "base station", value: base},
		{name: "no position", value: sentences(t, classA(351990001, 181, 91, 6))[0], reject: "lon"},
		{name: "no number", value: sentences(t, classA(0, 1, 2, 6))[0], reject: "mmsi"},
		{name: "ten digits", value: sentences(t, classA(1000000000, 1, 2, 6))[0], reject: "mmsi"},
		{name: "identity of nobody", value: strings.Join(sentences(t, static(0, 0, "SIM")), "\n"), reject: "mmsi"},
		{name: "half", value: parts[0], reject: "parts"},
		{name: "second half", value: parts[1], reject: "parts"},
		{name: "two messages", value: report + "\n" + report, reject: "parts"},
		{name: "bad checksum", value: report[:len(report)-2] + "zz", reject: "checksum"},
		{name: "JSON", value: `{"mmsi":1}`, reject: "sentence"},
		{name: "nothing", value: "", reject: "parts"},
		{name: "a comment", value: "# x", reject: "sentence"},
	} {
		positions, claims, reject := feed.DecodeAIVDM([]byte(c.value), received)
		if len(positions) != c.positions || len(claims) != c.claims || (reject == nil) != (c.reject == "") || reject != nil && reject.Field != c.reject {
			t.Errorf("%s: %d positions, %d claims, %v", c.name, len(positions), len(claims), reject)
			continue
		}
		for _, p := range positions {
			if p.ObservedAt != c.at.UnixMilli() || p.MMSI != 351990001 || p.Transmitter != event.ClassA {
				t.Errorf("%s: %+v", c.name, p)
			}
		}
		for _, claim := range claims {
			if !claim.ValidFrom.Equal(c.at) || claim.IMO != 2000004 || claim.Source != "ais" || claim.ID == "" {
				t.Errorf("%s: %+v", c.name, claim)
			}
		}
	}
	if _, _, reject := feed.DecodeAIVDM([]byte(report), time.Time{}); reject == nil || reject.Reason != event.ReasonNoTime {
		t.Errorf("without any time: %v", reject)
	}
}

// Whatever the bytes, decoding does not panic, and what it gives can be written.
func FuzzDecodeAIVDM(f *testing.F) {
	for _, s := range sentences(f, static(351990002, 2000004, "SIM TWO")) {
		f.Add([]byte(s))
	}
	f.Add([]byte(sentences(f, classA(351990001, 1, 2, 6))[0]))
	f.Add([]byte(strings.Join(sentences(f, static(351990002, 0, "SIM")), "\n")))
	f.Fuzz(func(t *testing.T, value []byte) {
		positions, claims, reject := feed.DecodeAIVDM(value, seen)
		if reject != nil && len(positions)+len(claims) > 0 {
			t.Fatal("both a reject and content")
		}
		for _, p := range positions {
			var batch event.Positions
			_, _, reject := batch.AppendJSON(p.AppendTo(nil), event.Envelope{ReceivedAt: now})
			if reject != nil && reject.Reason != event.ReasonFutureTime && reject.Reason != event.ReasonTooOld {
				t.Fatalf("position %+v: %v", p, reject)
			}
		}
		for _, c := range claims {
			if _, reject := event.DecodeVessel(event.EncodeVessel(c), event.Envelope{ReceivedAt: now}); reject != nil && reject.Reason != event.ReasonFutureTime && reject.Reason != event.ReasonTooOld {
				t.Fatalf("claim %+v: %v", c, reject)
			}
		}
	})
}

// Any payload bits whatsoever: the checksum is right, the content is noise.
func FuzzPayload(f *testing.F) {
	f.Add([]byte("13u00000000000000000000000000"), byte(0))
	f.Add([]byte("55NBjP01mtGIL@CW"), byte(2))
	f.Add([]byte("K0000000000000000"), byte(4))
	f.Fuzz(func(t *testing.T, payload []byte, fill byte) {
		payload = slices.Clone(payload)
		for i, c := range payload {
			if c = '0' + c%64; c > 'W' {
				c += 8
			}
			payload[i] = c
		}
		line := "!" + sum(fmt.Sprintf("AIVDM,1,1,,A,%s,%d", payload, fill%6))
		g := read(t, "x", stamped(seen, line), feed.Options{Format: feed.FormatAIVDM})
		if g.Read != 1 {
			t.Fatalf("%+v", g.Summary)
		}
	})
}
