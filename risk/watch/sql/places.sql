-- Where some MMSIs were last, in the last hours, and when they last changed from
-- one port, or none, to another; without a change, since when they are known to
-- be there. Positions that were found to be jumps are left out.
SELECT mmsi, max(observed_at) AS last_at, argMax(lon, observed_at) AS last_lon, argMax(lat, observed_at) AS last_lat, argMax(port, observed_at) AS last_port,
    maxIf(observed_at, changed) AS changed_at, min(observed_at) AS first_at
FROM (
    SELECT mmsi, observed_at, lon, lat, toString(port) AS port, port != lagInFrame(toString(port), 1, toString(port)) OVER (
        PARTITION BY mmsi ORDER BY observed_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS changed
    FROM positions
    WHERE mmsi IN {mmsis:Array(UInt32)} AND observed_at > {since:DateTime64(3, 'UTC')}
        AND (mmsi, observed_at, payload_hash) NOT IN (SELECT mmsi, observed_at, payload_hash FROM hull_positions WHERE mmsi IN {mmsis:Array(UInt32)} AND segment = 0)
)
GROUP BY mmsi
