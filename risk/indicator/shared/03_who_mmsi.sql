-- Which vessel an MMSI in an event means, on the days that it is linked. An
-- MMSI that two hulls share means neither.
SELECT l.mmsi AS of_mmsi, s.id AS vessel_id, s.imo AS hull_imo, l.valid_from AS linked_from, l.valid_to AS linked_to
FROM (
    SELECT mmsi, vessel_id, valid_from, valid_to, max(segment) OVER (PARTITION BY mmsi) AS hulls
    FROM links FINAL
    WHERE known_from <= {now:DateTime64(3, 'UTC')} AND known_to > {now:DateTime64(3, 'UTC')}
) AS l
INNER JOIN ships AS s ON s.vessel_id = l.vessel_id
WHERE l.hulls <= 1
