-- Inspections of a vessel by the date, the newest first. An inspection that
-- names an IMO number is of that ship; one that names only an MMSI is of the
-- vessel that the number was linked to that day.
SELECT toString(source) AS source, event_id, at, toString(port) AS port, toString(authority) AS authority, labour, toString(crew_interviewed) AS crew_interviewed,
    CAST(deficiencies, 'Array(String)') AS deficiencies, detained, labour_detention, released_at
FROM inspections FINAL
WHERE at <= {as_of:DateTime64(3, 'UTC')}
    AND ((imo != 0 AND imo = {imo:UInt32})
        OR (mmsi != 0 AND (imo = 0 OR ({imo:UInt32} = 0 AND imo NOT IN (SELECT imo FROM vessels FINAL WHERE imo != 0 AND merged_into = '')))
            AND arrayExists((m, f, t) -> m = mmsi AND f <= toUnixTimestamp64Milli(at) AND t > toUnixTimestamp64Milli(at), {mmsis:Array(UInt32)}, {linked_from:Array(Int64)}, {linked_to:Array(Int64)})))
ORDER BY at DESC, event_id
LIMIT {limit:UInt16}
