-- Adverse records of a vessel by the date: one row per case, as its last
-- statement left it. The vessel is named by a number, never by a name alone.
SELECT source, case_key, tupleElement(last, 1) AS kind, tupleElement(last, 2) AS status, tupleElement(last, 3) AS valid_to,
    tupleElement(last, 4) AS authority, tupleElement(last, 5) AS reference, tupleElement(last, 6) AS review_on, stated_at, began, imo, mmsi
FROM (
    SELECT toString(source) AS source, if(case_id = '', event_id, case_id) AS case_key,
        argMax((toString(kind), toString(status), valid_to, authority, reference, review_on), (r.stated_at, r.received_at, event_id)) AS last,
        max(r.stated_at) AS stated_at, max(r.imo) AS imo, max(r.mmsi) AS mmsi,
        if(minIf(valid_from, valid_from > toDateTime64(0, 3, 'UTC')) > toDateTime64(0, 3, 'UTC'), minIf(valid_from, valid_from > toDateTime64(0, 3, 'UTC')), min(r.stated_at)) AS began
    FROM records AS r FINAL
    WHERE kind != 'coverage' AND r.stated_at <= {as_of:DateTime64(3, 'UTC')} AND kind NOT IN ('complaint', 'complaints')
    GROUP BY source, case_key
)
WHERE began <= {as_of:DateTime64(3, 'UTC')}
    AND ((imo != 0 AND imo = {imo:UInt32})
        OR (mmsi != 0 AND (imo = 0 OR ({imo:UInt32} = 0 AND imo NOT IN (SELECT imo FROM vessels FINAL WHERE imo != 0 AND merged_into = '')))
            AND arrayExists((m, f, t) -> m = mmsi AND f <= toUnixTimestamp64Milli(least(valid_to, {as_of:DateTime64(3, 'UTC')})) AND t > toUnixTimestamp64Milli(began), {mmsis:Array(UInt32)}, {linked_from:Array(Int64)}, {linked_to:Array(Int64)})))
ORDER BY began DESC, case_key
LIMIT {limit:UInt16}
