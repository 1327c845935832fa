-- Cases of adverse records, each as its last statement by the date left it, and
-- the vessel it names by a number: a name alone never does. statement_at is
-- when the case began to be known to its source, ended_at when it was over.
WITH told_cases AS (
    SELECT
        source, case_key,
        tupleElement(last, 1) AS kind, tupleElement(last, 2) AS status, tupleElement(last, 3) AS valid_to,
        tupleElement(last, 4) AS authority, tupleElement(last, 5) AS reference,
        stated, imo, mmsi, began
    FROM (
        SELECT
            source, if(case_id = '', event_id, case_id) AS case_key,
            argMax((toString(kind), toString(status), valid_to, authority, reference), (stated_at, received_at, event_id)) AS last,
            max(stated_at) AS stated, max(imo) AS imo, max(mmsi) AS mmsi,
            if(minIf(valid_from, valid_from > toDateTime64(0, 3, 'UTC')) > toDateTime64(0, 3, 'UTC'), minIf(valid_from, valid_from > toDateTime64(0, 3, 'UTC')), min(stated_at)) AS began
        FROM records FINAL
        WHERE kind != 'coverage' AND stated_at <= {as_of:DateTime64(3, 'UTC')}
        GROUP BY source, case_key
    )
    WHERE began <= {as_of:DateTime64(3, 'UTC')}
)
SELECT vessel_id, kind, status, authority, reference, source, case_key, began, stated,
    status = 'resolved' AS resolved,
    multiIf(resolved AND valid_to <= stated, valid_to, resolved, stated, valid_to) AS ended_at,
    NOT resolved AND valid_to > {as_of:DateTime64(3, 'UTC')} AS in_force
FROM (
    SELECT w.vessel_id AS vessel_id, c.* FROM told_cases AS c INNER JOIN who_imo AS w ON w.of_imo = c.imo WHERE c.imo != 0
    UNION ALL
    SELECT DISTINCT w.vessel_id AS vessel_id, c.* FROM told_cases AS c INNER JOIN who_mmsi AS w ON w.of_mmsi = c.mmsi
    WHERE c.mmsi != 0 AND (c.imo = 0 OR (w.hull_imo = 0 AND c.imo NOT IN (SELECT of_imo FROM who_imo)))
        AND w.linked_from <= least(c.valid_to, {as_of:DateTime64(3, 'UTC')}) AND w.linked_to > c.began
)
