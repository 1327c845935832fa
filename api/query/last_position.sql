-- The last position of one track on a day, up to a moment within that day.
SELECT p.observed_at AS at, p.lon AS lon, p.lat AS lat
FROM (
    SELECT mmsi, observed_at, payload_hash, any(lon) AS lon, any(lat) AS lat FROM positions
    WHERE mmsi = {mmsi:UInt32} AND observed_at >= toStartOfDay({as_of:DateTime64(3, 'UTC')}) AND observed_at <= {as_of:DateTime64(3, 'UTC')}
    GROUP BY mmsi, observed_at, payload_hash
) AS p
LEFT JOIN (SELECT observed_at, payload_hash, segment + 1 AS hull FROM hull_positions FINAL WHERE mmsi = {mmsi:UInt32}) AS h
    ON h.observed_at = p.observed_at AND h.payload_hash = p.payload_hash
WHERE if(h.hull = 0, 1, h.hull - 1) = {segment:UInt8}
ORDER BY p.observed_at DESC
LIMIT 1
