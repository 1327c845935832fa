package api

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/warehouse"
	"plimsoll/risk/alert"
)

func testAlerts(t *testing.T, x *world) {
	var all alertListDTO
	x.json("/v1/alerts", &all)
	rules := map[string]string{}
	for _, a := range all.Alerts {
		rules[a.VesselID+" "+a.Rule] = a.Band
		if a.Reason == "" || a.State != "open" || !strings.Contains(string(a.Evidence), "summary") {
			t.Errorf("alert %+v", a)
		}
	}
	nobody := "mmsi-" + strconv.Itoa(nobodysMMSI)
	if rules[idOf(forgotten)+" band"] != "severe" || rules[idOf(farOut)+" band"] != "high" || len(rules) != len(all.Alerts) {
		t.Fatalf("%v", rules)
	}
	if _, ok := rules[nobody+" identity_conflict"]; !ok {
		t.Errorf("no alert of the conflict: %v", rules)
	}
	for query, want := range map[string]int{
		"band=severe": 1, "band=HIGH,severe": 2, "rule=band": 2, "rule=identity_conflict": 1, "state=active": len(all.Alerts), "state=resolved,retracted": 0,
		"vessel=" + idOf(farOut): 1, "place=CLPUQ": 0,
	} {
		var got alertListDTO
		if x.json("/v1/alerts?"+query, &got); len(got.Alerts) != want {
			t.Errorf("%s: %d, want %d", query, len(got.Alerts), want)
		}
	}
	var paged []string
	for next := ""; ; {
		var got alertListDTO
		x.json("/v1/alerts?limit=1&cursor="+next, &got)
		for _, a := range got.Alerts {
			paged = append(paged, a.AlertID)
		}
		if next = got.Next; next == "" || len(paged) > 20 {
			break
		}
	}
	var ids []string
	for _, a := range all.Alerts {
		ids = append(ids, a.AlertID)
	}
	if !slices.Equal(paged, ids) {
		t.Errorf("paged %v, want %v", paged, ids)
	}
	var one alertDTO
	x.json("/v1/alerts/"+ids[0], &one)
	if len(one.History) != 1 || one.History[0].Step != "opened" || one.Alert.AlertID != ids[0] {
		t.Errorf("%+v", one)
	}
}

// event is one server-sent event.
type event struct {
	id   uint64
	data stepDTO
}

// listen opens the stream and hands on its events until the context ends.
func (x *world) listen(ctx context.Context, query string, headers ...string) <-chan event {
	x.t.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, x.http.URL+streamPath+query, nil)
	must(x.t, err)
	request.Header.Set("Accept-Encoding", "gzip") // a browser's does not stop the stream
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(request)
	must(x.t, err)
	x.t.Cleanup(func() { _ = answer.Body.Close() })
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "text/event-stream" {
		x.t.Fatalf("%d %s", answer.StatusCode, answer.Header.Get("Content-Type"))
	}
	events := make(chan event)
	go func() {
		defer close(events)
		var e event
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				e.id, _ = strconv.ParseUint(value, 10, 64)
			case "data":
				_ = json.Unmarshal([]byte(value), &e.data) // a wrong one shows as an empty step
			case "":
				if e.id == 0 {
					continue
				}
				select {
				case events <- e:
				case <-ctx.Done():
					return
				}
				e = event{}
			}
		}
	}()
	return events
}

func (x *world) next(events <-chan event) event {
	x.t.Helper()
	select {
	case e, open := <-events:
		if !open {
			x.t.Fatal("the stream ended")
		}
		return e
	case <-time.After(30 * time.Second):
		x.t.Fatal("no event within 30 seconds")
	}
	return event{}
}

// The stream replays what was missed, then sends what comes, each step once.
func testStream(t *testing.T, x *world) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	replay := x.listen(ctx, "?after=0")
	steps, err := alert.Since(ctx, x.w, 0, 100)
	must(t, err)
	for _, want := range steps {
		if e := x.next(replay); e.id != want.Number || e.data.AlertID != want.ID || e.data.Reason != want.Reason {
			t.Errorf("replayed %d, want %d", e.id, want.Number)
		}
	}
	fresh := x.listen(ctx, "")
	resumed := x.listen(ctx, "", "Last-Event-ID", strconv.FormatUint(steps[0].Number, 10))
	for _, want := range steps[1:] {
		if e := x.next(resumed); e.id != want.Number {
			t.Errorf("resumed with %d, want %d", e.id, want.Number)
		}
	}
	source, id := x.origin()
	must(t, warehouse.InsertRows(ctx, x.w, []warehouse.Record{{
		Source: source, EventID: id, ReceivedAt: x.now, CaseID: "b-1", IMO: uint32(fairHope), Kind: "abandonment", Status: "open", StatedAt: x.now,
		ValidFrom: x.ago(20), ValidTo: warehouse.Forever, ReviewOn: warehouse.Beginning,
	}}))
	x.passes(t)
	news, err := alert.Since(ctx, x.w, steps[len(steps)-1].Number, 100)
	must(t, err)
	if len(news) == 0 {
		t.Fatal("an open abandonment raised no alert")
	}
	x.server.Broadcast(news)
	for _, want := range news {
		for name, events := range map[string]<-chan event{"replay": replay, "fresh": fresh, "resumed": resumed} {
			if e := x.next(events); e.id != want.Number || e.data.VesselID != want.Vessel {
				t.Errorf("%s: %d of %s, want %d of %s", name, e.id, e.data.VesselID, want.Number, want.Vessel)
			}
		}
	}
}

// Where others store steps too, one that was numbered before may show up after:
// it is sent, once.
func TestTheStreamSendsWhatShowsUpLate(t *testing.T) {
	x := newWorld(t)
	x.server.Late = alert.Late
	put := func(number int64) {
		t.Helper()
		must(t, x.w.Conn().Exec(t.Context(), `INSERT INTO alerts (alert_id, sequence, number, vessel_id, rule, step, state, reason, evidence, at)
			SELECT 'alert-' || toString({n:Int64}), 1, {n:Int64}, 'imo-9074729', 'arrival', 'opened', 'open', 'so', '{}', fromUnixTimestamp64Micro({n:Int64})`, clickhouse.Named("n", number)))
		x.server.Broadcast([]alert.Transition{{}})
	}
	first := testNow.UnixMicro()
	put(first)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	fresh, replay := x.listen(ctx, ""), x.listen(ctx, "?after=0")
	if e := x.next(replay); e.id != uint64(first) {
		t.Errorf("replayed %d, want %d", e.id, first)
	}
	for _, number := range []int64{first + 3_000_000, first + 1_000_000, first + 2_000_000, first + 4_000_000} {
		put(number)
		for name, events := range map[string]<-chan event{"fresh": fresh, "replay": replay} {
			if e := x.next(events); e.id != uint64(number) {
				t.Errorf("%s: sent %d, want %d", name, e.id, number)
			}
		}
	}
}
