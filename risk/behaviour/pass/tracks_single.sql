-- Positions of MMSIs on which only one hull was ever found.
SELECT mmsi, observed_at, payload_hash, lon, lat, speed_kn, nav_status, transmitter, receiver, zone, coastal_state, shore_m, port,
    toUInt8(1) AS segment
FROM positions FINAL
WHERE mmsi BETWEEN {lo:UInt32} AND {hi:UInt32}
    AND observed_at >= toDateTime64({from:Date}, 3, 'UTC') AND observed_at < toDateTime64({to:Date} + 1, 3, 'UTC')
    AND (mmsi, toDate(observed_at)) IN (
        SELECT mmsi, day FROM touched_days
        WHERE written_at >= {since:DateTime64(3, 'UTC')} AND mmsi BETWEEN {lo:UInt32} AND {hi:UInt32} AND day BETWEEN {from:Date} AND {to:Date})
    AND mmsi NOT IN (SELECT mmsi FROM hull_positions WHERE mmsi BETWEEN {lo:UInt32} AND {hi:UInt32})
