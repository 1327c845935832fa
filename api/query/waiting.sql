-- Whether anything that names one of these numbers was stored in the last ten
-- minutes, and no vessel carries it yet.
SELECT toUInt8(count() > 0) AS waiting
FROM (
    SELECT mmsi, 0 AS imo, written_at FROM touched_days
    UNION ALL
    SELECT mmsi, imo, written_at FROM touched_identities
)
WHERE written_at > now64(3) - INTERVAL 10 MINUTE AND (
    mmsi != 0 AND mmsi IN {mmsis:Array(UInt32)} AND mmsi NOT IN (SELECT mmsi FROM links WHERE mmsi IN {mmsis:Array(UInt32)})
    OR imo != 0 AND imo IN {imos:Array(UInt32)} AND imo NOT IN (SELECT imo FROM vessels WHERE imo IN {imos:Array(UInt32)})
)
