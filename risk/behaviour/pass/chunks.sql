-- Cuts the days to be derived into pieces of one month and about as many
-- positions as {rows}, by ranges of MMSI, so that no statement has to hold more.
-- several: hulls were told apart on some of them.
WITH todo AS (SELECT DISTINCT mmsi, day FROM touched_days WHERE written_at >= {since:DateTime64(3, 'UTC')})
SELECT month, min(mmsi) AS lo, max(mmsi) AS hi, min(first_day) AS from_day, max(last_day) AS to_day, sum(days) AS vessel_days,
    toBool(countIf(mmsi IN (SELECT mmsi FROM hull_positions)) > 0) AS several
FROM (
    SELECT month, mmsi, first_day, last_day, days,
        intDiv(sum(seen) OVER (PARTITION BY month ORDER BY mmsi ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), {rows:UInt64}) AS piece
    FROM (
        SELECT toStartOfMonth(observed_at) AS month, mmsi, count() AS seen, min(toDate(observed_at)) AS first_day,
            max(toDate(observed_at)) AS last_day, uniqExact(toDate(observed_at)) AS days
        FROM positions
        WHERE observed_at >= toDateTime64((SELECT min(day) FROM todo), 3, 'UTC') AND observed_at < toDateTime64((SELECT max(day) FROM todo) + 1, 3, 'UTC')
            AND (mmsi, toDate(observed_at)) IN todo
        GROUP BY month, mmsi
    )
)
GROUP BY month, piece ORDER BY month, piece
