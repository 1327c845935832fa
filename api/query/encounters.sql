-- What others derived about a vessel by the date (meetings, loitering, gaps,
-- visits), told from its side, the newest first.
SELECT toString(source) AS source, event_id, toString(kind) AS kind, from_at, to_at, lon, lat,
    if(mine, toString(other_name), toString(name)) AS other_name, if(mine, other_imo, imo) AS other_imo, if(mine, other_mmsi, mmsi) AS other_mmsi,
    if(mine, toString(other_class), 'unknown') AS other_class, toString(intentional_disabling) AS intentional_disabling,
    toString(port) AS port, toString(zone) AS zone, toString(coastal_state) AS coastal_state
FROM (
    SELECT *,
        (imo != 0 AND imo = {imo:UInt32}) OR (imo = 0 AND mmsi != 0 AND arrayExists((m, f, t) -> m = mmsi AND f <= toUnixTimestamp64Milli(from_at) AND t > toUnixTimestamp64Milli(from_at), {mmsis:Array(UInt32)}, {linked_from:Array(Int64)}, {linked_to:Array(Int64)})) AS mine,
        kind = 'encounter' AND ((other_imo != 0 AND other_imo = {imo:UInt32}) OR (other_imo = 0 AND other_mmsi != 0 AND arrayExists((m, f, t) -> m = other_mmsi AND f <= toUnixTimestamp64Milli(from_at) AND t > toUnixTimestamp64Milli(from_at), {mmsis:Array(UInt32)}, {linked_from:Array(Int64)}, {linked_to:Array(Int64)}))) AS theirs
    FROM encounters FINAL
    WHERE from_at <= {as_of:DateTime64(3, 'UTC')}
)
WHERE mine OR theirs
ORDER BY from_at DESC, event_id
LIMIT {limit:UInt16}
