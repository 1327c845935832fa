package event

import "time"

// Origin is what every event but a position carries: its natural key, when it
// became known here, and what decoding it had to leave out.
type Origin struct {
	Source     string // ce_source, else the topic
	ID         string // ce_id, else the payload's hash
	ReceivedAt time.Time
	Nulled     int // fields that were bad and count as not reported
	Unknown    int // fields that the contract does not know
}

// Party is an owner, manager or agency. Its name may be a natural person's
// and lives in one erasable table; everything else uses the id.
type Party struct {
	ID    string
	Name  string
	State string // ISO 3166-1 alpha-3
}

func (f *fields) party(name string) Party {
	inner := f.object(name)
	if inner == nil {
		return Party{}
	}
	p := Party{ID: inner.text("id"), Name: inner.text("name"), State: inner.state("state")}
	f.close(inner)
	return p
}

// Dropped counts the fields of an accepted event that were not kept.
func (o Origin) Dropped() (nulled, unknown int) { return o.Nulled, o.Unknown }
