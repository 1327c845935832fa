-- Whether anything that names one of these numbers was stored in the last ten
-- minutes: a vessel that is not derived yet is not one that is not known.
SELECT toUInt8(count() > 0) AS waiting
FROM (
    SELECT mmsi, 0 AS imo, written_at FROM touched_days
    UNION ALL
    SELECT mmsi, imo, written_at FROM touched_identities
)
WHERE written_at > now64(3) - INTERVAL 10 MINUTE
    AND (mmsi != 0 AND mmsi IN {mmsis:Array(UInt32)} OR imo != 0 AND imo IN {imos:Array(UInt32)})
