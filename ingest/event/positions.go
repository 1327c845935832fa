package event

import "plimsoll/data/vessel"

// Values of a position report's columns that mean "not reported": those that
// AIS itself uses (ITU-R M.1371-5, table 48), and NaN for speed and course.
const (
	HeadingNotReported   = 511
	NavStatusNotReported = 15
)

// Transmitter is the kind of AIS transmitter.
type Transmitter uint8

// The transmitters that are told apart.
const (
	TransmitterUnknown Transmitter = iota
	ClassA
	ClassB
)

// Receiver is where a report was heard.
type Receiver uint8

// The receivers that are told apart. Dynamic is satellite reception on a
// channel assigned by area, as some providers call it.
const (
	ReceiverUnknown Receiver = iota
	Terrestrial
	Satellite
	Dynamic
)

// Positions is a batch of position reports as columns of equal length: what
// is decoded goes on to placing and to the warehouse without becoming rows.
type Positions struct {
	MMSI        []vessel.MMSI
	ObservedAt  []int64 // Unix milliseconds, UTC
	ReceivedAt  []int64 // Unix milliseconds: when the first producer took it in
	Lon, Lat    []float64
	SpeedKn     []float32 // NaN: not reported
	CourseDeg   []float32 // NaN: not reported
	HeadingDeg  []uint16  // 511: not reported
	NavStatus   []uint8   // 15: not reported
	Transmitter []Transmitter
	Receiver    []Receiver
	Source      []string // who passed it on: the message's source, else ce_source, else the topic
	PayloadHash []uint64

	dec decoder // memory that AppendJSON uses again
}

// Position is one report, for the places that make or read them singly.
type Position struct {
	MMSI                   vessel.MMSI
	ObservedAt, ReceivedAt int64
	Lon, Lat               float64
	SpeedKn, CourseDeg     float32
	HeadingDeg             uint16
	NavStatus              uint8
	Transmitter            Transmitter
	Receiver               Receiver
	Source                 string
}

// Len is the number of reports.
func (p *Positions) Len() int { return len(p.MMSI) }

// Append adds one report and computes its payload hash.
func (p *Positions) Append(r Position) {
	p.MMSI = append(p.MMSI, r.MMSI)
	p.ObservedAt = append(p.ObservedAt, r.ObservedAt)
	p.ReceivedAt = append(p.ReceivedAt, r.ReceivedAt)
	p.Lon = append(p.Lon, r.Lon)
	p.Lat = append(p.Lat, r.Lat)
	p.SpeedKn = append(p.SpeedKn, r.SpeedKn)
	p.CourseDeg = append(p.CourseDeg, r.CourseDeg)
	p.HeadingDeg = append(p.HeadingDeg, r.HeadingDeg)
	p.NavStatus = append(p.NavStatus, r.NavStatus)
	p.Transmitter = append(p.Transmitter, r.Transmitter)
	p.Receiver = append(p.Receiver, r.Receiver)
	p.Source = append(p.Source, r.Source)
	p.PayloadHash = append(p.PayloadHash, r.hash())
}

// AppendFrom copies report i of another batch.
func (p *Positions) AppendFrom(o *Positions, i int) {
	p.MMSI = append(p.MMSI, o.MMSI[i])
	p.ObservedAt = append(p.ObservedAt, o.ObservedAt[i])
	p.ReceivedAt = append(p.ReceivedAt, o.ReceivedAt[i])
	p.Lon, p.Lat = append(p.Lon, o.Lon[i]), append(p.Lat, o.Lat[i])
	p.SpeedKn = append(p.SpeedKn, o.SpeedKn[i])
	p.CourseDeg = append(p.CourseDeg, o.CourseDeg[i])
	p.HeadingDeg = append(p.HeadingDeg, o.HeadingDeg[i])
	p.NavStatus = append(p.NavStatus, o.NavStatus[i])
	p.Transmitter = append(p.Transmitter, o.Transmitter[i])
	p.Receiver = append(p.Receiver, o.Receiver[i])
	p.Source = append(p.Source, o.Source[i])
	p.PayloadHash = append(p.PayloadHash, o.PayloadHash[i])
}

// AppendAll copies all reports of another batch.
func (p *Positions) AppendAll(o *Positions) {
	p.MMSI = append(p.MMSI, o.MMSI...)
	p.ObservedAt, p.ReceivedAt = append(p.ObservedAt, o.ObservedAt...), append(p.ReceivedAt, o.ReceivedAt...)
	p.Lon, p.Lat = append(p.Lon, o.Lon...), append(p.Lat, o.Lat...)
	p.SpeedKn, p.CourseDeg = append(p.SpeedKn, o.SpeedKn...), append(p.CourseDeg, o.CourseDeg...)
	p.HeadingDeg, p.NavStatus = append(p.HeadingDeg, o.HeadingDeg...), append(p.NavStatus, o.NavStatus...)
	p.Transmitter, p.Receiver = append(p.Transmitter, o.Transmitter...), append(p.Receiver, o.Receiver...)
	p.Source, p.PayloadHash = append(p.Source, o.Source...), append(p.PayloadHash, o.PayloadHash...)
}

// Reset empties the batch and keeps its memory.
func (p *Positions) Reset() {
	p.MMSI = p.MMSI[:0]
	p.ObservedAt, p.ReceivedAt = p.ObservedAt[:0], p.ReceivedAt[:0]
	p.Lon, p.Lat = p.Lon[:0], p.Lat[:0]
	p.SpeedKn, p.CourseDeg = p.SpeedKn[:0], p.CourseDeg[:0]
	p.HeadingDeg, p.NavStatus = p.HeadingDeg[:0], p.NavStatus[:0]
	p.Transmitter, p.Receiver = p.Transmitter[:0], p.Receiver[:0]
	p.Source, p.PayloadHash = p.Source[:0], p.PayloadHash[:0]
}
