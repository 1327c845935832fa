package feed_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	ais "github.com/BertoldVdb/go-ais"
	"github.com/BertoldVdb/go-ais/aisnmea"

	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
)

// now is when everything in these tests is taken in.
var now = time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

// got is what one file came to.
type got struct {
	feed.Summary
	outputs []feed.Output
}

// values are the decoded values of a topic, in order.
func (g got) values(t testing.TB, topic string) []map[string]any {
	t.Helper()
	var all []map[string]any
	for _, o := range g.outputs {
		if o.Topic != topic {
			continue
		}
		var v map[string]any
		if err := json.Unmarshal(o.Value, &v); err != nil {
			t.Fatalf("output %s: %v", o.Value, err)
		}
		all = append(all, v)
	}
	return all
}

func header(o feed.Output, name string) string {
	for _, h := range o.Headers {
		if h.Key == name {
			return h.Value
		}
	}
	return ""
}

// read feeds text and holds the summary and every output to what must hold of any.
func read(t testing.TB, name, text string, opt feed.Options) got {
	t.Helper()
	if opt.Now == nil {
		opt.Now = clock
	}
	var g got
	s, err := feed.Read(context.Background(), name, strings.NewReader(text), opt, func(o feed.Output) error {
		g.outputs = append(g.outputs, o)
		return nil
	})
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	g.Summary = s
	check(t, g)
	return g
}

// check holds for every file: the summary adds up, and the ingester would take
// every output.
func check(t testing.TB, g got) {
	t.Helper()
	if !g.Adds() {
		t.Errorf("%s does not add up: %+v", g.File, g.Summary)
	}
	var outputs int64
	for _, n := range g.Outputs {
		outputs += n
	}
	if outputs != int64(len(g.outputs)) {
		t.Errorf("%s: %d outputs counted, %d emitted", g.File, outputs, len(g.outputs))
	}
	for _, o := range g.outputs {
		if reject := taken(o); reject != nil {
			t.Errorf("the ingester refuses %s %s: %v", o.Topic, o.Value, reject)
		}
	}
}

// taken does what the ingester does with a message.
func taken(o feed.Output) *event.Reject {
	env, reject := event.Open(o.Topic, func(name string) (string, bool) {
		v := header(o, name)
		return v, v != ""
	}, o.Value, now)
	if reject != nil {
		return reject
	}
	switch {
	case len(o.Key) == 0:
		return &event.Reject{Reason: event.ReasonNoSubject, Fix: "the key is empty"}
	case env.ContentType == event.ContentNMEA:
		_, _, reject = feed.DecodeAIVDM(o.Value, env.ReceivedAt)
	case o.Topic == event.TopicPositions:
		var batch event.Positions
		_, _, reject = batch.AppendJSON(o.Value, env)
	case o.Topic == event.TopicVessels:
		_, reject = event.DecodeVessel(o.Value, env)
	case o.Topic == event.TopicEncounters:
		_, reject = event.DecodeEncounter(o.Value, env)
	case o.Topic == event.TopicPortCalls:
		_, reject = event.DecodePortCall(o.Value, env)
	case o.Topic == event.TopicInspections:
		_, reject = event.DecodeInspection(o.Value, env)
	case o.Topic == event.TopicRecords:
		_, reject = event.DecodeRecord(o.Value, env)
	}
	return reject
}

// sentences encodes a packet with go-ais, which knows nothing of the framing here.
func sentences(t testing.TB, p ais.Packet) []string {
	t.Helper()
	out := aisnmea.NMEACodecNew(ais.CodecNew(false, false)).EncodeSentence(aisnmea.VdmPacket{
		Packet: p, TalkerID: "AI", MessageType: "VDM", Channel: 1,
	})
	if len(out) == 0 {
		t.Fatalf("cannot encode %+v", p)
	}
	return out
}

// sum puts a checksum behind a sentence's or a tag block's text.
func sum(text string) string {
	var x byte
	for i := 0; i < len(text); i++ {
		x ^= text[i]
	}
	return fmt.Sprintf("%s*%02X", text, x)
}

func tag(text string) string { return `\` + sum(text) + `\` }

func gzipped(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// classA is a plain position report.
func classA(mmsi uint32, lon, lat float64, second uint8) ais.PositionReport {
	return ais.PositionReport{
		Header: ais.Header{MessageID: 1, UserID: mmsi}, Valid: true, NavigationalStatus: 7, Sog: 3.1,
		Longitude: ais.FieldLatLonFine(lon), Latitude: ais.FieldLatLonFine(lat), Cog: 120.4, TrueHeading: 118, Timestamp: second,
	}
}

// static is a type 5 report, long enough for two parts.
func static(mmsi, imo uint32, name string) ais.ShipStaticData {
	return ais.ShipStaticData{
		Header: ais.Header{MessageID: 5, UserID: mmsi}, Valid: true, ImoNumber: imo, CallSign: "3SIM1", Name: name,
		Type: 30, Dimension: ais.FieldDimension{A: 30, B: 19, C: 4, D: 4},
	}
}
