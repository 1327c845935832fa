-- Inspections by the date, and the vessel each was of.
SELECT vessel_id, at, port, authority, labour, crew_interviewed = 'yes' AS interviewed, labour_detention, released_at, source,
    arrayDistinct(arrayMap(d -> substring(d, 1, 5), deficiencies)) AS codes
FROM (
    SELECT w.vessel_id AS vessel_id, i.* FROM (SELECT * FROM inspections FINAL) AS i INNER JOIN who_imo AS w ON w.of_imo = i.imo WHERE i.imo != 0
    UNION ALL
    SELECT w.vessel_id AS vessel_id, i.* FROM (SELECT * FROM inspections FINAL) AS i INNER JOIN who_mmsi AS w ON w.of_mmsi = i.mmsi
    WHERE i.mmsi != 0 AND (i.imo = 0 OR (w.hull_imo = 0 AND i.imo NOT IN (SELECT of_imo FROM who_imo))) AND w.linked_from <= i.at AND w.linked_to > i.at
)
WHERE at <= {as_of:DateTime64(3, 'UTC')}
