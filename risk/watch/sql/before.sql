-- Where some vessels' MMSIs were last before a moment, from their days.
SELECT mmsi, max(last_at) AS at, argMax(last_lon, last_at) AS lon, argMax(last_lat, last_at) AS lat, argMax(toString(last_port), last_at) AS port
FROM vessel_days FINAL
WHERE vessel_id IN {vessels:Array(String)} AND positions > 0 AND segment = 1 AND last_at <= {since:DateTime64(3, 'UTC')}
GROUP BY mmsi
