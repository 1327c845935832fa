-- MMSIs on which a position would need more than 60 knots and 10 km from the
-- one before it: within a day derived under {version}, or from its neighbour
-- up to eight days away (by then any place on earth can be reached).
SELECT DISTINCT mmsi FROM vessel_days FINAL WHERE version = {version:DateTime64(6, 'UTC')} AND jumps > 0 AND positions > 0
UNION DISTINCT
SELECT DISTINCT mmsi FROM (
    SELECT mmsi,
        version = {version:DateTime64(6, 'UTC')} OR lagInFrame(version) OVER w = {version:DateTime64(6, 'UTC')} AS fresh,
        (toUnixTimestamp64Milli(first_at) - toUnixTimestamp64Milli(lagInFrame(last_at, 1, first_at - INTERVAL 30 DAY) OVER w)) / 1000 AS seconds,
        geoDistance(lagInFrame(last_lon, 1, first_lon) OVER w, lagInFrame(last_lat, 1, first_lat) OVER w, first_lon, first_lat) AS moved
    FROM vessel_days FINAL
    WHERE segment = 1 AND positions > 0
        AND mmsi IN (SELECT mmsi FROM vessel_days WHERE version = {version:DateTime64(6, 'UTC')})
        AND day >= (SELECT min(day) FROM vessel_days WHERE version = {version:DateTime64(6, 'UTC')}) - 8
        AND day <= (SELECT max(day) FROM vessel_days WHERE version = {version:DateTime64(6, 'UTC')}) + 8
    WINDOW w AS (PARTITION BY mmsi ORDER BY first_at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
)
WHERE fresh AND moved > 10000 AND moved * 3.6 / 1.852 > 60 * seconds
