-- Positions of MMSIs with further hulls, each with the hull that sent it, without the jumps.
SELECT p.*, if(h.further = 0, toUInt8(1), h.segment) AS segment
FROM (
    SELECT mmsi, observed_at, payload_hash, lon, lat, speed_kn, nav_status, transmitter, receiver, zone, coastal_state, shore_m, port
    FROM positions FINAL
    WHERE mmsi BETWEEN {lo:UInt32} AND {hi:UInt32}
        AND observed_at >= toDateTime64({from:Date}, 3, 'UTC') AND observed_at < toDateTime64({to:Date} + 1, 3, 'UTC')
        AND (mmsi, toDate(observed_at)) IN (
            SELECT mmsi, day FROM touched_days
            WHERE written_at >= {since:DateTime64(3, 'UTC')} AND mmsi BETWEEN {lo:UInt32} AND {hi:UInt32} AND day BETWEEN {from:Date} AND {to:Date})
        AND mmsi IN (SELECT mmsi FROM hull_positions WHERE mmsi BETWEEN {lo:UInt32} AND {hi:UInt32})
) AS p
LEFT JOIN (
    SELECT mmsi, observed_at, payload_hash, segment, 1 AS further FROM hull_positions FINAL
    WHERE mmsi BETWEEN {lo:UInt32} AND {hi:UInt32}
        AND observed_at >= toDateTime64({from:Date}, 3, 'UTC') AND observed_at < toDateTime64({to:Date} + 1, 3, 'UTC')
) AS h ON p.mmsi = h.mmsi AND p.observed_at = h.observed_at AND p.payload_hash = h.payload_hash
WHERE h.further = 0 OR h.segment != 0
