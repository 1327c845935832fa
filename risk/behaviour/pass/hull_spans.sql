-- When each further hull, and the jumps (segment 0), of some MMSIs were observed.
SELECT mmsi, segment, min(observed_at) AS from_at, max(observed_at) AS to_at, count() AS positions
FROM hull_positions FINAL WHERE segment != 1 AND mmsi IN {mmsis:Array(UInt32)}
GROUP BY mmsi, segment ORDER BY mmsi, segment
